//! The text of a turn as HTML: paragraphs, `*emphasis*`, calls of notes
//! (`[^4]`), addresses. It is written straight into the page, and nothing of
//! it is ever taken for markup of ours.

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

/// What was said in turn `number`: paragraphs whose calls lead to its notes.
#[derive(Debug, Clone, Copy)]
pub struct Said<'a> {
    pub number: i32,
    pub text: &'a str,
    pub notes: &'a [Footnote],
    /// Whose words are marked.
    pub search: Option<&'a Search>,
}

/// What someone typed for turn `number`, without its notes.
pub fn typed<'a>(number: &i32, text: &'a str) -> Said<'a> {
    Said { number: *number, text, notes: &[], search: None }
}

impl Said<'_> {
    fn write(&self, out: &mut dyn Write) -> fmt::Result {
        let notes = Called::among(self.notes);
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

    /// At how many places the words stand.
    pub fn count(&self, search: &Search) -> usize {
        let notes = Called::among(self.notes);
        paragraphs(self.text).map(|it| search.places(&self.words(&notes, it)).len()).sum()
    }

    /// The words of a paragraph as they are read.
    fn words(&self, notes: &Called, paragraph: &str) -> String {
        words(paragraph, &mut |marker, _| Ok(notes.by(marker).is_some()))
    }

    /// Only the first call of a note can be gone back to.
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

/// The text of a note: as that of a turn, on the lines of one paragraph, without calls.
#[derive(Debug, Clone, Copy)]
pub struct Noted<'a> {
    pub text: &'a str,
    /// Whose words are marked.
    pub search: Option<&'a Search>,
}

impl Noted<'_> {
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

    /// At how many places the words stand.
    pub fn count(&self, search: &Search) -> usize {
        search.places(&words(self.text.trim(), &mut no_call)).len()
    }
}

/// A note calls no other.
fn no_call(_: &str, _: &mut dyn Write) -> Result<bool, fmt::Error> {
    Ok(false)
}

/// The inside of a paragraph as it is read, in which words are sought.
fn words(paragraph: &str, call: &mut Call) -> String {
    let mut words = Words::default();
    // Writing into a text never fails.
    inline(paragraph, &mut words, call).ok();
    words.0
}

/// For each note whether a text calls it: read once, for there may be as many notes as words.
pub fn called(text: &str, notes: &[Footnote]) -> Vec<bool> {
    let mut called = vec![false; notes.len()];
    if notes.is_empty() {
        return called;
    }
    let notes = Called::among(notes);
    for token in Lexer::new(text) {
        if let Token::Call { marker, .. } = token
            && let Some(at) = notes.by(marker)
        {
            called[at] = true;
        }
    }
    called
}

/// The notes of a turn, as its calls find them; of two with one marker the first counts.
pub struct Called<'a>(HashMap<&'a str, usize>);

impl<'a> Called<'a> {
    pub fn among(notes: &'a [Footnote]) -> Self {
        Self(notes.iter().enumerate().rev().map(|(at, note)| (note.marker.as_str(), at)).collect())
    }

    /// The place of the note that a call means. The call may carry a backslash of
    /// the light Markdown: `[^\*]`.
    pub fn by(&self, marker: &str) -> Option<usize> {
        self.0.get(marker).or_else(|| self.0.get(marker.strip_prefix('\\')?)).copied()
    }
}

/// The paragraphs: what stands between blank lines.
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

        // Every character of the text went through the lexer or `escape`.
        impl HtmlSafe for $name<'_> {}
    )*};
}
written! { Said Noted Marked }

#[cfg(test)]
#[path = "text_tests.rs"]
mod tests;
