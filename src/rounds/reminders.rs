//! Reminders, sent by the worker: once to each guest, some days before the last one.

use std::str::FromStr as _;

use chrono::Days;
use chrono_tz::Tz;
use sea_orm::FromQueryResult;
use uuid::Uuid;

use super::links::{self, Occasion};
use crate::{
    access::scope::TenantTransaction,
    clock,
    config::MailConfig,
    history::{
        change::ChangeKind,
        recording::{About, By, Change},
    },
    web::error::Result,
};

/// How many days before the last one guests are reminded.
const BEFORE: Days = Days::new(3);

/// Who reminds, in the history.
const PROGRAM: &str = "Greffe";

const HEARING: &str = "select h.id, h.title from rounds r
   join round_guests g on g.tenant_id = $tenant and g.round_id = r.id
   join hearings h on h.tenant_id = $tenant and h.id = r.hearing_id
  where r.tenant_id = $tenant and g.id = $1";

#[derive(FromQueryResult)]
struct Reminded {
    id: Uuid,
    title: String,
}

/// Queues the reminders that are due in an authority. Whoever has agreed, or
/// was asked within the last day, gets none.
pub async fn queue(tenant: &TenantTransaction, config: &MailConfig) -> Result<()> {
    let zone: Option<String> = tenant.value("select time_zone from tenants where id = $tenant", []).await?;
    let zone = zone.and_then(|it| Tz::from_str(&it).ok()).unwrap_or(chrono_tz::Europe::Paris);
    let today = clock::today(zone);
    let due: Vec<Uuid> = tenant
        .values(
            "update round_guests g set reminded_at = $1
               from rounds r join hearings h on h.tenant_id = $tenant and h.id = r.hearing_id
              where g.tenant_id = $tenant and r.tenant_id = $tenant and r.id = g.round_id
                and g.agreed_at is null and g.revoked_at is null and g.reminded_at is null
                and r.closed_at is null and h.state = 'in_review' and r.due_on between $2 and $3
                and g.created_at < $1 - interval '1 day'
              returning g.id",
            [clock::now().into(), today.into(), (today + BEFORE).into()],
        )
        .await?;
    for guest in due {
        links::send(tenant, config, guest, Occasion::Reminder).await?;
        let hearing: Option<Reminded> = tenant.row(HEARING, [guest.into()]).await?;
        if let Some(Reminded { id, title }) = hearing {
            let by = By::program(PROGRAM).on_behalf_of(guest);
            let about = About::hearing(id, &title);
            Change::record(tenant, ChangeKind::RoundReminder, about, &by, "").await?;
        }
    }
    Ok(())
}
