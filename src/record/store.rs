//! Queries on turns.

use chrono::{DateTime, Utc};
use sea_orm::{FromQueryResult, Value};
use uuid::Uuid;

use super::{
    form::Correction,
    heading::{Heading, Section},
    time,
    turn::{COLUMNS, Joined, Turn, write_footnotes},
};
use crate::{
    access::{
        permissions::Permission,
        scope::{Guest, Scope},
        visibility::{readable, reader},
    },
    hearings::hearing::Hearing,
    history::{change::ChangeKind, recording::Change},
    web::error::{Error, Result},
};

fn select<P: Permission>(scope: &Scope<P>, narrowed: &str) -> String {
    format!(
        "select {COLUMNS}
           from turns t
           join hearings h on h.tenant_id = $tenant and h.id = t.hearing_id
           join series s on s.tenant_id = $tenant and s.id = h.series_id
          where t.tenant_id = $tenant and t.hearing_id = $4 and {} {narrowed}",
        readable(scope)
    )
}

/// The record of a hearing, as far as the member may read it.
pub async fn of_hearing<P: Permission>(scope: &Scope<P>, hearing_id: Uuid) -> Result<Vec<Turn>> {
    let sql = select(scope, "order by t.position");
    scope.rows(&sql, reader(scope).into_iter().chain([hearing_id.into()])).await
}

/// A page of a long record, as far as the member may read it.
pub async fn page<P: Permission>(
    scope: &Scope<P>,
    hearing_id: Uuid,
    offset: u32,
    limit: u32,
) -> Result<Vec<Turn>> {
    let sql = select(scope, "order by t.position limit $5 offset $6");
    let window = [hearing_id.into(), i64::from(limit).into(), i64::from(offset).into()];
    scope.rows(&sql, reader(scope).into_iter().chain(window)).await
}

/// Whether one of the turns that the member may read is closed.
pub async fn has_closed<P: Permission>(scope: &Scope<P>, hearing_id: Uuid) -> Result<bool> {
    let sql = format!("select exists ({})", select(scope, "and t.closed"));
    Ok(scope.value(&sql, reader(scope).into_iter().chain([hearing_id.into()])).await?.unwrap_or_default())
}

/// How many turns that the member may read stand before the one of a number,
/// or before the one that has its words.
pub async fn rank<P: Permission>(scope: &Scope<P>, hearing_id: Uuid, number: i32) -> Result<i64> {
    let sql = format!(
        "select count(*) from turns t
           join hearings h on h.tenant_id = $tenant and h.id = t.hearing_id
           join series s on s.tenant_id = $tenant and s.id = h.series_id
          where t.tenant_id = $tenant and t.hearing_id = $4 and {}
            and t.position < (select coalesce(n.position, o.position) from turns o
                                left join turns n on n.tenant_id = $tenant and n.id = o.merged_into
                               where o.tenant_id = $tenant and o.hearing_id = $4 and o.number = $5)",
        readable(scope)
    );
    let values = reader(scope).into_iter().chain([hearing_id.into(), number.into()]);
    Ok(scope.value(&sql, values).await?.unwrap_or_default())
}

/// The sections of a record: the number of the turn with which each begins, and its heading.
pub async fn sections<P: Permission>(scope: &Scope<P>, hearing_id: Uuid) -> Result<Vec<Section>> {
    let sql = format!(
        "select t.number, t.section, t.section_title from turns t
           join hearings h on h.tenant_id = $tenant and h.id = t.hearing_id
           join series s on s.tenant_id = $tenant and s.id = h.series_id
          where t.tenant_id = $tenant and t.hearing_id = $4 and t.section is not null and {}
          order by t.position",
        readable(scope)
    );
    scope.rows(&sql, reader(scope).into_iter().chain([hearing_id.into()])).await
}

/// A turn that the member may read, of a hearing that he may act on.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn find<P: Permission>(scope: &Scope<P>, hearing_id: Uuid, number: i32) -> Result<Turn> {
    let sql = select(scope, "and t.number = $5");
    let values = reader(scope).into_iter().chain([hearing_id.into(), number.into()]);
    scope.row(&sql, values).await?.ok_or(Error::NotFound)
}

/// What has become of a turn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, FromQueryResult)]
pub struct Fate {
    /// Whether it was taken out of the record.
    pub removed: bool,
    /// The number of the turn that has its words, where it was joined to one.
    pub joined_to: Option<i32>,
}

/// A turn of a hearing, whether it stands in the record or was taken out of it.
/// For organisers, who read every turn.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn find_ever<P: Permission>(
    scope: &Scope<P>,
    hearing_id: Uuid,
    number: i32,
) -> Result<(Turn, Fate)> {
    let of = "t.tenant_id = $tenant and t.hearing_id = $1 and t.number = $2";
    let values = || [hearing_id.into(), number.into()];
    let turn = scope.row(&format!("select {COLUMNS} from turns t where {of}"), values()).await?;
    let sql = format!(
        "select t.removed, n.number as joined_to from turns t
           left join turns n on n.tenant_id = $tenant and n.id = t.merged_into where {of}"
    );
    let fate = scope.row(&sql, values()).await?;
    turn.zip(fate).ok_or(Error::NotFound)
}

