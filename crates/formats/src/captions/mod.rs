//! Timed texts: captions, and transcripts of recordings.
//!
//! ```text
//! source → captions (text with times) → joined into turns → similar names
//! ```
//!
//! No word and no time is lost: the rest of a source is in [`Minutes::furniture`], and a time that cannot
//! be read stays in the text.

mod blocks;
mod description;
mod joined;
mod markup;
mod near_names;
pub mod page;
mod rolled;
pub(super) mod stamp;
pub mod subrip;
pub mod webvtt;
pub mod whisperx;

#[cfg(test)]
mod tests;

use crate::{
    Attendance, Category, Furniture, FurnitureKind, Kind, Minutes, Part, Warning, names::fold,
    presence::Presence,
};

/// A caption: words with a time.
#[derive(Debug, Clone, Default, PartialEq)]
struct Caption {
    /// The line of the source, from 1; the index of the caption if the source has no lines.
    line: usize,
    /// In milliseconds from the beginning of the recording; none if unreadable.
    start: Option<u32>,
    end: Option<u32>,
    /// The speaker as the source names them.
    speaker: Option<String>,
    /// The words, separated by one space.
    text: String,
}

/// The content of a source before it is joined.
#[derive(Debug, Default)]
struct Transcript {
    captions: Vec<Caption>,
    furniture: Vec<Furniture>,
    warnings: Vec<Warning>,
}

impl Transcript {
    fn warn(&mut self, line: usize, kind: Kind) {
        self.warnings.push(Warning::at(line, kind));
    }

    fn set_aside(&mut self, line: usize, kind: FurnitureKind, text: &str) {
        self.furniture.push(Furniture { line, kind, text: text.trim().to_owned() });
    }

    /// The record. The attendances are the named speakers.
    fn into_minutes(self) -> Minutes {
        let attendances = voices(&self.captions);
        self.into_minutes_of(attendances)
    }

    fn into_minutes_of(mut self, attendances: Vec<Attendance>) -> Minutes {
        self.keep_order();
        self.warnings.extend(near_names::find(&self.captions, &attendances));
        let turns = joined::turns(&self.captions, &attendances, &mut self.warnings);
        self.furniture.sort_by_key(|it| it.line);
        let (furniture, warnings) = (self.furniture, self.warnings);
        Minutes { attendances, turns, warnings, furniture, ..Minutes::default() }
    }

    /// Words stay in the order of the source; a time earlier than the previous one is ignored.
    fn keep_order(&mut self) {
        let mut last = 0;
        for caption in &mut self.captions {
            match caption.start {
                Some(start) if start < last => {
                    caption.start = None;
                    caption.end = None;
                    let time = stamp::written(start);
                    self.warnings.push(Warning::at(caption.line, Kind::TimeGoesBack { time }));
                }
                Some(start) => {
                    last = start;
                    caption.end = caption.end.filter(|end| *end >= start);
                }
                None => caption.end = None,
            }
        }
    }
}

/// The parts that transcripts are expected to have: no number and no series.
const EXPECTED: [Part; 4] = [Part::Title, Part::Date, Part::Attendances, Part::Turns];

/// Speakers with a name; "SPEAKER_01" is not a name.
fn voices(captions: &[Caption]) -> Vec<Attendance> {
    let mut present: Vec<Attendance> = Vec::new();
    let mut known = std::collections::HashSet::new();
    for name in captions.iter().filter_map(|it| it.speaker.as_deref()).filter(|it| is_name(it)) {
        if known.insert(fold(name)) {
            let name = name.to_owned();
            present.push(Attendance {
                name,
                category: Category::Witness,
                title: None,
                body: None,
                presence: Presence::Present,
                replaced_by: None,
            });
        }
    }
    present
}

fn is_name(label: &str) -> bool {
    let words: Vec<&str> = label.split_whitespace().collect();
    (2..=6).contains(&words.len())
        && words.iter().any(|it| it.starts_with(char::is_uppercase))
        && label.chars().all(|c| c.is_alphabetic() || c.is_whitespace() || "-'’.".contains(c))
}

/// The words of a text, separated by one space.
fn plain(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
