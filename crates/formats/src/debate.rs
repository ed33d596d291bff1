//! A record from a source that names its speakers, assembled turn by turn.

use std::collections::HashMap;

use crate::{
    Footnote, Furniture, FurnitureKind, Kind, Minutes, Part, Turn, Unreadable, Warning, minutes,
    prose::{LONGEST, MOST_LINES, MOST_NOTES, Paragraph, Style, collapsed},
    xml::{Child, Element, Xml},
};

/// A record being assembled.
#[derive(Default)]
pub(super) struct Debate {
    pub minutes: Minutes,
    /// The speakers by their identifiers in the source; `None` if the name is no name.
    speakers: HashMap<String, Option<usize>>,
    /// The indexes of attendances by name.
    present: HashMap<String, usize>,
    /// The number of notes so far.
    notes: usize,
    /// The title of the section that begins with the next turn.
    heading: Option<String>,
    /// The number of paragraphs so far.
    line: usize,
    /// The number of bytes of text.
    length: usize,
    /// Whether the last turn may still continue.
    open: bool,
}

type Result<T = ()> = std::result::Result<T, Unreadable>;

impl Debate {
    /// Adds a line above the record.
    ///
    /// # Errors
    /// If there are too many.
    pub(super) fn head(&mut self, text: &str) -> Result {
        if !text.is_empty() {
            let (line, kind) = (self.line, FurnitureKind::Head);
            self.minutes.furniture.push(Furniture { line, kind, text: text.to_owned() });
        }
        self.bounded(self.minutes.furniture.len())
    }

    fn bounded(&self, lines: usize) -> Result {
        if lines > MOST_LINES { Err(Unreadable::TooLargeInside) } else { Ok(()) }
    }

    /// Begins a section. Its title goes to its first turn.
    pub(super) fn section(&mut self, title: &str) {
        self.open = false;
        match &mut self.heading {
            _ if title.is_empty() => {}
            Some(heading) => heading.extend([" – ", title]),
            None => self.heading = Some(title.to_owned()),
        }
    }

    /// Begins a turn: the identifier of the speaker, name and capacity, and the heading as printed.
    ///
    /// # Errors
    /// If there are too many turns.
    pub(super) fn speak(&mut self, key: &str, person: &str, label: &str) -> Result {
        let minutes = &mut self.minutes;
        let speaker = *self.speakers.entry(key.to_owned()).or_insert_with(|| {
            let Some(attendance) = minutes::attendance(person) else {
                let kind = Kind::UnknownSpeaker { label: label.to_owned() };
                minutes.warnings.push(Warning::at(self.line + 1, kind));
                return None;
            };
            let next = minutes.attendances.len();
            let place = *self.present.entry(attendance.name.clone()).or_insert(next);
            if place == next {
                minutes.attendances.push(attendance);
            }
            Some(place)
        });
        self.begin(speaker, label);
        self.bounded(self.minutes.turns.len())
    }

    /// Whether the same speaker continues the last turn.
    pub(super) fn is_speaking(&self, key: &str, label: &str) -> bool {
        let last = self.minutes.turns.last().filter(|_| self.open && self.heading.is_none());
        last.is_some_and(|turn| turn.label == label && self.speakers.get(key) == Some(&turn.speaker))
    }

    fn begin(&mut self, speaker: Option<usize>, label: &str) {
        self.warn_of_silence();
        self.open = true;
        self.minutes.turns.push(Turn {
            speaker,
            label: label.to_owned(),
            heading: self.heading.take(),
            text: String::new(),
            footnotes: Vec::new(),
            line: self.line + 1,
            time: None,
        });
    }

    /// Ends the turn. Following text belongs to nobody.
    pub(super) fn fall_silent(&mut self) {
        self.warn_of_silence();
        self.open = false;
    }

    fn warn_of_silence(&mut self) {
        let last = self.minutes.turns.last().filter(|turn| self.open && turn.text.is_empty());
        if let Some(turn) = last {
            let kind = Kind::EmptyTurn { label: turn.label.clone() };
            self.minutes.warnings.push(Warning::at(turn.line, kind));
        }
    }

