//! Queries on hearings.

use sea_orm::Value;
use uuid::Uuid;

use super::{
    form::NewHearing,
    hearing::{Hearing, HearingState},
};
use crate::{
    access::{
        permissions::Permission,
        scope::Scope,
        visibility::{PRESENT, obtainable, readable, reader, visible},
    },
    clock,
    history::{change::ChangeKind, recording::Change},
    series::store::ORGANISER,
    web::error::{Error, Result},
};

/// Columns of [`Hearing`], of those that the member may know of.
fn select<P: Permission>(scope: &Scope<P>, narrowed: &str) -> String {
    let (visible, readable, obtainable) = (visible(scope), readable(scope), obtainable(scope));
    format!(
        "select h.id, h.series_id, s.slug as series_slug, s.title as series_title, h.number, h.title, h.day,
                h.starts_at, h.place, h.state, h.closed, h.version,
                r.turns, r.unattributed, r.has_sections,
                {ORGANISER} as organiser,
                {PRESENT} as present,
                exists (select from actions f where f.tenant_id = $tenant and f.hearing_id = h.id) as has_actions,
                exists (select from documents d where d.tenant_id = $tenant and d.hearing_id = h.id
                            and d.removed_at is null and {obtainable}) as has_documents,
                exists (select from turns j where j.tenant_id = $tenant and j.hearing_id = h.id
                            and j.merged_into is not null) as has_joined,
                s.letterhead
           from hearings h join series s on s.tenant_id = $tenant and s.id = h.series_id
          cross join lateral (
                select count(*) as turns, count(*) filter (where t.attendance_id is null) as unattributed,
                       coalesce(bool_or(t.section is not null), false) as has_sections
                  from turns t where t.tenant_id = $tenant and t.hearing_id = h.id and {readable}) r
          where h.tenant_id = $tenant and {visible} {narrowed}"
    )
}

/// The hearings of a series, the latest day first.
pub async fn of_series<P: Permission>(scope: &Scope<P>, series_id: Uuid) -> Result<Vec<Hearing>> {
    let sql = select(scope, "and h.series_id = $4 order by h.day desc, h.number desc");
    scope.rows(&sql, reader(scope).into_iter().chain([series_id.into()])).await
}

/// A hearing that the member may act on as `P` says.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Forbidden`].
pub async fn find<P: Permission>(scope: &Scope<P>, series: &str, number: i32) -> Result<Hearing> {
    find_where(scope, "h.number = $5", series, number.into()).await
}

/// [`find`], where there is one.
///
/// # Errors
/// [`Error::Forbidden`].
pub async fn known<P: Permission>(scope: &Scope<P>, series: &str, number: i32) -> Result<Option<Hearing>> {
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
    find_where(scope, "h.id = $5", series, id.into()).await
}

/// [`find`], of a hearing that is not approved yet. No page offers to change one
/// that is: whoever tries comes late.
///
/// # Errors
/// [`Error::Conflict`], and those of [`find`].
pub async fn find_unsettled<P: Permission>(scope: &Scope<P>, series: &str, number: i32) -> Result<Hearing> {
    let hearing = find(scope, series, number).await?;
    if hearing.state.is_settled() { Err(Error::Conflict) } else { Ok(hearing) }
}

/// [`find_unsettled`] for a change of that kind: until the transaction ends, nobody
/// approves the record.
///
/// # Errors
/// [`Error::Conflict`], and those of [`find`].
pub async fn hold_unsettled<P: Permission>(
    scope: &Scope<P>,
    series: &str,
    number: i32,
    kind: ChangeKind,
) -> Result<Hearing> {
    let hearing = find_unsettled(scope, series, number).await?;
    Change::begin(scope, &hearing, kind).await?;
    Ok(hearing)
}

/// A hearing by its id alone, that the member may act on as `P` says.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Forbidden`].
pub async fn find_anywhere<P: Permission>(scope: &Scope<P>, id: Uuid) -> Result<Hearing> {
    let sql = select(scope, "and h.id = $4");
    let values = reader(scope).into_iter().chain([id.into()]);
    let hearing: Hearing = scope.row(&sql, values).await?.ok_or(Error::NotFound)?;
    let standing = hearing.standing();
    scope.authorize(hearing, standing)
}

async fn find_where<P: Permission>(
    scope: &Scope<P>,
    narrowed: &str,
    series: &str,
    key: Value,
) -> Result<Hearing> {
    let sql = select(scope, &format!("and s.slug = $4 and {narrowed}"));
    let values = reader(scope).into_iter().chain([series.into(), key]);
    let hearing: Hearing = scope.row(&sql, values).await?.ok_or(Error::NotFound)?;
    let standing = hearing.standing();
    scope.authorize(hearing, standing)
}

