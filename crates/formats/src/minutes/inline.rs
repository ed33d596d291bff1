//! Inline markup: raised characters, emphasis, escapes.

use super::emphasis;

/// A stretch of a line.
#[derive(Debug, PartialEq)]
pub(super) enum Piece<'a> {
    Text(&'a str),
    /// A possible note call: raised (perhaps an exponent) or in brackets.
    Raised(Raised<'a>),
    /// The raised ending of an ordinal or an abbreviation: the "e" of 12^e.
    Ending(&'a str),
    /// A literal `[^`, which is reserved for calls in the text of a turn.
    Bracket,
}

#[derive(Debug, PartialEq)]
pub(super) struct Raised<'a> {
    /// The byte offset in the line.
    pub at: usize,
    pub printed: &'a str,
    /// The marker in plain digits or letters: "10" for ¹⁰.
    pub marker: String,
}

impl Raised<'_> {
    /// Whether it is printed `[4]`, which is a call only if a line that begins with the same is a note.
    pub(super) fn is_number(&self) -> bool {
        self.printed.starts_with('[') && !self.printed.starts_with("[^")
    }
}

const SUPERSCRIPTS: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];

const ENDINGS: [&str; 18] = [
    "e", "er", "ers", "re", "res", "ère", "ères", "ème", "èmes", "es", "nd", "nde", "o", "os", "me", "mes",
    "lle", "gr",
];

/// The longest marker.
const LONGEST_TAG: usize = 24;

/// A longer number in brackets is a year.
const MOST_DIGITS: usize = 3;

/// The line split into pieces that together contain all of it.
pub(super) fn pieces(line: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut from = 0;
    let mut at = 0;
    while let Some(rest) = line.get(at..).filter(|rest| !rest.is_empty()) {
        let found = special(rest, at, before(line, at));
        let Some((piece, length)) = found else {
            at += rest.chars().next().map_or(1, char::len_utf8);
            continue;
        };
        push_text(&mut pieces, line.get(from..at));
        pieces.push(piece);
        at += length;
        from = at;
    }
    push_text(&mut pieces, line.get(from..));
    pieces
}

fn push_text<'a>(pieces: &mut Vec<Piece<'a>>, text: Option<&'a str>) {
    pieces.extend(text.filter(|text| !text.is_empty()).map(Piece::Text));
}

fn before(line: &str, at: usize) -> Option<char> {
    line.get(..at)?.chars().next_back()
}

fn special(rest: &str, at: usize, before: Option<char>) -> Option<(Piece<'_>, usize)> {
    match rest.chars().next()? {
        '<' => tag(rest, at),
        '^' => caret(rest, at, before),
        '[' if before == Some('\\') => None,
        '[' if rest.starts_with("[^") => bracket(rest, at),
        '[' => number(rest, at),
        letter if SUPERSCRIPTS.contains(&letter) => Some(superscript(rest, at)),
        _ => None,
    }
}

fn raised(at: usize, printed: &str, marker: String) -> (Piece<'_>, usize) {
    let length = printed.len();
    (Piece::Raised(Raised { at, printed, marker }), length)
}

fn superscript(rest: &str, at: usize) -> (Piece<'_>, usize) {
    let end = rest.find(|c| !SUPERSCRIPTS.contains(&c)).unwrap_or(rest.len());
    let printed = rest.get(..end).unwrap_or_default();
    let digit = |letter| SUPERSCRIPTS.iter().position(|s| *s == letter);
    let marker = printed.chars().filter_map(digit).map(|d| d.to_string()).collect();
    raised(at, printed, marker)
}

/// `<sup>…</sup>`: an ending, or a possible call.
fn tag(rest: &str, at: usize) -> Option<(Piece<'_>, usize)> {
    let inside = rest.strip_prefix("<sup>")?;
    let end = inside.bytes().take(LONGEST_TAG).position(|b| b == b'<')?;
    inside.get(end..)?.strip_prefix("</sup>")?;
    let content = inside.get(..end)?;
    let printed = rest.get(..end + "<sup></sup>".len())?;
    let marker = content.trim_matches(|c: char| !c.is_alphanumeric() && c != '*');
    let is_marker = !marker.is_empty() && !marker.contains(char::is_whitespace);
    if is_marker && (marker.chars().count() == 1 || is_number(marker)) && marker != "e" {
        return Some(raised(at, printed, marker.to_string()));
    }
    Some((Piece::Ending(content), printed.len()))
}

