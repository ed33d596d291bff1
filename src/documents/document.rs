//! A document, and how a page tells of it.

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::{DeriveActiveEnum, EnumIter, FromQueryResult};
use uuid::Uuid;

use super::media::{Class, Media};
use crate::{hearings::hearing, text::i18n::Lang};
use formats::names::turns_direction;

/// What it is to the hearing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum DocumentKind {
    PressArticle,
    BroadcastTranscript,
    Contribution,
    Slides,
    Recording,
    Other,
}

impl DocumentKind {
    pub const ALL: [Self; 6] = [
        Self::PressArticle,
        Self::BroadcastTranscript,
        Self::Contribution,
        Self::Slides,
        Self::Recording,
        Self::Other,
    ];

    /// As the database keeps it.
    pub fn code(self) -> &'static str {
        match self {
            Self::PressArticle => "press_article",
            Self::BroadcastTranscript => "broadcast_transcript",
            Self::Contribution => "contribution",
            Self::Slides => "slides",
            Self::Recording => "recording",
            Self::Other => "other",
        }
    }

    /// The sentence that names it.
    pub fn label_id(self) -> &'static str {
        match self {
            Self::PressArticle => "document-kind-press-article",
            Self::BroadcastTranscript => "document-kind-broadcast-transcript",
            Self::Contribution => "document-kind-contribution",
            Self::Slides => "document-kind-slides",
            Self::Recording => "document-kind-recording",
            Self::Other => "document-kind-other",
        }
    }

    /// From a code.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

/// Where its words come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum TextState {
    /// It has none: an image, a recording, pictures of pages.
    None,
    Pasted,
    /// Out of its file.
    Taken,
    /// They are in its file, and could not be taken out of it.
    Failed,
}

impl TextState {
    /// As the database keeps it.
    pub fn code(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Pasted => "pasted",
            Self::Taken => "taken",
            Self::Failed => "failed",
        }
    }
}

/// A document that the member may know of; without its words.
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
    /// As the file was called where it came from; empty where there is none.
    pub file_name: String,
    pub media: Option<Media>,
    pub bytes: Option<i64>,
    pub sha256: Option<Vec<u8>>,
    pub pages: Option<i32>,
    pub text_state: TextState,
    pub version: i32,
    pub created_at: DateTime<Utc>,
    /// Who brought it.
    pub added_by: String,
    series_slug: String,
    number: i32,
}

impl Document {
    /// Inside the tenant.
    pub fn path(&self) -> String {
        format!("{}/{}", path(&hearing::path(&self.series_slug, self.number)), self.id)
    }

    /// Where its bytes are, inside the tenant.
    pub fn file_path(&self) -> String {
        format!("{}/file", self.path())
    }

    pub fn is_image(&self) -> bool {
        self.media.is_some_and(|it| it.class() == Class::Image)
    }

    /// The checksum of its bytes, in hexadecimal digits.
    pub fn checksum(&self) -> Option<String> {
        self.sha256.as_deref().map(hexadecimal)
    }

    /// The weight of its bytes, in words.
    pub fn weight(&self, lang: Lang) -> Option<String> {
        self.bytes.map(|it| weight(it, lang))
    }

    /// What a file is called that is made of it: its own name, ending as what it is.
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

/// What may stand in the name of a file on every system.
fn is_safe(c: char) -> bool {
    !c.is_control() && !"\\/:*?\"<>|".contains(c)
}

/// Of the documents of a hearing whose own path is given, inside the tenant.
pub fn path(hearing: &str) -> String {
    format!("{hearing}/documents")
}

/// Bytes in hexadecimal digits.
pub fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|it| format!("{it:02x}")).collect()
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
    fn a_weight_is_told_in_thousands() {
        let said = |bytes| weight(bytes, Lang::Fr).replace('\u{a0}', " ");
        assert_eq!(
            [said(999), said(1_500), said(12_345), said(3_210_000)],
            ["999 octets", "1,5 ko", "12 ko", "3,2 Mo"]
        );
    }
}
