//! Queries on turns.

use chrono::{DateTime, Utc};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait as _, DbErr, ExprTrait as _, FromQueryResult, JoinType, PaginatorTrait as _,
    QueryFilter as _, QueryOrder as _, QueryResult, QuerySelect, RelationTrait as _, Select,
    sea_query::{Alias, Condition, Expr, Func, Query, SelectStatement},
};
use uuid::Uuid;

use super::{
    entity as turns,
    form::{Correction, Speaker},
    heading::{Heading, Section},
    provenance::Provenance,
    time,
    turn::{Joined, Turn, select, write_footnotes},
};
use crate::{
    access::{
        permissions::Permission,
        scope::{Guest, Scope, Written},
    },
    attendances::entity as attendances,
    hearings::hearing::Hearing,
    history::{
        change::ChangeKind,
        recording::{By, Change},
        row_entity as changed_rows,
    },
    web::error::{Error, Result},
};

fn in_order(rows: Select<turns::Entity>) -> Select<turns::Entity> {
    rows.order_by_asc(turns::Column::Position)
}

/// The record of a hearing, as far as the member may read it.
pub async fn of_hearing<P: Permission>(scope: &Scope<P>, hearing: &Hearing) -> Result<Vec<Turn>> {
    Ok(in_order(select(scope.turns_of(hearing))).into_model().all(scope.db()).await?)
}

/// A part of a long record, as far as the member may read it.
pub async fn page<P: Permission>(
    scope: &Scope<P>,
    hearing: &Hearing,
    offset: u32,
    limit: u32,
) -> Result<Vec<Turn>> {
    let rows = in_order(select(scope.turns_of(hearing))).offset(u64::from(offset)).limit(u64::from(limit));
    Ok(rows.into_model().all(scope.db()).await?)
}

/// Whether one of the turns that the member may read is closed.
pub async fn has_closed<P: Permission>(scope: &Scope<P>, hearing: &Hearing) -> Result<bool> {
    let closed = scope.turns_of(hearing).filter(turns::COLUMN.closed.eq(true));
    Ok(first_number(scope, closed).await?.is_some())
}

async fn first_number<P: Permission>(scope: &Scope<P>, rows: Select<turns::Entity>) -> Result<Option<i32>> {
    let numbers = in_order(rows).select_only().column(turns::Column::Number);
    Ok(numbers.into_tuple().one(scope.db()).await?)
}

/// The number of turns that the member may read before the turn of this number. For a merged
/// turn: before the turn that has its words.
pub async fn rank<P: Permission>(scope: &Scope<P>, hearing: &Hearing, number: i32) -> Result<u64> {
    let before = Expr::col((turns::Entity, turns::Column::Position))
        .lt(Expr::from(position_of(scope, hearing, number)));
    Ok(scope.turns_of(hearing).filter(before).count(scope.db()).await?)
}

fn position_of<P: Permission>(scope: &Scope<P>, hearing: &Hearing, number: i32) -> SelectStatement {
    let (turn, target) = (Alias::new("turn"), Alias::new("target"));
    let of_turn = |column: turns::Column| Expr::col((turn.clone(), column));
    let of_target = |column: turns::Column| Expr::col((target.clone(), column));
    Query::select()
        .expr(Func::coalesce([of_target(turns::Column::Position), of_turn(turns::Column::Position)]))
        .from_as(turns::Entity, turn.clone())
        .join_as(
            JoinType::LeftJoin,
            turns::Entity,
            target.clone(),
            Condition::all()
                .add(of_target(turns::Column::TenantId).eq(of_turn(turns::Column::TenantId)))
                .add(of_target(turns::Column::Id).eq(of_turn(turns::Column::MergedInto))),
        )
        .and_where(of_turn(turns::Column::TenantId).eq(scope.reader().tenant))
        .and_where(of_turn(turns::Column::HearingId).eq(hearing.id))
        .and_where(of_turn(turns::Column::Number).eq(number))
        .to_owned()
}

