//! The text of a turn as HTML: paragraphs, `*emphasis*`, calls of notes
//! (`[^4]`), addresses. It is written straight into the page, and nothing of
//! it is ever taken for markup of ours.

use std::fmt::{self, Write};

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

impl Said<'_> {
    fn write(&self, out: &mut dyn Write) -> fmt::Result {
        let mut called = vec![false; self.notes.len()];
        for paragraph in paragraphs(self.text) {
            out.write_str("<p>")?;
            let mut call = |marker: &str, out: &mut dyn Write| self.call(marker, &mut called, out);
            match self.search {
                None => inline(paragraph, &mut Page(out), &mut call)?,
                Some(search) => {
                    let places = search.places(&self.words(paragraph));
                    inline(paragraph, &mut Marking::new(out, search, &places), &mut call)?;
                }
            }
            out.write_str("</p>")?;
        }
        Ok(())
    }

    /// At how many places the words stand.
    pub fn count(&self, search: &Search) -> usize {
        paragraphs(self.text).map(|it| search.places(&self.words(it)).len()).sum()
    }

    /// The words of a paragraph as they are read.
    fn words(&self, paragraph: &str) -> String {
        words(paragraph, &mut |marker, _| Ok(self.notes.iter().any(|it| is_marker(marker, &it.marker))))
    }

    /// Whether there was a note to call. Only the first call can be gone back to.
    fn call(&self, marker: &str, called: &mut [bool], out: &mut dyn Write) -> Result<bool, fmt::Error> {
        let Some(at) = self.notes.iter().position(|note| is_marker(marker, &note.marker)) else {
            return Ok(false);
        };
        let (turn, note) = (self.number, at + 1);
        write!(out, "<sup><a href=\"#t{turn}-n{note}\"")?;
        if !std::mem::replace(&mut called[at], true) {
            write!(out, " id=\"t{turn}-n{note}-call\"")?;
        }
        out.write_str(" role=\"doc-noteref\" aria-label=\"Note ")?;
        escape(&self.notes[at].marker, out)?;
        out.write_str("\">")?;
        escape(&self.notes[at].marker, out)?;
        out.write_str("</a></sup>")?;
        Ok(true)
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

/// Whether a text calls the note of this marker.
pub fn calls(text: &str, marker: &str) -> bool {
    Lexer::new(text)
        .any(|token| matches!(token, Token::Call { marker: called, .. } if is_marker(called, marker)))
}

/// A call may carry a backslash of the light Markdown: `[^\*]`.
fn is_marker(called: &str, marker: &str) -> bool {
    called == marker || called.strip_prefix('\\') == Some(marker)
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
