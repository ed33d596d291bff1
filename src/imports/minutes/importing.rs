//! Confirms an import: the one path for the web and the command line.

use uuid::Uuid;

use super::{
    former::{standing_of_number, store_former},
    plan::Plan,
    store,
    writing::{self, Written},
};
use crate::{
    access::scope::TenantTransaction,
    history::{
        change::ChangeKind,
        recording::{About, By, Change},
    },
    web::error::Result,
};

/// Writes the hearing of a stored import, records the changes, and stores with the import what an
/// undo needs.
///
/// # Errors
/// When the database refuses.
pub async fn confirm(
    tenant: &TenantTransaction,
    by: &By<'_>,
    import: Uuid,
    series_id: Uuid,
    plan: &Plan,
) -> Result<Written> {
    let before = standing_of_number(tenant, series_id, plan.hearing.number).await?;
    let written = writing::write(tenant, by.member, series_id, plan).await?;
    if let Written::Hearing(id) = written {
        store::confirm(tenant, import, id).await?;
        store_former(tenant, import, id, before).await?;
        let about = About::hearing(id, &plan.hearing.title);
        Change::record(tenant, ChangeKind::Import, about, by, "").await?;
        if plan.hearing.closed {
            Change::record(tenant, ChangeKind::ClosedSession, about, by, "").await?;
        }
    }
    Ok(written)
}