/// The sections of a record: the number of the first turn of each, and its heading.
pub async fn sections<P: Permission>(scope: &Scope<P>, hearing: &Hearing) -> Result<Vec<Section>> {
    let first = scope
        .turns_of(hearing)
        .select_only()
        .columns([turns::Column::Number, turns::Column::Section, turns::Column::SectionTitle])
        .filter(turns::COLUMN.section.is_not_null());
    Ok(in_order(first).into_model().all(scope.db()).await?)
}

/// A turn that the member may read.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn find<P: Permission>(scope: &Scope<P>, hearing: &Hearing, number: i32) -> Result<Turn> {
    let row = select(scope.turns_of(hearing)).filter(turns::COLUMN.number.eq(number));
    row.into_model().one(scope.db()).await?.ok_or(Error::NotFound)
}

/// [`find`], and the speaker that a form selects: an attendance of the same hearing, if this is one.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn find_with_speaker<P: Permission>(
    scope: &Scope<P>,
    hearing: &Hearing,
    number: i32,
    attendance: Option<Uuid>,
) -> Result<(Turn, Option<Speaker>)> {
    let mut rows = select(scope.turns_of(hearing)).filter(turns::COLUMN.number.eq(number));
    let chosen = Condition::all()
        .add(attendances::COLUMN.tenant_id.eq(scope.reader().tenant))
        .add(attendances::COLUMN.hearing_id.eq(hearing.id))
        .add(attendances::COLUMN.id.eq(attendance.unwrap_or_default()));
    QuerySelect::query(&mut rows).join(JoinType::LeftJoin, attendances::Entity, chosen);
    let rows = rows
        .column_as(attendances::Column::Id, "speaker")
        .column_as(attendances::Column::Name, "speaker_name")
        .column_as(attendances::Column::Presence, "speaker_presence");
    let found: WithSpeaker = rows.into_model().one(scope.db()).await?.ok_or(Error::NotFound)?;
    Ok((found.turn, found.speaker))
}

struct WithSpeaker {
    turn: Turn,
    speaker: Option<Speaker>,
}

impl FromQueryResult for WithSpeaker {
    fn from_query_result(row: &QueryResult, prefix: &str) -> Result<Self, DbErr> {
        let speaker = match row.try_get_by("speaker")? {
            Some(id) => Some(Speaker {
                id,
                name: row.try_get_by("speaker_name")?,
                presence: row.try_get_by("speaker_presence")?,
            }),
            None => None,
        };
        Ok(Self { turn: Turn::from_query_result(row, prefix)?, speaker })
    }
}

/// Whether the record still has a turn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, FromQueryResult)]
pub struct TurnStatus {
    pub removed: bool,
    /// The number of the turn that has its words.
    pub merged_into: Option<i32>,
    pub created_at: DateTime<Utc>,
}

struct WithStatus {
    turn: Turn,
    status: TurnStatus,
}

impl FromQueryResult for WithStatus {
    fn from_query_result(row: &QueryResult, prefix: &str) -> Result<Self, DbErr> {
        Ok(Self {
            turn: Turn::from_query_result(row, prefix)?,
            status: TurnStatus::from_query_result(row, prefix)?,
        })
    }
}

/// A turn, removed or not. For organisers, who read every turn.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn find_with_removed<P: Permission>(
    scope: &Scope<P>,
    hearing: &Hearing,
    number: i32,
) -> Result<(Turn, TurnStatus)> {
    let target = Alias::new("target");
    let found: Option<WithStatus> = select(scope.all_turns_of(hearing))
        .columns([turns::Column::Removed, turns::Column::CreatedAt])
        .expr_as(Expr::col((target.clone(), turns::Column::Number)), "merged_into")
        .join_as(JoinType::LeftJoin, turns::Relation::Target.def(), target)
        .filter(turns::COLUMN.number.eq(number))
        .into_model()
        .one(scope.db())
        .await?;
    found.map(|it| (it.turn, it.status)).ok_or(Error::NotFound)
}

/// All that a guest of a correction round may read: the guest's own turns.
pub async fn of_guest(guest: &Guest) -> Result<Vec<Turn>> {
    Ok(in_order(select(guest.turns())).into_model().all(guest.db()).await?)
}

