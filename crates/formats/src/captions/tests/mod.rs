//! The fixtures are about the invented port of Morvence; the expected results were written by hand.

use super::*;
use crate::{Format, Turn, Unreadable};

mod conservation;
mod files;
mod hostile;
mod page;

macro_rules! fixture {
    ($name:literal) => {
        include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/fixtures/captions/", $name))
            .as_slice()
    };
}
use fixture;

fn read(source: &[u8]) -> Minutes {
    crate::read(source).expect("readable")
}

/// Label and text of each turn.
fn said(minutes: &Minutes) -> Vec<(&str, &str)> {
    minutes.turns.iter().map(|it| (it.label.as_str(), it.text.as_str())).collect()
}

/// The begin and end times of each turn.
fn spans(minutes: &Minutes) -> Vec<Option<(u32, Option<u32>)>> {
    minutes.turns.iter().map(|it| it.time.as_ref().map(|time| (time.start, time.end))).collect()
}

/// The words between cues, with the time of each cue.
fn cues(turn: &Turn) -> Vec<(u32, &str)> {
    let cues = turn.time.as_ref().map(|time| time.cues.as_slice()).unwrap_or_default();
    let ends = cues.iter().skip(1).map(|cue| cue.offset).chain([turn.text.len()]);
    cues.iter().zip(ends).map(|(cue, end)| (cue.start, turn.text[cue.offset..end].trim())).collect()
}

fn kinds(minutes: &Minutes) -> Vec<(usize, &Kind)> {
    minutes.warnings.iter().filter(|it| it.line > 0).map(|it| (it.line, &it.kind)).collect()
}
