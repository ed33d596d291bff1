//! Finds a table of people in a file.

use super::columns::Table;
use crate::{access::scope::Busy, text::i18n::Lang};
use formats::{Unreadable, sheet::Sheet};

/// The most rows of a table.
pub const MOST_ROWS: usize = 10_000;

/// Why a file has no table of people.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoTable {
    Unreadable(Unreadable),
    /// No column of names among the headings.
    NoNames,
    TooManyRows,
    /// Too many other files are being read.
    Busy,
}

impl From<Busy> for NoTable {
    fn from(Busy: Busy) -> Self {
        Self::Busy
    }
}

impl NoTable {
    /// The message for the form.
    pub fn sentence(self, lang: Lang) -> String {
        match self {
            Self::NoNames => lang.t("people-import-no-names"),
            Self::TooManyRows => lang.t1("people-import-too-many", "limit", MOST_ROWS),
            Self::Busy => lang.t("file-busy"),
            Self::Unreadable(Unreadable::Empty) => lang.t("people-import-empty"),
            Self::Unreadable(Unreadable::NotText | Unreadable::Unknown) => lang.t("people-import-unknown"),
            Self::Unreadable(why) => why.sentence(&lang),
        }
    }
}

/// Finds the table in a file.
///
/// # Errors
/// [`NoTable`].
pub fn table(sheets: Result<Vec<Sheet>, Unreadable>) -> Result<Table, NoTable> {
    let table = Table::find(sheets.map_err(NoTable::Unreadable)?).ok_or(NoTable::NoNames)?;
    match table.rows.len() {
        0 => Err(NoTable::Unreadable(Unreadable::Empty)),
        rows if rows > MOST_ROWS => Err(NoTable::TooManyRows),
        _ => Ok(table),
    }
}
