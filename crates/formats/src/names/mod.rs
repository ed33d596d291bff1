//! Comparing names of people in spite of accents, case, order of the words and
//! slips of the keyboard. The same scale serves a heading against the table of
//! those present, and a person of the table against the directory.

use std::collections::HashMap;

mod heard;
mod likeness;
pub use heard::Heard;
use likeness::Name;
pub use likeness::{COMPATIBLE, NEAR, likeness};
pub use likeness::{is_capitals, is_civility};

/// The key under which two spellings of one text compare equal: unaccented
/// lower-case words of ASCII, each separated by one space, no punctuation.
pub fn fold(text: &str) -> String {
    let mut key = String::with_capacity(text.len());
    for letter in text.chars() {
        if is_combining(letter) {
            continue;
        }
        if !letter.is_alphanumeric() {
            if !key.is_empty() && !key.ends_with(' ') {
                key.push(' ');
            }
        } else if letter.is_ascii() {
            key.push(letter.to_ascii_lowercase());
        } else {
            push_transliterated(&mut key, letter);
        }
    }
    key.truncate(key.trim_end().len());
    key
}

fn is_combining(letter: char) -> bool {
    matches!(letter, '\u{300}'..='\u{36f}')
}

fn push_transliterated(key: &mut String, letter: char) {
    let ascii = deunicode::deunicode_char(letter).unwrap_or_default();
    key.extend(ascii.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()));
}

/// Whether a character opens or closes an embedding, an override or an isolate
/// (Unicode bidirectional algorithm, 2.1–2.5): no name needs one.
pub fn turns_direction(character: char) -> bool {
    matches!(character, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// What a search among known names gives.
#[derive(Debug, Clone, PartialEq)]
pub enum Found {
    Nobody,
    /// The position of the one name that fits, and how well (`NEAR..=1.0`);
    /// below [`COMPATIBLE`], the spelling differs.
    One {
        at: usize,
        score: f64,
    },
    /// The positions of several names that fit equally well.
    Several(Vec<usize>),
}

/// Names to search among, known by their position.
pub struct Roster {
    names: Vec<Name>,
    exact: HashMap<String, Vec<usize>>,
}

/// With more names than this only the same name is found, so that a search
/// costs the same however long the list is.
const MOST_COMPARED: usize = 400;

/// Two scores closer than this do not tell two people apart.
const MARGIN: f64 = 0.04;

impl Roster {
    /// The names as printed, each known by its place.
    pub fn new<'a>(printed: impl IntoIterator<Item = &'a str>) -> Self {
        let mut roster = Roster { names: Vec::new(), exact: HashMap::new() };
        for (at, name) in printed.into_iter().enumerate() {
            roster.exact.entry(sorted_key(name)).or_default().push(at);
            roster.names.push(Name::read(name));
        }
        roster
    }

    /// The name that fits best, were it spelt somewhat differently.
    pub fn find(&self, printed: &str) -> Found {
        match self.find_same(printed) {
            Found::Nobody if self.names.len() <= MOST_COMPARED => self.nearest(printed),
            found => found,
        }
    }

    /// The name that is the same but for accents, case, order and punctuation.
    pub fn find_same(&self, printed: &str) -> Found {
        match self.exact.get(&sorted_key(printed)).map(Vec::as_slice) {
            Some([at]) => Found::One { at: *at, score: 1.0 },
            Some(several) => Found::Several(several.to_vec()),
            None => Found::Nobody,
        }
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

/// The folded words in alphabetical order: the family name may come first.
pub fn sorted_key(name: &str) -> String {
    let folded = fold(name);
    let mut words: Vec<&str> = folded.split(' ').collect();
    words.sort_unstable();
    words.join(" ")
}

#[cfg(test)]
mod tests;
