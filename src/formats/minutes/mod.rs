//! Minutes of a hearing, read from the text of a PDF, plain or Markdown.
//!
//! Nothing is lost: every line of the source is either in a turn (its label,
//! its text, its footnotes) or in [`Minutes::furniture`]. What could not be
//! placed is said in [`Minutes::warnings`].
//!
//! ```text
//! lines → pages → notes → head → table → turns
//! ```

use chrono::{NaiveDate, NaiveTime};
use serde::Serialize;

mod calls;
mod capacity;
mod emphasis;
mod entry;
mod footnotes;
mod head;
mod headings;
mod inline;
mod json;
mod letterhead;
mod lines;
mod notes;
mod pages;
mod paragraphs;
mod people;
mod table;
mod turns;
mod warnings;

#[cfg(test)]
mod tests;

pub use super::presence::Presence;
pub use warnings::{Kind, Part, Warning};

/// Minutes as read. Serialises to the JSON that the command line prints, which
/// leaves out `time` and `furniture`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Minutes {
    /// As printed, its lines joined by a space.
    pub series: Option<String>,
    pub number: Option<u32>,
    pub title: Option<String>,
    pub date: Option<NaiveDate>,
    /// Local time of day.
    pub time: Option<NaiveTime>,
    /// In the order of the table, each person once.
    pub attendances: Vec<Attendance>,
    /// In the order of the record.
    pub turns: Vec<Turn>,
    /// In the order of the source.
    pub warnings: Vec<Warning>,
    /// In the order of the source.
    pub furniture: Vec<Furniture>,
}

/// Somebody in the table of those present.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Attendance {
    /// As printed, without civility.
    pub name: String,
    pub category: Category,
    /// The function, without the body: "Directrice des affaires publiques".
    pub title: Option<String>,
    /// The organisation or group, where one is told beyond doubt.
    pub body: Option<String>,
    /// Told where it is not that he was in the room.
    #[serde(skip_serializing_if = "is_plain")]
    pub presence: Presence,
    /// The name of who came instead: another attendance.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub replaced_by: Option<String>,
}

fn is_plain(presence: &Presence) -> bool {
    *presence == Presence::Present
}

/// As what somebody was there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Category {
    Witness,
    PoliticalGroup,
    Executive,
    Administration,
}

/// What somebody said, from one heading to the next.
#[derive(Debug, Clone, PartialEq)]
pub struct Turn {
    /// The place of the speaker in [`Minutes::attendances`], where sure.
    pub speaker: Option<usize>,
    /// The heading as printed, without markup; empty for text without one.
    pub label: String,
    /// Paragraphs separated by a blank line. `*…*` is emphasis, `[^4]` calls
    /// the footnote "4"; where these are meant literally, a backslash precedes.
    pub text: String,
    pub footnotes: Vec<Footnote>,
    /// The line of the source where it begins, from 1.
    pub line: usize,
}

/// A note, in the turn that calls it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Footnote {
    /// As printed, unless the turn had that marker already ("1bis").
    pub marker: String,
    /// In the same form as the text of a turn, without calls.
    pub text: String,
}

/// A line that stands in no turn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Furniture {
    /// From 1.
    pub line: usize,
    pub kind: FurnitureKind,
    /// As in the source, trimmed.
    pub text: String,
}

/// What a line that stands in no turn is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FurnitureKind {
    Letterhead,
    PageNumber,
    PageBreak,
    Rule,
    /// Read into series, number, title, date; or above them.
    Head,
    /// Read into the attendances.
    Table,
}

/// Reads minutes. Takes any text, and says in the warnings what it missed.
pub fn parse(source: &str) -> Minutes {
    let text = lines::clean(source);
    let mut warnings = Vec::new();
    let sheets = pages::strip(lines::split(&text));
    let (body, notes) = notes::take(sheets.lines, &mut warnings);
    let calls = calls::find(&body, &notes, &mut warnings);

    let head = head::read(&body);
    let (rows, table_length) = table::read(body.get(head.length..).unwrap_or_default());
    let mut attendances = entry::attendances(&rows, &mut warnings);

    let above = front_matter(&body, &head, table_length, &mut warnings);
    let spoken: Vec<usize> = (0..body.len()).filter(|at| !above.contains_key(at)).collect();
    let record =
        turns::Record { lines: &body, spoken, notes: &notes, calls: &calls, attendances: &attendances };
    let turns = turns::read(&record, &mut warnings);
    entry::admit_speakers(&mut attendances, &turns, &mut warnings);

    let head = head.or_from(&sheets.top);
    let mut furniture = sheets.furniture;
    furniture.extend(above.into_values());
    furniture.sort_by_key(|furniture| furniture.line);
    let mut minutes = Minutes {
        series: head.series,
        number: head.number,
        title: head.title,
        date: head.moment.map(|moment| moment.date),
        time: head.moment.and_then(|moment| moment.time),
        attendances,
        turns,
        warnings,
        furniture,
    };
    minutes.warn_of_missing();
    minutes
}

type FrontMatter = std::collections::BTreeMap<usize, Furniture>;

/// The lines of head and table. A sentence that stands among them is not
/// theirs: it stays for the turns.
fn front_matter(
    body: &[lines::Line],
    head: &head::Head,
    table_length: usize,
    warnings: &mut Vec<Warning>,
) -> FrontMatter {
    let mut front = FrontMatter::new();
    for (at, line) in body.iter().enumerate().take(head.length + table_length) {
        let in_head = at < head.length;
        if in_head && head.unread.contains(&at) {
            let text = inline::plain(line.text);
            if people::ends_sentence(&text) || line.text.len() > head::LONGEST_LINE {
                continue;
            }
            warnings.push(Warning::at(line.number, Kind::UnreadHead { text }));
        }
        let kind = if in_head { FurnitureKind::Head } else { FurnitureKind::Table };
        let text = line.text.to_string();
        front.insert(at, Furniture { line: line.number, kind, text });
    }
    front
}

impl Minutes {
    /// The speaker of one of these turns.
    pub fn speaker(&self, turn: &Turn) -> Option<&Attendance> {
        self.attendances.get(turn.speaker?)
    }

    fn warn_of_missing(&mut self) {
        let missing = [
            (self.series.is_none(), Part::Series),
            (self.number.is_none(), Part::Number),
            (self.title.is_none(), Part::Title),
            (self.date.is_none(), Part::Date),
            (self.attendances.is_empty(), Part::Attendances),
            (self.turns.is_empty(), Part::Turns),
        ];
        let parts = missing.into_iter().filter(|(is_missing, _)| *is_missing);
        let found = parts.map(|(_, part)| Warning::at(0, Kind::Missing { part }));
        self.warnings.extend(found);
        self.warnings.sort_by_key(|warning| warning.line);
    }
}
