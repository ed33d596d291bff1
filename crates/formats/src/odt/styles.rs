//! The formatting of styles, and the lines repeated on each page.

use super::body::Reader;
use crate::{
    Unreadable,
    prose::Style,
    xml::{Child, Element, Xml},
};

impl Reader {
    /// Reads the part of styles and returns the lines repeated on each page.
    pub(super) fn styles(&mut self, xml: &mut Xml) -> Result<Vec<String>, Unreadable> {
        let mut on_pages = Vec::new();
        xml.root()?;
        while let Some(child) = xml.child()? {
            let Child::Element(element) = child else { continue };
            match element.name() {
                ("office", "styles" | "automatic-styles") => self.kept_styles(xml)?,
                ("office", "master-styles") => self.pages(xml, &mut on_pages)?,
                _ => xml.skip()?,
            }
        }
        Ok(on_pages)
    }

    fn pages(&mut self, xml: &mut Xml, lines: &mut Vec<String>) -> Result<(), Unreadable> {
        while let Some(child) = xml.child()? {
            let Child::Element(element) = child else { continue };
            match element.name() {
                ("style", name) if name.starts_with("header") || name.starts_with("footer") => {
                    self.blocks(xml, lines)?;
                }
                ("style", "master-page") => self.pages(xml, lines)?,
                _ => xml.skip()?,
            }
        }
        Ok(())
    }

    /// Stores the formatting of each style.
    pub(super) fn kept_styles(&mut self, xml: &mut Xml) -> Result<(), Unreadable> {
        while let Some(child) = xml.child()? {
            let Child::Element(element) = child else { continue };
            if element.name() != ("style", "style") {
                xml.skip()?;
                continue;
            }
            let parent = element.get("parent-style-name").and_then(|it| self.styles.get(&it).copied());
            // A paragraph style says what the paragraph is, not how its words are formatted.
            let inherited = if element.is("family", "text") { parent } else { None };
            let name = element.get("name").unwrap_or_default();
            let mut style = inherited.unwrap_or_default();
            while let Some(child) = xml.child()? {
                let Child::Element(element) = child else { continue };
                if element.name() == ("style", "text-properties") {
                    set(&mut style, &element);
                }
                xml.skip()?;
            }
            if style != Style::default() {
                self.styles.insert(name, style);
            }
        }
        Ok(())
    }
}

fn set(style: &mut Style, element: &Element) {
    if let Some(weight) = element.get("font-weight") {
        style.strong = weight == "bold" || weight.parse().is_ok_and(|it: u32| it >= 600);
    }
    if let Some(slant) = element.get("font-style") {
        style.emphasis = slant == "italic" || slant == "oblique";
    }
    if let Some(position) = element.get("text-position") {
        let raise = position.split(' ').next().unwrap_or_default().trim_end_matches('%');
        style.raised = raise == "super" || raise.parse().is_ok_and(|it: f32| it > 0.0);
    }
}
