//! A record as a `debate` of Akoma Ntoso 3.0, which `formats` can read.

use std::fmt::{self, Write};

use super::head::Head;
use crate::{
    attendances::attendance::Attendance,
    record::{
        heading::Heading,
        inline::{Edge, Sink, Weight, inline},
        text::{NoteIndex, paragraphs},
        turn::{Footnote, Turn},
    },
    text::i18n::Lang,
};

const NAMESPACE: &str = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0";

/// Writes a record turn by turn.
#[derive(Debug, Default)]
pub struct AkomaNtoso {
    /// The number of sections so far.
    sections: usize,
}

impl AkomaNtoso {
    /// Writes the part before the turns.
    pub fn begin(head: &Head, out: &mut String) -> fmt::Result {
        writeln!(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<akomaNtoso xmlns=\"{NAMESPACE}\">")?;
        writeln!(out, "<debate name=\"hearing\">")?;
        meta(head, out)?;
        preface(head, out)?;
        writeln!(out, "<debateBody>")
    }

    /// Writes a turn with its notes, and the beginning of its section.
    pub fn turn(&mut self, head: &Head, turn: &Turn, out: &mut String) -> fmt::Result {
        if self.sections == 0 || turn.heading.is_some() {
            self.section(head, turn.heading.as_ref(), out)?;
        }
        let speaker = head.speaker(turn);
        speech(turn, speaker.map(|it| place(head, it)), speaker, out)
    }

    fn section(&mut self, head: &Head, heading: Option<&Heading>, out: &mut String) -> fmt::Result {
        if self.sections > 0 {
            writeln!(out, "</debateSection>")?;
        }
        self.sections += 1;
        let name = match heading {
            Some(Heading::OpeningStatement) => "openingStatement",
            Some(Heading::Exchange) => "exchange",
            Some(Heading::Titled(_)) => "titled",
            None => "record",
        };
        writeln!(out, "<debateSection eId=\"dbsect_{}\" name=\"{name}\">", self.sections)?;
        match heading {
            Some(heading) => writeln!(out, "<heading>{}</heading>", Text(&heading.name(head.lang()))),
            None => Ok(()),
        }
    }

    /// Writes the part after the turns: the errata.
    pub fn end(self, head: &Head, turns: &[(i32, Vec<String>)], out: &mut String) -> fmt::Result {
        if self.sections > 0 {
            writeln!(out, "</debateSection>")?;
        }
        writeln!(out, "</debateBody>")?;
        if !turns.is_empty() {
            writeln!(out, "<conclusions>")?;
            for (number, lines) in turns {
                let link = head.page.t1("history-turn", "number", number.to_string());
                write!(out, "<p><ref href=\"#t{number}\">{}</ref>", Text(&link))?;
                for line in lines {
                    write!(out, "<br/>{}", Text(line))?;
                }
                writeln!(out, "</p>")?;
            }
            writeln!(out, "</conclusions>")?;
        }
        writeln!(out, "</debate>\n</akomaNtoso>")
    }
}

/// The place of a speaker among those present, from 1: its id in the file.
fn place(head: &Head, speaker: &Attendance) -> usize {
    let all = head.present.iter().flat_map(|it| &it.present);
    1 + all.take_while(|it| it.id != speaker.id).count()
}

