//! Changes of which turns a record has, and of their order. Each can be undone.

use sea_orm::{
    ActiveValue::Set,
    ExprTrait as _, QueryFilter as _, QueryOrder as _, QuerySelect as _,
    sea_query::{Expr, Query},
};
use uuid::Uuid;

use super::{around::place_after, merging::merged};
use crate::{
    access::{
        permissions::Permission,
        scope::{Scope, Written},
    },
    hearings::hearing::Hearing,
    history::{change::ChangeKind, recording::Change},
    record::{
        entity as turns,
        form::{Correction, LONGEST, MOST_NOTES},
        heading::Heading,
        provenance::Provenance,
        store as record, time,
        turn::{Turn, write_footnotes},
    },
    web::error::{Error, Result},
};

/// Sets columns of a turn, which has this version.
///
/// # Errors
/// [`Error::Conflict`] where someone else changed it first.
async fn set<P: Permission>(
    scope: &Scope<P>,
    change: &Change,
    (id, version): (Uuid, i32),
    to: turns::ActiveModel,
) -> Result<()> {
    match change.update::<turns::Entity>(scope, id, version, to).await? {
        Written::Updated => Ok(()),
        Written::Stale => Err(Error::Conflict),
    }
}

/// Moves a turn after the one of another number; 0 for the beginning. The section that it began
/// stays in its place.
///
/// # Errors
/// [`Error::Conflict`] where the record is locked.
pub async fn place<P: Permission>(
    scope: &Scope<P>,
    hearing: &Hearing,
    turn: &Turn,
    after: i32,
) -> Result<Change> {
    let change = Change::begin(scope, hearing, ChangeKind::Move).await?;
    let place = place_after(scope, hearing, after).await?;
    let mut to = turns::ActiveModel { position: Set(place.position), ..Default::default() };
    if pass_on_heading(scope, hearing, &change, turn).await? {
        to.section = Set(None);
        to.section_title = Set(String::new());
    }
    set(scope, &change, (turn.id, turn.version), to).await?;
    Ok(change)
}

/// Inserts a turn after the one of another number; 0 for the beginning. Returns its number.
pub async fn insert<P: Permission>(
    scope: &Scope<P>,
    hearing: &Hearing,
    change: &Change,
    id: Uuid,
    after: i32,
    new: &Correction,
) -> Result<i32> {
    let place = place_after(scope, hearing, after).await?;
    // The undo of the change makes the turn what it is in its first version: removed. A deleted
    // turn would give its number to the next new one.
    let row = turns::ActiveModel {
        id: Set(id),
        hearing_id: Set(hearing.id),
        number: Set(place.number),
        position: Set(place.position),
        removed: Set(true),
        ..record::columns(new)
    };
    if !scope.insert(row).await? {
        return Err(Error::Conflict);
    }
    set(scope, change, (id, 1), turns::ActiveModel { removed: Set(false), ..Default::default() }).await?;
    Ok(place.number)
}

/// Whether the hearing has a removed turn of this number.
pub async fn is_removed<P: Permission>(scope: &Scope<P>, hearing: &Hearing, number: i32) -> Result<bool> {
    let removed = scope
        .all_turns_of(hearing)
        .select_only()
        .column(turns::Column::Id)
        .filter(turns::COLUMN.number.eq(number))
        .filter(turns::COLUMN.removed.eq(true));
    Ok(removed.into_tuple::<Uuid>().one(scope.db()).await?.is_some())
}

/// Removes a turn. The section that it began begins with the next turn, unless that begins one.
///
/// # Errors
/// [`Error::Conflict`] where the record is locked.
pub async fn remove<P: Permission>(scope: &Scope<P>, hearing: &Hearing, turn: &Turn) -> Result<Change> {
    let change = Change::begin(scope, hearing, ChangeKind::Removal).await?;
    pass_on_heading(scope, hearing, &change, turn).await?;
    let to = turns::ActiveModel { removed: Set(true), ..Default::default() };
    set(scope, &change, (turn.id, turn.version), to).await?;
    Ok(change)
}

