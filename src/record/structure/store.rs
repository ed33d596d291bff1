//! Changes of which turns there are, and in what order. Each can be undone.

use sea_orm::{FromQueryResult, Value};
use uuid::Uuid;

use crate::{
    access::{permissions::Permission, scope::Scope},
    hearings::hearing::Hearing,
    history::{change::ChangeKind, recording::Change},
    record::{
        form::{Correction, LONGEST, MOST_NOTES},
        heading::Heading,
        store as turns, time,
        turn::{Footnote, Turn, write_footnotes},
    },
    web::error::{Error, Result},
};

/// The numbers of the turns around one, in the order of the record.
#[derive(Debug, Default, FromQueryResult)]
pub struct Around {
    /// The turn before it, and the attendance of who speaks in it.
    pub before: Option<i32>,
    pub speaker_before: Option<Uuid>,
    /// After which turn it stands one place higher up; 0 for the beginning.
    pub higher: Option<i32>,
    /// After which turn it stands one place lower down.
    pub lower: Option<i32>,
    /// Whether it could be joined to the turn before it.
    pub may_join: bool,
}

/// What stands around a turn.
pub async fn around<P: Permission>(scope: &Scope<P>, hearing: &Hearing, turn: &Turn) -> Result<Around> {
    let sql = "with record as (
            select id, number, section, attendance_id,
                   lag(number) over (order by position) as before,
                   lag(number, 2, 0) over (order by position) as higher,
                   lag(attendance_id) over (order by position) as speaker_before,
                   lead(number) over (order by position) as lower
              from turns
             where tenant_id = $tenant and not removed
               and hearing_id = $2)
        select before, speaker_before, case when before is not null then higher end as higher, lower,
               before is not null and section is null
               and (attendance_id is null or speaker_before is null or attendance_id = speaker_before) as may_join
          from record where id = $1";
    Ok(scope.row(sql, [turn.id.into(), hearing.id.into()]).await?.unwrap_or_default())
}

/// The place after the turn $3 of the hearing $2, before all that follow:
/// between two numbers there is one more, of as few digits as there can be.
const AFTER: &str = "(select round((b.at + coalesce(min(f.position), b.at + 2)) * 0.5,
               1 + ceil(greatest(0, -log(coalesce(min(f.position), b.at + 2) - b.at)))::integer)
      from (select coalesce(max(position), 0) as at from turns
             where tenant_id = $tenant and hearing_id = $2 and number = $3) b
      left join turns f on f.tenant_id = $tenant and f.hearing_id = $2 and f.position > b.at
     group by b.at)";

/// Moves a turn behind the one of another number; 0 for the beginning. The section
/// that it began stays where it is.
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
    change.keep_turns(scope, "t.id = $2", [turn.id.into()]).await?;
    if leave_heading(scope, &change, turn).await? {
        let sql = "update turns set section = null, section_title = '' where tenant_id = $tenant and id = $1";
        scope.execute(sql, [turn.id.into()]).await?;
    }
    let sql = format!("update turns set position = {AFTER} where tenant_id = $tenant and id = $1");
    scope.execute(&sql, [turn.id.into(), hearing.id.into(), after.into()]).await?;
    Ok(change)
}

/// Puts a turn in behind the one of another number; 0 for the beginning. Its number.
pub async fn insert<P: Permission>(
    scope: &Scope<P>,
    hearing: &Hearing,
    change: &Change,
    id: Uuid,
    after: i32,
    new: &Correction,
) -> Result<i32> {
    let sql = format!(
        "insert into turns (tenant_id, id, hearing_id, position, number, text, provenance, removed)
         values ($tenant, $1, $2, {AFTER},
                 (select coalesce(max(number), 0) + 1 from turns where tenant_id = $tenant and hearing_id = $2),
                 '', 'corrected', true)"
    );
    scope.execute(&sql, [id.into(), hearing.id.into(), after.into()]).await?;
    // Kept as what it was before: not there.
    if !turns::change(scope, change, id, 1, new).await? {
        return Err(Error::Conflict);
    }
    turns::number(scope, hearing.id, id).await?.ok_or(Error::Conflict)
}

/// Whether the hearing had a turn of that number, which was taken out.
pub async fn is_removed<P: Permission>(scope: &Scope<P>, hearing_id: Uuid, number: i32) -> Result<bool> {
    let sql = "select exists (select from turns
                where tenant_id = $tenant and hearing_id = $1 and number = $2 and removed)";
    Ok(scope.value(sql, [hearing_id.into(), number.into()]).await?.unwrap_or_default())
}

/// Takes a turn out of the record. The section that it began begins with the next one, if that begins none.
///
/// # Errors
/// [`Error::Conflict`] where the record is locked.
pub async fn remove<P: Permission>(scope: &Scope<P>, hearing: &Hearing, turn: &Turn) -> Result<Change> {
    let change = Change::begin(scope, hearing, ChangeKind::Removal).await?;
    change.keep_turns(scope, "t.id = $2", [turn.id.into()]).await?;
    leave_heading(scope, &change, turn).await?;
    let sql = "update turns set removed = true where tenant_id = $tenant and id = $1";
    scope.execute(sql, [turn.id.into()]).await?;
    Ok(change)
}

