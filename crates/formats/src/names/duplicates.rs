//! Finds names that may be one person's, among tens of thousands.
//!
//! Names are found by shared keys, since comparing all pairs would cost the square of their number. Tests
//! bound the time for 50,000 names.

use std::{
    collections::HashMap,
    hash::{DefaultHasher, Hash as _, Hasher as _},
};

use super::civility::is_telling;

/// Why two names may be one person's, the strongest reason first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Resemblance {
    /// Equal except for accents, case and punctuation.
    Same,
    /// The same words in another order.
    Order,
    /// Equal except for particles and civilities: `de`, `le`, `van`, `Mme`.
    Particle,
    /// One letter differs, is missing, or is transposed.
    Slip,
    /// One has only the initials of the given names.
    Initials,
    /// One has an additional word: a second given name, a double name.
    More,
}

/// Words beyond this number are not compared.
const MOST_WORDS: usize = 6;
/// In a shorter name, one letter makes another name.
const SHORTEST_SLIP: usize = 8;
/// A longer text gets no further keys; it is no name.
const LONGEST_SLIP: usize = 60;
/// The shortest family name that is searched together with initials.
const SHORTEST_FAMILY: usize = 3;
/// How many names with a shared key are compared. With more of them, a proposal is meaningless.
const MOST_SHARING: usize = 8;

/// Why the names of two keys (see [`fold`](super::fold())) may be one person's.
///
/// The result is a question for a person, so this finds more than [`likeness`](super::likeness()), which
/// decides: two people who share a family name and one of two given names are proposed here, but are
/// distinct there.
pub fn compare(one: &str, other: &str) -> Option<Resemblance> {
    if one == other {
        return Some(Resemblance::Same);
    }
    if sorted(one) == sorted(other) {
        return Some(Resemblance::Order);
    }
    let (mine, theirs) = (telling(one), telling(other));
    if mine == theirs {
        return Some(Resemblance::Particle);
    }
    // Checked before slips, because "J. Kervadec" and "Jo Kervadec" are one letter apart too.
    if differ_by_initials(&mine, &theirs) {
        return Some(Resemblance::Initials);
    }
    let (a, b) = (mine.concat(), theirs.concat());
    if a.len().min(b.len()) >= SHORTEST_SLIP
        && a.len().abs_diff(b.len()) < 2
        && strsim::osa_distance(&a, &b) <= 1
    {
        return Some(Resemblance::Slip);
    }
    let (few, many) = if mine.len() < theirs.len() { (mine, theirs) } else { (theirs, mine) };
    let has_one_more = few.len() > 1 && few.len() + 1 == many.len();
    (has_one_more && (0..many.len()).any(|at| without(&many, at) == few)).then_some(Resemblance::More)
}

fn sorted(key: &str) -> Vec<&str> {
    let mut words: Vec<&str> = key.split(' ').take(MOST_WORDS).collect();
    words.sort_unstable();
    words
}

/// The distinctive words, sorted; all words if none is distinctive.
fn telling(key: &str) -> Vec<&str> {
    let all = sorted(key);
    let words: Vec<&str> = all.iter().copied().filter(|word| is_telling(word)).collect();
    if words.is_empty() { all } else { words }
}

/// Whether the names share a family name, and each other word of one begins with the initial that the other
/// has.
fn differ_by_initials(one: &[&str], other: &[&str]) -> bool {
    let only = |of: &[&'_ str], without: &[&str]| -> Vec<String> {
        of.iter().filter(|word| !without.contains(word)).map(|word| (*word).to_owned()).collect()
    };
    let (mine, theirs) = (only(one, other), only(other, one));
    let shares_family = one.iter().any(|word| word.len() >= SHORTEST_FAMILY && other.contains(word));
    let abbreviates = |short: &[String], long: &[String]| {
        short.iter().zip(long).all(|(short, long)| is_initial(short) && long.starts_with(short.as_str()))
    };
    one.len() == other.len()
        && shares_family
        && !mine.is_empty()
        && mine.len() == theirs.len()
        && (abbreviates(&mine, &theirs) || abbreviates(&theirs, &mine))
}

/// A number is no abbreviation: "Agent 1" is not "Agent 12".
fn is_initial(word: &str) -> bool {
    word.len() == 1 && word.bytes().all(|it| it.is_ascii_lowercase())
}

fn without<'a>(words: &[&'a str], at: usize) -> Vec<&'a str> {
    let others = words.iter().enumerate().filter(|(other, _)| *other != at);
    others.map(|(_, word)| *word).collect()
}

