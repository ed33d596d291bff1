//! A record as Markdown, with the notes of CommonMark's common extension.

use std::fmt::{self, Write};

use super::head::Head;
use crate::record::{
    inline::{Edge, Sink, Weight, inline},
    text::{NoteIndex, paragraphs},
    turn::{Footnote, Turn},
};

/// Writes the part before the turns.
pub fn begin(head: &Head, out: &mut String) -> fmt::Result {
    write!(out, "# {}\n\n", Literal(&head.hearing.title))?;
    let [tenant, kind] = [&head.page.tenant_name, &head.kind()].map(|it| Literal(it).to_string());
    write!(out, "{tenant}  \n{kind}  \n{}  \n", Literal(&head.hearing.series_title))?;
    write!(out, "{}\n\n", Literal(&head.occasion()))?;
    for line in head.standing() {
        writeln!(out, "> {}  ", Literal(&line))?;
    }
    for section in &head.present {
        write!(out, "\n**{}**\n\n", Literal(&head.page.t(section.category.label_id())))?;
        for it in &section.present {
            writeln!(out, "- {}", Literal(&head.line(it)))?;
        }
    }
    out.push('\n');
    Ok(())
}

/// Writes a turn with its notes and errata.
pub fn turn(head: &Head, turn: &Turn, out: &mut String) -> fmt::Result {
    if let Some(heading) = &turn.heading {
        write!(out, "## {}\n\n", Literal(&heading.name(head.lang())))?;
    }
    write!(out, "### {} – {}\n\n", turn.number, Literal(&head.who(turn)))?;
    if turn.closed {
        write!(out, "*{}*\n\n", head.page.t("turn-closed-short"))?;
    }
    say(turn.number, &turn.text, &turn.footnotes, "", out)?;
    for (at, note) in (1..).zip(&turn.footnotes) {
        write!(out, "[^t{}-{at}]: ", turn.number)?;
        inline(&note.text.replace('\n', " "), &mut Markdown::new(out, ""), &mut |_, _| Ok(false))?;
        out.push_str("\n\n");
    }
    for it in head.errata(turn) {
        writeln!(out, "> **{}**  ", Literal(&it.sentence))?;
        if let Some(name) = it.speaker {
            writeln!(out, "> {}  ", Literal(&head.page.t1("export-speaker-before", "name", name)))?;
        }
        write!(out, "> {}\n>\n> ", head.page.t("export-before"))?;
        say(turn.number, it.before, &[], "> ", out)?;
    }
    Ok(())
}

/// Writes the paragraphs of a text; each further line begins with `margin`.
fn say(number: i32, text: &str, notes: &[Footnote], margin: &str, out: &mut String) -> fmt::Result {
    let calls = NoteIndex::of(notes);
    for (at, paragraph) in paragraphs(text).enumerate() {
        if at > 0 {
            write!(out, "\n{}\n{margin}", margin.trim_end())?;
        }
        let mut call = |marker: &str, out: &mut dyn Write| match calls.by(marker) {
            Some(at) => write!(out, "[^t{number}-{}]", at + 1).map(|()| true),
            None => Ok(false),
        };
        inline(paragraph, &mut Markdown::new(out, margin), &mut call)?;
    }
    out.push_str("\n\n");
    Ok(())
}

/// A line without markup, escaped.
struct Literal<'a>(&'a str);

impl fmt::Display for Literal<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut out = String::new();
        let line = self.0.split_whitespace().collect::<Vec<_>>().join(" ");
        Markdown::new(&mut out, "").words(&line, &line)?;
        f.write_str(&out)
    }
}

/// The place of a character in its line.
#[derive(Clone, Copy, PartialEq)]
enum Place {
    Start,
    /// After digits at its start, where a dot would make a list.
    Digits,
    Inside,
}

/// Writes words as Markdown, escaped.
struct Markdown<'a> {
    out: &'a mut String,
    margin: &'a str,
    place: Place,
}

impl<'a> Markdown<'a> {
    fn new(out: &'a mut String, margin: &'a str) -> Self {
        Self { out, margin, place: Place::Start }
    }
}

impl Sink for Markdown<'_> {
    fn words(&mut self, words: &str, _: &str) -> fmt::Result {
        for letter in words.chars() {
            if letter == '\n' {
                write!(self.out, "\\\n{}", self.margin)?;
                self.place = Place::Start;
                continue;
            }
            let is_sign = match letter {
                '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '&' | '|' | '~' | '^' => true,
                '-' | '+' | '=' | '#' | '>' => self.place == Place::Start,
                '.' | ')' => self.place == Place::Digits,
                _ => false,
            };
            if is_sign {
                self.out.push('\\');
            }
            self.out.push(letter);
            self.place = match (self.place, letter) {
                (Place::Start, ' ') => Place::Start,
                (Place::Start | Place::Digits, '0'..='9') => Place::Digits,
                _ => Place::Inside,
            };
        }
        Ok(())
    }

    fn markup(&mut self) -> &mut dyn Write {
        self.place = Place::Inside;
        self.out
    }

    fn emphasis(&mut self, _: Edge, weight: Weight) -> fmt::Result {
        self.place = Place::Inside;
        self.out.push_str(match weight {
            Weight::Light => "*",
            Weight::Strong => "**",
            Weight::Both => "***",
        });
        Ok(())
    }

    fn link(&mut self, address: &str) -> fmt::Result {
        self.place = Place::Inside;
        write!(self.out, "<{address}>")
    }
}

#[cfg(test)]
mod tests {
    use pulldown_cmark::{Options, Parser, html};

    use super::*;

    fn shown(text: &str) -> String {
        let notes = [Footnote { marker: "a".into(), text: "Note.".into() }];
        let mut out = String::new();
        say(3, text, &notes, "", &mut out).unwrap();
        let mut page = String::new();
        html::push_html(&mut page, Parser::new_ext(&out, Options::empty()));
        page
    }

    #[test]
    fn written_markdown_is_read_back() {
        for (text, page) in [
            (
                "Une *cour* **vive** ***ici***",
                "<p>Une <em>cour</em> <strong>vive</strong> <em><strong>ici</strong></em></p>",
            ),
            ("1. janvier\n- non", "<p>1. janvier<br />\n- non</p>"),
            ("# titre `code` [lien](x) _a_ <b>", "<p># titre `code` [lien](x) _a_ &lt;b&gt;</p>"),
            ("2024) et \\*fin\\*", "<p>2024) et *fin*</p>"),
        ] {
            assert_eq!(shown(text).trim(), page, "{text}");
        }
        assert!(shown("Oui[^a].").contains("[^t3-1]"));
        assert!(shown("Oui[^\\a].").contains("[^t3-1]"));
    }
}
