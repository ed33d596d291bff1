//! Tables of rows and columns: a spreadsheet (`.xlsx`), or text whose columns
//! are separated (`.csv`). Bytes in, text out; a formula is what it last gave.

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

/// How many cells all tables of a file have at most, and how many bytes of text.
const MOST_CELLS: usize = 500_000;
const MOST_TEXT: usize = 24 * 1024 * 1024;

/// A table; its hidden ones a spreadsheet keeps to itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    /// As its tab says; empty for a file that is one table.
    pub name: String,
    /// Those that say anything.
    pub rows: Vec<Row>,
}

/// A row that says something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Its number in the spreadsheet, or the line it begins on; from 1.
    pub number: usize,
    /// From the first column to the last that is filled, each one line of tidy text.
    pub cells: Vec<String>,
}

/// Reads the tables of a file, whose kind is told by its content.
///
/// # Errors
/// [`Unreadable`], where it is no table, is empty, or larger than any table people keep.
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

/// What all tables of a spreadsheet say: its tabs, and below each its rows.
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

/// How much of a file has been read: what is announced costs nothing, what is
/// kept is counted.
#[derive(Default)]
struct Measure {
    cells: usize,
    text: usize,
}

impl Measure {
    /// Puts a cell into its column (from 0) of a row. A column may be left out, an empty cell always is.
    fn put(&mut self, row: &mut Vec<String>, column: usize, raw: &str) -> Result<(), Unreadable> {
        // As it came: tidying costs by that, even where nothing is left of it.
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

/// One line without what cannot be kept, its words apart by single spaces.
fn tidy(raw: &str) -> String {
    let clean = text::clean(raw);
    clean.split_whitespace().collect::<Vec<_>>().join(" ")
}
