//! Minutes from the XML of parliaments: a `debate` of Akoma Ntoso, 3.0 or earlier. Section titles become
//! the headings of their first turns.

use std::collections::HashMap;

use chrono::NaiveDate;

#[cfg(test)]
mod tests;

use crate::{
    Minutes, Unreadable,
    debate::Debate,
    grid::{MOST_COLUMNS, Table},
    prose::{Paragraph, Sort, Style, collapsed},
    text,
    xml::{Child, Element, Xml},
};

type Result<T = ()> = std::result::Result<T, Unreadable>;

/// The root element; versions differ only by their namespace.
pub(super) const ROOT: &str = "akomaNtoso";

/// Reads a document.
///
/// # Errors
/// [`Unreadable`] if it is damaged, no debate, or empty.
pub fn read(bytes: &[u8]) -> Result<Minutes> {
    let mut xml = Xml::new(text::decode(bytes)?, &[]);
    if xml.root()?.name().1 != ROOT {
        return Err(Unreadable::Unknown);
    }
    let mut reader = Reader::default();
    while let Some(child) = xml.child()? {
        let Child::Element(element) = child else { continue };
        match element.name().1 {
            "debate" | "debateRecord" => reader.document(&mut xml)?,
            // An act or a bill has no speakers.
            _ => return Err(Unreadable::Unknown),
        }
    }
    reader.debate.finish()
}

#[derive(Default)]
struct Reader {
    debate: Debate,
    /// The displayed names of people and roles, by their identifiers.
    shown: HashMap<String, String>,
}

impl Reader {
    fn document(&mut self, xml: &mut Xml) -> Result {
        while let Some(child) = xml.child()? {
            let Child::Element(element) = child else { continue };
            match element.name().1 {
                "meta" => self.meta(xml)?,
                "coverPage" | "preface" | "conclusions" => self.preface(xml)?,
                "components" | "attachments" => xml.skip()?,
                _ => self.section(xml, &element)?,
            }
        }
        Ok(())
    }

    fn meta(&mut self, xml: &mut Xml) -> Result {
        while let Some(child) = xml.child()? {
            let Child::Element(element) = child else { continue };
            let name = element.name().1;
            if name.starts_with("TLC") {
                let id = element.get("eId").or_else(|| element.get("id"));
                if let (Some(id), Some(shown)) = (id, element.get("showAs")) {
                    self.shown.insert(id, shown);
                }
            } else if name == "FRBRdate" && self.debate.minutes.date.is_none() {
                self.debate.minutes.date = element.get("date").as_deref().and_then(day);
            }
            self.meta(xml)?;
        }
        Ok(())
    }

    /// The lines above the debate, and the values among them that have an element of their own.
    fn preface(&mut self, xml: &mut Xml) -> Result {
        let mut line = String::new();
        while let Some(child) = xml.child()? {
            match child {
                Child::Text(words) => line.push_str(&words),
                Child::Element(element) => self.preface_element(xml, &element, &mut line)?,
            }
        }
        self.debate.head(&line.split_whitespace().collect::<Vec<_>>().join(" "))
    }

    fn preface_element(&mut self, xml: &mut Xml, element: &Element, line: &mut String) -> Result {
        let name = element.name().1;
        if !matches!(name, "docTitle" | "docNumber" | "docDate" | "session") {
            return self.preface(xml);
        }
        let words = xml.words()?;
        line.extend([" ", words.as_str(), " "]);
        let minutes = &mut self.debate.minutes;
        match name {
            "docTitle" => minutes.title = Some(words),
            "session" => minutes.series = Some(words),
            "docNumber" => {
                let digits: String = words.chars().filter(char::is_ascii_digit).collect();
                minutes.number = digits.parse().ok();
            }
            _ => minutes.date = element.get("date").as_deref().and_then(day).or(minutes.date),
        }
        Ok(())
    }

    /// Any element with turns or with text outside turns.
    fn section(&mut self, xml: &mut Xml, element: &Element) -> Result {
        match element.name().1 {
            "speech" | "question" | "answer" => return self.speech(xml, element),
            "heading" | "subheading" => {
                let title = xml.words()?;
                self.debate.section(&title);
                return Ok(());
            }
            "narrative" | "scene" | "summary" => {
                self.debate.fall_silent();
                return self.told_beside(xml);
            }
            "p" | "num" | "from" | "item" | "li" | "other" => {
                self.debate.fall_silent();
                return self.paragraph(xml, Sort::Plain, Style::default());
            }
            "table" => {
                self.debate.fall_silent();
                return self.table(xml);
            }
            _ => {}
        }
        self.debate.fall_silent();
        while let Some(child) = xml.child()? {
            match child {
                Child::Element(element) => self.section(xml, &element)?,
                Child::Text(words) => self.loose(&words)?,
            }
        }
        self.debate.fall_silent();
        Ok(())
    }