/// Gives the heading of a turn to the next one, unless that has a heading. Whether it did.
async fn pass_on_heading<P: Permission>(
    scope: &Scope<P>,
    hearing: &Hearing,
    change: &Change,
    turn: &Turn,
) -> Result<bool> {
    if turn.heading.is_none() {
        return Ok(false);
    }
    let position = Query::select()
        .column(turns::Column::Position)
        .from(turns::Entity)
        .and_where(turns::COLUMN.tenant_id.eq(scope.reader().tenant))
        .and_where(turns::COLUMN.id.eq(turn.id))
        .to_owned();
    let next: Option<(Uuid, i32, Option<String>)> = scope
        .turns_of(hearing)
        .select_only()
        .columns([turns::Column::Id, turns::Column::Version, turns::Column::Section])
        .filter(Expr::col((turns::Entity, turns::Column::Position)).gt(Expr::from(position)))
        .order_by_asc(turns::Column::Position)
        .into_tuple()
        .one(scope.db())
        .await?;
    let Some((id, version, None)) = next else { return Ok(false) };
    let (section, title) = Heading::columns(turn.heading.as_ref());
    let to = turns::ActiveModel {
        section: Set(section.map(str::to_owned)),
        section_title: Set(title.to_owned()),
        ..Default::default()
    };
    set(scope, change, (id, version), to).await?;
    Ok(true)
}

/// Merges a turn into the one before it: its text becomes a new paragraph, its notes follow the
/// others, links to it lead there. The result is closed if one of the two was.
///
/// # Errors
/// [`Error::Conflict`] where the record is locked, someone else has changed one of the two, or
/// the result would be longer than a form takes.
pub async fn merge<P: Permission>(
    scope: &Scope<P>,
    hearing: &Hearing,
    turn: &Turn,
    first: &Turn,
) -> Result<Change> {
    let (words, notes) = merged(first, turn);
    if notes.len() > MOST_NOTES || words.chars().count() > LONGEST {
        return Err(Error::Conflict);
    }
    let change = Change::begin(scope, hearing, ChangeKind::Merger).await?;
    let (starts_ms, ends_ms, cues) = time::values(time::joined(first, turn).as_ref());
    let whole = turns::ActiveModel {
        text: Set(words),
        footnotes: Set(write_footnotes(&notes)),
        closed: Set(first.closed || turn.closed),
        attendance_id: Set(first.attendance_id.or(turn.attendance_id)),
        starts_ms: Set(starts_ms),
        ends_ms: Set(ends_ms),
        cues: Set(cues),
        provenance: Set(Provenance::Corrected),
        ..Default::default()
    };
    set(scope, &change, (first.id, first.version), whole).await?;
    let gone =
        turns::ActiveModel { merged_into: Set(Some(first.id)), removed: Set(true), ..Default::default() };
    set(scope, &change, (turn.id, turn.version), gone).await?;
    redirect_merged(scope, hearing, &change, turn, first).await?;
    Ok(change)
}

/// The turns that had been merged into `turn` lead to `first` from now on.
async fn redirect_merged<P: Permission>(
    scope: &Scope<P>,
    hearing: &Hearing,
    change: &Change,
    turn: &Turn,
    first: &Turn,
) -> Result<()> {
    let ids: Vec<Uuid> = scope
        .all_turns_of(hearing)
        .select_only()
        .column(turns::Column::Id)
        .filter(turns::COLUMN.merged_into.eq(turn.id))
        .into_tuple()
        .all(scope.db())
        .await?;
    let to = turns::ActiveModel { merged_into: Set(Some(first.id)), ..Default::default() };
    set_many(scope, change, ids, to).await
}

/// Sets columns of turns of any version.
pub async fn set_many<P: Permission>(
    scope: &Scope<P>,
    change: &Change,
    ids: Vec<Uuid>,
    to: turns::ActiveModel,
) -> Result<()> {
    if ids.is_empty() {
        return Ok(());
    }
    change.keep_many::<turns::Entity>(scope, ids.clone()).await?;
    scope
        .update_many::<turns::Entity>()
        .set(to)
        .col_expr(turns::Column::Version, Expr::col(turns::Column::Version).add(1))
        .filter(turns::COLUMN.id.eq_any(ids))
        .exec(scope.db())
        .await?;
    Ok(())
}
