//! The fixtures are about the invented town of Morvence; the expected results were written by hand.

use chrono::{NaiveDate, NaiveTime};

use super::*;

mod conservation;
mod heads;
mod notes;
mod records;
mod shapes;
mod speakers;

const PLAIN: &str =
    include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/fixtures/minutes/plain.txt"));
const MARKDOWN: &str =
    include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/fixtures/minutes/pages.md"));
const ODD: &str = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/fixtures/minutes/odd.txt"));

/// The speaker as in the table, or the label of a turn without speaker.
fn speakers(minutes: &Minutes) -> Vec<&str> {
    let named = |turn| minutes.speaker(turn).map(|attendance| attendance.name.as_str());
    minutes.turns.iter().map(|turn| named(turn).unwrap_or(&turn.label)).collect()
}

fn texts(minutes: &Minutes) -> Vec<&str> {
    minutes.turns.iter().map(|turn| turn.text.as_str()).collect()
}

fn present(minutes: &Minutes) -> Vec<(&str, Category, &str, &str)> {
    fn told(text: &Option<String>) -> &str {
        text.as_deref().unwrap_or_default()
    }
    let rows = minutes.attendances.iter();
    rows.map(|a| (a.name.as_str(), a.category, told(&a.title), told(&a.body))).collect()
}

fn kinds(minutes: &Minutes) -> Vec<(usize, Kind)> {
    minutes.warnings.iter().map(|warning| (warning.line, warning.kind.clone())).collect()
}

fn furniture(minutes: &Minutes, kind: FurnitureKind) -> usize {
    minutes.furniture.iter().filter(|furniture| furniture.kind == kind).count()
}
