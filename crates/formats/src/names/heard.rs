//! Names as speech recognition spells them.

use std::collections::{HashMap, HashSet};

use super::{civility::is_civility, fold, likeness::spelling};

/// People whose family names may have been misheard, identified by their index.
pub struct Heard {
    families: Vec<String>,
    by_given: HashMap<String, Vec<usize>>,
    /// Every word of every name: such a word was heard correctly.
    said: HashSet<String>,
}

/// The minimum likeness of a word to the family name, after the given name.
const AFTER_GIVEN: f64 = 0.5;
/// The minimum likeness of a word without the given name. Words shorter than [`LONG`] are then too often
/// other words.
const ALONE: f64 = 0.75;
const LONG: usize = 6;
/// Longer words are not names.
const LONGEST: usize = 40;
/// With more people, only those whose given name occurs are compared.
const MOST_COMPARED: usize = 60;

impl Heard {
    /// The names as printed.
    pub fn new<'a>(printed: impl IntoIterator<Item = &'a str>) -> Self {
        let mut heard = Self { families: Vec::new(), by_given: HashMap::new(), said: HashSet::new() };
        for (at, name) in printed.into_iter().enumerate() {
            let mut words = name.split_whitespace().filter(|word| !is_civility(word)).map(fold);
            let given = words.next().unwrap_or_default();
            heard.by_given.entry(given).or_default().push(at);
            heard.families.push(words.next_back().unwrap_or_default());
            heard.said.extend(fold(name).split(' ').map(str::to_owned));
        }
        heard
    }

    /// The person whose family name a word nearly is. `before` is the word before it; both are folded.
    /// `read` caches the results for words without a given name.
    pub fn near(
        &self,
        before: Option<&str>,
        word: &str,
        read: &mut HashMap<String, Option<usize>>,
    ) -> Option<usize> {
        if word.len() > LONGEST || word.split(' ').all(|part| self.said.contains(part)) {
            return None;
        }
        let called = before.and_then(|given| self.by_given.get(given));
        let named = called.and_then(|at| self.nearest(at.iter().copied(), word, AFTER_GIVEN));
        if named.is_some() || word.len() < LONG || self.families.len() > MOST_COMPARED {
            return named;
        }
        match read.get(word) {
            Some(found) => *found,
            None => {
                let found = self.nearest(0..self.families.len(), word, ALONE);
                read.insert(word.to_owned(), found);
                found
            }
        }
    }

    fn nearest(&self, among: impl Iterator<Item = usize>, word: &str, least: f64) -> Option<usize> {
        let scored = among.take(MOST_COMPARED).filter_map(|at| {
            let family =
                self.families.get(at).filter(|it| it.as_bytes().first() == word.as_bytes().first())?;
            Some((at, spelling(family, word)))
        });
        let fitting = scored.filter(|(_, score)| *score >= least);
        fitting.max_by(|one, other| one.1.total_cmp(&other.1)).map(|(at, _)| at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_misheard_name_is_near_and_an_unrelated_one_is_not() {
        let known = Heard::new(["Ève MARAND", "Anne-Lise Chopinard", "Mme Paule Vesle"]);
        let near = |before, word| known.near(before, word, &mut HashMap::new());
        assert_eq!(near(Some("eve"), "marrant"), Some(0));
        assert_eq!(near(Some("eve"), "marand"), None);
        assert_eq!(near(Some("eve"), "mais"), None);
        assert_eq!(near(Some("eve"), "demain"), None);
        assert_eq!(near(None, "chopineau"), None);
        assert_eq!(near(None, "chopinart"), Some(1));
        assert_eq!(near(Some("anne lise"), "chopineau"), Some(1));
        assert_eq!(near(Some("paule"), "vel"), Some(2));
    }
}
