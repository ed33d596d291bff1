//! Tables of rows and columns: a spreadsheet (`.xlsx`) or separated text (`.csv`). A formula is read as its
//! last result.

mod separated;
#[cfg(test)]
mod tests;
mod workbook;

use crate::{
    LIMIT, Unreadable,
    archive::Archive,
    format::{ARCHIVE, FIRST, LOCKED, OLD_OFFICE, PDF, RICH_TEXT, stands_in},
    grid::MOST_COLUMNS,
    text,
};

/// The most cells that all tables of a file may have, and the most bytes of text.
const MOST_CELLS: usize = 500_000;
const MOST_TEXT: usize = 24 * 1024 * 1024;

/// A table. Hidden sheets of a spreadsheet are left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    /// The name on its tab; empty for a file with one table.
    pub name: String,
    /// Its rows, without empty ones.
    pub rows: Vec<Row>,
}

/// A row that is not empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Its number in the spreadsheet, or its first line in the file; from 1.
    pub number: usize,
    /// From the first column to the last one filled; each cell is one line of tidy text.
    pub cells: Vec<String>,
}

/// Reads the tables of a file. The format is detected by content.
///
/// # Errors
/// [`Unreadable`] if it is no table, is empty, or is too large.
pub fn read(bytes: &[u8]) -> Result<Vec<Sheet>, Unreadable> {
    if bytes.len() > LIMIT {
        return Err(Unreadable::TooLarge);
    }
    let sheets = match bytes {
        _ if bytes.starts_with(ARCHIVE) => workbook::read(Archive::open(bytes)?)?,
        _ if bytes.starts_with(OLD_OFFICE) && stands_in(LOCKED, bytes) => return Err(Unreadable::Encrypted),
        _ if bytes.starts_with(OLD_OFFICE) || bytes.starts_with(RICH_TEXT) => {
            return Err(Unreadable::NotText);
        }
        _ if stands_in(PDF, bytes.get(..FIRST).unwrap_or(bytes)) => return Err(Unreadable::Unknown),
        _ => vec![separated::read(bytes)?],
    };
    if sheets.iter().all(|it| it.rows.is_empty()) { Err(Unreadable::Empty) } else { Ok(sheets) }
}

/// The text of all tables: the name of each tab, followed by its rows.
///
/// # Errors
/// As [`read`].
pub(super) fn words(parts: Archive) -> Result<String, Unreadable> {
    let mut words = String::new();
    for sheet in workbook::read(parts)? {
        words.extend([sheet.name.as_str(), "\n"]);
        for row in sheet.rows {
            words.extend([row.cells.join("\t").as_str(), "\n"]);
        }
        words.push('\n');
    }
    Ok(words)
}

/// How much of a file has been read. Only what is kept counts, not what is declared.
#[derive(Default)]
struct Measure {
    cells: usize,
    text: usize,
}

impl Measure {
    /// Puts a cell into a column (from 0) of a row. Columns may be skipped, and empty cells always are.
    fn put(&mut self, row: &mut Vec<String>, column: usize, raw: &str) -> Result<(), Unreadable> {
        // Measured before tidying, because tidying costs time even if nothing is left.
        self.text += raw.len();
        if self.text > MOST_TEXT {
            return Err(Unreadable::TooLargeInside);
        }
        let cell = tidy(raw);
        if cell.is_empty() {
            return Ok(());
        }
        let before = row.len();
        if column >= MOST_COLUMNS {
            return Err(Unreadable::TooLargeInside);
        }
        row.resize(before.max(column + 1), String::new());
        self.cells += row.len() - before;
        if self.cells > MOST_CELLS {
            return Err(Unreadable::TooLargeInside);
        }
        row[column] = cell;
        Ok(())
    }
}

/// The text on one line, without invalid characters, its words separated by single spaces.
fn tidy(raw: &str) -> String {
    let clean = text::clean(raw);
    clean.split_whitespace().collect::<Vec<_>>().join(" ")
}
