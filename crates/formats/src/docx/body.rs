//! The paragraphs of a document, in order.

use std::collections::HashMap;

use super::Notes;
use crate::{
    Unreadable,
    grid::Grid,
    prose::{Paragraph, Sort, Style},
    xml::{Child, Element, Xml},
};

/// The state while a part is read.
#[derive(Default)]
pub(super) struct Reader {
    links: HashMap<String, String>,
    pub notes: Notes,
    /// Rows with only the names of the columns.
    pub columns: Vec<String>,
    /// A paragraph whose end mark was deleted: the next one continues it.
    unended: Option<Paragraph>,
}

type Result<T = ()> = std::result::Result<T, Unreadable>;

impl Reader {
    pub(super) fn new(links: HashMap<String, String>, notes: Notes) -> Self {
        Self { links, notes, ..Self::default() }
    }

    /// Reads the paragraphs and tables in the rest of an element.
    pub(super) fn blocks(&mut self, xml: &mut Xml, lines: &mut Vec<String>) -> Result {
        while let Some(child) = xml.child()? {
            let Child::Element(element) = child else { continue };
            match element.name() {
                ("w", "p") => self.paragraph(xml, lines)?,
                ("w", "tbl") => {
                    let Grid { rows, columns } = self.table(xml)?.into_lines();
                    lines.extend(rows);
                    self.columns.extend(columns);
                }
                name if is_passed_over(name) => xml.skip()?,
                // Containers of paragraphs: the body, a content control, an insertion.
                _ => self.blocks(xml, lines)?,
            }
        }
        Ok(())
    }

    fn paragraph(&mut self, xml: &mut Xml, lines: &mut Vec<String>) -> Result {
        let mut paragraph = self.unended.take().unwrap_or_default();
        let mut goes_on = false;
        while let Some(child) = xml.child()? {
            let Child::Element(element) = child else { continue };
            match element.name() {
                ("w", "pPr") => (paragraph.sort, goes_on) = properties(xml)?,
                _ => self.inline(xml, &element, &mut paragraph, lines)?,
            }
        }
        if goes_on {
            self.unended = Some(paragraph);
            return Ok(());
        }
        paragraph.end(lines)
    }

    /// The content of a paragraph that has just been opened.
    fn inline(
        &mut self,
        xml: &mut Xml,
        element: &Element,
        paragraph: &mut Paragraph,
        lines: &mut Vec<String>,
    ) -> Result {
        match element.name() {
            ("w", "r") => self.run(xml, paragraph, lines),
            ("w", "hyperlink") => {
                let address = element.get("id").and_then(|id| self.links.get(&id).cloned());
                let from = paragraph.mark();
                self.inlines(xml, paragraph, lines)?;
                if let Some(address) = address {
                    paragraph.link(from, &address);
                }
                Ok(())
            }
            ("w", "del" | "moveFrom") => self.strike(xml),
            ("m", "t") => {
                paragraph.push(Style::default(), &text(xml)?);
                Ok(())
            }
            // Equations have runs of their own.
            ("m", _) => self.inlines(xml, paragraph, lines),
            name if is_passed_over(name) => xml.skip(),
            _ => self.inlines(xml, paragraph, lines),
        }
    }

    fn inlines(&mut self, xml: &mut Xml, paragraph: &mut Paragraph, lines: &mut Vec<String>) -> Result {
        while let Some(child) = xml.child()? {
            if let Child::Element(element) = child {
                self.inline(xml, &element, paragraph, lines)?;
            }
        }
        Ok(())
    }

    /// A run of text with one formatting.
    fn run(&mut self, xml: &mut Xml, paragraph: &mut Paragraph, lines: &mut Vec<String>) -> Result {
        let mut style = Style::default();
        let mut hidden = false;
        while let Some(child) = xml.child()? {
            let Child::Element(element) = child else { continue };
            match element.name() {
                ("w", "rPr") => (style, hidden) = setting(xml)?,
                ("w", "t") => {
                    let text = text(xml)?;
                    paragraph.push(style, if hidden { "" } else { &text });
                }
                ("w", name @ ("footnoteReference" | "endnoteReference")) => {
                    let kind = if name.starts_with('f') { "footnote" } else { "endnote" };
                    let marker = element.get("id").and_then(|id| self.notes.call(kind, id));
                    if let Some(marker) = marker {
                        paragraph.call(&marker);
                    }
                    xml.skip()?;
                }
                ("w", "drawing" | "pict" | "object") | ("mc", _) => self.drawing(xml, lines)?,
                name => {
                    if let Some(sign) = sign(name, &element) {
                        paragraph.push(style, &sign);
                    }
                    xml.skip()?;
                }
            }
        }
        Ok(())
    }

    /// The paragraphs in a text frame; they come before the paragraph that holds it.
    fn drawing(&mut self, xml: &mut Xml, lines: &mut Vec<String>) -> Result {
        while let Some(child) = xml.child()? {
            let Child::Element(element) = child else { continue };
            match element.name() {
                ("w", "txbxContent") => self.blocks(xml, lines)?,
                // A duplicate for older programs.
                ("mc", "Fallback") => xml.skip()?,
                _ => self.drawing(xml, lines)?,
            }
        }
        Ok(())
    }

