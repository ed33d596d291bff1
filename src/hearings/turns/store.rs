//! Queries on turns, and the one place that decides who may read which.

use chrono::{DateTime, Utc};
use sea_orm::{FromQueryResult, Value};
use uuid::Uuid;

use super::{
    form::Correction,
    turn::{COLUMNS, Footnote, Turn},
};
use crate::{
    error::{Error, Result},
    hearings::hearing::State,
    permissions::{Permission, ReadClosed, ReadDrafts, Role, Standing},
    scope::{Scope, Tenant},
    series::store::{ORGANISER, who},
};

/// Whether the member ($1, of the body $2, who is the person $3) was present at the hearing `h`.
pub const PRESENT: &str = "exists (select from attendances p where p.tenant_id = $tenant
    and p.hearing_id = h.id and p.person_id = $3)";

/// Whether the member ($1, of the body $2, who is the person $3) may read the
/// turn `t` of the hearing `h` of the series `s`: the permission table, as a
/// condition. Every query that shows, quotes or counts turns has it; a turn
/// that it leaves out does not exist for the member.
pub fn readable<P: Permission>(scope: &Scope<P>) -> String {
    readable_by(scope.member.role, scope.member.manager)
}

/// [`readable`] for any member of this role, as when mail is written to one.
pub fn readable_by(role: Role, manager: bool) -> String {
    let (before_review, closed) = (holds::<ReadDrafts>(role, manager), holds::<ReadClosed>(role, manager));
    format!(
        "((h.state in ('in_review', 'approved', 'published') or {before_review})
          and (not t.closed or {closed}))"
    )
}

/// The condition under which a member has `Q` towards the hearing `h`.
fn holds<Q: Permission>(role: Role, manager: bool) -> String {
    let may = |organiser, present| {
        Q::RULE.admits(role, manager, Standing { organiser, present, ..Standing::default() })
    };
    match (may(false, false), may(true, false), may(false, true)) {
        (true, ..) => "true".to_owned(),
        (_, true, true) => format!("({ORGANISER} or {PRESENT})"),
        (_, true, false) => ORGANISER.to_owned(),
        (_, false, true) => PRESENT.to_owned(),
        (_, false, false) => "false".to_owned(),
    }
}

/// The values of [`readable`], first in every statement that has it.
pub fn reader<P: Permission>(scope: &Scope<P>) -> [Value; 3] {
    let [member, body] = who(scope);
    [member, body, scope.member.person_id.into()]
}

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

/// A turn that the member may read, of a hearing that he may act on.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn find<P: Permission>(scope: &Scope<P>, hearing_id: Uuid, number: i32) -> Result<Turn> {
    let sql = select(scope, "and t.number = $5");
    let values = reader(scope).into_iter().chain([hearing_id.into(), number.into()]);
    scope.row(&sql, values).await?.ok_or(Error::NotFound)
}

/// What became of an edit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    Kept,
    /// Someone else changed the turn first.
    Stale,
    /// The record is approved, or the hearing is cancelled.
    Locked,
}

/// Corrects a turn if it still is of the version that the edit began from, and
/// keeps what it said before.
pub async fn correct<P: Permission>(
    scope: &Scope<P>,
    turn: &Turn,
    version: i32,
    new: &Correction,
) -> Result<Change> {
    if turn.version != version {
        return Ok(Change::Stale);
    }
    // Held until the end: nobody approves the record while it changes.
    let state: Option<State> = scope
        .value(
            "select h.state from hearings h join turns t on t.tenant_id = $tenant and t.hearing_id = h.id
              where h.tenant_id = $tenant and t.id = $1 for share of h",
            [turn.id.into()],
        )
        .await?;
    if !state.is_some_and(State::record_is_open) {
        return Ok(Change::Locked);
    }
    let changed = scope
        .execute(
            "update turns set attendance_id = $3, text = $4, closed = $5, provenance = 'corrected',
                    version = version + 1
              where tenant_id = $tenant and id = $1 and version = $2",
            [
                turn.id.into(),
                version.into(),
                new.attendance_id.into(),
                new.text.as_str().into(),
                new.closed.into(),
            ],
        )
        .await?;
    if changed == 0 {
        return Ok(Change::Stale);
    }
    keep_revision(scope, turn).await?;
    let delete = "delete from footnotes where tenant_id = $tenant and turn_id = $1";
    scope.execute(delete, [turn.id.into()]).await?;
    let notes: Vec<_> = new.footnotes.iter().enumerate().map(|(at, note)| (turn.id, at, note)).collect();
    insert_footnotes(scope, &notes).await?;
    Ok(Change::Kept)
}

async fn keep_revision<P: Permission>(scope: &Scope<P>, turn: &Turn) -> Result<()> {
    let notes: Vec<_> = turn.footnotes.iter().map(|note| [&note.marker, &note.text]).collect();
    let sql = "insert into turn_revisions
            (tenant_id, id, turn_id, version, attendance_id, label, text, closed, footnotes, member_id)
        values ($tenant, $1, $2, $3, $4, $5, $6, $7, $8, $9)";
    let values: [Value; 9] = [
        Uuid::now_v7().into(),
        turn.id.into(),
        turn.version.into(),
        turn.attendance_id.into(),
        turn.label.as_str().into(),
        turn.text.as_str().into(),
        turn.closed.into(),
        serde_json::json!(notes).into(),
        scope.member.id.into(),
    ];
    scope.execute(sql, values).await?;
    Ok(())
}

/// Keeps notes in one statement: the turn, the place in it, from 0, and the note.
pub async fn insert_footnotes(tenant: &Tenant, notes: &[(Uuid, usize, &Footnote)]) -> Result<()> {
    let into = "insert into footnotes (tenant_id, id, turn_id, position, marker, text)";
    let rows = notes.iter().map(|(turn, at, note)| {
        let position = i32::try_from(at + 1).unwrap_or(i32::MAX);
        [
            Uuid::now_v7().into(),
            (*turn).into(),
            position.into(),
            note.marker.as_str().into(),
            note.text.as_str().into(),
        ]
    });
    tenant.insert_rows(into, rows).await
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
            "select m.name as author, r.created_at as at
               from turn_revisions r join members m on m.tenant_id = $tenant and m.id = r.member_id
              where r.tenant_id = $tenant and r.turn_id = $1 and r.version = $2",
            [turn.id.into(), (turn.version - 1).into()],
        )
        .await
}