fn is_number(marker: &str) -> bool {
    marker.len() <= 8 && marker.bytes().all(|b| b.is_ascii_digit() || b == b',')
}

/// `12^e`, `M^me`: an ending; `word^4`: a possible call.
fn caret(rest: &str, at: usize, before: Option<char>) -> Option<(Piece<'_>, usize)> {
    before.filter(|c| c.is_alphanumeric() || matches!(c, '*' | '»' | '.' | ')'))?;
    let content = rest.strip_prefix('^')?;
    let end = content.find(|c: char| !c.is_alphanumeric()).unwrap_or(content.len());
    let word = content.get(..end)?;
    if ENDINGS.contains(&word) {
        return Some((Piece::Ending(word), 1 + end));
    }
    let printed = rest.get(..1 + end)?;
    (!word.is_empty() && is_number(word)).then(|| raised(at, printed, word.to_string()))
}

fn bracket(rest: &str, at: usize) -> Option<(Piece<'_>, usize)> {
    let inside = rest.strip_prefix("[^")?;
    let end = inside.bytes().take(LONGEST_TAG).position(|b| b == b']');
    let marker = end.and_then(|end| inside.get(..end)).unwrap_or_default();
    let printed = rest.get(..marker.len() + "[^]".len());
    match printed.filter(|_| !marker.is_empty() && marker.chars().all(char::is_alphanumeric)) {
        Some(printed) => Some(raised(at, printed, marker.to_string())),
        None => Some((Piece::Bracket, "[^".len())),
    }
}

/// `[4]`, unless it is the text of a link.
fn number(rest: &str, at: usize) -> Option<(Piece<'_>, usize)> {
    let inside = rest.strip_prefix('[')?;
    let end = inside.bytes().take(MOST_DIGITS + 1).position(|b| b == b']')?;
    let marker = inside.get(..end)?;
    let printed = rest.get(..end + "[]".len())?;
    let digits = !marker.is_empty() && marker.bytes().all(|b| b.is_ascii_digit());
    let link = rest.get(printed.len()..)?.starts_with('(');
    (digits && !link).then(|| raised(at, printed, marker.to_string()))
}

/// The line as the text of a turn. `call` returns the marker of the note that a raised piece calls, or
/// `None`.
pub(super) fn render(line: &str, mut call: impl FnMut(&Raised) -> Option<String>) -> String {
    let mut text = String::with_capacity(line.len() + 8);
    for piece in pieces(line) {
        match piece {
            Piece::Text(plain) | Piece::Ending(plain) => text.push_str(plain),
            Piece::Bracket => text.push_str("\\[^"),
            Piece::Raised(raised) => match call(&raised) {
                Some(marker) => text.extend(["[^", marker.as_str(), "]"]),
                None => push_uncalled(&mut text, &raised),
            },
        }
    }
    text
}

/// A raised piece without a note keeps its printed form.
fn push_uncalled(text: &mut String, raised: &Raised) {
    match raised.printed.chars().next() {
        Some('[') if !raised.is_number() => text.extend(["\\", raised.printed]),
        Some('<') => text.extend(raised.marker.chars().map(superscripted)),
        _ => text.push_str(raised.printed),
    }
}

fn superscripted(letter: char) -> char {
    let digit = letter.to_digit(10).and_then(|d| usize::try_from(d).ok());
    digit.and_then(|d| SUPERSCRIPTS.get(d)).copied().unwrap_or(letter)
}

/// The line without any markup: a heading, a name, a title.
pub(super) fn plain(line: &str) -> String {
    let line = line.trim_start_matches('#').trim();
    let text = render(line, |_| None);
    let text = emphasis::remove(&text);
    text.replace("\\[^", "[^").trim().to_string()
}

/// Whether the whole line is formatted as a heading: `# …`, `**…**`.
pub(super) fn is_set_off(line: &str) -> bool {
    let inner = line.strip_prefix("**").and_then(|rest| rest.strip_suffix("**"));
    line.starts_with('#') || inner.is_some_and(|inner| !inner.contains("**"))
}

pub(super) fn is_superscript(letter: char) -> bool {
    SUPERSCRIPTS.contains(&letter)
}
