//! The text and the number of pages of an office document that is stored as it is.

use std::fs::File;

use crate::{
    Unreadable,
    archive::{self, Archive},
    docx, odt, sheet,
    xml::{Child, Vocabulary, Xml},
};

/// A document that is an archive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Office {
    Docx,
    Odt,
    Xlsx,
}

const VOCABULARY: Vocabulary = &[
    ("http://schemas.openxmlformats.org/officeDocument/2006/extended-properties", "app"),
    ("http://purl.oclc.org/ooxml/officeDocument/extendedProperties", "app"),
    ("urn:oasis:names:tc:opendocument:xmlns:meta:1.0", "meta"),
];

/// "EncryptedPackage" in UTF-16: marks a password-protected document.
const LOCKED: &[u8] = b"E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0";

/// The format of an archive, by its parts.
///
/// # Errors
/// [`Unreadable`] if it is damaged, encrypted, or too large inside.
pub fn office(file: &File) -> Result<Option<Office>, Unreadable> {
    let mut parts = Archive::open_file(file)?;
    Ok(if parts.has(docx::DOCUMENT) {
        Some(Office::Docx)
    } else if parts.has("xl/workbook.xml") {
        Some(Office::Xlsx)
    } else if parts.text("mimetype")? == odt::KIND {
        Some(Office::Odt)
    } else {
        None
    })
}

/// Whether a file in the old Office format is a password-protected new one.
pub fn is_locked(file: &File) -> bool {
    archive::count(file, LOCKED).is_ok_and(|it| it > 0)
}

/// The text of a document.
///
/// # Errors
/// [`Unreadable`] if it is damaged, empty, or too long.
pub fn text(office: Office, file: &File) -> Result<String, Unreadable> {
    let mut parts = Archive::open_file(file)?;
    match office {
        Office::Docx => docx::prose(&mut parts)?.into_text(),
        Office::Odt => odt::prose(&mut parts)?.into_text(),
        Office::Xlsx => sheet::words(parts),
    }
}

/// The number of pages that a document declares.
pub fn pages(office: Office, file: &File) -> Option<u32> {
    let mut parts = Archive::open_file(file).ok()?;
    match office {
        Office::Docx => declared_number(&parts.text("docProps/app.xml").ok()?, ("app", "Pages"), None),
        Office::Odt => {
            declared_number(&parts.text("meta.xml").ok()?, ("meta", "document-statistic"), Some("page-count"))
        }
        Office::Xlsx => None,
    }
    .filter(|it| *it > 0)
}

/// The number in the text or an attribute of the first element with a name.
fn declared_number(text: &str, name: (&str, &str), attribute: Option<&str>) -> Option<u32> {
    let mut xml = Xml::new(text, VOCABULARY);
    xml.root().ok()?;
    let mut depth = 1;
    while depth > 0 {
        match xml.child().ok()? {
            Some(Child::Element(element)) if element.name() == name => {
                let said = match attribute {
                    Some(attribute) => element.get(attribute)?,
                    None => xml.words().ok()?,
                };
                return said.trim().parse().ok();
            }
            Some(Child::Element(_)) => depth += 1,
            Some(Child::Text(_)) => {}
            None => depth -= 1,
        }
    }
    None
}