fn meta(head: &Head, out: &mut String) -> fmt::Result {
    let hearing = &head.hearing;
    let state = hearing.state.code();
    let code = match head.language {
        Lang::Fr => "fra",
        Lang::En => "eng",
    };
    let work = format!(
        "/akn/fr/debate/{}/{}/{}-{}",
        head.page.tenant, hearing.day, hearing.series_slug, hearing.number
    );
    let expression = format!("{work}/{code}@{}", head.settled_on());
    let made = head.made.with_timezone(&head.page.zone).date_naive();
    let frbr = |name: &str, uri: &str, end: &str, date: &dyn fmt::Display, what: &str, more: &str| {
        format!(
            "<FRBR{name}><FRBRthis value=\"{0}/!main{end}\"/><FRBRuri value=\"{0}{end}\"/>\
             <FRBRdate date=\"{date}\" name=\"{what}\"/><FRBRauthor href=\"#tenant\"/>{more}</FRBR{name}>",
            Text(uri)
        )
    };
    let named = format!(
        "<FRBRcountry value=\"fr\"/><FRBRnumber value=\"{}\"/><FRBRname value=\"{}\"/>",
        hearing.number,
        Text(&hearing.title)
    );
    let settled = hearing.state.is_settled();
    let worth = format!("<FRBRauthoritative value=\"{settled}\"/><FRBRlanguage language=\"{code}\"/>");
    writeln!(out, "<meta>\n<identification source=\"#tenant\">")?;
    writeln!(out, "{}", frbr("Work", &work, "", &hearing.day, "hearing", &named))?;
    writeln!(out, "{}", frbr("Expression", &expression, "", &head.settled_on(), state, &worth))?;
    writeln!(out, "{}", frbr("Manifestation", &expression, ".akn", &made, "copy", ""))?;
    writeln!(out, "</identification>\n<references source=\"#tenant\">")?;
    let (tenant, name) = (&head.page.tenant, Text(&head.page.tenant_name));
    writeln!(
        out,
        "<TLCOrganization eId=\"tenant\" href=\"/akn/ontology/organization/{tenant}\" showAs=\"{name}\"/>"
    )?;
    for (at, it) in (1..).zip(head.present.iter().flat_map(|it| &it.present)) {
        let (name, capacity) = (Text(&it.name), it.capacity());
        writeln!(
            out,
            "<TLCPerson eId=\"p{at}\" href=\"/akn/ontology/person/{}\" showAs=\"{name}\"/>",
            it.person_id
        )?;
        if !capacity.is_empty() {
            let shown = Text(&capacity);
            writeln!(
                out,
                "<TLCRole eId=\"r{at}\" href=\"/akn/ontology/role/{}\" showAs=\"{shown}\"/>",
                it.id
            )?;
        }
    }
    writeln!(out, "</references>\n</meta>")
}

fn preface(head: &Head, out: &mut String) -> fmt::Result {
    let hearing = &head.hearing;
    writeln!(out, "<preface>\n<p>{}</p>", Text(&head.page.tenant_name))?;
    writeln!(out, "<p><docNumber>{}</docNumber></p>", Text(&head.kind()))?;
    writeln!(out, "<p><session>{}</session></p>", Text(&hearing.series_title))?;
    writeln!(out, "<p><docTitle>{}</docTitle></p>", Text(&hearing.title))?;
    writeln!(out, "<p><docDate date=\"{}\">{}</docDate></p>", hearing.day, Text(&head.occasion()))?;
    for line in head.standing() {
        writeln!(out, "<p>{}</p>", Text(&line))?;
    }
    for it in head.present.iter().flat_map(|it| &it.present) {
        writeln!(out, "<p>{}</p>", Text(&head.line(it)))?;
    }
    writeln!(out, "</preface>")
}

fn speech(turn: &Turn, place: Option<usize>, speaker: Option<&Attendance>, out: &mut String) -> fmt::Result {
    let by = place.map_or("unknown".to_owned(), |at| format!("p{at}"));
    write!(out, "<speech eId=\"t{}\" by=\"#{by}\"", turn.number)?;
    if let (Some(at), Some(_)) = (place, speaker.filter(|it| !it.capacity().is_empty())) {
        write!(out, " as=\"#r{at}\"")?;
    }
    out.push_str(if turn.closed { " class=\"closed\">\n" } else { ">\n" });
    match (turn.label.as_str(), speaker) {
        ("", Some(speaker)) => writeln!(out, "<from>{}</from>", Text(&speaker.name))?,
        ("", None) => {}
        (label, _) => writeln!(out, "<from>{}</from>", Text(label))?,
    }
    say(turn.number, &turn.text, &turn.footnotes, out)?;
    writeln!(out, "</speech>")
}

