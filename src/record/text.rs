//! The text of a turn as HTML: paragraphs, `*emphasis*`, references to notes (`[^4]`), web
//! addresses. Markup in the text is escaped.

use std::{
    collections::HashMap,
    fmt::{self, Write},
};

use askama::{FastWritable, Values, filters::HtmlSafe};

use super::{
    inline::{Call, Page, Words, escape, inline},
    lexer::{Lexer, Token},
    search::{Marked, Marking, Search},
    turn::Footnote,
};

/// The text of the turn `number`: paragraphs whose references link to the notes.
#[derive(Debug, Clone, Copy)]
pub struct TurnHtml<'a> {
    pub number: i32,
    pub text: &'a str,
    pub notes: &'a [Footnote],
    /// The words to mark.
    pub search: Option<&'a Search>,
}

/// A text of the turn `number`, without notes.
pub fn html_without_notes(number: i32, text: &str) -> TurnHtml<'_> {
    TurnHtml { number, text, notes: &[], search: None }
}

impl TurnHtml<'_> {
    fn write(&self, out: &mut dyn Write) -> fmt::Result {
        let notes = NoteIndex::of(self.notes);
        let mut called = vec![false; self.notes.len()];
        for paragraph in paragraphs(self.text) {
            out.write_str("<p>")?;
            let mut call = |marker: &str, out: &mut dyn Write| {
                let Some(at) = notes.by(marker) else { return Ok(false) };
                self.call(at, std::mem::replace(&mut called[at], true), out).map(|()| true)
            };
            match self.search {
                None => inline(paragraph, &mut Page(out), &mut call)?,
                Some(search) => {
                    let places = search.places(&self.words(&notes, paragraph));
                    inline(paragraph, &mut Marking::new(out, search, &places), &mut call)?;
                }
            }
            out.write_str("</p>")?;
        }
        Ok(())
    }

    /// How often the words occur.
    pub fn count(&self, search: &Search) -> usize {
        let notes = NoteIndex::of(self.notes);
        paragraphs(self.text).map(|it| search.places(&self.words(&notes, it)).len()).sum()
    }

    /// The visible words of a paragraph.
    fn words(&self, notes: &NoteIndex, paragraph: &str) -> String {
        words(paragraph, &mut |marker, _| Ok(notes.by(marker).is_some()))
    }

    /// The note links back to the first reference only.
    fn call(&self, at: usize, was_called: bool, out: &mut dyn Write) -> fmt::Result {
        let (turn, note) = (self.number, at + 1);
        write!(out, "<sup><a href=\"#t{turn}-n{note}\"")?;
        if !was_called {
            write!(out, " id=\"t{turn}-n{note}-call\"")?;
        }
        out.write_str(" role=\"doc-noteref\" aria-label=\"Note ")?;
        escape(&self.notes[at].marker, out)?;
        out.write_str("\">")?;
        escape(&self.notes[at].marker, out)?;
        out.write_str("</a></sup>")
    }
}

/// The text of a note: one paragraph without references.
#[derive(Debug, Clone, Copy)]
pub struct NoteHtml<'a> {
    pub text: &'a str,
    /// The words to mark.
    pub search: Option<&'a Search>,
}

impl NoteHtml<'_> {
    fn write(&self, out: &mut dyn Write) -> fmt::Result {
        let text = self.text.trim();
        match self.search {
            None => inline(text, &mut Page(out), &mut no_call),
            Some(search) => {
                let places = search.places(&words(text, &mut no_call));
                inline(text, &mut Marking::new(out, search, &places), &mut no_call)
            }
        }
    }

    /// How often the words occur.
    pub fn count(&self, search: &Search) -> usize {
        search.places(&words(self.text.trim(), &mut no_call)).len()
    }
}

/// Notes have no references.
fn no_call(_: &str, _: &mut dyn Write) -> Result<bool, fmt::Error> {
    Ok(false)
}

/// The visible words of a paragraph, for the search.
fn words(paragraph: &str, call: &mut Call) -> String {
    let mut words = Words::default();
    // Writing into a string never fails.
    inline(paragraph, &mut words, call).ok();
    words.0
}

/// For each note whether the text refers to it. Reads the text once: there can be many notes.
pub fn called(text: &str, notes: &[Footnote]) -> Vec<bool> {
    let mut called = vec![false; notes.len()];
    if notes.is_empty() {
        return called;
    }
    let notes = NoteIndex::of(notes);
    for token in Lexer::new(text) {
        if let Token::Call { marker, .. } = token
            && let Some(at) = notes.by(marker)
        {
            called[at] = true;
        }
    }
    called
}

/// The notes of a turn by their markers. Of two with the same marker, the first counts.
pub struct NoteIndex<'a>(HashMap<&'a str, usize>);

impl<'a> NoteIndex<'a> {
    pub fn of(notes: &'a [Footnote]) -> Self {
        Self(notes.iter().enumerate().rev().map(|(at, note)| (note.marker.as_str(), at)).collect())
    }

    /// The index of the note for a reference, which can have a backslash of the light Markdown: `[^\*]`.
    pub fn by(&self, marker: &str) -> Option<usize> {
        self.0.get(marker).or_else(|| self.0.get(marker.strip_prefix('\\')?)).copied()
    }
}

/// The paragraphs: blank lines separate them.
pub fn paragraphs(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let mut end = None;
        let mut at = 0;
        for line in rest.split_inclusive('\n') {
            match (line.trim().is_empty(), end) {
                (true, Some(_)) => break,
                (true, None) => {}
                (false, _) => end = Some(at + line.len()),
            }
            at += line.len();
        }
        let (paragraph, after) = rest.split_at(end?);
        rest = after;
        Some(paragraph.trim())
    })
}

macro_rules! written {
    ($($name:ident)*) => {$(
        impl fmt::Display for $name<'_> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.write(f)
            }
        }

        impl FastWritable for $name<'_> {
            fn write_into(&self, out: &mut dyn Write, _: &dyn Values) -> askama::Result<()> {
                Ok(self.write(out)?)
            }
        }

        // The lexer and `escape` have escaped every character.
        impl HtmlSafe for $name<'_> {}
    )*};
}
written! { TurnHtml NoteHtml Marked }

#[cfg(test)]
#[path = "text_tests.rs"]
mod tests;
