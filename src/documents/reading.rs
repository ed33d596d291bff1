//! Checking an uploaded file and extracting its text.

use actix_web::http::StatusCode;

use super::{
    document::TextState,
    media::{self, Media, Recognised},
    upload::Incoming,
};
use crate::{
    access::scope::{Busy, FileReaders},
    config::DocumentsConfig,
    text::i18n::Lang,
};
use formats::{
    Unreadable,
    contents::{self, Office},
    pdf,
};

/// A file that is accepted.
#[derive(Debug)]
pub struct Read {
    pub file: Incoming,
    pub media: Media,
    pub pages: Option<u32>,
    pub text: String,
    pub text_state: TextState,
}

/// Why a file is refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// With the limit in megabytes.
    TooLarge(u64),
    /// No accepted kind of file.
    Unknown,
    /// Its name has the ending of another kind of file.
    OtherEnding {
        ending: String,
        media: Media,
    },
    Damaged,
    Encrypted,
    /// It decompresses to too much.
    Bomb,
    /// Too many files are being read.
    Busy,
}

impl Refusal {
    /// The status of the response.
    pub fn status(&self) -> StatusCode {
        match self {
            Self::TooLarge(_) => StatusCode::PAYLOAD_TOO_LARGE,
            Self::Unknown | Self::OtherEnding { .. } => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::Busy => StatusCode::SERVICE_UNAVAILABLE,
            Self::Damaged | Self::Encrypted | Self::Bomb => StatusCode::UNPROCESSABLE_ENTITY,
        }
    }

    /// The sentence for the form.
    pub fn sentence(&self, lang: Lang) -> String {
        match self {
            Self::TooLarge(limit) => lang.t1("document-too-large", "limit", *limit),
            Self::Unknown => lang.t("document-unknown"),
            Self::OtherEnding { ending, media } => {
                lang.t2("document-name-lies", "ending", ending.as_str(), "media", media.name())
            }
            Self::Damaged => lang.t("document-damaged"),
            Self::Encrypted => lang.t("document-encrypted"),
            Self::Bomb => lang.t("document-bomb"),
            Self::Busy => lang.t("file-busy"),
        }
    }
}

impl From<Busy> for Refusal {
    fn from(Busy: Busy) -> Self {
        Self::Busy
    }
}

impl From<Unreadable> for Refusal {
    fn from(why: Unreadable) -> Self {
        match why {
            Unreadable::Encrypted => Self::Encrypted,
            Unreadable::TooLargeInside => Self::Bomb,
            _ => Self::Damaged,
        }
    }
}

/// Reads a file.
///
/// # Errors
/// [`Refusal`].
pub async fn read(file: Incoming, config: &DocumentsConfig, readers: &FileReaders) -> Result<Read, Refusal> {
    if file.is_too_large {
        return Err(Refusal::TooLarge(config.megabytes(Recognised::by(&file.head).class())));
    }
    readers.read(move || look(file)).await
}

fn look(file: Incoming) -> Result<Read, Refusal> {
    let (media, office) = tell(&file)?;
    if let Some(ending) = media::ending(&file.name)
        && !media.endings().contains(&ending.as_str())
    {
        return Err(Refusal::OtherEnding { ending, media });
    }
    if !media.is_whole(&file.head, &file.tail, file.length) {
        return Err(Refusal::Damaged);
    }
    let (pages, found) = match (media, office) {
        (Media::Pdf, _) => match pdf::pages(&file.file) {
            // Without a PDF reader the file is accepted as it is.
            Err(why @ Unreadable::NoPdfReader) => (None, Err(why)),
            pages => (pages?, pdf::text(&file.file)),
        },
        (_, Some(office)) => (contents::pages(office, &file.file), contents::text(office, &file.file)),
        _ => (None, Ok(String::new())),
    };
    let (text, text_state) = words(found, media)?;
    Ok(Read { file, media, pages, text, text_state })
}

fn tell(file: &Incoming) -> Result<(Media, Option<Office>), Refusal> {
    match Recognised::by(&file.head) {
        Recognised::Media(media) => Ok((media, None)),
        Recognised::Archive => {
            let office = contents::office(&file.file)?;
            let media = match office {
                Some(Office::Docx) => Media::Docx,
                Some(Office::Odt) => Media::Odt,
                Some(Office::Xlsx) => Media::Xlsx,
                None => return Err(Refusal::Unknown),
            };
            Ok((media, office))
        }
        Recognised::OldOffice if contents::is_locked(&file.file) => Err(Refusal::Encrypted),
        Recognised::OldOffice | Recognised::Unknown => Err(Refusal::Unknown),
    }
}

/// A file is accepted even if its text cannot be extracted or is too long; an archive that is damaged
/// or encrypted is refused.
fn words(found: Result<String, Unreadable>, media: Media) -> Result<(String, TextState), Refusal> {
    match found {
        Ok(text) if !text.trim().is_empty() => Ok((kept(&text), TextState::Taken)),
        Ok(_) | Err(Unreadable::Empty) => Ok((String::new(), TextState::None)),
        Err(why @ (Unreadable::Encrypted | Unreadable::Damaged)) if media != Media::Pdf => Err(why.into()),
        Err(_) => Ok((String::new(), TextState::Failed)),
    }
}

/// How many characters of a text are stored: some 1,500 pages.
const LONGEST: usize = 4_000_000;

fn kept(text: &str) -> String {
    formats::clean(text).trim().chars().take(LONGEST).collect()
}
