//! Minutes from a text document in OpenDocument (`.odt`).
//!
//! Read like [`super::docx`], except that this format stores deleted text separately.

mod body;
mod styles;
mod table;

#[cfg(test)]
mod tests;

use crate::{
    FurnitureKind, Minutes, Unreadable,
    archive::Archive,
    prose::Prose,
    xml::{Child, Vocabulary, Xml},
};

const VOCABULARY: Vocabulary = &[
    ("urn:oasis:names:tc:opendocument:xmlns:office:1.0", "office"),
    ("urn:oasis:names:tc:opendocument:xmlns:text:1.0", "text"),
    ("urn:oasis:names:tc:opendocument:xmlns:table:1.0", "table"),
    ("urn:oasis:names:tc:opendocument:xmlns:style:1.0", "style"),
    ("urn:oasis:names:tc:opendocument:xmlns:drawing:1.0", "draw"),
    ("urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0", "svg"),
    ("urn:oasis:names:tc:opendocument:xmlns:manifest:1.0", "manifest"),
    ("http://www.w3.org/1998/Math/MathML", "math"),
];

/// The main part of a document.
const CONTENT: &str = "content.xml";

/// The content of its part `mimetype`, whole or by prefix.
pub(super) const KIND: &str = "application/vnd.oasis.opendocument.text";

/// The part that contains a document encrypted as a whole.
const LOCKED: &str = "encrypted-package";

/// Reads a document.
///
/// # Errors
/// [`Unreadable`] if it is damaged, encrypted, empty, or too large.
pub fn read(bytes: &[u8]) -> Result<Minutes, Unreadable> {
    from_parts(Archive::open(bytes)?)
}

pub(super) fn from_parts(mut parts: Archive) -> Result<Minutes, Unreadable> {
    prose(&mut parts)?.finish()
}

/// The content of a document.
pub(super) fn prose(parts: &mut Archive) -> Result<Prose, Unreadable> {
    if parts.has(LOCKED) || is_locked(&parts.text("META-INF/manifest.xml")?)? {
        return Err(Unreadable::Encrypted);
    }
    let mut prose = Prose::default();
    let mut reader = body::Reader::default();
    let page = parts.text("styles.xml")?;
    let on_pages = match page.is_empty() {
        true => Vec::new(),
        false => reader.styles(&mut Xml::new(&page, VOCABULARY))?,
    };
    drop(page);

    let text = parts.text(CONTENT)?;
    let mut xml = Xml::new(&text, VOCABULARY);
    if xml.root()?.name() != ("office", "document-content") {
        return Err(Unreadable::Damaged);
    }
    while let Some(child) = xml.child()? {
        let Child::Element(element) = child else { continue };
        match element.name() {
            ("office", "automatic-styles") => reader.kept_styles(&mut xml)?,
            ("office", "body") => reader.blocks(&mut xml, &mut prose.lines)?,
            _ => xml.skip()?,
        }
    }
    for (marker, paragraphs) in reader.notes {
        prose.note(&marker, &paragraphs);
    }
    for names in reader.columns {
        prose.aside(FurnitureKind::Table, &names);
    }
    for line in on_pages {
        prose.aside(FurnitureKind::Letterhead, &line);
    }
    Ok(prose)
}

/// Whether the manifest declares encryption.
fn is_locked(manifest: &str) -> Result<bool, Unreadable> {
    if manifest.is_empty() {
        return Ok(false);
    }
    let mut xml = Xml::new(manifest, VOCABULARY);
    xml.root()?;
    let mut locked = false;
    while let Some(child) = xml.child()? {
        let Child::Element(_) = child else { continue };
        while let Some(child) = xml.child()? {
            let Child::Element(element) = child else { continue };
            locked |= element.name() == ("manifest", "encryption-data");
            xml.skip()?;
        }
    }
    Ok(locked)
}
