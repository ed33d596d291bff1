//! The turns of the record, assembled from the lines of the body.

use super::{
    Attendance, Kind, Turn, Warning,
    calls::Calls,
    emphasis,
    footnotes::Footnotes,
    headings::{Heading, Speakers},
    inline::{self, is_set_off},
    lines::{Follows, Line},
    notes::Note,
    paragraphs::{append, begins_another, goes_on},
    people::ends_sentence,
};
use crate::names::{COMPATIBLE, Found};

/// The text of the body, its notes, and the attendances.
pub(super) struct Record<'a> {
    pub lines: &'a [Line<'a>],
    /// The indexes of the lines that belong to turns.
    pub spoken: Vec<usize>,
    pub notes: &'a [Note],
    pub calls: &'a Calls,
    pub attendances: &'a [Attendance],
}

pub(super) fn read(record: &Record, warnings: &mut Vec<Warning>) -> Vec<Turn> {
    let mut writer = Writer {
        record,
        speakers: Speakers::new(record.attendances, record.lines),
        drafts: Vec::new(),
        placed: vec![false; record.notes.len()],
        last_line: "",
        warnings,
    };
    writer.write();
    writer.place_uncalled_notes();
    writer.drafts.into_iter().map(Draft::finished).collect()
}

struct Writer<'r, 'w> {
    record: &'r Record<'r>,
    speakers: Speakers,
    drafts: Vec<Draft>,
    /// Which notes are assigned to a turn.
    placed: Vec<bool>,
    last_line: &'r str,
    warnings: &'w mut Vec<Warning>,
}

#[derive(Default)]
struct Draft {
    line: usize,
    speaker: Option<usize>,
    label: String,
    paragraphs: Vec<String>,
    footnotes: Footnotes,
}

