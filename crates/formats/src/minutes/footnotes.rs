//! The notes of one turn, with unique markers.

use std::collections::HashMap;

use super::{Footnote, notes::Note};

#[derive(Default)]
pub(super) struct Footnotes {
    kept: Vec<Footnote>,
    /// The index of each note of the document among the stored ones.
    places: HashMap<usize, usize>,
    /// How often each marker was printed.
    printed: HashMap<String, usize>,
}

impl Footnotes {
    /// The marker of a note that is already stored.
    pub(super) fn marker(&self, note: usize) -> Option<String> {
        let kept = self.kept.get(*self.places.get(&note)?)?;
        Some(kept.marker.clone())
    }

    /// Stores a note and returns its marker: as printed or, if numbers restart on every page, 1bis, 1ter,
    /// …, 1x6.
    pub(super) fn keep(&mut self, place: usize, note: &Note) -> String {
        let times = self.printed.entry(note.marker.clone()).or_default();
        let marker = format!("{}{}", note.marker, repetition(*times));
        *times += 1;
        self.places.insert(place, self.kept.len());
        self.kept.push(Footnote { marker: marker.clone(), text: note.finished() });
        marker
    }

    pub(super) fn into_vec(self) -> Vec<Footnote> {
        self.kept
    }
}

fn repetition(times: usize) -> String {
    let named = ["", "bis", "ter", "quater", "quinquies"];
    let name = named.get(times).map(|name| name.to_string());
    name.unwrap_or_else(|| format!("x{}", times + 1))
}
