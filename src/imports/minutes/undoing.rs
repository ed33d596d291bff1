//! Undoes an import: the hearing is as it was before, except for what others changed since. An import
//! is not undone if something refers to its record.

use chrono::NaiveTime;
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait as _, ExprTrait as _, JsonValue, PaginatorTrait as _, QueryFilter as _, QuerySelect as _,
    sea_query::{Expr, LockType},
};
use serde::Deserialize;
use uuid::Uuid;

use super::{
    entity as imports,
    former::{Former, HearingValues, Standing, former, standing},
};
use crate::{
    access::{
        permissions::Permission,
        scope::{Guarded, Scope},
        visibility::PartOf,
    },
    actions::entity as actions,
    attendances::{entity as attendances, presence::Presence},
    documents::entity as documents,
    hearings::{
        entity as hearings,
        hearing::{Hearing, HearingState},
    },
    history::{change::ChangeKind, entity as changes, recording::Change},
    record::entity as turns,
    rounds::entity as rounds,
    summaries::entity as summaries,
    web::{
        drafts,
        error::{Error, Result},
    },
};

/// The kinds of changes after which an import can still be undone: nobody has read the record, and
/// no turn has changed.
const HARMLESS: [ChangeKind; 15] = [
    ChangeKind::HearingLogged,
    ChangeKind::Import,
    ChangeKind::MinutesImportReversed,
    ChangeKind::Reversal,
    ChangeKind::Details,
    ChangeKind::Attendance,
    ChangeKind::Holding,
    ChangeKind::Cancellation,
    ChangeKind::Reinstatement,
    ChangeKind::ClosedSession,
    ChangeKind::ClosedSessionLifting,
    ChangeKind::DocumentAddition,
    ChangeKind::DocumentChange,
    ChangeKind::DocumentRemoval,
    ChangeKind::DocumentRestoration,
];

/// Deletes the record of a hearing and restores what it replaced. The document stays, and can be
/// confirmed again. What somebody changed since stays. A hearing that the import added is deleted
/// if it is empty; one in closed session stays, since the audit trail hides its title by it.
///
/// # Errors
/// [`Error::Conflict`], where a turn was changed, the record was read by others, or an action, a
/// summary or a correction round refers to it.
pub async fn undo<P: Permission>(scope: &Scope<P>, import: Uuid, hearing: &Hearing) -> Result<()> {
    lock(scope, hearing).await?;
    if !can_be_undone(scope, hearing).await? {
        return Err(Error::Conflict);
    }
    let former = former(scope, import, hearing.id).await?;
    // First, since the hearing itself may be deleted.
    Change::begin(scope, hearing, ChangeKind::MinutesImportReversed).await?;
    scope
        .delete_many::<turns::Entity>()
        .filter(turns::COLUMN.hearing_id.eq(hearing.id))
        .exec(scope.db())
        .await?;
    let now = standing(scope, hearing.id).await?;
    restore_attendances(scope, &former, &now).await?;
    if let Some(before) = &former.before {
        restore_hearing(scope, hearing.id, &before.hearing, &former.after.hearing, &now.hearing).await?;
    }
    release(scope, import).await?;
    let is_deleted = former.before.is_none() && delete_if_empty(scope, hearing).await?;
    let beginning = if is_deleted { "/" } else { "/turns/" };
    drafts::forget_all(scope, &format!("{}{beginning}", hearing.path())).await
}

/// Nobody adds anything to the hearing until this transaction ends.
async fn lock<P: Permission>(scope: &Scope<P>, hearing: &Hearing) -> Result<()> {
    scope
        .visible::<hearings::Entity>()
        .select_only()
        .column(hearings::Column::Id)
        .filter(hearings::COLUMN.id.eq(hearing.id))
        .lock(LockType::Update)
        .into_tuple::<Uuid>()
        .one(scope.db())
        .await?
        .map(|_| ())
        .ok_or(Error::NotFound)
}

async fn can_be_undone<P: Permission>(scope: &Scope<P>, hearing: &Hearing) -> Result<bool> {
    let held = scope
        .visible::<hearings::Entity>()
        .filter(hearings::COLUMN.id.eq(hearing.id))
        .filter(hearings::Column::State.eq(HearingState::Held));
    let harmful = scope
        .parts_of::<changes::Entity, _>(hearing)
        .filter(changes::Column::Kind.is_not_in(HARMLESS.map(ChangeKind::code)));
    Ok(held.count(scope.db()).await? == 1
        && harmful.count(scope.db()).await? == 0
        && !has_any::<actions::Entity, P>(scope, hearing).await?
        && !has_any::<summaries::Entity, P>(scope, hearing).await?
        && !has_any::<rounds::Entity, P>(scope, hearing).await?)
}

/// Whether rows of a table belong to the hearing.
async fn has_any<E, P>(scope: &Scope<P>, hearing: &Hearing) -> Result<bool>
where
    E: PartOf<Hearing> + Guarded,
    E::Model: Send + Sync,
    P: Permission,
{
    Ok(scope.parts_of::<E, _>(hearing).count(scope.db()).await? > 0)
}

