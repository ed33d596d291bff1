//! The speakers who can be invited to a round.

use sea_orm::{
    ColumnTrait as _, ExprTrait as _, JoinType, QueryFilter as _, QueryOrder as _, QuerySelect as _,
    RelationTrait as _,
    sea_query::{Expr, Func, Order, Query, SelectStatement},
};

use super::{
    guest_entity as round_guests,
    round::{Round, Speaker},
};
use crate::{
    access::{
        permissions::RunRounds,
        scope::{Scope, TenantTransaction},
    },
    attendances::entity as attendances,
    directory::people::entity as people,
    hearings::hearing::Hearing,
    members::entity as members,
    record::entity as turns,
    sign_in::account_entity as accounts,
    web::error::Result,
};

/// The speakers of a hearing who are not guests of its open round. The address of a member is the
/// one for signing in.
pub async fn speakers(
    scope: &Scope<RunRounds>,
    hearing: &Hearing,
    open: Option<&Round>,
) -> Result<Vec<Speaker>> {
    let email = Func::coalesce([
        Expr::from(account_email(scope)),
        Expr::col((people::Entity, people::Column::Email)),
    ]);
    let mut rows = scope
        .parts_of::<attendances::Entity, _>(hearing)
        .select_only()
        .columns([attendances::Column::Id, attendances::Column::Name])
        .expr_as(email, "email")
        .join(JoinType::InnerJoin, attendances::Relation::People.def())
        .filter(attendances::Column::Id.in_subquery(speaking(scope, hearing)))
        .order_by_asc(attendances::Column::Position)
        .order_by_asc(attendances::Column::Id);
    if let Some(round) = open {
        let invited = Query::select()
            .column(round_guests::Column::AttendanceId)
            .from(round_guests::Entity)
            .and_where(round_guests::COLUMN.tenant_id.eq(scope.id()))
            .and_where(round_guests::COLUMN.round_id.eq(round.id))
            .to_owned();
        rows = rows.filter(attendances::Column::Id.not_in_subquery(invited));
    }
    Ok(rows.into_model().all(scope.db()).await?)
}

/// The attendances that have a turn.
fn speaking(tx: &TenantTransaction, hearing: &Hearing) -> SelectStatement {
    Query::select()
        .column(turns::Column::AttendanceId)
        .from(turns::Entity)
        .and_where(turns::COLUMN.tenant_id.eq(tx.id()))
        .and_where(turns::COLUMN.hearing_id.eq(hearing.id))
        .and_where(turns::COLUMN.removed.eq(false))
        .and_where(turns::COLUMN.attendance_id.is_not_null())
        .to_owned()
}

/// The address of the account of the attending person.
fn account_email(tx: &TenantTransaction) -> SelectStatement {
    Query::select()
        .column((accounts::Entity, accounts::Column::Email))
        .from(members::Entity)
        .inner_join(
            accounts::Entity,
            Expr::col((accounts::Entity, accounts::Column::Id))
                .equals((members::Entity, members::Column::AccountId)),
        )
        .and_where(members::COLUMN.tenant_id.eq(tx.id()))
        .and_where(
            Expr::col((members::Entity, members::Column::PersonId))
                .equals((attendances::Entity, attendances::Column::PersonId)),
        )
        .and_where(members::COLUMN.removed_at.is_null())
        .order_by((members::Entity, members::Column::CreatedAt), Order::Asc)
        .limit(1)
        .to_owned()
}
