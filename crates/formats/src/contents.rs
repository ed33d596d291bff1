//! The words of an office document and the number of its pages, for those that
//! are kept as they are: nothing is made of them.

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

/// "EncryptedPackage": how a document behind a password says that it is one.
const LOCKED: &[u8] = b"E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0";

/// What an archive is, by its parts.
///
/// # Errors
/// [`Unreadable`], where it is damaged, asks for a password, or is larger inside than any document.
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

/// Whether a file of an office program of old is a newer one behind a password.
pub fn is_locked(file: &File) -> bool {
    archive::count(file, LOCKED).is_ok_and(|it| it > 0)
}

/// The words of a document.
///
/// # Errors
/// [`Unreadable`], where it is damaged, empty, or too long.
pub fn text(office: Office, file: &File) -> Result<String, Unreadable> {
    let mut parts = Archive::open_file(file)?;
    match office {
        Office::Docx => docx::prose(&mut parts)?.into_text(),
        Office::Odt => odt::prose(&mut parts)?.into_text(),
        Office::Xlsx => sheet::words(parts),
    }
}

/// How many pages a document says that it has.
pub fn pages(office: Office, file: &File) -> Option<u32> {
    let mut parts = Archive::open_file(file).ok()?;
    match office {
        Office::Docx => told(&parts.text("docProps/app.xml").ok()?, ("app", "Pages"), None),
        Office::Odt => {
            told(&parts.text("meta.xml").ok()?, ("meta", "document-statistic"), Some("page-count"))
        }
        Office::Xlsx => None,
    }
    .filter(|it| *it > 0)
}

/// The number that the first element of a name holds, or its attribute.
fn told(text: &str, name: (&str, &str), attribute: Option<&str>) -> Option<u32> {
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
