//! The text of a turn as HTML: paragraphs, `*emphasis*`, calls of notes
//! (`[^4]`), addresses. It is written straight into the page, and nothing of
//! it is ever taken for markup of ours.

use std::{
    collections::HashMap,
    fmt::{self, Write},
};

use askama::{FastWritable, Values, filters::HtmlSafe};

use super::{
    lexer::{Lexer, Token},
    turn::Footnote,
};

/// What was said in turn `number`: paragraphs whose calls lead to its notes.
#[derive(Debug, Clone, Copy)]
pub struct Said<'a> {
    pub number: i32,
    pub text: &'a str,
    pub notes: &'a [Footnote],
}

impl Said<'_> {
    fn write(&self, out: &mut dyn Write) -> fmt::Result {
        let notes = by_marker(self.notes);
        let mut called = vec![false; self.notes.len()];
        for paragraph in paragraphs(self.text) {
            out.write_str("<p>")?;
            inline(paragraph, out, &mut |marker, out| {
                let Some(at) = note(&notes, marker) else { return Ok(false) };
                self.call(at, std::mem::replace(&mut called[at], true), out).map(|()| true)
            })?;
            out.write_str("</p>")?;
        }
        Ok(())
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
pub struct Noted<'a>(pub &'a str);

impl Noted<'_> {
    fn write(&self, out: &mut dyn Write) -> fmt::Result {
        inline(self.0.trim(), out, &mut |_, _| Ok(false))
    }
}

/// For each note whether a text calls it: read once, for there may be as many notes as words.
pub fn called(text: &str, notes: &[Footnote]) -> Vec<bool> {
    let mut called = vec![false; notes.len()];
    let notes = by_marker(notes);
    if notes.is_empty() {
        return called;
    }
    for token in Lexer::new(text) {
        if let Token::Call { marker, .. } = token
            && let Some(at) = note(&notes, marker)
        {
            called[at] = true;
        }
    }
    called
}

/// The places of notes; of two with one marker the first counts.
fn by_marker(notes: &[Footnote]) -> HashMap<&str, usize> {
    notes.iter().enumerate().rev().map(|(at, note)| (note.marker.as_str(), at)).collect()
}

/// The note that a call means. It may carry a backslash of the light Markdown: `[^\*]`.
fn note(notes: &HashMap<&str, usize>, called: &str) -> Option<usize> {
    notes.get(called).or_else(|| notes.get(called.strip_prefix('\\')?)).copied()
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

/// Writes the note that a marker calls; whether there is one.
type Call<'a> = dyn FnMut(&str, &mut dyn Write) -> Result<bool, fmt::Error> + 'a;

fn inline(paragraph: &str, out: &mut dyn Write, call: &mut Call) -> fmt::Result {
    let emphasis = emphasis(paragraph);
    let mut stars = emphasis.iter();
    for token in Lexer::new(paragraph) {
        match token {
            Token::Text(plain) => out.write_str(plain)?,
            Token::Escape(entity) => out.write_str(entity)?,
            Token::Break => out.write_str("<br>")?,
            Token::Link(address) => link(address, out)?,
            Token::Stars { run, .. } => out.write_str(match (stars.next(), run.len()) {
                (Some(Mark::Opens), 1) => "<em>",
                (Some(Mark::Opens), 2) => "<strong>",
                (Some(Mark::Opens), _) => "<strong><em>",
                (Some(Mark::Closes), 1) => "</em>",
                (Some(Mark::Closes), 2) => "</strong>",
                (Some(Mark::Closes), _) => "</em></strong>",
                _ => run,
            })?,
            Token::Call { marker, printed } => {
                if !call(marker, out)? {
                    escape(printed, out)?;
                }
            }
        }
    }
    Ok(())
}

fn link(address: &str, out: &mut dyn Write) -> fmt::Result {
    out.write_str("<a href=\"")?;
    escape(address, out)?;
    out.write_str("\" rel=\"noopener noreferrer nofollow\">")?;
    escape(address, out)?;
    out.write_str("</a>")
}

fn escape(text: &str, out: &mut dyn Write) -> fmt::Result {
    let mut from = 0;
    for (at, byte) in text.bytes().enumerate() {
        let entity = match byte {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'"' => "&quot;",
            b'\'' => "&#39;",
            _ => continue,
        };
        out.write_str(&text[from..at])?;
        out.write_str(entity)?;
        from = at + 1;
    }
    out.write_str(&text[from..])
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mark {
    Alone,
    Opens,
    Closes,
}

/// For each run of asterisks whether it opens or closes emphasis. Runs pair
/// with the nearest of their own length; what stands between two that pair and
/// found no partner stays an asterisk.
fn emphasis(paragraph: &str) -> Vec<Mark> {
    if !paragraph.contains('*') {
        return Vec::new();
    }
    let mut marks = Vec::new();
    let mut open: Vec<(usize, usize)> = Vec::new();
    // How many runs of each length are open: none is looked for that is not there.
    let mut waiting = [0_usize; 4];
    for token in Lexer::new(paragraph) {
        let Token::Stars { run, opens, closes } = token else { continue };
        let (at, length) = (marks.len(), run.len());
        marks.push(Mark::Alone);
        let may_pair = closes && waiting.get(length).is_some_and(|many| *many > 0);
        let partner = if may_pair { open.iter().rposition(|(_, other)| *other == length) } else { None };
        if let Some(partner) = partner {
            marks[open[partner].0] = Mark::Opens;
            marks[at] = Mark::Closes;
            for (_, length) in open.drain(partner..) {
                waiting[length] -= 1;
            }
        } else if opens && length <= 3 {
            open.push((at, length));
            waiting[length] += 1;
        }
    }
    marks
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
written! { Said Noted }

#[cfg(test)]
#[path = "text_tests.rs"]
mod tests;