/// The turns that were merged into others.
pub async fn joined<P: Permission>(scope: &Scope<P>, hearing: &Hearing) -> Result<Vec<Joined>> {
    let source = Alias::new("source");
    let number = Expr::col((source.clone(), turns::Column::Number));
    let rows = scope
        .turns_of(hearing)
        .select_only()
        .expr_as(number.clone(), "number")
        .column_as(turns::Column::Number, "into")
        .join_as_rev(JoinType::InnerJoin, turns::Relation::Target.def(), source)
        .order_by_asc(number);
    Ok(rows.into_model().all(scope.db()).await?)
}

/// The number of the turn of this id. For organisers.
pub async fn number<P: Permission>(scope: &Scope<P>, hearing: &Hearing, id: Uuid) -> Result<Option<i32>> {
    first_number(scope, scope.all_turns_of(hearing).filter(turns::COLUMN.id.eq(id))).await
}

/// Whether the record has a turn of this number. For organisers.
pub async fn exists<P: Permission>(scope: &Scope<P>, hearing: &Hearing, number: i32) -> Result<bool> {
    let turn = scope.turns_of(hearing).filter(turns::COLUMN.number.eq(number));
    Ok(first_number(scope, turn).await?.is_some())
}

/// The number of the first turn in the record that a change touched; none where all are removed.
pub async fn first_of_change<P: Permission>(
    scope: &Scope<P>,
    hearing: &Hearing,
    change: Uuid,
) -> Result<Option<i32>> {
    let touched = Query::select()
        .column(changed_rows::Column::RowId)
        .from(changed_rows::Entity)
        .and_where(changed_rows::COLUMN.tenant_id.eq(scope.reader().tenant))
        .and_where(changed_rows::COLUMN.change_id.eq(change))
        .and_where(changed_rows::COLUMN.table_name.eq("turns"))
        .to_owned();
    first_number(scope, scope.turns_of(hearing).filter(turns::Column::Id.in_subquery(touched))).await
}

/// The result of an edit.
#[derive(Debug, Clone, Copy)]
pub enum TurnUpdate {
    Kept(Change),
    /// Someone else changed the turn first.
    Stale,
    /// The record is approved, or the hearing is cancelled.
    Locked,
}

/// Corrects a turn if it has the version that the edit began from.
pub async fn correct<P: Permission>(
    scope: &Scope<P>,
    hearing: &Hearing,
    turn: &Turn,
    version: i32,
    new: &Correction,
) -> Result<TurnUpdate> {
    correct_as(scope, hearing, turn, version, new, (ChangeKind::Correction, By::of(scope))).await
}

/// [`correct`], as a change of this kind, made by someone.
pub async fn correct_as<P: Permission>(
    scope: &Scope<P>,
    hearing: &Hearing,
    turn: &Turn,
    version: i32,
    new: &Correction,
    (kind, by): (ChangeKind, By<'_>),
) -> Result<TurnUpdate> {
    if turn.version != version {
        return Ok(TurnUpdate::Stale);
    }
    let change = match Change::begin_by(scope, hearing, kind, "", &by).await {
        Ok(change) => change,
        Err(Error::Conflict) => return Ok(TurnUpdate::Locked),
        Err(why) => return Err(why),
    };
    match change.update::<turns::Entity>(scope, turn.id, version, columns(new)).await? {
        Written::Updated => Ok(TurnUpdate::Kept(change)),
        Written::Stale => Ok(TurnUpdate::Stale),
    }
}

/// The columns that an edit sets.
pub fn columns(new: &Correction) -> turns::ActiveModel {
    let (section, title) = Heading::columns(new.heading.as_ref());
    let (starts_ms, ends_ms, cues) = time::values(new.time.as_ref());
    turns::ActiveModel {
        attendance_id: Set(new.attendance_id),
        text: Set(new.text.clone()),
        closed: Set(new.closed),
        footnotes: Set(write_footnotes(&new.footnotes)),
        section: Set(section.map(str::to_owned)),
        section_title: Set(title.to_owned()),
        starts_ms: Set(starts_ms),
        ends_ms: Set(ends_ms),
        cues: Set(cues),
        provenance: Set(Provenance::Corrected),
        ..Default::default()
    }
}
