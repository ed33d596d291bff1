//! The paragraphs of a document, in order.

use std::collections::HashMap;

use crate::{
    Unreadable,
    grid::Grid,
    prose::{MOST_NOTES, Paragraph, Sort, Style, collapsed},
    xml::{Child, Element, Xml},
};

/// The state while a document is read.
#[derive(Default)]
pub(super) struct Reader {
    /// The formatting of styles, by name.
    pub styles: HashMap<String, Style>,
    /// Markers and texts, in the order of the calls.
    pub notes: Vec<(String, Vec<String>)>,
    /// Rows with only the names of the columns.
    pub columns: Vec<String>,
    in_list: bool,
}

type Result<T = ()> = std::result::Result<T, Unreadable>;

impl Reader {
    /// Reads the paragraphs and tables in the rest of an element.
    pub(super) fn blocks(&mut self, xml: &mut Xml, lines: &mut Vec<String>) -> Result {
        while let Some(child) = xml.child()? {
            let Child::Element(element) = child else { continue };
            match element.name() {
                ("text", "p") => self.paragraph(xml, &element, Sort::Plain, lines)?,
                ("text", "h") => self.paragraph(xml, &element, Sort::Heading, lines)?,
                ("text", "list") => {
                    let outside = std::mem::replace(&mut self.in_list, true);
                    self.blocks(xml, lines)?;
                    self.in_list = outside;
                }
                ("table", "table") => {
                    let Grid { rows, columns } = self.table(xml)?.into_lines();
                    lines.extend(rows);
                    self.columns.extend(columns);
                }
                name if is_passed_over(name) => xml.skip()?,
                // Containers of paragraphs: the body, a section, an item, an index, a frame.
                _ => self.blocks(xml, lines)?,
            }
        }
        Ok(())
    }

    fn paragraph(&mut self, xml: &mut Xml, element: &Element, sort: Sort, lines: &mut Vec<String>) -> Result {
        let in_list = std::mem::take(&mut self.in_list);
        let sort = match sort {
            Sort::Plain if in_list => Sort::Item,
            Sort::Plain if element.get("style-name").is_some_and(|it| is_title(&it)) => Sort::Heading,
            sort => sort,
        };
        let mut paragraph = Paragraph::of(sort);
        let style = self.style(element, Style::default());
        self.inlines(xml, style, &mut paragraph, lines)?;
        self.in_list = in_list;
        paragraph.end(lines)
    }

    /// The formatting of words in an element, given that of its parent.
    fn style(&self, element: &Element, around: Style) -> Style {
        let own = element.get("style-name").and_then(|it| self.styles.get(&it).copied()).unwrap_or_default();
        Style {
            strong: around.strong || own.strong,
            emphasis: around.emphasis || own.emphasis,
            raised: around.raised || own.raised,
        }
    }

    fn inlines(
        &mut self,
        xml: &mut Xml,
        style: Style,
        paragraph: &mut Paragraph,
        lines: &mut Vec<String>,
    ) -> Result {
        while let Some(child) = xml.child()? {
            match child {
                Child::Text(words) => paragraph.push(style, &collapsed(&words)),
                Child::Element(element) => self.inline(xml, &element, style, paragraph, lines)?,
            }
        }
        Ok(())
    }

    /// The content of a paragraph that has just been opened.
    fn inline(
        &mut self,
        xml: &mut Xml,
        element: &Element,
        style: Style,
        paragraph: &mut Paragraph,
        lines: &mut Vec<String>,
    ) -> Result {
        match element.name() {
            ("text", "span") => {
                let style = self.style(element, style);
                self.inlines(xml, style, paragraph, lines)
            }
            ("text", "a") => {
                let from = paragraph.mark();
                self.inlines(xml, style, paragraph, lines)?;
                paragraph.link(from, &element.get("href").unwrap_or_default());
                Ok(())
            }
            ("text", "note") => self.note(xml, element, paragraph),
            ("text", "s") => {
                paragraph.push(style, " ");
                xml.skip()
            }
            ("text", "tab") => {
                paragraph.push(style, " ");
                xml.skip()
            }
            ("text", "line-break") => {
                paragraph.push(style, "\n");
                xml.skip()
            }
            // Paragraphs in a frame come before the paragraph that holds it.
            ("draw", "text-box") => self.blocks(xml, lines),
            ("text", "p" | "h" | "list") | ("table", _) => Err(Unreadable::Damaged),
            name if is_passed_over(name) => xml.skip(),
            _ => self.inlines(xml, style, paragraph, lines),
        }
    }

    fn note(&mut self, xml: &mut Xml, element: &Element, paragraph: &mut Paragraph) -> Result {
        let is_endnote = element.is("note-class", "endnote");
        let (mut marker, mut lines) = (String::new(), Vec::new());
        while let Some(child) = xml.child()? {
            let Child::Element(element) = child else { continue };
            match element.name() {
                ("text", "note-citation") => marker = xml.words()?,
                ("text", "note-body") => self.blocks(xml, &mut lines)?,
                _ => xml.skip()?,
            }
        }
        let is_sign = !marker.is_empty() && marker.chars().all(char::is_alphanumeric) && marker.len() <= 8;
        let is_new = !self.notes.iter().any(|(known, _)| *known == marker);
        if !is_sign || !is_new {
            let kind = if is_endnote { "n" } else { "" };
            marker = (1..)
                .map(|it: usize| format!("{kind}{}", self.notes.len() + it))
                .find(|it| !self.notes.iter().any(|(known, _)| known == it))
                .unwrap_or_default();
        }
        paragraph.call(&marker);
        self.notes.push((marker, lines));
        if self.notes.len() > MOST_NOTES { Err(Unreadable::TooLargeInside) } else { Ok(()) }
    }
}

/// Elements that are no text of the document: deleted text, comments, forms, descriptions of pictures.
fn is_passed_over(name: (&str, &str)) -> bool {
    matches!(
        name,
        (
            "text",
            "tracked-changes" | "hidden-text" | "hidden-paragraph" | "ruby-text" | "index-title-template"
        ) | ("text", "sequence-decls" | "variable-decls" | "user-field-decls" | "dde-connection-decls")
            | (
                "office",
                "annotation" | "annotation-end" | "forms" | "scripts" | "binary-data" | "event-listeners"
            )
            | ("svg", _)
            | ("math", "annotation")
            | ("table", "table-source" | "shapes")
    )
}

/// The styles of titles, which LibreOffice stores under the same names in all languages.
fn is_title(style: &str) -> bool {
    style == "Title" || style == "Subtitle" || style.starts_with("Heading")
}
