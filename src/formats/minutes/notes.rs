//! Takes the notes out of the pages' bottoms.

use std::collections::HashSet;

use super::inline::{self, Piece, pieces};
use super::lines::{Follows, Line};
use super::warnings::{Kind, Warning};
use super::{emphasis, paragraphs, people};

/// A note as it stands on its page.
#[derive(Debug)]
pub(super) struct Note {
    pub line: usize,
    pub page: usize,
    pub marker: String,
    pub text: String,
}

/// Reads the opening of a note, `¹ Voir…`, `<sup>4</sup> Voir…` or
/// `[^4]: Voir…`, as its marker and the first line of its text.
pub(super) fn opening(line: &str) -> Option<(String, &str)> {
    if !line.starts_with(|c: char| c == '<' || c == '[' || inline::is_superscript(c)) {
        return None;
    }
    let head = line.get(..line.len().min(64)).unwrap_or(line);
    let Some(Piece::Raised(raised)) = pieces(head).into_iter().next() else {
        return None;
    };
    let rest = line.get(raised.printed.len()..)?;
    let rest = match raised.printed.starts_with('[') {
        true => rest.strip_prefix(':')?,
        false => rest,
    };
    Some((raised.marker, rest.trim()))
}

/// Parts the notes from the lines of the body.
pub(super) fn take<'a>(lines: Vec<Line<'a>>, warnings: &mut Vec<Warning>) -> (Vec<Line<'a>>, Vec<Note>) {
    let paged = lines.last().is_some_and(|last| last.page > 0);
    let mut body = Vec::with_capacity(lines.len());
    let mut notes = Vec::new();
    for page in lines.chunk_by(|one, other| one.page == other.page) {
        let mut reader = Page { body: &mut body, notes: &mut notes, called: HashSet::new() };
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
    /// The markers called so far on the page.
    called: HashSet<String>,
}

/// A line below the first note of its page that is part of no note: the note
/// it stands under, and whether body text above it is still in mid-sentence.
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
            if let Some((marker, text)) = self.opens(line, in_note, has_below) {
                let note = Note { line: line.number, page: line.page, marker, text: noted(text) };
                self.notes.push(note);
                in_note = true;
            } else if in_note && line.follows == Follows::Directly {
                self.append(line.text, paragraphs::append);
            } else if self.notes.len() > before {
                let unfinished = self.body.last().is_some_and(|l| !people::ends_sentence(l.text));
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

    /// Whether a note opens here: a line right under an unfinished sentence may
    /// begin with the call of a note that is still to come.
    fn opens<'l>(&self, line: &Line<'l>, in_note: bool, below: bool) -> Option<(String, &'l str)> {
        let (marker, text) = opening(line.text)?;
        let ended = || self.body.last().is_none_or(|above| people::ends_sentence(above.text));
        let apart = in_note || line.follows != Follows::Directly || ended();
        let opens = (apart || self.called.contains(&marker)) && (below || !text.is_empty());
        opens.then_some((marker, text))
    }

    fn hear_calls(&mut self, line: &Line) {
        let raised = pieces(line.text).into_iter().filter_map(|piece| match piece {
            Piece::Raised(raised) => Some(raised.marker),
            _ => None,
        });
        self.called.extend(raised);
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

    /// The notes stood amid the page, and its text goes on below them.
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

/// What a note may have below its first paragraph, in bytes.
const LONGEST_CONTINUATION: usize = 300;

/// Whether nothing below the first note of a page speaks for body text.
fn are_quiet(strays: &[Stray]) -> bool {
    let length: usize = strays.iter().map(|stray| stray.line.text.len()).sum();
    length <= LONGEST_CONTINUATION
        && strays.iter().all(|stray| {
            let calls = pieces(stray.line.text).iter().any(|p| matches!(p, Piece::Raised(_)));
            let heading = people::is_person_line(&inline::plain(stray.line.text));
            !stray.resumes && !calls && !heading && !stray.line.text.starts_with(['#', '*'])
        })
}

fn noted(line: &str) -> String {
    inline::render(line, |_| None)
}

impl Note {
    /// The text as a turn keeps it.
    pub(super) fn finished(&self) -> String {
        let paragraphs = self.text.split("\n\n").map(emphasis::settle);
        paragraphs.collect::<Vec<_>>().join("\n\n")
    }
}