impl<'r> Writer<'r, '_> {
    fn write(&mut self) {
        let mut places = self.record.spoken.iter().copied().peekable();
        while let Some(place) = places.next() {
            let Some(line) = self.record.lines.get(place) else {
                continue;
            };
            let Some(mut heading) = self.heading(line) else {
                self.write_line(place, line, line.text);
                continue;
            };
            while let Some(below) = places.peek().and_then(|place| self.record.lines.get(*place)) {
                let continues = heading.speech.is_empty()
                    && below.follows == Follows::Directly
                    && self.speakers.continues(&heading, below.text);
                if !continues {
                    break;
                }
                append(&mut heading.label, &inline::plain(below.text));
                places.next();
            }
            self.begin_turn(line, &heading);
            if !heading.speech.is_empty() {
                self.write_line(place, line, heading.speech);
            }
        }
        self.warn_of_silence();
    }

    fn heading(&self, line: &Line<'r>) -> Option<Heading<'r>> {
        let paragraph = self.drafts.last().and_then(|draft| draft.paragraphs.last());
        let apart = line.follows != Follows::Directly || paragraph.is_none();
        let readable = apart || paragraph.is_some_and(|paragraph| ends_sentence(paragraph));
        self.speakers.heading(line.text, apart).filter(|_| readable)
    }

    fn begin_turn(&mut self, line: &Line, heading: &Heading) {
        self.warn_of_silence();
        let label = heading.label.clone();
        let name = |at: &usize| self.record.attendances.get(*at).map(|a| a.name.clone());
        let (speaker, kind) = match &heading.found {
            Found::One { at, score } if *score >= COMPATIBLE => (Some(*at), None),
            Found::One { at, .. } => {
                let near = name(at).map(|name| Kind::NearSpeaker { label: label.clone(), name });
                (Some(*at), near)
            }
            Found::Several(places) => {
                let candidates = places.iter().filter_map(name).collect();
                (None, Some(Kind::AmbiguousSpeaker { label: label.clone(), candidates }))
            }
            Found::Nobody => (None, Some(Kind::UnknownSpeaker { label: label.clone() })),
        };
        self.warnings.extend(kind.map(|kind| Warning::at(line.number, kind)));
        self.drafts.push(Draft { line: line.number, speaker, label, ..Draft::default() });
    }

    fn warn_of_silence(&mut self) {
        if let Some(draft) = self.drafts.last().filter(|draft| draft.paragraphs.is_empty()) {
            let label = draft.label.clone();
            self.warnings.push(Warning::at(draft.line, Kind::EmptyTurn { label }));
        }
    }

    fn write_line(&mut self, place: usize, line: &Line, text: &'r str) {
        if self.drafts.is_empty() {
            let kind = Kind::Unattributed { text: excerpt(text) };
            self.warnings.push(Warning::at(line.number, kind));
            self.drafts.push(Draft { line: line.number, ..Draft::default() });
        }
        let offset = line.text.len() - text.len();
        let rendered = inline::render(text, |raised| self.call(place, offset + raised.at));
        let last_line = std::mem::replace(&mut self.last_line, text);
        let Some(draft) = self.drafts.last_mut() else {
            return;
        };
        match draft.paragraphs.last_mut() {
            Some(paragraph) if is_same_paragraph(paragraph, last_line, line) => {
                append(paragraph, &rendered);
            }
            _ => draft.paragraphs.push(rendered),
        }
    }

    /// The marker in this turn of the note called at this offset.
    fn call(&mut self, place: usize, at: usize) -> Option<String> {
        let note = self.record.calls.note(place, at)?;
        let turn = self.drafts.len().checked_sub(1)?;
        let kept = self.drafts.get(turn).and_then(|draft| draft.footnotes.marker(note));
        if kept.is_some() || self.placed.get(note) == Some(&true) {
            return kept;
        }
        self.keep(turn, note)
    }

    /// Assigns a note to a turn.
    fn keep(&mut self, turn: usize, at: usize) -> Option<String> {
        let note = self.record.notes.get(at)?;
        let marker = self.drafts.get_mut(turn)?.footnotes.keep(at, note);
        self.placed.get_mut(at).into_iter().for_each(|placed| *placed = true);
        if marker != note.marker {
            let (printed, marker) = (note.marker.clone(), marker.clone());
            self.warnings.push(Warning::at(note.line, Kind::NoteRenamed { printed, marker }));
        }
        Some(marker)
    }

    /// A note without a call goes to the turn above it.
    fn place_uncalled_notes(&mut self) {
        for (at, note) in self.record.notes.iter().enumerate() {
            if self.placed.get(at) == Some(&true) {
                continue;
            }
            if self.drafts.is_empty() {
                self.drafts.push(Draft { line: note.line, ..Draft::default() });
            }
            let turn = self.drafts.partition_point(|draft| draft.line <= note.line);
            let kept = self.keep(turn.saturating_sub(1), at);
            let warning = kept.map(|marker| Kind::NoteWithoutCall { marker });
            self.warnings.extend(warning.map(|kind| Warning::at(note.line, kind)));
        }
    }
}

/// Whether a line continues the paragraph above it.
fn is_same_paragraph(paragraph: &str, last_line: &str, line: &Line) -> bool {
    let titled = is_set_off(line.text) || is_set_off(paragraph);
    match line.follows {
        Follows::Directly => !begins_another(last_line, line.text) && !titled,
        Follows::Blank => false,
        Follows::Break => goes_on(paragraph, line.text) && !titled,
    }
}

fn excerpt(text: &str) -> String {
    let mut words = text.split_whitespace();
    let first: Vec<&str> = words.by_ref().take(8).collect();
    let more = if words.next().is_some() { "…" } else { "" };
    let first: String = first.join(" ").chars().take(100).collect();
    format!("{first}{more}")
}

impl Draft {
    fn finished(self) -> Turn {
        let paragraphs: Vec<String> = self.paragraphs.iter().map(|p| emphasis::settle(p)).collect();
        Turn {
            speaker: self.speaker,
            label: self.label,
            heading: None,
            text: paragraphs.join("\n\n"),
            footnotes: self.footnotes.into_vec(),
            line: self.line,
            time: None,
        }
    }
}
