//! Converts a table of an office document to lines, so that the attendance table is found in them.

use crate::{Unreadable, minutes, names::fold};

/// A table: rows of cells, cells of paragraphs.
#[derive(Debug, Default)]
pub(super) struct Table {
    rows: Vec<Vec<Vec<String>>>,
    cells: usize,
}

/// The most cells in a row and in a table.
pub(super) const MOST_COLUMNS: usize = 500;
const MOST_CELLS: usize = 60_000;

/// A table as lines.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Grid {
    pub rows: Vec<String>,
    /// Rows with only the names of the columns.
    pub columns: Vec<String>,
}

impl Table {
    /// Adds a row. A paragraph of several lines gives several lines.
    ///
    /// # Errors
    /// If there are too many cells.
    pub(super) fn push(&mut self, row: Vec<Vec<String>>) -> Result<(), Unreadable> {
        self.cells += row.len();
        if self.cells > MOST_CELLS {
            return Err(Unreadable::TooLargeInside);
        }
        let lines = |cell: Vec<String>| -> Vec<String> {
            let lines = cell.iter().flat_map(|it| it.lines()).map(|it| it.trim().to_owned());
            lines.filter(|it| !it.is_empty()).collect()
        };
        let row: Vec<Vec<String>> = row.into_iter().map(lines).collect();
        if row.iter().any(|cell| !cell.is_empty()) {
            self.rows.push(row);
        }
        Ok(())
    }

    /// The lines of the rows, from top to bottom. If each column has a heading of the attendance table, the
    /// lines of the columns instead.
    pub(super) fn into_lines(self) -> Grid {
        let mut grid = Grid::default();
        if self.has_headed_columns() {
            self.columns(&mut grid.rows);
            return grid;
        }
        for (at, row) in self.rows.into_iter().enumerate() {
            if at == 0 && names_columns(&row) {
                grid.columns.push(joined(&row, " | "));
            } else {
                lines_of(&row, &mut grid.rows);
            }
        }
        grid
    }

    fn has_headed_columns(&self) -> bool {
        let heads =
            |cell: &Vec<String>| matches!(cell.as_slice(), [one] if minutes::heads_those_present(one));
        self.rows.len() > 1 && self.rows.first().is_some_and(|row| row.len() > 1 && row.iter().all(heads))
    }

    fn columns(self, lines: &mut Vec<String>) {
        let width = self.rows.iter().map(Vec::len).max().unwrap_or(0);
        for column in 0..width {
            for (at, row) in self.rows.iter().enumerate() {
                let cell = row.get(column).map(Vec::as_slice).unwrap_or_default();
                lines.extend(cell.iter().map(|line| if at == 0 { line.clone() } else { item(line) }));
            }
        }
    }
}

/// The lines of one row.
fn lines_of(row: &[Vec<String>], lines: &mut Vec<String>) {
    let filled: Vec<&[String]> = row.iter().map(Vec::as_slice).filter(|cell| !cell.is_empty()).collect();
    match filled.as_slice() {
        [cell] => lines.extend(cell.iter().map(|line| match minutes::is_person(line) {
            true => item(line),
            false => line.clone(),
        })),
        // "Intervenants" in the first cell, people in the second.
        [[head], rest @ ..] if minutes::heads_those_present(head) => {
            lines.push(head.clone());
            match rest {
                [cell] => lines.extend(cell.iter().map(|line| item(line))),
                _ => lines.push(item(&joined(row.get(1..).unwrap_or_default(), ", "))),
            }
        }
        // A name, and the capacity of the person.
        [[_], ..] if minutes::is_person(&joined(row, ", ")) => lines.push(item(&joined(row, ", "))),
        _ => lines.push(joined(row, " | ")),
    }
}

fn item(line: &str) -> String {
    if line.starts_with("- ") { line.to_owned() } else { format!("- {line}") }
}

fn joined(row: &[Vec<String>], between: &str) -> String {
    let cells: Vec<String> = row.iter().filter(|cell| !cell.is_empty()).map(|cell| cell.join(" ")).collect();
    cells.join(between)
}

const COLUMNS: &str = "nom noms prenom prenoms fonction fonctions qualite titre organisme organisation \
                       structure institution groupe entite service direction role presence et de la";

/// Whether a row has only the headings of its columns.
fn names_columns(row: &[Vec<String>]) -> bool {
    let filled: Vec<String> = row.iter().flatten().map(|it| fold(it)).collect();
    let named = |text: &String| text.split(' ').all(|word| COLUMNS.split_whitespace().any(|it| it == word));
    filled.len() > 1 && filled.iter().all(named)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(rows: &[&[&str]]) -> Grid {
        let mut table = Table::default();
        for row in rows {
            let row = row.iter().map(|cell| cell.split('/').map(str::to_owned).collect());
            table.push(row.collect()).unwrap();
        }
        table.into_lines()
    }

    #[test]
    fn an_attendance_table_becomes_lists_under_its_headings() {
        let grid = lines(&[
            &["Intervenants", "Mme Jeanne DOUARNE, directrice/M. Paul VESLE, grutier"],
            &["Groupes politiques", "", "Zoé LENOIR", "conseillère"],
        ]);
        assert_eq!(
            grid.rows,
            [
                "Intervenants",
                "- Mme Jeanne DOUARNE, directrice",
                "- M. Paul VESLE, grutier",
                "Groupes politiques",
                "- Zoé LENOIR, conseillère"
            ]
        );
    }

    #[test]
    fn columns_with_headings_are_read_in_turn() {
        let grid = lines(&[&["Intervenants", "Administration"], &["Paul VESLE", "Zoé LENOIR/Ève MARAND"]]);
        assert_eq!(
            grid.rows,
            ["Intervenants", "- Paul VESLE", "Administration", "- Zoé LENOIR", "- Ève MARAND"]
        );
    }

    #[test]
    fn column_headings_are_not_rows() {
        let grid = lines(&[&["Nom et prénom", "Fonction"], &["Paul VESLE", "grutier"], &["Tarif", "3 €"]]);
        assert_eq!(grid.rows, ["- Paul VESLE, grutier", "Tarif | 3 €"]);
        assert_eq!(grid.columns, ["Nom et prénom | Fonction"]);
    }
}