/// The section that a turn begins begins with the next one from here on, if that
/// begins none: a heading opens a place in the record. Whether it does.
async fn leave_heading<P: Permission>(scope: &Scope<P>, change: &Change, turn: &Turn) -> Result<bool> {
    if turn.heading.is_none() {
        return Ok(false);
    }
    let next = "t.id = (select n.id from turns n join turns o on o.tenant_id = $tenant and o.id = $2
                         where n.tenant_id = $tenant and n.hearing_id = o.hearing_id and not n.removed
                           and n.position > o.position order by n.position limit 1)
                and t.section is null";
    let left = change.keep_turns(scope, next, [turn.id.into()]).await?;
    let (section, title) = Heading::columns(turn.heading.as_ref());
    let sql = "update turns t set section = $2, section_title = $3 from turn_revisions r
                where t.tenant_id = $tenant and r.tenant_id = $tenant and r.turn_id = t.id
                  and r.change_id = $1 and t.id <> $4";
    scope.execute(sql, [change.id.into(), section.into(), title.into(), turn.id.into()]).await?;
    Ok(left == 1)
}

/// Joins a turn to the one before it: its words follow as a new paragraph, its
/// notes after the others; links to it lead there. Closed if either was.
///
/// # Errors
/// [`Error::Conflict`] where the record is locked, someone has corrected one of
/// the two, or the whole would be longer than a form takes.
pub async fn join<P: Permission>(
    scope: &Scope<P>,
    hearing: &Hearing,
    turn: &Turn,
    first: &Turn,
) -> Result<Change> {
    let change = Change::begin(scope, hearing, ChangeKind::Merger).await?;
    for it in [turn, first] {
        if !change.keep_turn(scope, it.id, it.version).await? {
            return Err(Error::Conflict);
        }
    }
    // Those that had been joined to it go along.
    change.keep_turns(scope, "t.merged_into = $2", [turn.id.into()]).await?;
    if first.footnotes.len() + turn.footnotes.len() > MOST_NOTES {
        return Err(Error::Conflict);
    }
    let (words, notes) = joined(first, turn);
    if words.chars().count() > LONGEST {
        return Err(Error::Conflict);
    }
    let [starts, ends, cues] = time::columns(time::joined(first, turn).as_ref());
    let values: [Value; 8] = [
        first.id.into(),
        words.into(),
        write_footnotes(&notes).into(),
        (first.closed || turn.closed).into(),
        first.attendance_id.or(turn.attendance_id).into(),
        starts,
        ends,
        cues,
    ];
    let sql = "update turns set text = $2, footnotes = $3, closed = $4, attendance_id = $5, starts_ms = $6, ends_ms = $7, cues = $8,
                      provenance = 'corrected'
                where tenant_id = $tenant and id = $1";
    scope.execute(sql, values).await?;
    let sql = "update turns set merged_into = $2, removed = true
                where tenant_id = $tenant and (id = $1 or merged_into = $1)";
    scope.execute(sql, [turn.id.into(), first.id.into()]).await?;
    Ok(change)
}

/// The words and the notes of two turns as one; a marker that both have is changed in the second.
fn joined(first: &Turn, second: &Turn) -> (String, Vec<Footnote>) {
    let mut notes = first.footnotes.clone();
    let mut words = second.text.clone();
    for note in &second.footnotes {
        let marker = free_marker(&note.marker, &notes, &second.footnotes);
        if marker != note.marker {
            words = call_otherwise(&words, &note.marker, &marker);
        }
        notes.push(Footnote { marker, text: note.text.clone() });
    }
    let parts = [first.text.as_str(), &words].into_iter().filter(|it| !it.is_empty());
    (parts.collect::<Vec<_>>().join("\n\n"), notes)
}

/// The marker itself, or the first of `1-2`, `1-3`, … that no note has yet.
fn free_marker(marker: &str, taken: &[Footnote], others: &[Footnote]) -> String {
    let is_taken = |it: &str, notes: &[Footnote]| notes.iter().any(|note| note.marker == it);
    if !is_taken(marker, taken) {
        return marker.to_owned();
    }
    // A form takes markers of 50 characters.
    let stem: String = marker.chars().take(44).collect();
    let numbered = (2..).map(|count: u32| format!("{stem}-{count}"));
    numbered.into_iter().find(|it| !is_taken(it, taken) && !is_taken(it, others)).unwrap_or_default()
}

/// The words with the calls of one marker changed into another's; what a backslash keeps from being a call stays.
fn call_otherwise(words: &str, marker: &str, other: &str) -> String {
    let mut changed = String::with_capacity(words.len());
    let mut rest = words;
    while let Some(at) = rest.find("[^") {
        let (before, from) = rest.split_at(at);
        changed.push_str(before);
        let call =
            [format!("[^{marker}]"), format!("[^\\{marker}]")].into_iter().find(|it| from.starts_with(it));
        rest = match call.filter(|_| !before.ends_with('\\')) {
            Some(call) => {
                changed.push_str(&format!("[^{other}]"));
                &from[call.len()..]
            }
            None => {
                changed.push_str("[^");
                &from[2..]
            }
        };
    }
    changed + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_calls_of_one_note_change_and_nothing_else() {
        assert_eq!(call_otherwise("a[^1] b[^12] \\[^1] c[^1]", "1", "1′"), "a[^1′] b[^12] \\[^1] c[^1′]");
        assert_eq!(call_otherwise("a[^\\*]", "*", "*′"), "a[^*′]");
    }

    #[test]
    fn a_marker_that_is_taken_gets_a_number() {
        let notes = |markers: &[&str]| -> Vec<Footnote> {
            markers.iter().map(|it| Footnote { marker: (*it).into(), text: String::new() }).collect()
        };
        assert_eq!(free_marker("2", &notes(&["1"]), &[]), "2");
        assert_eq!(free_marker("1", &notes(&["1", "1-2"]), &notes(&["1", "1-3"])), "1-4");
        assert_eq!(free_marker(&"9".repeat(50), &notes(&[&"9".repeat(50)]), &[]).len(), 46);
    }
}
