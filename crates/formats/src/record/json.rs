//! Minutes as the command line prints them.

use chrono::NaiveDate;
use serde::{Serialize, Serializer};

use super::{Attendance, Cue, Footnote, Minutes, Warning};

#[derive(Serialize)]
struct Printed<'a> {
    series: Option<&'a str>,
    number: Option<u32>,
    title: Option<&'a str>,
    date: Option<NaiveDate>,
    attendances: &'a [Attendance],
    turns: Vec<PrintedTurn<'a>>,
    warnings: &'a [Warning],
}

#[derive(Serialize)]
struct PrintedTurn<'a> {
    speaker: Option<&'a str>,
    label: &'a str,
    text: &'a str,
    footnotes: &'a [Footnote],
    /// In milliseconds, like the other times; only for a recording.
    #[serde(skip_serializing_if = "Option::is_none")]
    start: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    end: Option<u32>,
    /// Byte offsets in the text, each with the time at which it is heard.
    #[serde(skip_serializing_if = "Option::is_none")]
    cues: Option<&'a [Cue]>,
}

impl Serialize for Minutes {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let turns = self.turns.iter().map(|turn| PrintedTurn {
            speaker: self.speaker(turn).map(|attendance| attendance.name.as_str()),
            label: &turn.label,
            text: &turn.text,
            footnotes: &turn.footnotes,
            start: turn.time.as_ref().map(|time| time.start),
            end: turn.time.as_ref().and_then(|time| time.end),
            cues: turn.time.as_ref().map(|time| time.cues.as_slice()),
        });
        let printed = Printed {
            series: self.series.as_deref(),
            number: self.number,
            title: self.title.as_deref(),
            date: self.date,
            attendances: &self.attendances,
            turns: turns.collect(),
            warnings: &self.warnings,
        };
        printed.serialize(serializer)
    }
}
