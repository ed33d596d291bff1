//! Minutes from a text document in Office Open XML (`.docx`).
//!
//! Its paragraphs, tables and notes become the text that [`super::minutes`] reads. Tracked deletions are
//! left out; headers and footers are reported as furniture.

use std::collections::HashMap;

mod body;
mod table;

#[cfg(test)]
mod tests;

use crate::{
    FurnitureKind, Minutes, Unreadable,
    archive::Archive,
    prose::{MOST_NOTES, Prose},
    xml::{Child, Vocabulary, Xml},
};

const VOCABULARY: Vocabulary = &[
    ("http://schemas.openxmlformats.org/wordprocessingml/2006/main", "w"),
    ("http://purl.oclc.org/ooxml/wordprocessingml/main", "w"),
    ("http://schemas.openxmlformats.org/officeDocument/2006/math", "m"),
    ("http://purl.oclc.org/ooxml/officeDocument/math", "m"),
    ("http://schemas.openxmlformats.org/markup-compatibility/2006", "mc"),
    ("http://schemas.openxmlformats.org/package/2006/relationships", "rel"),
];

/// The main part of a document.
pub(super) const DOCUMENT: &str = "word/document.xml";

/// Reads a document.
///
/// # Errors
/// [`Unreadable`] if it is damaged, empty, or too large.
pub fn read(bytes: &[u8]) -> Result<Minutes, Unreadable> {
    from_parts(Archive::open(bytes)?)
}

pub(super) fn from_parts(mut parts: Archive) -> Result<Minutes, Unreadable> {
    prose(&mut parts)?.finish()
}

/// The content of a document.
pub(super) fn prose(parts: &mut Archive) -> Result<Prose, Unreadable> {
    let mut prose = Prose::default();
    let mut notes = Notes::default();
    notes.read(parts, "footnotes", "footnote")?;
    notes.read(parts, "endnotes", "endnote")?;

    let links = links(parts, DOCUMENT)?;
    let mut reader = body::Reader::new(links, notes);
    let text = parts.text(DOCUMENT)?;
    let mut xml = Xml::new(&text, VOCABULARY);
    if xml.root()?.name() != ("w", "document") {
        return Err(Unreadable::Damaged);
    }
    reader.blocks(&mut xml, &mut prose.lines)?;
    drop(text);
    for (marker, paragraphs) in reader.notes.called() {
        prose.note(&marker, &paragraphs);
    }
    for names in reader.columns {
        prose.aside(FurnitureKind::Table, &names);
    }
    for name in parts.names() {
        let page =
            name.strip_prefix("word/").is_some_and(|it| it.starts_with("header") || it.starts_with("footer"));
        if page && name.ends_with(".xml") {
            for line in lines(&parts.text(&name)?)? {
                prose.aside(FurnitureKind::Letterhead, &line);
            }
        }
    }
    Ok(prose)
}

/// The paragraphs of headers and footers.
fn lines(text: &str) -> Result<Vec<String>, Unreadable> {
    let mut xml = Xml::new(text, VOCABULARY);
    xml.root()?;
    let mut lines = Vec::new();
    body::Reader::default().blocks(&mut xml, &mut lines)?;
    Ok(lines)
}

const MOST_LINKS: usize = 20_000;

/// The addresses that a part links to, by relationship id.
fn links(parts: &mut Archive, part: &str) -> Result<HashMap<String, String>, Unreadable> {
    let (folder, name) = part.rsplit_once('/').unwrap_or(("", part));
    let text = parts.text(&format!("{folder}/_rels/{name}.rels"))?;
    let mut links = HashMap::new();
    if text.is_empty() {
        return Ok(links);
    }
    let mut xml = Xml::new(&text, VOCABULARY);
    xml.root()?;
    while let Some(child) = xml.child()? {
        let Child::Element(element) = child else { continue };
        if element.is("TargetMode", "External")
            && let (Some(id), Some(target)) = (element.get("Id"), element.get("Target"))
        {
            links.insert(id, target);
            if links.len() > MOST_LINKS {
                return Err(Unreadable::TooLargeInside);
            }
        }
        xml.skip()?;
    }
    Ok(links)
}

/// The notes of a document, and the order in which they are called.
#[derive(Default)]
struct Notes {
    /// By kind and identifier.
    texts: HashMap<(&'static str, String), Vec<String>>,
    /// The notes called so far: kind, identifier, marker.
    called: Vec<(&'static str, String, String)>,
    /// The notes whose call was deleted.
    struck: Vec<(&'static str, String)>,
}

impl Notes {
    fn read(&mut self, parts: &mut Archive, part: &str, kind: &'static str) -> Result<(), Unreadable> {
        let name = format!("word/{part}.xml");
        let links = links(parts, &name)?;
        let text = parts.text(&name)?;
        if text.is_empty() {
            return Ok(());
        }
        let mut reader = body::Reader::new(links, Notes::default());
        let mut xml = Xml::new(&text, VOCABULARY);
        xml.root()?;
        while let Some(child) = xml.child()? {
            let Child::Element(element) = child else { continue };
            // The format stores the separator lines as notes too.
            let is_rule = element.get("type").is_some_and(|it| it != "normal");
            match element.get("id").filter(|_| element.name() == ("w", kind) && !is_rule) {
                Some(id) => {
                    let mut lines = Vec::new();
                    reader.blocks(&mut xml, &mut lines)?;
                    self.texts.insert((kind, id), lines);
                    if self.texts.len() > MOST_NOTES {
                        return Err(Unreadable::TooLargeInside);
                    }
                }
                None => xml.skip()?,
            }
        }
        Ok(())
    }

    /// The marker of a called note.
    fn call(&mut self, kind: &'static str, id: String) -> Option<String> {
        if let Some((.., marker)) = self.called.iter().find(|(k, i, _)| *k == kind && *i == id) {
            return Some(marker.clone());
        }
        self.texts.get(&(kind, id.clone()))?;
        let number = self.called.iter().filter(|(k, ..)| *k == kind).count() + 1;
        let marker = if kind == "endnote" { roman(number) } else { number.to_string() };
        self.called.push((kind, id, marker.clone()));
        Some(marker)
    }

    fn strike(&mut self, kind: &'static str, id: String) {
        self.struck.push((kind, id));
    }

    /// The notes in the order of their calls, then those without a call.
    fn called(mut self) -> Vec<(String, Vec<String>)> {
        for (kind, id) in std::mem::take(&mut self.struck) {
            if !self.called.iter().any(|(k, i, _)| *k == kind && *i == id) {
                self.texts.remove(&(kind, id));
            }
        }
        let mut uncalled: Vec<_> = self.texts.keys().cloned().collect();
        uncalled.sort();
        for (kind, id) in uncalled {
            self.call(kind, id);
        }
        let mut notes = Vec::new();
        for (kind, id, marker) in std::mem::take(&mut self.called) {
            notes.extend(self.texts.remove(&(kind, id)).map(|lines| (marker, lines)));
        }
        notes
    }
}

/// A number as Word prints it for endnotes.
fn roman(mut number: usize) -> String {
    const SIGNS: [(usize, &str); 13] = [
        (1000, "m"),
        (900, "cm"),
        (500, "d"),
        (400, "cd"),
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    ];
    let mut text = String::new();
    for (value, sign) in SIGNS {
        while number >= value {
            text.push_str(sign);
            number -= value;
        }
    }
    text
}
