//! The inside of a paragraph: words, emphasis, calls of notes, addresses.

use std::fmt::{self, Write};

use super::lexer::{Lexer, Token};

/// Writes the note that a marker calls; whether there is one.
pub type Call<'a> = dyn FnMut(&str, &mut dyn Write) -> Result<bool, fmt::Error> + 'a;

/// Where the inside of a paragraph goes.
pub trait Sink {
    /// Words as they are read, and as HTML writes them: the same, or else one letter.
    fn words(&mut self, words: &str, html: &str) -> fmt::Result;

    /// Something that is not searched, about to be written as markup.
    fn object(&mut self) {}

    fn markup(&mut self) -> &mut dyn Write;

    /// The tags with which emphasis begins or ends.
    fn emphasis(&mut self, tags: &'static str) -> fmt::Result {
        self.markup().write_str(tags)
    }

    fn link(&mut self, address: &str) -> fmt::Result {
        self.object();
        link(address, self.markup())
    }
}

/// Stands for an address among the words that are searched.
pub const OBJECT: char = '\u{fffc}';

/// The page itself.
pub struct Page<'a>(pub &'a mut dyn Write);

impl Sink for Page<'_> {
    fn words(&mut self, _: &str, html: &str) -> fmt::Result {
        self.0.write_str(html)
    }

    fn markup(&mut self) -> &mut dyn Write {
        self.0
    }
}

/// The words alone, without what stands around them.
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

/// Writes the inside of a paragraph.
pub fn inline(paragraph: &str, sink: &mut impl Sink, call: &mut Call) -> fmt::Result {
    let emphasis = emphasis(paragraph);
    let mut stars = emphasis.iter();
    for token in Lexer::new(paragraph) {
        match token {
            Token::Text(plain) => sink.words(plain, plain)?,
            Token::Escape(entity) => sink.words(sign(entity), entity)?,
            Token::Break => sink.words("\n", "<br>")?,
            Token::Link(address) => sink.link(address)?,
            Token::Stars { run, .. } => match tag(stars.next(), run.len()) {
                Some(tag) => sink.emphasis(tag)?,
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

/// The tag for which a run of asterisks stands.
fn tag(mark: Option<&Mark>, length: usize) -> Option<&'static str> {
    Some(match (mark?, length) {
        (Mark::Alone, _) => return None,
        (Mark::Opens, 1) => "<em>",
        (Mark::Opens, 2) => "<strong>",
        (Mark::Opens, _) => "<strong><em>",
        (Mark::Closes, 1) => "</em>",
        (Mark::Closes, 2) => "</strong>",
        (Mark::Closes, _) => "</em></strong>",
    })
}

/// What an entity of the lexer stands for.
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

/// Writes a text so that nothing of it is markup.
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
