//! Queries on hearings.

use sea_orm::{
    ActiveValue::Set, ColumnTrait as _, QueryFilter as _, QueryOrder as _, QuerySelect as _, Select,
    sea_query::LockType,
};
use uuid::Uuid;

use super::{
    entity as hearings,
    form::NewHearing,
    hearing::{Hearing, HearingState},
    select::{select, select_with_changes},
};
use crate::{
    access::{
        permissions::Permission,
        scope::{Scope, Written},
    },
    clock,
    history::{change::ChangeKind, recording::Change},
    series::entity as series,
    web::error::{Error, Result},
};

/// The hearings of a series, the latest day first.
pub async fn of_series<P: Permission>(scope: &Scope<P>, series_id: Uuid) -> Result<Vec<Hearing>> {
    let hearings = select(scope)
        .filter(hearings::COLUMN.series_id.eq(series_id))
        .order_by_desc(hearings::Column::Day)
        .order_by_desc(hearings::Column::Number);
    Ok(hearings.into_model().all(scope.db()).await?)
}

/// A hearing for which the member has `P`.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Forbidden`].
pub async fn find<P: Permission>(scope: &Scope<P>, series: &str, number: i32) -> Result<Hearing> {
    let of_series = select(scope).filter(series::COLUMN.slug.eq(series));
    one(scope, of_series.filter(hearings::COLUMN.number.eq(number))).await
}

/// [`find`], with the changes that only the page of the hearing shows.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Forbidden`].
pub async fn find_with_changes<P: Permission>(
    scope: &Scope<P>,
    series: &str,
    number: i32,
) -> Result<Hearing> {
    let hearing = select_with_changes(scope)
        .filter(series::COLUMN.slug.eq(series))
        .filter(hearings::COLUMN.number.eq(number));
    one(scope, hearing).await
}

/// [`find`]; none if there is no such hearing.
///
/// # Errors
/// [`Error::Forbidden`].
pub async fn find_if_any<P: Permission>(
    scope: &Scope<P>,
    series: &str,
    number: i32,
) -> Result<Option<Hearing>> {
    match find(scope, series, number).await {
        Err(Error::NotFound) => Ok(None),
        found => found.map(Some),
    }
}

/// [`find`] by its id, in case its number has changed.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Forbidden`].
pub async fn find_by_id<P: Permission>(scope: &Scope<P>, series: &str, id: Uuid) -> Result<Hearing> {
    let of_series = select(scope).filter(series::COLUMN.slug.eq(series));
    one(scope, of_series.filter(hearings::COLUMN.id.eq(id))).await
}

async fn one<P: Permission>(scope: &Scope<P>, hearings: Select<hearings::Entity>) -> Result<Hearing> {
    let hearing: Hearing = hearings.into_model().one(scope.db()).await?.ok_or(Error::NotFound)?;
    let standing = hearing.standing();
    scope.authorize(hearing, standing)
}

/// [`find`], of a hearing whose record is not approved. No page offers to change an approved one.
///
/// # Errors
/// [`Error::Conflict`], and those of [`find`].
pub async fn find_unsettled<P: Permission>(scope: &Scope<P>, series: &str, number: i32) -> Result<Hearing> {
    let hearing = find(scope, series, number).await?;
    if hearing.state.is_settled() { Err(Error::Conflict) } else { Ok(hearing) }
}

/// [`find_unsettled`], and records a change of it: until the transaction ends, nobody approves the
/// record, and no other change of the hearing is made.
///
/// # Errors
/// [`Error::Conflict`], and those of [`find`].
pub async fn begin_change<P: Permission>(
    scope: &Scope<P>,
    series: &str,
    number: i32,
    kind: ChangeKind,
) -> Result<(Hearing, Change)> {
    let hearing = find_unsettled(scope, series, number).await?;
    let change = Change::begin(scope, &hearing, kind).await?;
    Ok((hearing, change))
}

/// A hearing by its id only, for which the member has `P`.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Forbidden`].
pub async fn find_anywhere<P: Permission>(scope: &Scope<P>, id: Uuid) -> Result<Hearing> {
    one(scope, select(scope).filter(hearings::COLUMN.id.eq(id))).await
}

/// The number after the highest of the series.
pub async fn next_number<P: Permission>(scope: &Scope<P>, series_id: Uuid) -> Result<i32> {
    let highest: Option<Option<i32>> = every_hearing(scope, series_id)
        .select_only()
        .expr(hearings::Column::Number.max())
        .into_tuple()
        .one(scope.db())
        .await?;
    Ok(highest.flatten().unwrap_or(0) + 1)
}

/// The hearings of a series, for their numbers.
fn every_hearing<P: Permission>(scope: &Scope<P>, series_id: Uuid) -> Select<hearings::Entity> {
    #[expect(clippy::disallowed_methods, reason = "the number of a closed hearing is taken, too")]
    let hearings = scope.find_unrestricted::<hearings::Entity>();
    hearings.filter(hearings::COLUMN.series_id.eq(series_id))
}