/// What the guest of a correction round said, closed turns too: he was there.
/// All that a guest may read.
pub async fn of_guest(guest: &Guest) -> Result<Vec<Turn>> {
    let sql = format!(
        "select {COLUMNS} from turns t
          where t.tenant_id = $tenant and t.hearing_id = $1 and t.attendance_id = $2 and not t.removed
          order by t.position"
    );
    guest.rows(&sql, [guest.invited.hearing_id.into(), guest.invited.attendance_id.into()]).await
}

/// The turns of a hearing that were joined to others.
pub async fn joined<P: Permission>(scope: &Scope<P>, hearing_id: Uuid) -> Result<Vec<Joined>> {
    scope
        .rows(
            "select j.number, t.number as into
               from turns j join turns t on t.tenant_id = $tenant and t.id = j.merged_into
              where j.tenant_id = $tenant and j.hearing_id = $1 and j.merged_into is not null
              order by j.number",
            [hearing_id.into()],
        )
        .await
}

/// The number of a turn of the hearing, by its id.
pub async fn number<P: Permission>(scope: &Scope<P>, hearing_id: Uuid, id: Uuid) -> Result<Option<i32>> {
    let sql = "select number from turns where tenant_id = $tenant and hearing_id = $1 and id = $2";
    scope.value(sql, [hearing_id.into(), id.into()]).await
}

/// Whether a turn of that number stands in the record. For organisers, who read every turn.
pub async fn stands<P: Permission>(scope: &Scope<P>, hearing_id: Uuid, number: i32) -> Result<bool> {
    let sql = "select exists (select from turns
                where tenant_id = $tenant and hearing_id = $1 and number = $2 and not removed)";
    Ok(scope.value(sql, [hearing_id.into(), number.into()]).await?.unwrap_or_default())
}

/// What became of an edit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TurnUpdate {
    /// By this change.
    Kept(Uuid),
    /// Someone else changed the turn first.
    Stale,
    /// The record is approved, or the hearing is cancelled.
    Locked,
}

/// Corrects a turn if it still is of the version that the edit began from, and
/// keeps what it said before.
pub async fn correct<P: Permission>(
    scope: &Scope<P>,
    hearing: &Hearing,
    turn: &Turn,
    version: i32,
    new: &Correction,
    kind: ChangeKind,
) -> Result<TurnUpdate> {
    if turn.version != version {
        return Ok(TurnUpdate::Stale);
    }
    let begun = match Change::begin(scope, hearing, kind).await {
        Ok(begun) => begun,
        Err(Error::Conflict) => return Ok(TurnUpdate::Locked),
        Err(why) => return Err(why),
    };
    match change(scope, &begun, turn.id, version, new).await? {
        true => Ok(TurnUpdate::Kept(begun.id)),
        false => Ok(TurnUpdate::Stale),
    }
}

/// Keeps a turn as it stands, if it still is of that version, and lets it say
/// what a form says. Whether it was.
pub async fn change<P: Permission>(
    scope: &Scope<P>,
    by: &Change,
    id: Uuid,
    version: i32,
    new: &Correction,
) -> Result<bool> {
    if !by.keep_turn(scope, id, version).await? {
        return Ok(false);
    }
    let (section, title) = Heading::columns(new.heading.as_ref());
    let [starts, ends, cues] = time::columns(new.time.as_ref());
    let values: [Value; 10] = [
        id.into(),
        new.attendance_id.into(),
        new.text.as_str().into(),
        new.closed.into(),
        write_footnotes(&new.footnotes).into(),
        section.into(),
        title.into(),
        starts,
        ends,
        cues,
    ];
    let sql = "update turns set attendance_id = $2, text = $3, closed = $4, footnotes = $5, section = $6,
                      section_title = $7, starts_ms = $8, ends_ms = $9, cues = $10, provenance = 'corrected', removed = false
                where tenant_id = $tenant and id = $1";
    scope.execute(sql, values).await?;
    Ok(true)
}

/// Who made the present version of a turn, and when.
#[derive(Debug, FromQueryResult)]
pub struct Edition {
    pub author: String,
    pub at: DateTime<Utc>,
}

/// None for a turn that nobody has corrected.
pub async fn last_edition<P: Permission>(scope: &Scope<P>, turn: &Turn) -> Result<Option<Edition>> {
    scope
        .row(
            "select d.actor as author, d.created_at as at
               from turn_revisions r
               join changes d on d.tenant_id = $tenant and d.id = r.change_id
              where r.tenant_id = $tenant and r.turn_id = $1 and r.version = $2",
            [turn.id.into(), (turn.version - 1).into()],
        )
        .await
}
