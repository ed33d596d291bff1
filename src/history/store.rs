//! Changes of a hearing and its record. They come one after the other, and only those that the
//! state of the hearing allows.

use sea_orm::{
    ColumnTrait as _, ConnectionTrait as _, QueryFilter as _, QuerySelect as _,
    sea_query::{Expr, LockType, Query},
};
use uuid::Uuid;

use super::{
    change::ChangeKind,
    entity as changes,
    recording::{By, Change},
};
use crate::{
    access::{
        permissions::Permission,
        scope::{Scope, TenantTransaction},
    },
    clock,
    hearings::{
        entity as hearings,
        hearing::{Hearing, HearingState},
    },
    web::error::{Error, Result},
};

/// Locks a hearing until the transaction ends: its changes come one after the other, and its
/// state stays the same.
///
/// # Errors
/// [`Error::Conflict`] where a hearing in its state cannot be changed so.
pub async fn hold(tx: &TenantTransaction, hearing_id: Uuid, kind: ChangeKind) -> Result<()> {
    #[expect(clippy::disallowed_methods, reason = "the lock shows nothing of the hearing")]
    let hearing = tx.find_unrestricted::<hearings::Entity>().filter(hearings::COLUMN.id.eq(hearing_id));
    let state: Option<HearingState> = hearing
        .select_only()
        .column(hearings::Column::State)
        .lock(LockType::NoKeyUpdate)
        .into_tuple()
        .one(tx.db())
        .await?;
    if state.is_some_and(|it| kind.fits(it)) { Ok(()) } else { Err(Error::Conflict) }
}

impl Change {
    /// Records a change of a hearing or its record. Changes of one hearing come one after the
    /// other, and nobody approves the record meanwhile.
    ///
    /// # Errors
    /// [`Error::Conflict`] where the record is approved, or the hearing cancelled.
    pub async fn begin<P: Permission>(scope: &Scope<P>, hearing: &Hearing, kind: ChangeKind) -> Result<Self> {
        Self::because(scope, hearing, kind, "").await
    }

    /// [`Change::begin`], with a reason.
    ///
    /// # Errors
    /// [`Error::Conflict`]; for an erratum: where the record is not approved.
    pub async fn because<P: Permission>(
        scope: &Scope<P>,
        hearing: &Hearing,
        kind: ChangeKind,
        reason: &str,
    ) -> Result<Self> {
        Self::begin_by(scope, hearing, kind, reason, &By::of(scope)).await
    }

    /// [`Change::because`], by someone: one statement locks the hearing and records the change.
    ///
    /// # Errors
    /// [`Error::Conflict`].
    pub async fn begin_by(
        tx: &TenantTransaction,
        hearing: &Hearing,
        kind: ChangeKind,
        reason: &str,
        by: &By<'_>,
    ) -> Result<Self> {
        let id = Uuid::now_v7();
        let row = Query::select()
            .column(hearings::Column::TenantId)
            .expr(Expr::value(id))
            .expr(Expr::value(kind.code()))
            .column(hearings::Column::Id)
            .expr(Expr::value(hearing.title.as_str()))
            .expr(Expr::value(by.name))
            .expr(Expr::value(by.member))
            .expr(Expr::value(by.guest))
            .expr(Expr::value(reason))
            .expr(Expr::value(clock::now()))
            .from(hearings::Entity)
            .and_where(hearings::COLUMN.tenant_id.eq(tx.id()))
            .and_where(hearings::COLUMN.id.eq(hearing.id))
            .and_where(
                hearings::Column::State.is_in(HearingState::ALL.into_iter().filter(|it| kind.fits(*it))),
            )
            .lock(LockType::NoKeyUpdate)
            .to_owned();
        let mut insert = Query::insert();
        insert
            .into_table(changes::Entity)
            .columns([
                changes::Column::TenantId,
                changes::Column::Id,
                changes::Column::Kind,
                changes::Column::HearingId,
                changes::Column::Subject,
                changes::Column::Actor,
                changes::Column::MemberId,
                changes::Column::GuestId,
                changes::Column::Reason,
                changes::Column::CreatedAt,
            ])
            .select_from(row)
            .map_err(|why| Error::internal(why.to_string()))?;
        let done = tx.db().execute(&insert).await?;
        if done.rows_affected() == 1 { Ok(Self { id }) } else { Err(Error::Conflict) }
    }
}
