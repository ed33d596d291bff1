//! How alike two names of people are, as a number.

use super::{
    civility::{is_civility, is_particle},
    fold, sorted_key,
};

/// The score of names that differ only in accents, case, order and punctuation.
pub const SAME: f64 = 1.0;

/// The score of names that do not contradict each other: `P. KOMA` and
/// `Paule KOMA`, `Mme KOMA`, `KOMA-LEROY`.
pub const COMPATIBLE: f64 = 0.95;

/// The lowest score of two spellings of one person's name.
pub const NEAR: f64 = 0.72;

/// Family names that differ only in particles ("Jean de LA TOUR", "Jean TOUR"). Below [`COMPATIBLE`],
/// because Goff and Le Goff may be two people, so the reader is warned.
const BUT_FOR_PARTICLES: f64 = 0.9;
/// The minimum likeness of two spellings of one family name. In a name of up to four letters, one letter
/// makes a different name (LEROI, but LY / LE).
const SAME_FAMILY: f64 = 0.8;
const SHORT_FAMILY: usize = 4;
/// The minimum likeness of two spellings of one given name.
const SAME_GIVEN: f64 = 0.75;
/// The weight of the family name in the score of names with different spellings, and the penalty of a slip.
const FAMILY_WEIGHT: f64 = 0.65;
const SLIP: f64 = 0.9;

/// Words and letters beyond this number are not compared.
const MOST_WORDS: usize = 8;
const LONGEST: usize = 200;

/// How alike two printed names are: [`SAME`]; [`COMPATIBLE`] if one says less than the other; down to
/// [`NEAR`] with a slip of spelling; 0.0 for two people.
pub fn likeness(one: &str, other: &str) -> f64 {
    Name::read(one).likeness(&Name::read(other))
}

/// How alike the spellings of two folded words are, from 0.0 to 1.0.
pub(super) fn spelling(one: &str, other: &str) -> f64 {
    if one.len().max(other.len()) > LONGEST {
        return if one == other { 1.0 } else { 0.0 };
    }
    strsim::normalized_damerau_levenshtein(one, other)
}

/// A name in its possible readings: where capitals do not mark the family name, it may be the last words or
/// the first.
#[derive(Debug)]
pub(super) struct Name {
    /// See [`sorted_key`].
    pub(super) key: String,
    readings: Vec<Reading>,
    /// The set of its letters.
    letters: u32,
}

#[derive(Debug, Clone, PartialEq)]
struct Reading {
    given: Vec<String>,
    family: Vec<String>,
}

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
        Name { key: sorted_key(printed), readings, letters }
    }

    pub(super) fn likeness(&self, other: &Name) -> f64 {
        // Keys ignore capitals: "Jean MARTIN" and "JEAN Martin" are one name.
        if self.key == other.key {
            return SAME;
        }
        if self.cannot_resemble(other) {
            return 0.0;
        }
        let pairs =
            self.readings.iter().flat_map(|mine| other.readings.iter().map(move |theirs| (mine, theirs)));
        pairs.map(|(a, b)| a.likeness(b)).fold(0.0, f64::max)
    }

    /// A cheap filter before the slow comparison: of two similar names, neither has many letters that the
    /// other lacks.
    fn cannot_resemble(&self, other: &Name) -> bool {
        let only_mine = (self.letters & !other.letters).count_ones();
        let only_theirs = (other.letters & !self.letters).count_ones();
        only_mine.min(only_theirs) > 3
    }
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

/// At least two letters and none of them small, since an initial marks no family name.
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
            _ => SLIP * (FAMILY_WEIGHT * family + (1.0 - FAMILY_WEIGHT) * given),
        }
    }
}

fn family_likeness(one: &[String], other: &[String]) -> Option<f64> {
    let (a, b) = (one.concat(), other.concat());
    if a.is_empty() || b.is_empty() {
        return None;
    }
    if a == b {
        return Some(SAME);
    }
    if is_first_part(one, other) || is_first_part(other, one) {
        return Some(COMPATIBLE);
    }
    if without_particles(one) == without_particles(other) {
        return Some(BUT_FOR_PARTICLES);
    }
    let alike = spelling(&a, &b);
    Some(alike).filter(|alike| *alike >= SAME_FAMILY && a.len().min(b.len()) > SHORT_FAMILY)
}

/// One half of a double name, and not only a particle.
fn is_first_part(short: &[String], long: &[String]) -> bool {
    let letters: usize = short.iter().map(String::len).sum();
    letters > 3 && long.starts_with(short)
}

/// All words, if each of them could be a particle (Van, Le).
fn without_particles(words: &[String]) -> Vec<&str> {
    let all = || words.iter().map(String::as_str);
    let telling: Vec<&str> = all().filter(|word| !is_particle(word)).collect();
    if telling.is_empty() { all().collect() } else { telling }
}

fn given_likeness(one: &[String], other: &[String]) -> Option<f64> {
    let (a, b) = (one.concat(), other.concat());
    if a == b {
        return Some(SAME);
    }
    if a.is_empty() || b.is_empty() || are_initials(one, other) || are_initials(other, one) {
        return Some(COMPATIBLE);
    }
    if one.starts_with(other) || other.starts_with(one) {
        return Some(COMPATIBLE);
    }
    Some(spelling(&a, &b)).filter(|alike| *alike >= SAME_GIVEN)
}

fn are_initials(short: &[String], long: &[String]) -> bool {
    let mut pairs = short.iter().zip(long);
    short.iter().all(|part| part.len() == 1) && pairs.all(|(i, word)| word.starts_with(i.as_str()))
}
