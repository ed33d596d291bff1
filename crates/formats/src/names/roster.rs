//! A few names, each of which is compared with the name that is sought.

use std::collections::HashMap;

use super::{
    duplicates::compare,
    likeness::{NEAR, Name, SAME},
    sorted_key,
};

/// What a search among the names of a document gives.
#[derive(Debug, Clone, PartialEq)]
pub enum Found {
    Nobody,
    /// The position of the one name that fits, and how well ([`NEAR`] to
    /// [`SAME`]); below [`COMPATIBLE`](super::COMPATIBLE), the spelling differs.
    One {
        at: usize,
        score: f64,
    },
    /// The positions of several names that fit equally well.
    Several(Vec<usize>),
}

/// Names to search among, known by their position. For more than some hundreds
/// see [`Index`](super::Index).
pub struct Roster {
    names: Vec<Name>,
    by_key: HashMap<String, Vec<usize>>,
}

/// Among more names than this, [`Roster::find`] finds only the same name, so
/// that a search costs the same however long the list is.
const MOST_COMPARED: usize = 400;

/// Two scores closer than this do not tell two people apart.
const MARGIN: f64 = 0.04;

impl Roster {
    /// The names as printed, each known by its place.
    pub fn new<'a>(printed: impl IntoIterator<Item = &'a str>) -> Self {
        let mut roster = Roster { names: Vec::new(), by_key: HashMap::new() };
        for (at, printed) in printed.into_iter().enumerate() {
            let name = Name::read(printed);
            roster.by_key.entry(name.key.clone()).or_default().push(at);
            roster.names.push(name);
        }
        roster
    }

    /// The one name that fits best, even if it is spelt otherwise.
    pub fn find(&self, printed: &str) -> Found {
        match self.find_same(printed) {
            Found::Nobody if self.names.len() <= MOST_COMPARED => self.nearest(printed),
            found => found,
        }
    }

    /// The name that is the same but for accents, case, order and punctuation.
    pub fn find_same(&self, printed: &str) -> Found {
        match self.by_key.get(&sorted_key(printed)).map(Vec::as_slice) {
            Some([at]) => Found::One { at: *at, score: SAME },
            Some(several) => Found::Several(several.to_vec()),
            None => Found::Nobody,
        }
    }

    /// The places of all names that may be the same person's, the likest first:
    /// those of one [`likeness`](super::likeness()), and those that
    /// [`compare`] has a reason for. Someone must confirm them.
    pub fn alike(&self, printed: &str) -> Vec<usize> {
        let sought = Name::read(printed);
        let score = |name: &Name| {
            let score = name.likeness(&sought);
            if score < NEAR && compare(&name.key, &sought.key).is_some() { NEAR } else { score }
        };
        let scores = self.names.iter().map(score).enumerate();
        let mut alike: Vec<(usize, f64)> = scores.filter(|(_, score)| *score >= NEAR).collect();
        alike.sort_by(|one, other| other.1.total_cmp(&one.1));
        alike.into_iter().map(|(at, _)| at).collect()
    }

    fn nearest(&self, printed: &str) -> Found {
        let sought = Name::read(printed);
        let scores: Vec<(usize, f64)> = self
            .names
            .iter()
            .enumerate()
            .map(|(at, name)| (at, name.likeness(&sought)))
            .filter(|(_, score)| *score >= NEAR)
            .collect();
        let best = scores.iter().map(|(_, score)| *score).fold(0.0, f64::max);
        let fitting: Vec<usize> =
            scores.iter().filter(|(_, score)| *score > best - MARGIN).map(|(at, _)| *at).collect();
        match fitting.as_slice() {
            [] => Found::Nobody,
            [at] => Found::One { at: *at, score: best },
            _ => Found::Several(fitting),
        }
    }
}
