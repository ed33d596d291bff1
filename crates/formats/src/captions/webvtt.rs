//! WebVTT captions.

use super::{
    EXPECTED, FurnitureKind, Transcript,
    blocks::{self, Line},
    markup,
};
use crate::{Minutes, Unreadable, text};

const SIGNATURE: &str = "WEBVTT";

/// Whether a text is WebVTT.
pub(crate) fn is(text: &str) -> bool {
    text.strip_prefix(SIGNATURE).is_some_and(|rest| rest.is_empty() || rest.starts_with(char::is_whitespace))
}

/// Reads WebVTT.
///
/// # Errors
/// If the bytes are not text.
pub fn read(bytes: &[u8]) -> Result<Minutes, Unreadable> {
    let source = text::clean(text::decode(bytes)?);
    let lines: Vec<Line> = (1..).zip(source.split('\n')).collect();
    let mut transcript = Transcript::default();
    let mut captions: Vec<Line> = Vec::new();
    for (at, block) in lines.split_inclusive(|(_, text)| text.trim().is_empty()).enumerate() {
        match at == 0 || is_aside(block) {
            true => set_aside(block, at == 0, &mut captions, &mut transcript),
            false => captions.extend(block),
        }
    }
    blocks::read(&captions, markup::with_entities, &mut transcript);
    let mut minutes = transcript.into_minutes();
    minutes.warn_of_missing(&EXPECTED);
    Ok(minutes)
}

/// Notes, styles and regions. A caption may have such an identifier.
fn is_aside(block: &[Line]) -> bool {
    let first = block.first().map(|(_, text)| text.trim_end()).unwrap_or_default();
    let named = first == "STYLE" || first == "REGION" || first == "NOTE";
    let times = block.get(1).is_some_and(|(_, text)| blocks::times(text).is_some());
    (named && !times) || first.starts_with("NOTE ") || first.starts_with("NOTE\t")
}

/// The head ends at the first caption, even without a blank line.
fn set_aside<'a>(block: &[Line<'a>], head: bool, captions: &mut Vec<Line<'a>>, into: &mut Transcript) {
    let first = block.iter().position(|(_, text)| head && blocks::times(text).is_some());
    let (aside, rest) = block.split_at(first.unwrap_or(block.len()));
    for (number, text) in aside.iter().filter(|(_, text)| !text.trim().is_empty()) {
        into.set_aside(*number, FurnitureKind::Markup, text);
    }
    captions.extend(rest);
}
