//! The document of a form: pasted or uploaded.

use actix_web::{http::StatusCode, web::Bytes};
use uuid::Uuid;

use crate::{
    access::scope::Busy,
    text::i18n::Lang,
    web::forms::multipart::{Part, Upload},
};
use formats::{LIMIT, Unreadable};

/// The document with the rest of the form.
pub const FORM_LIMIT: usize = LIMIT + 64 * 1024;

/// A document as received.
#[derive(Debug)]
pub struct Source {
    pub id: Uuid,
    pub file_name: String,
    pub bytes: Bytes,
}

/// Why the document of a form cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SourceError {
    /// There are a text and a file.
    Both,
    /// Too many other documents are being read.
    Busy,
    Unreadable(Unreadable),
}

impl From<Busy> for SourceError {
    fn from(Busy: Busy) -> Self {
        Self::Busy
    }
}

impl From<Unreadable> for SourceError {
    fn from(why: Unreadable) -> Self {
        Self::Unreadable(why)
    }
}

impl SourceError {
    /// The status of the response.
    pub fn status(self) -> StatusCode {
        match self {
            Self::Busy => StatusCode::SERVICE_UNAVAILABLE,
            Self::Unreadable(Unreadable::NotUtf8) => StatusCode::BAD_REQUEST,
            Self::Unreadable(Unreadable::TooLarge | Unreadable::TooLargeInside) => {
                StatusCode::PAYLOAD_TOO_LARGE
            }
            Self::Unreadable(Unreadable::NotText | Unreadable::Unknown) => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            _ => StatusCode::UNPROCESSABLE_ENTITY,
        }
    }

    /// The message for the form.
    pub fn sentence(self, lang: Lang) -> String {
        match self {
            Self::Both => lang.t("import-both"),
            Self::Busy => lang.t("file-busy"),
            Self::Unreadable(why) => why.sentence(&lang),
        }
    }
}

/// The pasted text, which an invalid form shows again, and the document.
pub fn take(mut upload: Upload<FORM_LIMIT>) -> (String, Result<Source, SourceError>) {
    let id = upload.take("id").and_then(|part| Uuid::try_parse_ascii(&part.bytes).ok());
    let pasted = upload.take("text").map(|part| part.bytes).unwrap_or_default();
    let file = upload.take("file").filter(|part| !part.bytes.is_empty());
    let typed = String::from_utf8_lossy(&pasted).replace('\0', "");
    let source = choose(pasted, file).map(|(file_name, bytes)| Source {
        id: id.unwrap_or_else(Uuid::now_v7),
        file_name: file_name.chars().filter(|c| *c != '\0').take(300).collect(),
        bytes: bytes.into(),
    });
    (typed, source)
}

fn choose(pasted: Vec<u8>, file: Option<Part>) -> Result<(String, Vec<u8>), SourceError> {
    let is_blank = pasted.trim_ascii().is_empty();
    match file {
        Some(_) if !is_blank => Err(SourceError::Both),
        Some(file) => Ok((file.file_name, file.bytes)),
        None if is_blank => Err(Unreadable::Empty.into()),
        None => Ok((String::new(), pasted)),
    }
}
