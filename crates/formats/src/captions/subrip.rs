//! Captions of SubRip (`.srt`).

use super::{
    EXPECTED, Transcript,
    blocks::{self, Line},
};
use crate::{Minutes, Unreadable, text};

/// The first times are searched within this many lines.
const FIRST_LINES: usize = 50;

/// Whether a text is SubRip: no other format has lines of times.
pub(crate) fn is(text: &str) -> bool {
    let mut lines = text.split(['\n', '\r']).filter(|line| !line.trim().is_empty()).take(FIRST_LINES);
    lines.any(|line| blocks::times(line).is_some())
}

/// Reads SubRip.
///
/// # Errors
/// If the bytes are not text.
pub fn read(bytes: &[u8]) -> Result<Minutes, Unreadable> {
    let source = text::clean(text::decode(bytes)?);
    let lines: Vec<Line> = (1..).zip(source.split('\n')).collect();
    let mut transcript = Transcript::default();
    blocks::read(&lines, str::to_owned, &mut transcript);
    let mut minutes = transcript.into_minutes();
    minutes.warn_of_missing(&EXPECTED);
    Ok(minutes)
}