/// The columns that an import can change of an attendance that existed before.
#[derive(Debug, Deserialize)]
struct AttendanceValues {
    presence: Presence,
    replaced_by: Option<Uuid>,
    arrived_at: Option<NaiveTime>,
    left_at: Option<NaiveTime>,
}

/// Deletes the attendances that the import added, and restores those that it changed, where nobody
/// changed them since.
async fn restore_attendances<P: Permission>(scope: &Scope<P>, former: &Former, now: &Standing) -> Result<()> {
    let is_untouched = |id: &Uuid| former.after.attendances.get(id) == now.attendances.get(id);
    let before = former.before.as_ref().map(|it| &it.attendances);
    let mut added = Vec::new();
    for id in now.attendances.keys().filter(|id| is_untouched(id)) {
        match before.and_then(|it| it.get(id)) {
            Some(was) => restore_attendance(scope, *id, was.clone()).await?,
            None => added.push(*id),
        }
    }
    // A substitute who was recorded since stays.
    let is_needed = |id: &Uuid| {
        let replaced_by =
            |row: &JsonValue| row.get("replaced_by").and_then(JsonValue::as_str).map(str::to_owned);
        let id = id.to_string();
        now.attendances
            .iter()
            .any(|(other, row)| !is_untouched(other) && replaced_by(row) == Some(id.clone()))
    };
    added.retain(|id| !is_needed(id));
    scope
        .delete_many::<attendances::Entity>()
        .filter(attendances::Column::Id.is_in(added))
        .exec(scope.db())
        .await?;
    Ok(())
}

async fn restore_attendance<P: Permission>(scope: &Scope<P>, id: Uuid, was: JsonValue) -> Result<()> {
    let was: AttendanceValues = serde_json::from_value(was).map_err(Error::internal)?;
    let to = attendances::ActiveModel {
        presence: Set(was.presence),
        replaced_by: Set(was.replaced_by),
        arrived_at: Set(was.arrived_at),
        left_at: Set(was.left_at),
        ..Default::default()
    };
    scope
        .update_many::<attendances::Entity>()
        .set(to)
        .col_expr(attendances::Column::Version, Expr::col(attendances::Column::Version).add(1))
        .filter(attendances::COLUMN.id.eq(id))
        .exec(scope.db())
        .await?;
    Ok(())
}

/// Restores what the import overwrote in the hearing, where nobody changed it since.
async fn restore_hearing<P: Permission>(
    scope: &Scope<P>,
    id: Uuid,
    before: &HearingValues,
    after: &HearingValues,
    now: &HearingValues,
) -> Result<()> {
    let text = |before: &String, after: &String, now: &String| {
        if now == after { before.clone() } else { now.clone() }
    };
    let same_day = (now.day, now.starts_at) == (after.day, after.starts_at);
    let (day, starts_at) = if same_day { (before.day, before.starts_at) } else { (now.day, now.starts_at) };
    let to = hearings::ActiveModel {
        title: Set(text(&before.title, &after.title, &now.title)),
        place: Set(text(&before.place, &after.place, &now.place)),
        day: Set(day),
        starts_at: Set(starts_at),
        state: Set(before.state),
        ..Default::default()
    };
    scope
        .update_many::<hearings::Entity>()
        .set(to)
        .col_expr(hearings::Column::Version, Expr::col(hearings::Column::Version).add(1))
        .filter(hearings::COLUMN.id.eq(id))
        .exec(scope.db())
        .await?;
    Ok(())
}

/// The import waits for its confirmation again.
async fn release<P: Permission>(scope: &Scope<P>, import: Uuid) -> Result<()> {
    let to = imports::ActiveModel { confirmed_at: Set(None), hearing_id: Set(None), ..Default::default() };
    scope
        .update_many::<imports::Entity>()
        .set(to)
        .col_expr(imports::Column::Undone, Expr::col(imports::Column::Undone).add(1))
        .filter(imports::COLUMN.id.eq(import))
        .exec(scope.db())
        .await?;
    Ok(())
}

/// Deletes a hearing to which nobody added anything. Returns whether it was deleted.
async fn delete_if_empty<P: Permission>(scope: &Scope<P>, hearing: &Hearing) -> Result<bool> {
    let imported = [ChangeKind::Import, ChangeKind::MinutesImportReversed].map(ChangeKind::code);
    let others =
        scope.parts_of::<changes::Entity, _>(hearing).filter(changes::Column::Kind.is_not_in(imported));
    #[expect(clippy::disallowed_methods, reason = "closed documents count, too")]
    let documents = scope.find_unrestricted::<documents::Entity>();
    let documents = documents.filter(documents::COLUMN.hearing_id.eq(hearing.id));
    if others.count(scope.db()).await? > 0
        || has_any::<attendances::Entity, P>(scope, hearing).await?
        || documents.count(scope.db()).await? > 0
    {
        return Ok(false);
    }
    let deleted = scope
        .delete_many::<hearings::Entity>()
        .filter(hearings::COLUMN.id.eq(hearing.id))
        .filter(hearings::COLUMN.closed.eq(false))
        .exec(scope.db())
        .await?;
    Ok(deleted.rows_affected == 1)
}
