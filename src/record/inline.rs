//! The content of a paragraph: words, emphasis, calls of notes, addresses.

use std::fmt::{self, Write};

use super::lexer::{Lexer, Token};

/// Writes the note that a marker calls; whether there is one.
pub type Call<'a> = dyn FnMut(&str, &mut dyn Write) -> Result<bool, fmt::Error> + 'a;

/// The beginning or the end of emphasis.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Edge {
    Opens,
    Closes,
}

/// The number of asterisks of emphasis: one, two, three.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weight {
    Light,
    Strong,
    Both,
}

impl Weight {
    fn of(asterisks: usize) -> Self {
        match asterisks {
            1 => Self::Light,
            2 => Self::Strong,
            _ => Self::Both,
        }
    }
}

/// The output of [`inline`].
pub trait Sink {
    /// Words as plain text and as HTML. The two are equal, unless it is one letter that HTML escapes.
    fn words(&mut self, words: &str, html: &str) -> fmt::Result;

    /// Called before markup that a search ignores.
    fn object(&mut self) {}

    fn markup(&mut self) -> &mut dyn Write;

    /// Emphasis begins or ends.
    fn emphasis(&mut self, edge: Edge, weight: Weight) -> fmt::Result {
        self.markup().write_str(match (edge, weight) {
            (Edge::Opens, Weight::Light) => "<em>",
            (Edge::Closes, Weight::Light) => "</em>",
            (Edge::Opens, Weight::Strong) => "<strong>",
            (Edge::Closes, Weight::Strong) => "</strong>",
            (Edge::Opens, Weight::Both) => "<strong><em>",
            (Edge::Closes, Weight::Both) => "</em></strong>",
        })
    }

    fn link(&mut self, address: &str) -> fmt::Result {
        self.object();
        link(address, self.markup())
    }
}

/// Stands for an address among the words that are searched.
pub const OBJECT: char = '\u{fffc}';

/// Writes HTML.
pub struct Page<'a>(pub &'a mut dyn Write);

impl Sink for Page<'_> {
    fn words(&mut self, _: &str, html: &str) -> fmt::Result {
        self.0.write_str(html)
    }

    fn markup(&mut self) -> &mut dyn Write {
        self.0
    }
}

/// The words that are searched, with an [`OBJECT`] for each address.
#[derive(Default)]
pub struct Words(pub String, Nowhere);

#[derive(Default)]
pub struct Nowhere;

impl Write for Nowhere {
    fn write_str(&mut self, _: &str) -> fmt::Result {
        Ok(())
    }
}

impl Sink for Words {
    fn words(&mut self, words: &str, _: &str) -> fmt::Result {
        self.0.write_str(words)
    }

    fn object(&mut self) {
        self.0.push(OBJECT);
    }

    fn markup(&mut self) -> &mut dyn Write {
        &mut self.1
    }
}

/// Writes the words and the addresses, without markup.
pub struct Plain<'a>(pub &'a mut String);

impl Sink for Plain<'_> {
    fn words(&mut self, words: &str, _: &str) -> fmt::Result {
        self.0.write_str(words)
    }

    fn markup(&mut self) -> &mut dyn Write {
        self.0
    }

    fn emphasis(&mut self, _: Edge, _: Weight) -> fmt::Result {
        Ok(())
    }

    fn link(&mut self, address: &str) -> fmt::Result {
        self.0.write_str(address)
    }
}

/// Writes the content of a paragraph.
pub fn inline(paragraph: &str, sink: &mut impl Sink, call: &mut Call) -> fmt::Result {
    let emphasis = emphasis(paragraph);
    let mut stars = emphasis.iter();
    for token in Lexer::new(paragraph) {
        match token {
            Token::Text(plain) => sink.words(plain, plain)?,
            Token::Escape(entity) => sink.words(sign(entity), entity)?,
            Token::Break => sink.words("\n", "<br>")?,
            Token::Link(address) => sink.link(address)?,
            Token::Stars { run, .. } => match stars.next().copied().flatten() {
                Some(edge) => sink.emphasis(edge, Weight::of(run.len()))?,
                None => sink.words(run, run)?,
            },
            Token::Call { marker, printed } => {
                if !call(marker, sink.markup())? {
                    for letter in printed.split("").filter(|it| !it.is_empty()) {
                        let mut html = String::new();
                        escape(letter, &mut html)?;
                        sink.words(letter, &html)?;
                    }
                }
            }
        }
    }
    Ok(())
}

/// The character of an entity of the lexer.
fn sign(entity: &str) -> &str {
    match entity {
        "&amp;" => "&",
        "&lt;" => "<",
        "&gt;" => ">",
        other => other,
    }
}

fn link(address: &str, out: &mut dyn Write) -> fmt::Result {
    out.write_str("<a href=\"")?;
    escape(address, out)?;
    out.write_str("\" rel=\"noopener noreferrer nofollow\">")?;
    escape(address, out)?;
    out.write_str("</a>")
}

/// Writes a text with its markup escaped.
pub fn escape(text: &str, out: &mut dyn Write) -> fmt::Result {
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

/// For each run of asterisks, whether it begins or ends emphasis, if it does. A run pairs with the
/// nearest one of its length; runs without a partner between the two stay asterisks.
fn emphasis(paragraph: &str) -> Vec<Option<Edge>> {
    if !paragraph.contains('*') {
        return Vec::new();
    }
    let mut marks = Vec::new();
    let mut open: Vec<(usize, usize)> = Vec::new();
    // The number of open runs of each length, to search only for one that exists.
    let mut waiting = [0_usize; 4];
    for token in Lexer::new(paragraph) {
        let Token::Stars { run, opens, closes } = token else { continue };
        let (at, length) = (marks.len(), run.len());
        marks.push(None);
        let may_pair = closes && waiting.get(length).is_some_and(|many| *many > 0);
        let partner = if may_pair { open.iter().rposition(|(_, other)| *other == length) } else { None };
        if let Some(partner) = partner {
            marks[open[partner].0] = Some(Edge::Opens);
            marks[at] = Some(Edge::Closes);
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
