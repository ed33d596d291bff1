//! How alike two names of people are.

use super::fold;

/// The score of names that do not contradict each other: `P. KOMA` and
/// `Paule KOMA`, `Mme KOMA`, `KOMA-LEROY`.
pub const COMPATIBLE: f64 = 0.95;

/// The lowest score taken for one person whose name is spelt in two ways.
pub const NEAR: f64 = 0.72;

/// How alike two printed names are: 1.0 the same but for accents, case, order
/// and punctuation; [`COMPATIBLE`] when one says less than the other; down to
/// [`NEAR`] with a slip of spelling; 0.0 when they are two people's.
pub fn likeness(one: &str, other: &str) -> f64 {
    Name::read(one).likeness(&Name::read(other))
}

/// A name in its possible readings: where capitals do not mark the family
/// name, it may be the last words or the first.
#[derive(Debug)]
pub(super) struct Name {
    readings: Vec<Reading>,
    letters: u32,
}

#[derive(Debug, Clone, PartialEq)]
struct Reading {
    given: Vec<String>,
    family: Vec<String>,
}

/// Longer names are no names; reading stops there.
const MOST_WORDS: usize = 8;

const CIVILITIES: [&str; 13] = [
    "m",
    "mm",
    "mme",
    "mmes",
    "mlle",
    "monsieur",
    "madame",
    "mesdames",
    "messieurs",
    "dr",
    "pr",
    "docteur",
    "professeur",
];

impl Name {
    pub(super) fn read(printed: &str) -> Name {
        let mut words: Vec<&str> = printed.split_whitespace().take(MOST_WORDS).collect();
        let titled = words.len() > 1 && words.first().is_some_and(|word| is_civility(word));
        if titled {
            words.remove(0);
        }
        let readings = match marked(&words) {
            Some(reading) => vec![reading],
            None if titled => readings_after_civility(&words),
            None => unmarked(&words),
        };
        let letters = fold(&words.join(" ")).bytes().fold(0, |set, b| set | bit(b));
        Name { readings, letters }
    }

    pub(super) fn likeness(&self, other: &Name) -> f64 {
        if self.cannot_resemble(other) {
            return 0.0;
        }
        let pairs =
            self.readings.iter().flat_map(|mine| other.readings.iter().map(move |theirs| (mine, theirs)));
        pairs.map(|(a, b)| a.likeness(b)).fold(0.0, f64::max)
    }

    /// A quick look that spares the slow one: one of the two must have few
    /// letters that the other has not.
    fn cannot_resemble(&self, other: &Name) -> bool {
        let only_mine = (self.letters & !other.letters).count_ones();
        let only_theirs = (other.letters & !self.letters).count_ones();
        only_mine.min(only_theirs) > 3
    }
}

pub fn is_civility(word: &str) -> bool {
    CIVILITIES.contains(&fold(word).as_str())
}

fn bit(letter: u8) -> u32 {
    match letter {
        b'a'..=b'z' => 1 << (letter - b'a'),
        _ => 0,
    }
}

/// The reading of a name whose family part is in capitals ("Jean de LA TOUR").
fn marked(words: &[&str]) -> Option<Reading> {
    let capitals: Vec<bool> = words.iter().map(|word| is_capitals(word)).collect();
    if capitals.iter().all(|c| *c) || !capitals.contains(&true) {
        return None;
    }
    let mut family = Vec::new();
    let mut given = Vec::new();
    for (at, word) in words.iter().enumerate() {
        let here = capitals.get(at) == Some(&true);
        let before_capitals = capitals.get(at + 1) == Some(&true);
        if here || (before_capitals && starts_lower(word)) {
            family.extend(parts(word));
        } else {
            given.extend(parts(word));
        }
    }
    Some(Reading { given, family })
}

/// At least two letters, none of them small: an initial marks no family name.
pub fn is_capitals(word: &str) -> bool {
    let letters = || word.chars().filter(|c| c.is_alphabetic());
    letters().nth(1).is_some() && letters().all(|c| !c.is_lowercase())
}

fn starts_lower(word: &str) -> bool {
    word.chars().next().is_some_and(char::is_lowercase)
}

fn parts(word: &str) -> Vec<String> {
    let folded = fold(word);
    folded.split(' ').filter(|part| !part.is_empty()).map(String::from).collect()
}

fn readings_after_civility(words: &[&str]) -> Vec<Reading> {
    let family = words.iter().flat_map(|word| parts(word)).collect();
    let given = Vec::new();
    let mut readings = unmarked(words);
    readings.push(Reading { given, family });
    readings
}

fn unmarked(words: &[&str]) -> Vec<Reading> {
    let words: Vec<Vec<String>> = words.iter().map(|word| parts(word)).collect();
    let reading = |given: &[Vec<String>], family: &[Vec<String>]| Reading {
        given: given.concat(),
        family: family.concat(),
    };
    let mut readings = Vec::new();
    if let Some((last, rest)) = words.split_last() {
        readings.push(reading(rest, std::slice::from_ref(last)));
    }
    if let Some((first, rest)) = words.split_first().filter(|(_, rest)| !rest.is_empty()) {
        readings.push(reading(rest, std::slice::from_ref(first)));
        readings.push(reading(std::slice::from_ref(first), rest));
    }
    readings.dedup();
    readings
}

impl Reading {
    fn likeness(&self, other: &Reading) -> f64 {
        let Some(family) = family_likeness(&self.family, &other.family) else {
            return 0.0;
        };
        let Some(given) = given_likeness(&self.given, &other.given) else {
            return 0.0;
        };
        match (family >= COMPATIBLE, given >= COMPATIBLE) {
            (true, true) => family.min(given),
            (false, false) => 0.0,
            _ => 0.9 * (0.65 * family + 0.35 * given),
        }
    }
}

fn family_likeness(one: &[String], other: &[String]) -> Option<f64> {
    let (a, b) = (one.concat(), other.concat());
    if a.is_empty() || b.is_empty() {
        return None;
    }
    if a == b {
        return Some(1.0);
    }
    if is_first_part(one, other) || is_first_part(other, one) {
        return Some(COMPATIBLE);
    }
    let alike = strsim::normalized_damerau_levenshtein(&a, &b);
    // In a short name one letter is the whole difference (LEROI, but LY / LE).
    Some(alike).filter(|alike| *alike >= 0.8 && a.len().min(b.len()) > 4)
}

/// One of the two halves of a double name, and no mere particle.
fn is_first_part(short: &[String], long: &[String]) -> bool {
    let told: usize = short.iter().map(String::len).sum();
    told > 3 && long.starts_with(short)
}

fn given_likeness(one: &[String], other: &[String]) -> Option<f64> {
    let (a, b) = (one.concat(), other.concat());
    if a == b {
        return Some(1.0);
    }
    if a.is_empty() || b.is_empty() || are_initials(one, other) || are_initials(other, one) {
        return Some(COMPATIBLE);
    }
    if one.starts_with(other) || other.starts_with(one) {
        return Some(COMPATIBLE);
    }
    Some(strsim::normalized_damerau_levenshtein(&a, &b)).filter(|alike| *alike >= 0.75)
}

fn are_initials(short: &[String], long: &[String]) -> bool {
    let mut pairs = short.iter().zip(long);
    short.iter().all(|part| part.len() == 1) && pairs.all(|(i, word)| word.starts_with(i.as_str()))
}
