//! Queries on hearings.

use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, Condition, ExprTrait as _, JoinType, QueryFilter as _, QueryOrder as _, QuerySelect,
    QueryTrait as _, RelationTrait as _, Select,
    sea_query::{Expr, Func, LockType, SelectStatement, SimpleExpr},
};
use uuid::Uuid;

use super::{
    entity as hearings,
    form::NewHearing,
    hearing::{Hearing, HearingState},
};
use crate::{
    access::{
        permissions::Permission,
        scope::{Guarded, Scope, Written},
        visibility::{attended_hearings, organised_series},
    },
    actions::entity as actions,
    clock,
    documents::entity as documents,
    history::{
        change::ChangeKind,
        store::{self as deeds, Change},
    },
    record::entity as turns,
    series::entity as series,
    web::error::{Error, Result},
};

/// The hearings that the member may know of, with the columns of [`Hearing`].
fn select<P: Permission>(scope: &Scope<P>) -> Select<hearings::Entity> {
    let reader = scope.reader();
    let actions = scope.visible::<actions::Entity>().filter(is_of_hearing(actions::Column::HearingId));
    let documents = scope
        .visible::<documents::Entity>()
        .filter(is_of_hearing(documents::Column::HearingId))
        .filter(documents::COLUMN.removed_at.is_null());
    let mut select = scope
        .visible::<hearings::Entity>()
        .select_only()
        .columns([
            hearings::Column::Id,
            hearings::Column::SeriesId,
            hearings::Column::Number,
            hearings::Column::Title,
            hearings::Column::Day,
            hearings::Column::StartsAt,
            hearings::Column::Place,
            hearings::Column::State,
            hearings::Column::Closed,
            hearings::Column::Version,
        ])
        .column_as(series::Column::Slug, "series_slug")
        .column_as(series::Column::Title, "series_title")
        .column(series::Column::Letterhead)
        .expr_as(hearings::Column::SeriesId.in_subquery(organised_series(&reader)), "organiser")
        .expr_as(hearings::Column::Id.in_subquery(attended_hearings(&reader)), "present")
        .expr_as(Expr::exists(any(actions)), "has_actions")
        .expr_as(Expr::exists(any(documents)), "has_documents")
        .expr_as(Expr::from(merged_turns(scope)), "merged_turns")
        .join(JoinType::InnerJoin, hearings::Relation::Series.def());
    let counts = ["turns", "unattributed", "has_sections"];
    let record = QuerySelect::query(&mut select).join_lateral(
        JoinType::InnerJoin,
        readable_turns(scope),
        "record",
        Condition::all().add(Expr::value(true)),
    );
    for count in counts {
        record.expr_as(Expr::col(("record", count)), count);
    }
    select
}

/// A sub-select that only says whether there are rows.
fn any<E: Guarded>(rows: Select<E>) -> SelectStatement {
    rows.select_only().expr(Expr::value(1)).into_query()
}

/// Whether a row belongs to the selected hearing.
fn is_of_hearing<C: ColumnTrait>(hearing_id: C) -> SimpleExpr {
    Expr::col(hearing_id.as_column_ref()).equals((hearings::Entity, hearings::Column::Id))
}

/// Counts the turns of the selected hearing that the member may read.
fn readable_turns<P: Permission>(scope: &Scope<P>) -> SelectStatement {
    let all = || Expr::col((turns::Entity, turns::Column::Id)).count();
    let of = |column: turns::Column| Expr::col((turns::Entity, column)).count();
    scope
        .visible::<turns::Entity>()
        .filter(is_of_hearing(turns::Column::HearingId))
        .select_only()
        .expr_as(all(), "turns")
        .expr_as(all().sub(of(turns::Column::AttendanceId)), "unattributed")
        .expr_as(of(turns::Column::Section).gt(0), "has_sections")
        .into_query()
}

