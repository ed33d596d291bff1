//! Reminders: the worker sends one to each guest, some days before the last day.

use std::collections::HashMap;

use chrono::{Days, NaiveDate, TimeDelta};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait as _, ExprTrait as _, JoinType, QueryFilter as _, QuerySelect as _, RelationTrait as _,
    sea_query::{Expr, Query},
};
use uuid::Uuid;

use super::{
    entity as rounds, guest_entity as round_guests,
    links::{self, Occasion},
};
use crate::{
    access::scope::TenantTransaction,
    clock,
    config::MailConfig,
    hearings::{entity as hearings, hearing::HearingState},
    history::{
        change::ChangeKind,
        recording::{About, By, Change},
    },
    tenants::entity as tenants,
    web::error::Result,
};

/// How long before the last day reminders are sent.
const BEFORE: Days = Days::new(3);

/// The author of reminders in the history.
const PROGRAM: &str = "Greffe";

/// Queues the reminders that are due. Guests who have agreed, or were invited within the last day,
/// get none.
pub async fn queue(tenant: &TenantTransaction, config: &MailConfig) -> Result<()> {
    let authority = tenant.find::<tenants::Entity>().one(tenant.db()).await?;
    let zone = clock::zone(authority.as_ref().map_or("", |it| &it.time_zone));
    let due = due_guests(tenant, clock::today(zone)).await?;
    if due.is_empty() {
        return Ok(());
    }
    let hearings = hearings_of(tenant, due.iter().map(|it| it.round_id).collect()).await?;
    for guest in due {
        links::send(tenant, config, guest.id, Occasion::Reminder).await?;
        if let Some((id, title)) = hearings.get(&guest.round_id) {
            let by = By::program(PROGRAM).on_behalf_of(guest.id);
            let about = About::hearing(*id, title);
            Change::record(tenant, ChangeKind::RoundReminder, about, &by, "").await?;
        }
    }
    Ok(())
}

/// Marks the guests who are due as reminded, and returns them.
async fn due_guests(tenant: &TenantTransaction, today: NaiveDate) -> Result<Vec<round_guests::Model>> {
    let now = clock::now();
    let open = Query::select()
        .column((rounds::Entity, rounds::Column::Id))
        .from(rounds::Entity)
        .inner_join(
            hearings::Entity,
            Expr::col((hearings::Entity, hearings::Column::TenantId))
                .equals((rounds::Entity, rounds::Column::TenantId))
                .and(
                    Expr::col((hearings::Entity, hearings::Column::Id))
                        .equals((rounds::Entity, rounds::Column::HearingId)),
                ),
        )
        .and_where(rounds::COLUMN.tenant_id.eq(tenant.id()))
        .and_where(rounds::COLUMN.closed_at.is_null())
        .and_where(rounds::COLUMN.due_on.between(today, today + BEFORE))
        .and_where(hearings::COLUMN.state.eq(HearingState::InReview))
        .to_owned();
    let reminded = round_guests::ActiveModel { reminded_at: Set(Some(now)), ..Default::default() };
    let due = tenant
        .update_many::<round_guests::Entity>()
        .set(reminded)
        .filter(round_guests::Column::RoundId.in_subquery(open))
        .filter(round_guests::COLUMN.agreed_at.is_null())
        .filter(round_guests::COLUMN.revoked_at.is_null())
        .filter(round_guests::COLUMN.reminded_at.is_null())
        .filter(round_guests::COLUMN.created_at.lt(now - TimeDelta::days(1)));
    Ok(due.exec_with_returning(tenant.db()).await?)
}

/// The hearing of each round, and its title.
#[expect(clippy::disallowed_methods, reason = "the worker reads for no member")]
async fn hearings_of(tenant: &TenantTransaction, of: Vec<Uuid>) -> Result<HashMap<Uuid, (Uuid, String)>> {
    let rows: Vec<(Uuid, Uuid, String)> = tenant
        .find_unrestricted::<rounds::Entity>()
        .select_only()
        .column(rounds::Column::Id)
        .columns([hearings::Column::Id, hearings::Column::Title])
        .join(JoinType::InnerJoin, rounds::Relation::Hearings.def())
        .filter(rounds::COLUMN.id.eq_any(of))
        .into_tuple()
        .all(tenant.db())
        .await?;
    Ok(rows.into_iter().map(|(round, hearing, title)| (round, (hearing, title))).collect())
}
