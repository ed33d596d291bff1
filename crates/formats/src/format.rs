//! Detects the format of a document by its content.

use crate::{
    LIMIT, Unreadable, akoma_ntoso,
    archive::Archive,
    captions, compte_rendu, docx, odt, text,
    xml::{Vocabulary, Xml},
};

/// A readable document format.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Minutes as plain text or Markdown: any text that is nothing else.
    Minutes,
    /// A text document in Office Open XML.
    Docx,
    /// A text document in OpenDocument.
    Odt,
    Pdf,
    /// Akoma Ntoso, the XML of parliaments, in any version.
    AkomaNtoso,
    /// The XML of the French Assemblée nationale.
    CompteRendu,
    /// WebVTT captions: `WEBVTT`.
    WebVtt,
    /// SubRip captions: a number, `00:00:01,000 --> 00:00:02,000`, text.
    SubRip,
    /// A WhisperX transcript, as JSON.
    WhisperX,
    /// A web page with the transcript of a recording: `12:05`, then the words.
    Page,
}

/// The first bytes of binary formats.
pub(super) const ARCHIVE: &[u8] = b"PK\x03\x04";
pub(super) const PDF: &[u8] = b"%PDF-";
pub(super) const OLD_OFFICE: &[u8] = b"\xd0\xcf\x11\xe0";
pub(super) const RICH_TEXT: &[u8] = b"{\\rtf";

/// A PDF has its signature within this many bytes.
pub(super) const FIRST: usize = 1024;

/// "EncryptedPackage" in UTF-16: marks a password-protected document.
pub(super) const LOCKED: &[u8] = b"E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0";

const KINDS: Vocabulary = &[(compte_rendu::NAMESPACE, "an")];

pub(super) fn stands_in(words: &[u8], bytes: &[u8]) -> bool {
    bytes.windows(words.len()).any(|it| it == words)
}

impl Format {
    /// The format of these bytes.
    ///
    /// # Errors
    /// [`Unreadable`] if no reader accepts them.
    pub fn of(bytes: &[u8]) -> Result<Self, Unreadable> {
        if bytes.len() > LIMIT {
            return Err(Unreadable::TooLarge);
        }
        match bytes {
            _ if bytes.starts_with(ARCHIVE) => Self::of_archive(bytes),
            _ if stands_in(PDF, bytes.get(..FIRST).unwrap_or(bytes)) => Ok(Self::Pdf),
            _ if bytes.starts_with(OLD_OFFICE) && stands_in(LOCKED, bytes) => Err(Unreadable::Encrypted),
            _ if bytes.starts_with(OLD_OFFICE) || bytes.starts_with(RICH_TEXT) => Err(Unreadable::NotText),
            _ => Self::of_text(text::decode(bytes)?),
        }
    }

    /// By its parts. A spreadsheet, slides or a plain archive are not minutes.
    fn of_archive(bytes: &[u8]) -> Result<Self, Unreadable> {
        let mut parts = Archive::open(bytes)?;
        if parts.has(docx::DOCUMENT) {
            Ok(Self::Docx)
        } else if parts.text("mimetype")?.starts_with(odt::KIND) {
            Ok(Self::Odt)
        } else {
            Err(Unreadable::Unknown)
        }
    }

    /// By its root element; `None` for text that only resembles XML.
    fn of_xml(text: &str) -> Result<Option<Self>, Unreadable> {
        let is_xml = text.starts_with("<?xml");
        match Xml::new(text, KINDS).root() {
            Ok(root) if root.name().1 == akoma_ntoso::ROOT => Ok(Some(Self::AkomaNtoso)),
            Ok(root) if root.name() == ("an", compte_rendu::ROOT) => Ok(Some(Self::CompteRendu)),
            Ok(_) if is_xml => Err(Unreadable::Unknown),
            Err(why) if is_xml || why == Unreadable::Entities => Err(why),
            _ => Ok(None),
        }
    }

    fn of_text(text: &str) -> Result<Self, Unreadable> {
        let text = text.trim_start();
        if text.starts_with('<')
            && let Some(format) = Self::of_xml(text)?
        {
            return Ok(format);
        }
        match text {
            _ if captions::webvtt::is(text) => Ok(Self::WebVtt),
            _ if captions::whisperx::is_json(text) => match captions::whisperx::is(text) {
                true => Ok(Self::WhisperX),
                false => Err(Unreadable::Unknown),
            },
            _ if captions::subrip::is(text) => Ok(Self::SubRip),
            _ if captions::page::is(text) => Ok(Self::Page),
            _ => Ok(Self::Minutes),
        }
    }
}