/// The names of a directory, identified by their index, by the keys that they may share with others.
#[derive(Debug, Default)]
pub struct Index<'a> {
    keys: Vec<&'a str>,
    /// By the whole key.
    same: HashMap<&'a str, Vec<usize>>,
    /// By their words, and by their letters with one left out.
    alike: Vec<(u64, u32)>,
    /// By their words with one left out.
    shorter: Vec<(u64, u32)>,
    /// By a family name and the initials of the other words.
    initials: Vec<(u64, u32)>,
}

impl<'a> Index<'a> {
    /// Builds an index of the names with these keys (see [`fold`](super::fold())).
    pub fn new(keys: impl IntoIterator<Item = &'a str>) -> Self {
        let mut index = Self::default();
        for (at, key) in (0_u32..).zip(keys) {
            let words = telling(key);
            let with_place = |hash| (hash, at);
            index.alike.extend(slips(&words.concat()).into_iter().map(with_place));
            index.shorter.extend(drops(&words).into_iter().map(with_place));
            index.initials.extend(initials(&words).into_iter().map(with_place));
            index.same.entry(key).or_default().push(index.keys.len());
            index.keys.push(key);
        }
        index.alike.sort_unstable();
        index.shorter.sort_unstable();
        index.initials.sort_unstable();
        index
    }

    /// The indexes of the names with exactly this key.
    pub fn same(&self, key: &str) -> &[usize] {
        self.same.get(key).map(Vec::as_slice).unwrap_or_default()
    }

    /// The indexes of the names that may be the same person's as this key's, in order, with the reason. A
    /// key of the index finds itself.
    pub fn alike(&self, key: &str) -> impl Iterator<Item = (usize, Resemblance)> {
        self.candidates(key).into_iter().filter_map(move |at| Some((at, compare(key, self.keys.get(at)?)?)))
    }

    /// The indexes of the names that share something with this key.
    fn candidates(&self, key: &str) -> Vec<usize> {
        let words = telling(key);
        let whole = words.concat();
        let mut found: Vec<u32> = Vec::new();
        for hash in slips(&whole) {
            found.extend(sharing(&self.alike, hash));
        }
        found.extend(sharing(&self.shorter, hash_of(&whole)));
        for hash in drops(&words) {
            found.extend(sharing(&self.alike, hash));
        }
        for hash in initials(&words) {
            found.extend(sharing(&self.initials, hash));
        }
        found.sort_unstable();
        found.dedup();
        found.into_iter().map(|at| at as usize).collect()
    }
}

fn sharing(keys: &[(u64, u32)], hash: u64) -> impl Iterator<Item = u32> {
    let from = keys.partition_point(|(it, _)| *it < hash);
    let keys = keys.get(from..).unwrap_or_default();
    keys.iter().take_while(move |(it, _)| *it == hash).take(MOST_SHARING).map(|(_, at)| *at)
}

fn hash_of(text: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    hasher.finish()
}

/// The word, and the word without each of its letters: two words that are one slip apart share one of
/// these.
fn slips(letters: &str) -> Vec<u64> {
    let mut hashes = vec![hash_of(letters)];
    if (SHORTEST_SLIP..=LONGEST_SLIP).contains(&letters.len()) && letters.is_ascii() {
        hashes.extend((0..letters.len()).map(|at| hash_of(&[&letters[..at], &letters[at + 1..]].concat())));
    }
    hashes
}

/// The words without each one of them, if two are left.
fn drops(words: &[&str]) -> Vec<u64> {
    if words.len() < 3 {
        return Vec::new();
    }
    (0..words.len()).map(|at| hash_of(&without(words, at).concat())).collect()
}

