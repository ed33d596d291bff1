//! Locks on hearings and turns, for writers of rows that depend on them: they cannot be closed
//! before the transaction ends.

use sea_orm::{QueryFilter as _, QuerySelect as _};
use uuid::Uuid;

use crate::{
    access::scope::TenantTransaction, hearings::entity as hearings, record::entity as turns,
    web::error::Result,
};

/// Locks a hearing until the transaction ends. Returns whether it is closed.
///
/// # Errors
/// When the database refuses.
pub async fn lock_hearing(tx: &TenantTransaction, id: Uuid) -> Result<bool> {
    let hearing = tx.select::<hearings::Entity>().filter(hearings::COLUMN.id.eq(id)).select_only();
    let closed = hearing.column(hearings::Column::Closed).lock_shared().into_tuple().one(tx.db()).await?;
    Ok(closed.unwrap_or(true))
}

/// Locks a turn until the transaction ends. Returns whether it is closed by itself.
///
/// # Errors
/// When the database refuses.
pub async fn lock_turn(tx: &TenantTransaction, id: Uuid) -> Result<bool> {
    let turn = tx.select::<turns::Entity>().filter(turns::COLUMN.id.eq(id)).select_only();
    let closed = turn.column(turns::Column::Closed).lock_shared().into_tuple().one(tx.db()).await?;
    Ok(closed.unwrap_or(true))
}
