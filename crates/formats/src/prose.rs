//! Converts the paragraphs of an office document into the text that [`minutes`] reads.

use std::fmt::Write as _;

use crate::{Furniture, FurnitureKind, Minutes, Unreadable, minutes};

/// The formatting of words.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Style {
    pub strong: bool,
    pub emphasis: bool,
    pub raised: bool,
}

/// The properties of a paragraph, besides its words.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Sort {
    #[default]
    Plain,
    Item,
    Heading,
}

/// A paragraph being read.
#[derive(Debug, Default)]
pub(super) struct Paragraph {
    pub sort: Sort,
    pieces: Vec<Piece>,
}

#[derive(Debug)]
enum Piece {
    Words(Style, String),
    /// Markup of our own: a note call or an address.
    Mark(String),
}

impl Paragraph {
    pub(super) fn of(sort: Sort) -> Self {
        Self { sort, ..Self::default() }
    }

    /// Appends words. A line end among them belongs to the paragraph.
    pub(super) fn push(&mut self, style: Style, words: &str) {
        let is_full = self.pieces.len() > MOST_PIECES;
        if let Some(Piece::Words(last, text)) = self.pieces.last_mut().filter(|_| !words.is_empty())
            && (*last == style || is_full)
        {
            text.push_str(words);
        } else if !words.is_empty() {
            self.pieces.push(Piece::Words(style, words.to_owned()));
        }
    }

    /// Appends the call of a note.
    pub(super) fn call(&mut self, marker: &str) {
        self.pieces.push(Piece::Mark(format!("[^{marker}]")));
    }

    /// Begins a link: what follows is a separate piece.
    pub(super) fn mark(&mut self) -> usize {
        self.pieces.push(Piece::Mark(String::new()));
        self.pieces.len()
    }

    /// Adds an address to the words since `from`, unless they already contain it in full.
    pub(super) fn link(&mut self, from: usize, address: &str) {
        let spoilt = |c: char| c.is_whitespace() || c.is_control() || matches!(c, '<' | '>' | '*' | '\\');
        let is_web = address.starts_with("https://") || address.starts_with("http://");
        if !is_web || address.contains(spoilt) {
            return;
        }
        let words = self.pieces.iter().skip(from).filter_map(|it| match it {
            Piece::Words(_, words) => Some(words.as_str()),
            Piece::Mark(_) => None,
        });
        let words: String = words.collect();
        let words = words.trim().trim_end_matches('/');
        let bare = address.trim_end_matches('/');
        if words == bare {
            self.pieces.truncate(from);
            self.pieces.push(Piece::Mark(format!("<{address}>")));
        } else if !words.is_empty() {
            self.pieces.push(Piece::Mark(format!(" <{address}>")));
        }
    }

    /// One paragraph for each of its lines.
    ///
    /// If there are too many.
    /// Where there are more than any record has.
    pub(super) fn split(self) -> Result<Vec<Self>, Unreadable> {
        let (sort, mut parts, mut part) = (self.sort, Vec::new(), Self::of(self.sort));
        for piece in self.pieces {
            let Piece::Words(style, words) = piece else {
                part.pieces.push(piece);
                continue;
            };
            for (at, line) in words.split('\n').enumerate() {
                if parts.len() > MOST_LINES {
                    return Err(Unreadable::TooLargeInside);
                }
                if at > 0 {
                    parts.push(std::mem::replace(&mut part, Self::of(sort)));
                }
                part.push(style, line);
            }
        }
        parts.push(part);
        Ok(parts)
    }

    /// Appends its text to the others, if there is any.
    ///
    /// If there are too many.
    /// Where there are more than any record has.
    pub(super) fn end(self, lines: &mut Vec<String>) -> Result<(), Unreadable> {
        let text = self.text();
        if !text.is_empty() {
            lines.push(text);
        }
        if lines.len() > MOST_LINES { Err(Unreadable::TooLargeInside) } else { Ok(()) }
    }

    /// Its text in the record's Markdown subset.
    pub(super) fn text(self) -> String {
        let mut text = String::new();
        let (sort, mut marked) = (self.sort, false);
        for piece in self.pieces {
            match piece {
                Piece::Mark(mark) => {
                    marked &= mark.is_empty();
                    text.push_str(&mark);
                }
                Piece::Words(style, words) => {
                    let plain = Style { raised: style.raised, ..Style::default() };
                    // Adjacent marks would be read as other marks.
                    let style = if sort == Sort::Heading || marked { plain } else { style };
                    marked = set(&mut text, style, &words);
                }
            }
        }
        let text = text.trim();
        match sort {
            _ if text.is_empty() => String::new(),
            Sort::Plain => text.to_owned(),
            Sort::Heading => text.lines().fold(String::new(), |mut set, line| {
                // Writing to a string never fails.
                writeln!(set, "**{}**", line.trim()).ok();
                set
            }),
            Sort::Item => format!("- {text}"),
        }
    }
}

