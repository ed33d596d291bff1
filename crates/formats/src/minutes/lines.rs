//! From a text of any origin to its lines.

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
