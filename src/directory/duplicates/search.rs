//! Names of the directory that may be one person's: found by what they share,
//! never by comparing each with each.
//!
//! The work grows with the number of names, never with its square; tests hold
//! bounds for 50,000 of them.

use std::hash::{DefaultHasher, Hash as _, Hasher as _};

/// Why two names may be one person's, the strongest reason first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Why {
    /// The same but for accents, case and punctuation.
    Same,
    /// The same words in another order.
    Order,
    /// The same address.
    Email,
    /// The same but for particles: `de`, `le`, `van`.
    Particle,
    /// One letter differs, is missing, or has changed places.
    Slip,
    /// One has a word more: a second first name, a double name.
    More,
}

impl Why {
    /// The sentence that tells it.
    pub fn label_id(self) -> &'static str {
        match self {
            Self::Same => "near-same",
            Self::Order => "near-order",
            Self::Particle => "near-particle",
            Self::Slip => "near-slip",
            Self::More => "near-more",
            Self::Email => "near-email",
        }
    }
}

const PARTICLES: [&str; 22] = [
    "d", "da", "dal", "das", "de", "del", "della", "den", "der", "des", "di", "do", "dos", "du", "el", "l",
    "la", "le", "les", "van", "von", "y",
];
/// Words that stand before a name.
const CIVILITIES: [&str; 8] = ["m", "mme", "mlle", "monsieur", "madame", "mademoiselle", "dr", "pr"];

/// Words of a name that are compared, and the fewest letters in which one counts for little.
const MOST_WORDS: usize = 6;
const SHORTEST: usize = 8;
/// How many names that share a key are looked at: among more, a proposal says nothing.
const MOST_SHARING: usize = 8;

/// Why the names of these keys (see [`formats::names::fold`]) may be one person's.
pub fn compare(one: &str, other: &str) -> Option<Why> {
    if one == other {
        return Some(Why::Same);
    }
    if sorted(one) == sorted(other) {
        return Some(Why::Order);
    }
    let (mine, theirs) = (bare(one), bare(other));
    if mine == theirs {
        return Some(Why::Particle);
    }
    let (a, b) = (mine.concat(), theirs.concat());
    if a.len().min(b.len()) >= SHORTEST && strsim::osa_distance(&a, &b) <= 1 {
        return Some(Why::Slip);
    }
    let (few, many) = if mine.len() < theirs.len() { (mine, theirs) } else { (theirs, mine) };
    let has_one_more = few.len() > 1 && few.len() + 1 == many.len();
    (has_one_more && (0..many.len()).any(|at| without(&many, at) == few)).then_some(Why::More)
}

fn sorted(key: &str) -> Vec<&str> {
    let mut words: Vec<&str> = key.split(' ').take(MOST_WORDS).collect();
    words.sort_unstable();
    words
}

/// The words that tell people apart, sorted; all of them, where no other is left.
fn bare(key: &str) -> Vec<&str> {
    let all = sorted(key);
    let telling = |word: &&str| !word.is_empty() && !PARTICLES.contains(word) && !CIVILITIES.contains(word);
    let words: Vec<&str> = all.iter().copied().filter(telling).collect();
    if words.is_empty() { all } else { words }
}

fn without<'a>(words: &[&'a str], at: usize) -> Vec<&'a str> {
    let others = words.iter().enumerate().filter(|(other, _)| *other != at);
    others.map(|(_, word)| *word).collect()
}

/// Names by what they may share with others.
#[derive(Debug, Default)]
pub struct Index {
    /// By their words, and by their letters but one.
    alike: Vec<(u64, u32)>,
    /// By their words but one.
    shorter: Vec<(u64, u32)>,
}

impl Index {
    /// Of these keys, each known by its place.
    pub fn new<'a>(keys: impl IntoIterator<Item = &'a str>) -> Self {
        let mut index = Self::default();
        for (at, key) in (0..).zip(keys) {
            let words = bare(key);
            index.alike.extend(slips(&words.concat()).into_iter().map(|hash| (hash, at)));
            index.shorter.extend(drops(&words).into_iter().map(|hash| (hash, at)));
        }
        index.alike.sort_unstable();
        index.shorter.sort_unstable();
        index
    }

    /// The places of names that may be the same person's as this key's; [`compare`] tells whether they are.
    pub fn candidates(&self, key: &str) -> Vec<usize> {
        let words = bare(key);
        let whole = words.concat();
        let mut found: Vec<u32> = Vec::new();
        for hash in slips(&whole) {
            found.extend(sharing(&self.alike, hash));
        }
        found.extend(sharing(&self.shorter, hash_of(&whole)));
        for hash in drops(&words) {
            found.extend(sharing(&self.alike, hash));
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

/// The letters, whole and without each one: two that are one slip apart share one of them.
fn slips(letters: &str) -> Vec<u64> {
    let mut hashes = vec![hash_of(letters)];
    if (SHORTEST..=60).contains(&letters.len()) && letters.is_ascii() {
        hashes.extend((0..letters.len()).map(|at| hash_of(&[&letters[..at], &letters[at + 1..]].concat())));
    }
    hashes
}

/// The words without each one, where two are left.
fn drops(words: &[&str]) -> Vec<u64> {
    if words.len() < 3 {
        return Vec::new();
    }
    (0..words.len()).map(|at| hash_of(&without(words, at).concat())).collect()
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use proptest::prelude::*;

    use super::*;
    use formats::names::fold;

    fn why(one: &str, other: &str) -> Option<Why> {
        compare(&fold(one), &fold(other))
    }

    #[test]
    fn each_reason_is_told() {
        for (one, other, expected) in [
            ("Solène Kervadec", "SOLENE KERVADEC", Some(Why::Same)),
            ("Solène Kervadec", "Kervadec Solène", Some(Why::Order)),
            ("Foulques d’Arcy-Mallet", "Arcy Mallet Foulques", Some(Why::Particle)),
            ("Mme Solène Kervadec", "Solène Kervadec", Some(Why::Particle)),
            ("Solène Kervadec", "Solène Kervadek", Some(Why::Slip)),
            ("Aurélien Mazurier", "Aurélien Mazruier", Some(Why::Slip)),
            ("Claire Lesueur", "Claire-Marie Lesueur", Some(Why::More)),
            ("Claire Lesueur", "Claire Lesueur-Vidal", Some(Why::More)),
            ("Solène Kervadec", "Bakary Doumbia", None),
            ("Ana Ly", "Ana Le", None),
            ("Solène Kervadec", "Kervadec", None),
        ] {
            assert_eq!(why(one, other), expected, "{one} / {other}");
        }
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
    fn fifty_thousand_names_are_compared_in_no_time() {
        let family =
            |n: usize| format!("{}{}", GIVEN[n % 37], GIVEN[(n / 37) % 40].chars().rev().collect::<String>());
        let keys: Vec<String> =
            (0..50_000).map(|n| format!("{} {}", GIVEN[n % 40], family(n / 31))).collect();
        let begun = Instant::now();
        let index = Index::new(keys.iter().map(String::as_str));
        let compared: usize = keys.iter().map(|key| index.candidates(key).len()).sum();
        // Ten times as long as an unoptimised build takes here.
        assert!(begun.elapsed() < Duration::from_secs(60), "{:?}", begun.elapsed());
        assert!(compared < 50_000 * 60, "{compared}");
        eprintln!("{:?} for 50,000 names, {compared} looked at", begun.elapsed());
    }

    proptest! {
        #[test]
        fn what_compares_is_among_the_candidates(
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
