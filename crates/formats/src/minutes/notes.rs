//! Extracts footnotes from the bottoms of pages.

use std::collections::HashSet;

use super::{
    Kind, Warning, emphasis,
    inline::{self, Piece, pieces},
    lines::{Follows, Line},
    paragraphs, people,
};

/// A note on its page.
#[derive(Debug)]
pub(super) struct Note {
    pub line: usize,
    pub page: usize,
    pub marker: String,
    /// Whether the marker is printed `[4]`, like its calls.
    pub is_number: bool,
    pub text: String,
}

/// The first line of a note.
pub(super) struct Opening<'a> {
    marker: String,
    is_number: bool,
    text: &'a str,
}

/// Reads the opening of a note: `¹ Voir…`, `<sup>4</sup> Voir…`, `[^4]: Voir…`
/// or `[4] Voir…`.
pub(super) fn opening(line: &str) -> Option<Opening<'_>> {
    if !line.starts_with(|c: char| c == '<' || c == '[' || inline::is_superscript(c)) {
        return None;
    }
    let head = line.get(..line.len().min(64)).unwrap_or(line);
    let Some(Piece::Raised(raised)) = pieces(head).into_iter().next() else {
        return None;
    };
    let rest = line.get(raised.printed.len()..)?;
    let is_number = raised.is_number();
    let text = match raised.printed.starts_with('[') {
        true if is_number => rest.trim_start().strip_prefix(':').unwrap_or(rest),
        true => rest.strip_prefix(':')?,
        false => rest,
    };
    Some(Opening { marker: raised.marker, is_number, text: text.trim() })
}

/// Separates the notes from the lines of the body.
pub(super) fn take<'a>(lines: Vec<Line<'a>>, warnings: &mut Vec<Warning>) -> (Vec<Line<'a>>, Vec<Note>) {
    let paged = lines.last().is_some_and(|last| last.page > 0);
    let mut body = Vec::with_capacity(lines.len());
    let mut notes = Vec::new();
    let mut cited = HashSet::new();
    for page in lines.chunk_by(|one, other| one.page == other.page) {
        let mut reader =
            Page { body: &mut body, notes: &mut notes, called: HashSet::new(), cited: &mut cited };
        let strays = reader.read(page);
        if paged && are_quiet(&strays) {
            reader.continue_notes(&strays, warnings);
        } else {
            reader.return_to_body(strays);
        }
    }
    (body, notes)
}

struct Page<'p, 'a> {
    body: &'p mut Vec<Line<'a>>,
    notes: &'p mut Vec<Note>,
    /// The raised markers called so far on the page.
    called: HashSet<String>,
    /// The bracketed numbers, `[4]`, that still need a note, on any page.
    cited: &'p mut HashSet<String>,
}

/// A line below the first note of its page that belongs to no note: the note above it, and whether the body
/// text above is in mid-sentence.
struct Stray<'a> {
    line: Line<'a>,
    note: usize,
    resumes: bool,
}

impl<'a> Page<'_, 'a> {
    fn read(&mut self, page: &[Line<'a>]) -> Vec<Stray<'a>> {
        let before = self.notes.len();
        let mut strays: Vec<Stray> = Vec::new();
        let mut in_note = false;
        for (at, line) in page.iter().enumerate() {
            let below = page.get(at + 1);
            let has_below = below.is_some_and(|below| below.follows == Follows::Directly);
            if let Some(Opening { marker, is_number, text }) = self.opens(line, in_note, has_below) {
                if is_number {
                    self.cited.remove(&marker);
                }
                let (line, page, text) = (line.number, line.page, noted(text));
                self.notes.push(Note { line, page, marker, is_number, text });
                in_note = true;
            } else if in_note && line.follows == Follows::Directly {
                self.append(line.text, paragraphs::append);
            } else if self.notes.len() > before {
                let unfinished = self.body.last().is_some_and(|l| !people::ends_sentence(l.text));
                self.hear_calls(line);
                let resumes = unfinished && line.text.starts_with(char::is_lowercase);
                strays.push(Stray { line: *line, note: self.notes.len() - 1, resumes });
                in_note = false;
            } else {
                self.hear_calls(line);
                self.body.push(*line);
            }
        }
        strays
    }

    /// Whether a note begins here. A line directly below an unfinished sentence may begin with the call of
    /// a later note.
    fn opens<'l>(&self, line: &Line<'l>, in_note: bool, below: bool) -> Option<Opening<'l>> {
        let note = opening(line.text)?;
        let ended = || self.body.last().is_none_or(|above| people::ends_sentence(above.text));
        let apart = in_note || line.follows != Follows::Directly || ended();
        let opens = match note.is_number {
            true => apart && self.cited.contains(&note.marker),
            false => apart || self.called.contains(&note.marker),
        };
        (opens && (below || !note.text.is_empty())).then_some(note)
    }

    fn hear_calls(&mut self, line: &Line) {
        for piece in pieces(line.text) {
            match piece {
                Piece::Raised(raised) if !raised.is_number() => self.called.insert(raised.marker),
                Piece::Raised(raised) if raised.at > 0 => self.cited.insert(raised.marker),
                _ => false,
            };
        }
    }

    fn append(&mut self, text: &str, how: impl Fn(&mut String, &str)) {
        if let Some(note) = self.notes.last_mut() {
            how(&mut note.text, &noted(text));
        }
    }

    /// The paragraphs belong to the notes above them.
    fn continue_notes(&mut self, strays: &[Stray], warnings: &mut Vec<Warning>) {
        for stray in strays {
            let Some(note) = self.notes.get_mut(stray.note) else {
                continue;
            };
            if stray.line.follows == Follows::Directly {
                paragraphs::append(&mut note.text, &noted(stray.line.text));
                continue;
            }
            note.text.extend(["\n\n", &noted(stray.line.text)]);
            let marker = note.marker.clone();
            warnings.push(Warning::at(stray.line.number, Kind::NoteContinued { marker }));
        }
    }

    /// The notes are in mid-page, and the text continues below them.
    fn return_to_body(&mut self, strays: Vec<Stray<'a>>) {
        let mut note = None;
        for stray in strays {
            let mut line = stray.line;
            if note.replace(stray.note) != Some(stray.note) {
                line.follows = Follows::Break;
            }
            self.body.push(line);
        }
    }
}

/// The longest text of a note below its first paragraph, in bytes.
const LONGEST_CONTINUATION: usize = 300;

/// Whether nothing below the first note of a page looks like body text.
fn are_quiet(strays: &[Stray]) -> bool {
    let length: usize = strays.iter().map(|stray| stray.line.text.len()).sum();
    length <= LONGEST_CONTINUATION
        && strays.iter().all(|stray| {
            let calls =
                pieces(stray.line.text).iter().any(|p| matches!(p, Piece::Raised(r) if !r.is_number()));
            let heading = people::is_person_line(&inline::plain(stray.line.text));
            !stray.resumes && !calls && !heading && !stray.line.text.starts_with(['#', '*'])
        })
}

fn noted(line: &str) -> String {
    inline::render(line, |_| None)
}

impl Note {
    /// The text as a turn stores it.
    pub(super) fn finished(&self) -> String {
        let paragraphs = self.text.split("\n\n").map(emphasis::settle);
        paragraphs.collect::<Vec<_>>().join("\n\n")
    }
}