    /// Adds a paragraph to the turn.
    pub(super) fn paragraph(&mut self, paragraph: Paragraph) -> Result {
        let text = minutes::rendered(&paragraph.text());
        if text.is_empty() {
            return Ok(());
        }
        let is_nobodys = self.minutes.turns.last().is_some_and(|it| it.label.is_empty());
        if !self.open && (self.heading.is_some() || !is_nobodys) {
            self.begin(None, "");
            self.open = false;
        }
        self.line += 1;
        self.length += text.len();
        if self.length > LONGEST || self.line > MOST_LINES || self.notes > MOST_NOTES {
            return Err(Unreadable::TooLargeInside);
        }
        let Some(turn) = self.minutes.turns.last_mut() else { return Ok(()) };
        if !turn.text.is_empty() {
            turn.text.push_str("\n\n");
        }
        turn.text.push_str(&text);
        Ok(())
    }

    /// Stores a note of the current turn and returns its marker.
    fn note(&mut self, printed: &str, text: String) -> String {
        if !self.open {
            self.begin(None, "");
        }
        let Some(turn) = self.minutes.turns.last_mut() else { return String::new() };
        let is_sign = !printed.is_empty() && printed.len() <= 8 && printed.chars().all(char::is_alphanumeric);
        let is_free = |marker: &str| !turn.footnotes.iter().any(|it| it.marker == marker);
        let marker = match is_sign && is_free(printed) {
            true => printed.to_owned(),
            false => (turn.footnotes.len() + 1..)
                .map(|it| it.to_string())
                .find(|it| is_free(it))
                .unwrap_or_default(),
        };
        self.notes += 1;
        self.length += text.len();
        turn.footnotes.push(Footnote { marker: marker.clone(), text });
        marker
    }

    /// Reads the content of a paragraph.
    ///
    /// # Errors
    /// As [`Xml::child`].
    pub(super) fn inlines(&mut self, xml: &mut Xml, style: Style, paragraph: &mut Paragraph) -> Result {
        while let Some(child) = xml.child()? {
            match child {
                Child::Text(words) => paragraph.push(style, &collapsed(&words)),
                Child::Element(element) => self.inline(xml, &element, style, paragraph)?,
            }
        }
        Ok(())
    }

    fn inline(
        &mut self,
        xml: &mut Xml,
        element: &Element,
        style: Style,
        paragraph: &mut Paragraph,
    ) -> Result {
        match element.name().1 {
            "b" | "gras" => self.inlines(xml, Style { strong: true, ..style }, paragraph),
            "i" | "italique" => self.inlines(xml, Style { emphasis: true, ..style }, paragraph),
            "sup" | "exposant" => self.inlines(xml, Style { raised: true, ..style }, paragraph),
            "br" | "eol" => {
                paragraph.push(style, "\n");
                xml.skip()
            }
            "a" | "ref" => {
                let from = paragraph.mark();
                self.inlines(xml, style, paragraph)?;
                paragraph.link(from, &element.get("href").unwrap_or_default());
                Ok(())
            }
            "authorialNote" => {
                let mut note = Paragraph::default();
                self.inlines(xml, Style::default(), &mut note)?;
                let text = minutes::rendered(&note.text());
                let words: Vec<&str> = text.split_whitespace().collect();
                let marker = self.note(&element.get("marker").unwrap_or_default(), words.join(" "));
                paragraph.call(&marker);
                if self.notes > MOST_NOTES { Err(Unreadable::TooLargeInside) } else { Ok(()) }
            }
            // The call of an earlier note.
            "noteRef" => {
                let marker = element.get("marker").unwrap_or_default();
                let turn = self.minutes.turns.last().filter(|_| self.open);
                if turn.is_some_and(|it| it.footnotes.iter().any(|note| note.marker == marker)) {
                    paragraph.call(&marker);
                }
                xml.skip()
            }
            // Paragraphs inside a note, an item inside a quotation.
            "p" | "li" | "item" => {
                paragraph.push(style, " ");
                self.inlines(xml, style, paragraph)
            }
            _ => self.inlines(xml, style, paragraph),
        }
    }

    /// Returns the assembled record.
    ///
    /// # Errors
    /// [`Unreadable::Empty`] if there is no turn.
    pub(super) fn finish(mut self) -> Result<Minutes> {
        self.warn_of_silence();
        // The title of a section without turns is kept as text.
        if let Some(heading) = self.heading.take() {
            let mut paragraph = Paragraph::default();
            paragraph.push(Style::default(), &heading);
            self.open = false;
            self.paragraph(paragraph)?;
        }
        if self.minutes.turns.is_empty() {
            return Err(Unreadable::Empty);
        }
        self.minutes.warn_of_missing(&Part::ALL);
        Ok(self.minutes)
    }
}
