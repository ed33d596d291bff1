//! Why a document cannot be read.

use std::fmt;

use crate::Translate;

/// Why a document cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unreadable {
    /// There is nothing in it.
    Empty,
    /// It is larger than [`super::LIMIT`].
    TooLarge,
    /// It is text in another encoding, or no text at all.
    NotUtf8,
    /// A null character stands in the text.
    Nul,
    /// It is a file of a word processor of old.
    NotText,
    /// It asks for a password.
    Encrypted,
    /// It breaks off, or contradicts itself.
    Damaged,
    /// It unfolds into too many parts, or into one too large.
    TooLargeInside,
    /// Its XML makes up abbreviations of its own.
    Entities,
    /// A PDF of pictures of pages.
    Scanned,
    /// A PDF that holds other ones.
    Nested,
    /// The program that takes the text out of a PDF is not installed.
    NoPdfReader,
    /// It is data of a kind that is not known.
    Unknown,
}

impl Unreadable {
    /// What to do about it.
    pub fn sentence(self, lang: &impl Translate) -> String {
        match self {
            Self::Empty => lang.t("import-empty"),
            Self::TooLarge => lang.t("import-too-large"),
            Self::NotUtf8 => lang.t("import-not-utf8"),
            Self::Nul => lang.t("import-nul"),
            Self::NotText => lang.t("import-not-text"),
            Self::Encrypted => lang.t("import-encrypted"),
            Self::Damaged => lang.t("import-damaged"),
            Self::TooLargeInside => lang.t("import-too-large-inside"),
            Self::Entities => lang.t("import-entities"),
            Self::Scanned => lang.t("import-scanned"),
            Self::Nested => lang.t("import-nested"),
            Self::NoPdfReader => lang.t("import-no-pdf-reader"),
            Self::Unknown => lang.t("import-unknown"),
        }
    }
}

impl fmt::Display for Unreadable {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{self:?}")
    }
}

impl std::error::Error for Unreadable {}
