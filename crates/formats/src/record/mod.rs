//! The common result of all readers of documents about a hearing.

use chrono::{NaiveDate, NaiveTime};
use serde::Serialize;

use crate::presence::Presence;

mod json;
mod warnings;

pub use warnings::{Kind, Part, Warning};

/// Parsed minutes. They serialise to the JSON that the command line prints, without `time` and `furniture`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Minutes {
    /// As printed, with its lines joined by a space.
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

/// A person in the attendance table.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Attendance {
    /// As printed, without civility.
    pub name: String,
    pub category: Category,
    /// The function, without the body: "Directrice des affaires publiques".
    pub title: Option<String>,
    /// The organisation or group, if it is unambiguous.
    pub body: Option<String>,
    /// Set if the person was not in the room.
    #[serde(skip_serializing_if = "is_plain")]
    pub presence: Presence,
    /// The name of the substitute, who has an attendance of their own.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub replaced_by: Option<String>,
}

fn is_plain(presence: &Presence) -> bool {
    *presence == Presence::Present
}

/// The side on which a person attended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Category {
    Witness,
    PoliticalGroup,
    Executive,
    Administration,
}

/// The words of a speaker, from one heading to the next.
#[derive(Debug, Clone, PartialEq)]
pub struct Turn {
    /// The index of the speaker in [`Minutes::attendances`], if certain.
    pub speaker: Option<usize>,
    /// The heading as printed, without markup; empty for text without one.
    pub label: String,
    /// The title of the section that begins with this turn.
    pub heading: Option<String>,
    /// Paragraphs separated by a blank line. `*…*` is emphasis, `[^4]` calls the footnote "4"; literal ones
    /// are escaped with a backslash.
    pub text: String,
    pub footnotes: Vec<Footnote>,
    /// The first line in the source, from 1.
    pub line: usize,
    /// The time in the recording, if the source has it.
    pub time: Option<Time>,
}

/// When a turn is heard in a recording.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Time {
    /// In milliseconds from the beginning of the recording.
    pub start: u32,
    /// The end in milliseconds, if known.
    pub end: Option<u32>,
    /// In the order of the text.
    pub cues: Vec<Cue>,
}

impl Time {
    /// The beginning as a clock shows it: `12:05`.
    pub fn clock(&self) -> String {
        super::captions::stamp::written(self.start)
    }
}

/// Maps an offset in the text to a time in the recording.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Cue {
    /// The offset in the text of the turn, in bytes.
    pub offset: usize,
    /// In milliseconds from the beginning of the recording.
    pub start: u32,
}

/// A note of the turn that calls it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Footnote {
    /// As printed, unless the turn already had that marker ("1bis").
    pub marker: String,
    /// In the same format as the text of a turn, without calls.
    pub text: String,
}

/// A line outside every turn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Furniture {
    /// From 1.
    pub line: usize,
    pub kind: FurnitureKind,
    /// As in the source, trimmed.
    pub text: String,
}

/// The kind of a line outside every turn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FurnitureKind {
    Letterhead,
    PageNumber,
    PageBreak,
    Rule,
    /// Read into series, number, title or date, or above them.
    Head,
    /// Read into the attendances.
    Table,
    /// Syntax of a caption file: times, identifiers, notes, styles.
    Markup,
    /// A line that repeats the previous caption of rolled-up captions.
    Repeated,
    /// Below the transcript of a page.
    Page,
}

impl Minutes {
    /// The speaker of a turn.
    pub fn speaker(&self, turn: &Turn) -> Option<&Attendance> {
        self.attendances.get(turn.speaker?)
    }

    /// Reports which of these parts were not found.
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