/// The hearing of a series that has a number. Nobody else takes the number until this transaction ends.
async fn holder_of<P: Permission>(scope: &Scope<P>, series_id: Uuid, number: i32) -> Result<Option<Uuid>> {
    let series = scope
        .find::<series::Entity>()
        .select_only()
        .column(series::Column::Id)
        .filter(series::COLUMN.id.eq(series_id))
        .lock(LockType::NoKeyUpdate);
    series.into_tuple::<Uuid>().one(scope.db()).await?;
    let holder = every_hearing(scope, series_id)
        .select_only()
        .column(hearings::Column::Id)
        .filter(hearings::COLUMN.number.eq(number));
    Ok(holder.into_tuple().one(scope.db()).await?)
}

/// The result of logging a hearing.
pub enum Logged {
    Created,
    /// The same form was sent before and created the hearing with this number.
    Repeated(i32),
    NumberTaken,
}

/// Inserts a hearing. A form sent twice inserts one.
pub async fn insert<P: Permission>(scope: &Scope<P>, series_id: Uuid, new: &NewHearing) -> Result<Logged> {
    let holder = holder_of(scope, series_id, new.number).await?;
    let twin = every_hearing(scope, series_id)
        .select_only()
        .column(hearings::Column::Number)
        .filter(hearings::COLUMN.id.eq(new.id));
    if let Some(number) = twin.into_tuple().one(scope.db()).await? {
        return Ok(Logged::Repeated(number));
    }
    if holder.is_some() {
        return Ok(Logged::NumberTaken);
    }
    let row = hearings::ActiveModel {
        series_id: Set(series_id),
        state: Set(first_state(scope, new)),
        created_by: Set(Some(scope.member.id)),
        ..new.into()
    };
    // A form of that id was sent for another series.
    if scope.insert(row).await? { Ok(Logged::Created) } else { Ok(Logged::NumberTaken) }
}

/// A hearing in the past was held; a later one is planned.
fn first_state<P: Permission>(scope: &Scope<P>, new: &NewHearing) -> HearingState {
    let is_past = match new.starts_at {
        Some(at) => at <= clock::now(),
        None => new.day < clock::today(scope.zone()),
    };
    if is_past { HearingState::Held } else { HearingState::Planned }
}

/// The result of an edit.
pub enum HearingUpdate {
    Updated(Change),
    /// Someone else changed the hearing first; as it is now.
    Stale(Box<Hearing>),
    NumberTaken,
}

/// Changes a hearing if it still has the version that the edit began from.
pub async fn update<P: Permission>(
    scope: &Scope<P>,
    hearing: &Hearing,
    version: i32,
    new: &NewHearing,
) -> Result<HearingUpdate> {
    let change = Change::begin(scope, hearing, ChangeKind::Details).await?;
    let holder = holder_of(scope, hearing.series_id, new.number).await?;
    if version == hearing.version && holder.is_some_and(|id| id != hearing.id) {
        return Ok(HearingUpdate::NumberTaken);
    }
    match change.update::<hearings::Entity>(scope, hearing.id, version, new.edit()).await? {
        Written::Updated => Ok(HearingUpdate::Updated(change)),
        Written::Stale => {
            let current = find_by_id(scope, &hearing.series_slug, hearing.id).await?;
            Ok(HearingUpdate::Stale(Box::new(current)))
        }
    }
}

/// Takes a step that the hearing's state allowed when it was loaded, and records it.
///
/// # Errors
/// [`Error::Conflict`] where someone else has changed the hearing or imported a record since.
pub async fn advance<P: Permission>(
    scope: &Scope<P>,
    hearing: &Hearing,
    result: HearingState,
    kind: ChangeKind,
    reason: &str,
) -> Result<Change> {
    // The lock comes before the change: its id says which changes an approver must have seen.
    lock(scope, hearing).await?;
    let change = scope.record_of(hearing, kind, reason).await?;
    let to = hearings::ActiveModel { state: Set(result), ..Default::default() };
    match change.update::<hearings::Entity>(scope, hearing.id, hearing.version, to).await? {
        Written::Updated => Ok(change),
        Written::Stale => Err(Error::Conflict),
    }
}

/// Waits for other changes of the hearing and its record.
async fn lock<P: Permission>(scope: &Scope<P>, hearing: &Hearing) -> Result<()> {
    let row = every_hearing(scope, hearing.series_id)
        .select_only()
        .column(hearings::Column::Id)
        .filter(hearings::COLUMN.id.eq(hearing.id))
        .lock(LockType::Update);
    row.into_tuple::<Uuid>().one(scope.db()).await?.ok_or(Error::NotFound)?;
    Ok(())
}
