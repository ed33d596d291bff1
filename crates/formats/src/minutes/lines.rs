//! Splits any text into lines.

/// The relation of a line to the one before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Follows {
    /// Directly: both may be one wrapped paragraph.
    Directly,
    /// After a blank line.
    Blank,
    /// After the end of a page, or after removed lines.
    Break,
}

/// A non-empty line, trimmed.
#[derive(Debug, Clone, Copy)]
pub(super) struct Line<'a> {
    /// From 1, as an editor shows it.
    pub number: usize,
    pub text: &'a str,
    pub follows: Follows,
    pub page: usize,
}

/// The non-empty lines. A form feed ends a line.
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
