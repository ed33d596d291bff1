//! A short list of names, compared with a name one by one.

use std::collections::HashMap;

use super::{
    duplicates::compare,
    likeness::{NEAR, Name, SAME},
    sorted_key,
};

/// The result of a search among the names of a document.
#[derive(Debug, Clone, PartialEq)]
pub enum Found {
    Nobody,
    /// The index of the one name that fits, and its score ([`NEAR`] to [`SAME`]); below
    /// [`COMPATIBLE`](super::COMPATIBLE), the spelling differs.
    One {
        at: usize,
        score: f64,
    },
    /// The indexes of several names that fit equally well.
    Several(Vec<usize>),
}

/// Names to search, identified by their index. For more than some hundreds use [`Index`](super::Index).
pub struct Roster {
    names: Vec<Name>,
    by_key: HashMap<String, Vec<usize>>,
}

/// With more names than this, [`Roster::find`] only finds equal names, so that the cost of a search does
/// not depend on the length of the list.
const MOST_COMPARED: usize = 400;

/// Two scores closer than this are not distinguished.
const MARGIN: f64 = 0.04;

impl Roster {
    /// The names as printed, in the order of their indexes.
    pub fn new<'a>(printed: impl IntoIterator<Item = &'a str>) -> Self {
        let mut roster = Roster { names: Vec::new(), by_key: HashMap::new() };
        for (at, printed) in printed.into_iter().enumerate() {
            let name = Name::read(printed);
            roster.by_key.entry(name.key.clone()).or_default().push(at);
            roster.names.push(name);
        }
        roster
    }

    /// The one name that fits best, even with another spelling.
    pub fn find(&self, printed: &str) -> Found {
        match self.find_same(printed) {
            Found::Nobody if self.names.len() <= MOST_COMPARED => self.nearest(printed),
            found => found,
        }
    }

    /// The name that is equal except for accents, case, order and punctuation.
    pub fn find_same(&self, printed: &str) -> Found {
        match self.by_key.get(&sorted_key(printed)).map(Vec::as_slice) {
            Some([at]) => Found::One { at: *at, score: SAME },
            Some(several) => Found::Several(several.to_vec()),
            None => Found::Nobody,
        }
    }

    /// The indexes of all names that may be the same person's, the most similar first: those alike by
    /// [`likeness`](super::likeness()), and those for which [`compare`] has a reason. Someone must confirm
    /// them.
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