/// The numbers of the turns of the selected hearing that were merged into others, each with the
/// number of the turn that has its words now.
fn merged_turns<P: Permission>(scope: &Scope<P>) -> SelectStatement {
    let numbers =
        [Expr::col((turns::Entity, turns::Column::Number)), Expr::col(("target", turns::Column::Number))];
    #[expect(
        clippy::disallowed_methods,
        reason = "old links lead to merged turns: their numbers say nothing"
    )]
    let merged = scope.find_unrestricted::<turns::Entity>();
    merged
        .filter(is_of_hearing(turns::Column::HearingId))
        .join_as(JoinType::InnerJoin, turns::Relation::Target.def(), "target")
        .select_only()
        .expr(Func::cust("json_object_agg").args(numbers))
        .into_query()
}

/// The hearings of a series, the latest day first.
pub async fn of_series<P: Permission>(scope: &Scope<P>, series_id: Uuid) -> Result<Vec<Hearing>> {
    let hearings = select(scope)
        .filter(hearings::COLUMN.series_id.eq(series_id))
        .order_by_desc(hearings::Column::Day)
        .order_by_desc(hearings::Column::Number);
    Ok(hearings.into_model().all(scope.db()).await?)
}

/// A hearing that the member may act on as `P` says.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Forbidden`].
pub async fn find<P: Permission>(scope: &Scope<P>, series: &str, number: i32) -> Result<Hearing> {
    let of_series = select(scope).filter(series::COLUMN.slug.eq(series));
    one(scope, of_series.filter(hearings::COLUMN.number.eq(number))).await
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
    let of_series = select(scope).filter(series::COLUMN.slug.eq(series));
    one(scope, of_series.filter(hearings::COLUMN.id.eq(id))).await
}

async fn one<P: Permission>(scope: &Scope<P>, hearings: Select<hearings::Entity>) -> Result<Hearing> {
    let hearing: Hearing = hearings.into_model().one(scope.db()).await?.ok_or(Error::NotFound)?;
    let standing = hearing.standing();
    scope.authorize(hearing, standing)
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

/// [`find_unsettled`] for a deed of that kind: until the transaction ends, nobody
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
        id: Set(new.id),
        series_id: Set(series_id),
        number: Set(new.number),
        title: Set(new.title.clone()),
        day: Set(new.day),
        starts_at: Set(new.starts_at),
        place: Set(new.place.clone()),
        state: Set(first_state(scope, new)),
        created_by: Set(Some(scope.member.id)),
        closed: Set(new.closed),
        ..Default::default()
    };
    // A form of that id was sent for another series.
    if scope.insert(row).await? { Ok(Logged::Created) } else { Ok(Logged::NumberTaken) }
}

/// What lies in the past has been held; what comes is planned.
fn first_state<P: Permission>(scope: &Scope<P>, new: &NewHearing) -> HearingState {
    let is_past = match new.starts_at {
        Some(at) => at <= clock::now(),
        None => new.day < clock::today(scope.zone()),
    };
    if is_past { HearingState::Held } else { HearingState::Planned }
}

/// The result of an edit.
pub enum HearingUpdate {
    Updated,
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
    Change::begin(scope, hearing, ChangeKind::Details).await?;
    let holder = holder_of(scope, hearing.series_id, new.number).await?;
    let to = hearings::ActiveModel {
        number: Set(new.number),
        title: Set(new.title.clone()),
        day: Set(new.day),
        starts_at: Set(new.starts_at),
        place: Set(new.place.clone()),
        ..Default::default()
    };
    let is_taken = holder.is_some_and(|id| id != hearing.id);
    let written = match is_taken && version == hearing.version {
        true => return Ok(HearingUpdate::NumberTaken),
        false => scope.update::<hearings::Entity>(hearing.id, version, to).await?,
    };
    match written {
        Written::Updated => Ok(HearingUpdate::Updated),
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
    let to = hearings::ActiveModel { state: Set(result), ..Default::default() };
    match scope.update::<hearings::Entity>(hearing.id, hearing.version, to).await? {
        Written::Updated => deeds::record_own_change(scope, hearing, kind, reason).await,
        Written::Stale => Err(Error::Conflict),
    }
}
