//! Why a document cannot be read.

use std::fmt;

use crate::Translate;

/// Why a document cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unreadable {
    /// The file is empty.
    Empty,
    /// The file is larger than [`super::LIMIT`].
    TooLarge,
    /// The file is text in another encoding, or not text at all.
    NotUtf8,
    /// The text contains a null character.
    Nul,
    /// The file is in an old word processor format.
    NotText,
    /// The file is password-protected.
    Encrypted,
    /// The file is truncated or inconsistent.
    Damaged,
    /// The file decompresses into too many parts, or into a part that is too large.
    TooLargeInside,
    /// The XML declares entities of its own.
    Entities,
    /// A PDF of scanned pages.
    Scanned,
    /// A PDF with embedded documents.
    Nested,
    /// The program that extracts text from a PDF is not installed.
    NoPdfReader,
    /// The file is in an unknown format.
    Unknown,
}

impl Unreadable {
    /// How the user can solve the problem.
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
