//! A document of a hearing.

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::FromQueryResult;
use uuid::Uuid;

use super::media::{Class, Media};
use crate::{hearings::hearing, text::i18n::Lang, words::words};
use formats::names::turns_direction;

words! {
    /// The kind of a document.
    pub enum DocumentKind("document-kind") {
        PressArticle = "press_article",
        BroadcastTranscript = "broadcast_transcript",
        Contribution = "contribution",
        Slides = "slides",
        Recording = "recording",
        Other = "other",
    }
}

words! {
    /// The origin of the text of a document.
    pub enum TextState("text-state") {
        /// It has none: an image, a recording, scanned pages.
        None = "none",
        Pasted = "pasted",
        /// Extracted from its file.
        Taken = "taken",
        /// The text of its file could not be extracted.
        Failed = "failed",
    }
}

impl TextState {
    /// The id of the advice to the reader, if the state needs one.
    pub fn advice_id(self) -> Option<&'static str> {
        match self {
            Self::None | Self::Pasted => None,
            Self::Taken => Some("document-text-taken"),
            Self::Failed => Some("document-text-failed"),
        }
    }
}

/// A document that the member may know of; without its text.
#[derive(Debug, Clone, FromQueryResult)]
pub struct Document {
    pub id: Uuid,
    pub kind: DocumentKind,
    pub title: String,
    pub source: String,
    pub author: String,
    pub dated: Option<NaiveDate>,
    pub address: String,
    pub description: String,
    pub closed: bool,
    /// Whether it is closed by itself, by its hearing, or by a turn that it repeats.
    pub withheld: bool,
    /// The original name of the file; empty if there is none.
    pub file_name: String,
    pub media: Option<Media>,
    pub bytes: Option<i64>,
    pub sha256: Option<Vec<u8>>,
    pub pages: Option<i32>,
    pub text_state: TextState,
    pub version: i32,
    pub created_at: DateTime<Utc>,
    /// The member who added it.
    pub added_by: String,
    series_slug: String,
    number: i32,
}

impl Document {
    /// Inside the tenant.
    pub fn path(&self) -> String {
        format!("{}/{}", path(&hearing::path(&self.series_slug, self.number)), self.id)
    }

    /// The path of its file, inside the tenant.
    pub fn file_path(&self) -> String {
        format!("{}/file", self.path())
    }

    pub fn is_image(&self) -> bool {
        self.media.is_some_and(|it| it.class() == Class::Image)
    }

    /// The checksum of its bytes, in hexadecimal digits.
    pub fn checksum(&self) -> Option<String> {
        self.sha256.as_ref().map(hex::encode)
    }

    /// The size of its file, in words.
    pub fn weight(&self, lang: Lang) -> Option<String> {
        self.bytes.map(|it| weight(it, lang))
    }

    /// The name of the downloaded file: its own, with the ending of its kind.
    pub fn download_name(&self) -> String {
        let Some(media) = self.media else { return String::new() };
        let name = if self.file_name.is_empty() { &self.title } else { &self.file_name };
        let name = name.chars().filter(|c| !turns_direction(*c));
        let name: String = name.map(|c| if is_safe(c) { c } else { '_' }).collect();
        let is_told = super::media::ending(&name).is_some_and(|it| media.endings().contains(&it.as_str()));
        match (is_told, media.endings()) {
            (false, [first, ..]) => format!("{name}.{first}"),
            _ => name,
        }
    }
}

/// Whether every system allows the character in the name of a file.
fn is_safe(c: char) -> bool {
    !c.is_control() && !"\\/:*?\"<>|".contains(c)
}

/// The path of the documents of a hearing, inside the tenant.
pub fn path(hearing: &str) -> String {
    format!("{hearing}/documents")
}

/// "3,2 Mo": a number of bytes in units of thousands.
pub fn weight(bytes: i64, lang: Lang) -> String {
    let (unit, id) = match bytes {
        ..1_000 => return lang.t1("weight-bytes", "count", bytes),
        1_000..1_000_000 => (1_000, "weight-kilobytes"),
        _ => (1_000_000, "weight-megabytes"),
    };
    let tenths = bytes * 10 / unit;
    let number = match (tenths / 10, tenths % 10) {
        (whole @ 10.., _) | (whole, 0) => whole.to_string(),
        (whole, tenth) => format!("{whole}{}{tenth}", lang.t("decimal-mark")),
    };
    lang.t1(id, "number", number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_shown_in_thousands() {
        let said = |bytes| weight(bytes, Lang::Fr).replace('\u{a0}', " ");
        assert_eq!(
            [said(999), said(1_500), said(12_345), said(3_210_000)],
            ["999 octets", "1,5 ko", "12 ko", "3,2 Mo"]
        );
    }
}