/// The number after the highest of the series.
pub async fn next_number<P: Permission>(scope: &Scope<P>, series_id: Uuid) -> Result<i32> {
    let next: Option<i32> = scope
        .value(
            "select coalesce(max(number), 0) + 1 from hearings
              where tenant_id = $tenant and series_id = $1",
            [series_id.into()],
        )
        .await?;
    Ok(next.unwrap_or(1))
}

/// What became of a new hearing.
pub enum Logged {
    Now,
    /// The same form was sent before; the hearing stands under this number.
    Before(i32),
    NumberTaken,
}

/// Keeps a new hearing. The same form sent twice makes one.
pub async fn insert<P: Permission>(scope: &Scope<P>, series_id: Uuid, new: &NewHearing) -> Result<Logged> {
    let kept = scope
        .execute(
            "insert into hearings (tenant_id, id, series_id, number, title, day, starts_at, place, state, created_by, closed)
             values ($tenant, $1, $2, $3, $4, $5, $6, $7, $8, $9, $10) on conflict do nothing",
            [
                new.id.into(),
                series_id.into(),
                new.number.into(),
                new.title.clone().into(),
                new.day.into(),
                new.starts_at.into(),
                new.place.clone().into(),
                first_state(scope, new).code().into(),
                scope.member.id.into(),
                new.closed.into(),
            ],
        )
        .await?;
    if kept == 1 {
        return Ok(Logged::Now);
    }
    let twin = "select number from hearings where tenant_id = $tenant and series_id = $1 and id = $2";
    let number = scope.value(twin, [series_id.into(), new.id.into()]).await?;
    Ok(number.map_or(Logged::NumberTaken, Logged::Before))
}

/// What lies in the past has been held; what comes is planned.
fn first_state<P: Permission>(scope: &Scope<P>, new: &NewHearing) -> HearingState {
    let is_past = match new.starts_at {
        Some(at) => at <= clock::now(),
        None => new.day < clock::today(scope.zone()),
    };
    if is_past { HearingState::Held } else { HearingState::Planned }
}

/// What became of an edit.
pub enum HearingUpdate {
    Kept,
    /// Someone else changed the hearing first: it is now this.
    Stale(Box<Hearing>),
    NumberTaken,
}

/// Changes a hearing, if it still is of the version that the edit began from.
pub async fn update<P: Permission>(
    scope: &Scope<P>,
    hearing: &Hearing,
    version: i32,
    new: &NewHearing,
) -> Result<HearingUpdate> {
    Change::begin(scope, hearing, ChangeKind::Details).await?;
    // A number that is taken ends the statement only, so that the answer can propose a free one.
    scope.execute_outside("savepoint renumbering", []).await?;
    let changed = scope
        .execute(
            "update hearings set number = $3, title = $4, day = $5, starts_at = $6, place = $7,
                    version = version + 1
              where tenant_id = $tenant and id = $1 and version = $2",
            [
                hearing.id.into(),
                version.into(),
                new.number.into(),
                new.title.clone().into(),
                new.day.into(),
                new.starts_at.into(),
                new.place.clone().into(),
            ],
        )
        .await;
    match changed {
        Ok(1) => Ok(HearingUpdate::Kept),
        Ok(_) => {
            find_by_id(scope, &hearing.series_slug, hearing.id).await.map(Box::new).map(HearingUpdate::Stale)
        }
        Err(Error::Conflict) => {
            scope.execute_outside("rollback to savepoint renumbering", []).await?;
            Ok(HearingUpdate::NumberTaken)
        }
        Err(why) => Err(why),
    }
}

/// Takes a step that the hearing's state allowed when it was loaded, and notes it in the history.
///
/// # Errors
/// [`Error::Conflict`] where someone else has taken another one or brought a
/// record meanwhile: an import counts the version on.
pub async fn advance<P: Permission>(
    scope: &Scope<P>,
    hearing: &Hearing,
    result: HearingState,
    kind: ChangeKind,
    reason: &str,
) -> Result<Change> {
    let changed = scope
        .execute(
            "update hearings set state = $2, version = version + 1
              where tenant_id = $tenant and id = $1 and state = $3 and version = $4",
            [hearing.id.into(), result.code().into(), hearing.state.code().into(), hearing.version.into()],
        )
        .await?;
    if changed == 0 {
        return Err(Error::Conflict);
    }
    scope.record_of(hearing, kind, reason).await
}