/// Beyond this number of pieces, a paragraph loses its formatting.
const MOST_PIECES: usize = 50_000;

/// The longest raised ending or number, in bytes.
const LONGEST_RAISED: usize = 12;

/// Writes words between their marks. Returns whether a mark is at their end.
fn set(text: &mut String, style: Style, words: &str) -> bool {
    let mark = match style {
        Style { strong: true, emphasis: true, .. } => "***",
        Style { strong: true, .. } => "**",
        Style { emphasis: true, .. } => "*",
        _ => "",
    };
    let inner = words.trim();
    if style.raised && !inner.is_empty() && inner.len() <= LONGEST_RAISED && !inner.contains(['<', '\n']) {
        let (before, after) = words.split_once(inner).unwrap_or_default();
        text.extend([before, "<sup>", inner, "</sup>", after]);
        return false;
    }
    // Emphasis ends at the end of a line.
    let mut at_end = false;
    for (at, line) in words.split('\n').enumerate() {
        if at > 0 {
            text.push('\n');
        }
        let inner = line.trim();
        let (before, after) =
            if inner.is_empty() { (line, "") } else { line.split_once(inner).unwrap_or_default() };
        let mark = if inner.is_empty() { "" } else { mark };
        text.extend([before, mark]);
        escape(text, inner);
        text.extend([mark, after]);
        at_end = !mark.is_empty() && after.is_empty();
    }
    at_end
}

/// Writes words with all markup escaped.
fn escape(text: &mut String, words: &str) {
    let mut letters = words.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '*' | '\\' => text.push('\\'),
            '[' if letters.peek() == Some(&'^') => text.push('\\'),
            _ => {}
        }
        text.push(letter);
    }
}

/// Runs of whitespace and line ends become one space.
pub(super) fn collapsed(words: &str) -> String {
    let mut text = String::with_capacity(words.len());
    for letter in words.chars() {
        match letter {
            ' ' | '\n' | '\r' | '\t' if text.ends_with(' ') => {}
            ' ' | '\n' | '\r' | '\t' => text.push(' '),
            _ => text.push(letter),
        }
    }
    text
}

/// A document being assembled.
#[derive(Debug, Default)]
pub(super) struct Prose {
    /// Its paragraphs.
    pub lines: Vec<String>,
    notes: Vec<(String, String)>,
    furniture: Vec<Furniture>,
    /// Whether pages repeat more lines than are kept.
    is_crowded: bool,
}

/// The longest record, in bytes and in paragraphs.
pub(super) const LONGEST: usize = 4 * 1024 * 1024;
pub(super) const MOST_LINES: usize = 60_000;

/// The most notes, and the most lines repeated on each page.
pub(super) const MOST_NOTES: usize = 5_000;
const MOST_ASIDE: usize = 500;

impl Prose {
    /// Stores the text of a note.
    pub(super) fn note(&mut self, marker: &str, paragraphs: &[String]) {
        let text: Vec<&str> = paragraphs.iter().flat_map(|it| it.split_whitespace()).collect();
        self.notes.push((marker.to_owned(), text.join(" ")));
    }

    /// Registers a line that repeats on each page, or above the columns of a table.
    pub(super) fn aside(&mut self, kind: FurnitureKind, text: &str) {
        self.is_crowded |= self.furniture.len() >= MOST_ASIDE;
        let is_known = || self.furniture.iter().any(|it| it.text == text);
        if !self.is_crowded && !text.is_empty() && !is_known() {
            self.furniture.push(Furniture { line: 0, kind, text: text.to_owned() });
        }
    }

    /// Parses the assembled text.
    ///
    /// # Errors
    /// [`Unreadable`] if it is empty or too long.
    pub(super) fn finish(mut self) -> Result<Minutes, Unreadable> {
        if self.is_crowded {
            return Err(Unreadable::TooLargeInside);
        }
        let furniture = std::mem::take(&mut self.furniture);
        let mut minutes = minutes::parse(&self.into_text()?);
        minutes.furniture.splice(0..0, furniture);
        Ok(minutes)
    }

    /// The text alone.
    ///
    /// # Errors
    /// As [`Prose::finish`].
    pub(super) fn into_text(self) -> Result<String, Unreadable> {
        let mut text = String::new();
        for line in self.lines.iter().filter(|it| !it.is_empty()) {
            text.extend([line.trim_end(), "\n\n"]);
        }
        for (marker, note) in self.notes.iter().filter(|(_, note)| !note.is_empty()) {
            text.extend(["[^", marker, "]: ", note, "\n"]);
        }
        drop((self.lines, self.notes));
        if text.len() > LONGEST || text.bytes().filter(|it| *it == b'\n').count() > 2 * MOST_LINES {
            return Err(Unreadable::TooLargeInside);
        }
        if text.trim().is_empty() {
            return Err(Unreadable::Empty);
        }
        Ok(text)
    }
}