    /// Skips deleted text and the notes called in it.
    fn strike(&mut self, xml: &mut Xml) -> Result {
        while let Some(child) = xml.child()? {
            let Child::Element(element) = child else { continue };
            let kind = match element.name() {
                ("w", "footnoteReference") => Some("footnote"),
                ("w", "endnoteReference") => Some("endnote"),
                _ => None,
            };
            if let (Some(kind), Some(id)) = (kind, element.get("id")) {
                self.notes.strike(kind, id);
            }
            self.strike(xml)?;
        }
        Ok(())
    }
}

/// Properties, deleted text, and duplicates.
fn is_passed_over((space, name): (&str, &str)) -> bool {
    let properties = name.ends_with("Pr") || name == "tblGrid";
    match space {
        "w" => properties || matches!(name, "del" | "moveFrom" | "instrText" | "delText"),
        "mc" => name == "Fallback",
        _ => false,
    }
}

/// The text of an element; a line end is a space.
pub(super) fn text(xml: &mut Xml) -> Result<String> {
    let mut text = String::new();
    while let Some(child) = xml.child()? {
        match child {
            Child::Text(words) => text.push_str(&words),
            Child::Element(_) => xml.skip()?,
        }
    }
    Ok(text.replace(['\n', '\r', '\t'], " "))
}

/// The text that an element of a run stands for.
fn sign((space, name): (&str, &str), element: &Element) -> Option<String> {
    match (space, name) {
        ("w", "tab" | "ptab") => Some(" ".to_owned()),
        ("w", "br" | "cr") => Some("\n".to_owned()),
        ("w", "noBreakHyphen") => Some("\u{2011}".to_owned()),
        // Characters of symbol fonts mean nothing without the font.
        ("w", "sym") => {
            let code = u32::from_str_radix(&element.get("char")?, 16).ok()?;
            let sign = char::from_u32(code).filter(|_| !(0xe000..0xf900).contains(&code))?;
            Some(sign.to_string())
        }
        _ => None,
    }
}

/// Whether a property is on: `<w:b/>`, but not `<w:b w:val="0"/>`.
fn is_on(element: &Element) -> bool {
    element.get("val").is_none_or(|it| !matches!(it.as_str(), "0" | "false" | "off" | "none"))
}

/// The formatting of a run, and whether it is hidden.
fn setting(xml: &mut Xml) -> Result<(Style, bool)> {
    let (mut style, mut hidden) = (Style::default(), false);
    while let Some(child) = xml.child()? {
        let Child::Element(element) = child else { continue };
        match element.name() {
            ("w", "b") => style.strong = is_on(&element),
            ("w", "i") => style.emphasis = is_on(&element),
            ("w", "vertAlign") => style.raised = element.is("val", "superscript"),
            ("w", "vanish") => hidden = is_on(&element),
            ("w", "rStyle") => {
                // The English and French names of the styles in Word.
                let named = element.get("val").unwrap_or_default();
                style.strong |= matches!(named.as_str(), "Strong" | "lev");
                style.emphasis |= matches!(named.as_str(), "Emphasis" | "Accentuation");
            }
            _ => {}
        }
        xml.skip()?;
    }
    Ok((style, hidden))
}

/// The kind of a paragraph, and whether its end mark was deleted.
fn properties(xml: &mut Xml) -> Result<(Sort, bool)> {
    let (mut sort, mut goes_on) = (Sort::Plain, false);
    while let Some(child) = xml.child()? {
        let Child::Element(element) = child else { continue };
        match element.name() {
            ("w", "pStyle") => sort = named(&element.get("val").unwrap_or_default()).max(sort),
            ("w", "outlineLvl") => sort = Sort::Heading,
            ("w", "numPr") => {
                if numbered(xml)? {
                    sort = Sort::Item.max(sort);
                }
                continue;
            }
            ("w", "rPr") => {
                goes_on = struck(xml)?;
                continue;
            }
            _ => {}
        }
        xml.skip()?;
    }
    Ok((sort, goes_on))
}

/// The kind of a paragraph by its style, as Word names it in English and in French.
fn named(style: &str) -> Sort {
    let begins = |names: &[&str]| names.iter().any(|it| style.starts_with(it));
    if begins(&["Heading", "Title", "Subtitle", "Titre", "Sous-titre", "Soustitre"]) {
        Sort::Heading
    } else if begins(&["ListBullet", "ListNumber", "Listepuces", "Listenumros"]) {
        Sort::Item
    } else {
        Sort::Plain
    }
}

/// Whether a paragraph is in a list; number 0 removes it from one.
fn numbered(xml: &mut Xml) -> Result<bool> {
    let mut numbered = true;
    while let Some(child) = xml.child()? {
        let Child::Element(element) = child else { continue };
        if element.name() == ("w", "numId") {
            numbered = !element.is("val", "0");
        }
        xml.skip()?;
    }
    Ok(numbered)
}

fn struck(xml: &mut Xml) -> Result<bool> {
    let mut struck = false;
    while let Some(child) = xml.child()? {
        let Child::Element(element) = child else { continue };
        struck |= matches!(element.name(), ("w", "del" | "moveFrom"));
        xml.skip()?;
    }
    Ok(struck)
}