/// Writes the paragraphs of a turn, each note where it is first called; notes without a call at the end.
fn say(number: i32, text: &str, notes: &[Footnote], out: &mut String) -> fmt::Result {
    let (calls, mut called) = (NoteIndex::of(notes), vec![false; notes.len()]);
    for paragraph in paragraphs(text) {
        out.push_str("<p>");
        let mut call = |marker: &str, out: &mut dyn Write| match calls.by(marker) {
            None => Ok(false),
            Some(at) if std::mem::replace(&mut called[at], true) => {
                let (at, marker) = (at + 1, Text(&notes[at].marker));
                write!(out, "<noteRef href=\"#t{number}-n{at}\" marker=\"{marker}\"/>").map(|()| true)
            }
            Some(at) => note(number, at, &notes[at], out).map(|()| true),
        };
        inline(paragraph, &mut Xml(out), &mut call)?;
        out.push_str("</p>\n");
    }
    let uncalled: Vec<usize> = (0..notes.len()).filter(|at| !called[*at]).collect();
    if text.trim().is_empty() || !uncalled.is_empty() {
        out.push_str("<p>");
        for at in uncalled {
            note(number, at, &notes[at], out)?;
        }
        out.push_str("</p>\n");
    }
    Ok(())
}

fn note(number: i32, at: usize, note: &Footnote, out: &mut dyn Write) -> fmt::Result {
    let (at, marker) = (at + 1, Text(&note.marker));
    write!(out, "<authorialNote eId=\"t{number}-n{at}\" marker=\"{marker}\" placement=\"bottom\"><p>")?;
    let mut text = String::new();
    inline(note.text.trim(), &mut Xml(&mut text), &mut |_, _| Ok(false))?;
    write!(out, "{text}</p></authorialNote>")
}

/// A text escaped for XML, without characters that XML does not allow. Further blanks in a row
/// are written as references, because readers of XML collapse them.
struct Text<'a>(&'a str);

impl fmt::Display for Text<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut before = '\0';
        for letter in self.0.chars() {
            match letter {
                ' ' if before == ' ' => f.write_str("&#32;")?,
                '&' => f.write_str("&amp;")?,
                '<' => f.write_str("&lt;")?,
                '>' => f.write_str("&gt;")?,
                '"' => f.write_str("&quot;")?,
                '\n' | '\t' => f.write_char(letter)?,
                '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => {}
                letter => f.write_char(letter)?,
            }
            before = letter;
        }
        Ok(())
    }
}

/// Writes the content of a paragraph.
struct Xml<'a>(&'a mut String);

impl Sink for Xml<'_> {
    fn words(&mut self, words: &str, _: &str) -> fmt::Result {
        match words {
            "\n" => self.0.write_str("<br/>"),
            words => write!(self.0, "{}", Text(words)),
        }
    }

    fn markup(&mut self) -> &mut dyn Write {
        self.0
    }

    fn emphasis(&mut self, edge: Edge, weight: Weight) -> fmt::Result {
        self.0.write_str(match (edge, weight) {
            (Edge::Opens, Weight::Light) => "<i>",
            (Edge::Closes, Weight::Light) => "</i>",
            (Edge::Opens, Weight::Strong) => "<b>",
            (Edge::Closes, Weight::Strong) => "</b>",
            (Edge::Opens, Weight::Both) => "<b><i>",
            (Edge::Closes, Weight::Both) => "</i></b>",
        })
    }

    fn link(&mut self, address: &str) -> fmt::Result {
        let address = Text(address);
        write!(self.0, "<a href=\"{address}\">{address}</a>")
    }
}

#[cfg(test)]
mod tests;