/// Each word that may be the family name, with the initials of the others.
fn initials(words: &[&str]) -> Vec<u64> {
    if words.len() < 2 {
        return Vec::new();
    }
    let families = words.iter().enumerate().filter(|(_, word)| word.len() >= SHORTEST_FAMILY);
    families
        .map(|(at, family)| {
            let initials = without(words, at).into_iter().filter_map(|it| it.chars().next());
            hash_of(&initials.chain(['|']).chain(family.chars()).collect::<String>())
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use proptest::prelude::*;

    use super::*;
    use crate::names::fold;

    fn why(one: &str, other: &str) -> Option<Resemblance> {
        compare(&fold(one), &fold(other))
    }

    #[test]
    fn each_reason_is_reported() {
        for (one, other, expected) in [
            ("Solène Kervadec", "SOLENE KERVADEC", Some(Resemblance::Same)),
            ("Solène Kervadec", "Kervadec Solène", Some(Resemblance::Order)),
            ("Foulques d’Arcy-Mallet", "Arcy Mallet Foulques", Some(Resemblance::Particle)),
            ("Mme Solène Kervadec", "Solène Kervadec", Some(Resemblance::Particle)),
            ("Solène Kervadec", "Solène Kervadek", Some(Resemblance::Slip)),
            ("Aurélien Mazurier", "Aurélien Mazruier", Some(Resemblance::Slip)),
            ("Claire Lesueur", "Claire-Marie Lesueur", Some(Resemblance::More)),
            ("Claire Lesueur", "Claire Lesueur-Vidal", Some(Resemblance::More)),
            ("Solène Kervadec", "Bakary Doumbia", None),
            ("Ana Ly", "Ana Le", None),
            ("Solène Kervadec", "Kervadec", None),
        ] {
            assert_eq!(why(one, other), expected, "{one} / {other}");
            assert_eq!(why(other, one), expected, "{other} / {one}");
        }
    }

    /// The import of minutes used to propose these by likeness, while the import of people and the page of
    /// duplicates did not find them.
    #[test]
    fn matching_initials_are_a_reason() {
        for (one, other, expected) in [
            ("S. Kervadec", "Solène Kervadec", Some(Resemblance::Initials)),
            ("KERVADEC S.", "Mme Solène Kervadec", Some(Resemblance::Initials)),
            ("J.-P. Vesle", "Jean-Paul Vesle", Some(Resemblance::Initials)),
            ("J. Kervadec", "Jo Kervadec", Some(Resemblance::Initials)),
            ("B. Kervadec", "Solène Kervadec", None),
            ("S. Ly", "Solène Ly", None),
            ("Agent 1", "Agent 12", None),
        ] {
            assert_eq!(why(one, other), expected, "{one} / {other}");
            assert_eq!(why(other, one), expected, "{other} / {one}");
        }
        let keys = ["bakary doumbia", "s kervadec", "jean paul vesle"];
        let index = Index::new(keys);
        let alike = |key| index.alike(key).collect::<Vec<_>>();
        assert_eq!(alike("solene kervadec"), [(1, Resemblance::Initials)]);
        assert_eq!(alike("j p vesle"), [(2, Resemblance::Initials)]);
    }

    #[test]
    fn all_namesakes_are_found_by_key() {
        let index = Index::new(["ana ly"; 20]);
        assert_eq!(index.same("ana ly").len(), 20);
        assert!(index.same("ana").is_empty());
    }

    const GIVEN: [&str; 40] = [
        "jeanne",
        "paul",
        "oriane",
        "tibor",
        "solene",
        "idriss",
        "maiwenn",
        "bakary",
        "odile",
        "thomas",
        "nadia",
        "rachid",
        "yannick",
        "lea",
        "rose",
        "helene",
        "pierre",
        "ines",
        "samira",
        "lucien",
        "etienne",
        "benedicte",
        "foulques",
        "guillaume",
        "mireille",
        "perrine",
        "catherine",
        "marc",
        "sylvain",
        "josiane",
        "anselme",
        "fatoumata",
        "aurelien",
        "delphine",
        "claire",
        "ibrahima",
        "gwenaelle",
        "theodore",
        "zoe",
        "eve",
    ];

    #[test]
    fn fifty_thousand_names_are_compared_quickly() {
        let family =
            |n: usize| format!("{}{}", GIVEN[n % 37], GIVEN[(n / 37) % 40].chars().rev().collect::<String>());
        let keys: Vec<String> =
            (0..50_000).map(|n| format!("{} {}", GIVEN[n % 40], family(n / 31))).collect();
        let begun = Instant::now();
        let index = Index::new(keys.iter().map(String::as_str));
        let compared: usize = keys.iter().map(|key| index.candidates(key).len()).sum();
        // Ten times what an unoptimised build takes here.
        assert!(begun.elapsed() < Duration::from_secs(60), "{:?}", begun.elapsed());
        assert!(compared < 50_000 * 60, "{compared}");
        eprintln!("{:?} for 50,000 names, {compared} looked at", begun.elapsed());
    }

    proptest! {
        #[test]
        fn every_match_is_among_the_candidates(
            given in 0_usize..40, second in 0_usize..40, family in "[a-z]{5,9}", at in 0_usize..20, slip in "[a-z]?", order in any::<bool>(),
        ) {
            let one = format!("{} {family}", GIVEN[given]);
            let mut letters: Vec<char> = one.chars().collect();
            let at = at % letters.len();
            if letters[at] != ' ' {
                letters.splice(at..=at, slip.chars());
            }
            let mut others = vec![letters.into_iter().collect::<String>(), format!("{} {} {family}", GIVEN[given], GIVEN[second])];
            if order {
                others.push(format!("de {family} {}", GIVEN[given]));
            }
            let index = Index::new(others.iter().map(String::as_str));
            let candidates = index.candidates(&one);
            for (at, other) in others.iter().enumerate() {
                prop_assert!(compare(&one, other).is_none() || candidates.contains(&at), "{one} / {other}");
            }
        }
    }
}
