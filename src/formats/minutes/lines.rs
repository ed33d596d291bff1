//! From a text of any origin to its lines.

use std::borrow::Cow;

use unicode_normalization::{UnicodeNormalization, is_nfc_quick};

use crate::formats::names::turns_direction;

/// How a line follows the one before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Follows {
    /// Directly: both may be one paragraph that the page was too narrow for.
    Directly,
    /// After a blank line.
    Blank,
    /// After the end of a page, or something taken out from between.
    Break,
}

/// A line with something on it, trimmed.
#[derive(Debug, Clone, Copy)]
pub(super) struct Line<'a> {
    /// From 1, as an editor shows it.
    pub number: usize,
    pub text: &'a str,
    pub follows: Follows,
    pub page: usize,
}

/// The text composed (NFC), with one kind of line end, no control characters
/// but tabs, line ends and form feeds, and nothing that turns the direction of a name.
pub(super) fn clean(source: &str) -> String {
    let source = source.trim_start_matches('\u{feff}');
    let composed: Cow<str> = match is_nfc_quick(source.chars()) {
        unicode_normalization::IsNormalized::Yes => source.into(),
        _ => source.nfc().collect::<String>().into(),
    };
    let mut text = String::with_capacity(composed.len());
    let mut letters = composed.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '\r' if letters.peek() == Some(&'\n') => {}
            '\r' | '\u{b}' | '\u{85}' | '\u{2028}' | '\u{2029}' => text.push('\n'),
            '\n' | '\t' | '\u{c}' => text.push(letter),
            _ if letter.is_control() => text.push(' '),
            _ if turns_direction(letter) => {}
            _ => text.push(letter),
        }
    }
    text
}

/// The lines that have something on them. A form feed ends a line.
pub(super) fn split(text: &str) -> Vec<Line<'_>> {
    let mut lines = Vec::new();
    let mut follows = Follows::Break;
    let mut number = 1;
    for piece in text.split_inclusive(['\n', '\u{c}']) {
        let trimmed = piece.trim();
        if trimmed.is_empty() {
            follows = follows.max(Follows::Blank);
        } else {
            lines.push(Line { number, text: trimmed, follows, page: 0 });
            follows = Follows::Directly;
        }
        if piece.ends_with('\u{c}') {
            follows = Follows::Break;
        } else {
            number += 1;
        }
    }
    lines
}