    fn speech(&mut self, xml: &mut Xml, element: &Element) -> Result {
        let id = element.get("by").map(|it| it.trim_start_matches('#').to_owned());
        let shown = |id: Option<&String>| id.and_then(|id| self.shown.get(id)).cloned();
        let name = shown(id.as_ref()).unwrap_or_default();
        let role = shown(element.get("as").map(|it| it.trim_start_matches('#').to_owned()).as_ref());
        let mut began = false;
        while let Some(child) = xml.child()? {
            let from = matches!(&child, Child::Element(element) if element.name().1 == "from");
            if matches!(&child, Child::Text(words) if words.trim().is_empty()) {
                continue;
            }
            let label = if from { xml.words()? } else { name.clone() };
            if !began {
                let person = match &role {
                    Some(role) if !name.is_empty() => format!("{name}, {role}"),
                    _ if name.is_empty() => label.clone(),
                    _ => name.clone(),
                };
                let key = id.clone().filter(|_| !name.is_empty()).unwrap_or_else(|| label.clone());
                self.debate.speak(&key, &person, label.trim_end_matches([':', ' ', '\u{a0}', '\u{202f}']))?;
                began = true;
            } else if from {
                self.loose(&label)?;
            }
            match child {
                Child::Element(element) if !from => self.block(xml, &element)?,
                Child::Text(words) => self.loose(&words)?,
                Child::Element(_) => {}
            }
        }
        if !began {
            self.debate.speak(id.as_deref().unwrap_or_default(), &name, &name)?;
        }
        self.debate.fall_silent();
        Ok(())
    }

    /// A part of a speech.
    fn block(&mut self, xml: &mut Xml, element: &Element) -> Result {
        match element.name().1 {
            "table" => self.table(xml),
            "narrative" | "scene" => self.told_beside(xml),
            "item" | "li" => self.paragraph(xml, Sort::Item, Style::default()),
            "blockList" | "ul" | "ol" | "blockContainer" | "container" | "embeddedStructure" | "div" => {
                while let Some(child) = xml.child()? {
                    match child {
                        Child::Element(element) => self.block(xml, &element)?,
                        Child::Text(words) => self.loose(&words)?,
                    }
                }
                Ok(())
            }
            _ => self.paragraph(xml, Sort::Plain, Style::default()),
        }
    }

    /// Stage directions are printed in italics.
    fn told_beside(&mut self, xml: &mut Xml) -> Result {
        self.paragraph(xml, Sort::Plain, Style { emphasis: true, ..Style::default() })
    }

    fn paragraph(&mut self, xml: &mut Xml, sort: Sort, style: Style) -> Result {
        let mut paragraph = Paragraph::of(sort);
        self.debate.inlines(xml, style, &mut paragraph)?;
        self.debate.paragraph(paragraph)
    }

    /// Words outside any paragraph.
    fn loose(&mut self, words: &str) -> Result {
        let mut paragraph = Paragraph::default();
        paragraph.push(Style::default(), &collapsed(words));
        self.debate.paragraph(paragraph)
    }

    fn table(&mut self, xml: &mut Xml) -> Result {
        let mut table = Table::default();
        while let Some(child) = xml.child()? {
            let Child::Element(element) = child else { continue };
            if element.name().1 != "tr" {
                let words = xml.words()?;
                self.loose(&words)?;
                continue;
            }
            let mut row = Vec::new();
            while let Some(child) = xml.child()? {
                if let Child::Element(_) = child {
                    row.push(vec![xml.words()?]);
                    if row.len() > MOST_COLUMNS {
                        return Err(Unreadable::TooLargeInside);
                    }
                }
            }
            table.push(row)?;
        }
        let grid = table.into_lines();
        grid.columns.iter().chain(&grid.rows).try_for_each(|line| self.loose(line))
    }
}

/// A day, with or without a time after it.
fn day(text: &str) -> Option<NaiveDate> {
    text.get(..10)?.parse().ok()
}
