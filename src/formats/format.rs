//! The kind of a document, by its content.

use super::{LIMIT, Unreadable, captions, text};

/// A kind of document that can be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Minutes as text, plain or Markdown: any text that is nothing else.
    Minutes,
    /// Captions of the web: `WEBVTT`.
    WebVtt,
    /// Captions of SubRip: a number, `00:00:01,000 --> 00:00:02,000`, text.
    SubRip,
    /// What WhisperX wrote of a recording, as JSON.
    WhisperX,
    /// A page with a recording's transcript: `12:05`, then what is said there.
    Page,
}

/// How files begin that are no text.
const ARCHIVE: &[u8] = b"PK\x03\x04";
const PDF: &[u8] = b"%PDF";
const OLD_OFFICE: &[u8] = b"\xd0\xcf\x11\xe0";
const RICH_TEXT: &[u8] = b"{\\rtf";

impl Format {
    /// What these bytes are.
    ///
    /// # Errors
    /// [`Unreadable`], where they are nothing that can be read.
    pub fn of(bytes: &[u8]) -> Result<Self, Unreadable> {
        if bytes.len() > LIMIT {
            return Err(Unreadable::TooLarge);
        }
        if [ARCHIVE, PDF, OLD_OFFICE, RICH_TEXT].iter().any(|it| bytes.starts_with(it)) {
            return Err(Unreadable::NotText);
        }
        Self::of_text(text::decode(bytes)?)
    }

    fn of_text(text: &str) -> Result<Self, Unreadable> {
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
