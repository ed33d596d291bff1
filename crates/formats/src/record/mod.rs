//! What any document about a hearing is read into, whatever its kind.

use chrono::{NaiveDate, NaiveTime};
use serde::Serialize;

use crate::presence::Presence;

mod json;
mod warnings;

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
    /// The title of the section that begins with it.
    pub heading: Option<String>,
    /// Paragraphs separated by a blank line. `*…*` is emphasis, `[^4]` calls
    /// the footnote "4"; where these are meant literally, a backslash precedes.
    pub text: String,
    pub footnotes: Vec<Footnote>,
    /// The line of the source where it begins, from 1.
    pub line: usize,
    /// When it is heard in the recording, where the source tells.
    pub time: Option<Time>,
}

/// When something is heard in a recording.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Time {
    /// In milliseconds from the beginning of the recording.
    pub start: u32,
    /// Likewise, where it is known.
    pub end: Option<u32>,
    /// In the order of the text.
    pub cues: Vec<Cue>,
}

impl Time {
    /// When it begins, as a clock shows it: `12:05`.
    pub fn clock(&self) -> String {
        super::captions::stamp::written(self.start)
    }
}

/// From where in the text on one hears what is said from when on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Cue {
    /// In the text of the turn, in bytes.
    pub offset: usize,
    /// In milliseconds from the beginning of the recording.
    pub start: u32,
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
    /// Of a file of captions: times, names of captions, notes, styles.
    Markup,
    /// Of captions that roll up: a line that the caption before it has shown.
    Repeated,
    /// Below the transcript on its page.
    Page,
}

impl Minutes {
    /// The speaker of one of these turns.
    pub fn speaker(&self, turn: &Turn) -> Option<&Attendance> {
        self.attendances.get(turn.speaker?)
    }

    /// Says which of these parts were not found.
    pub(super) fn warn_of_missing(&mut self, expected: &[Part]) {
        let is_missing = |part: &Part| match part {
            Part::Series => self.series.is_none(),
            Part::Number => self.number.is_none(),
            Part::Title => self.title.is_none(),
            Part::Date => self.date.is_none(),
            Part::Attendances => self.attendances.is_empty(),
            Part::Turns => self.turns.is_empty(),
        };
        let missing = expected.iter().copied().filter(is_missing);
        let found: Vec<Warning> = missing.map(|part| Warning::at(0, Kind::Missing { part })).collect();
        self.warnings.extend(found);
        self.warnings.sort_by_key(|warning| warning.line);
    }
}
