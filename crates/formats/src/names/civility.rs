//! Words of a name that do not distinguish people: civilities and particles.

use super::fold;

/// Civilities and titles before a name, French and English, folded.
const CIVILITIES: [&str; 28] = [
    "m",
    "mm",
    "mme",
    "mmes",
    "mlle",
    "mlles",
    "monsieur",
    "messieurs",
    "madame",
    "mesdames",
    "mademoiselle",
    "mesdemoiselles",
    "dr",
    "docteur",
    "pr",
    "prof",
    "professeur",
    "professeure",
    "mr",
    "messrs",
    "mrs",
    "ms",
    "miss",
    "mx",
    "sir",
    "madam",
    "doctor",
    "professor",
];

/// "ben" and "al" are missing on purpose: they are also given names (Ben, Al), and a name without its given
/// name is not the same name.
const PARTICLES: [&str; 22] = [
    "d", "da", "dal", "das", "de", "del", "della", "den", "der", "des", "di", "do", "dos", "du", "el", "l",
    "la", "le", "les", "van", "von", "y",
];

/// Whether a word is a civility, with or without its full stop: `M.`, `Mme`, `Mrs`.
pub fn is_civility(word: &str) -> bool {
    CIVILITIES.contains(&fold(word).as_str())
}

/// A text without its leading civility. A civility before a comma addresses somebody ("Madame, …") and is
/// no part of a name.
pub fn without_civility(text: &str) -> &str {
    match text.split_once(char::is_whitespace) {
        Some((first, rest)) if !first.ends_with([',', ';', ':']) && is_civility(first) => rest.trim_start(),
        _ => text,
    }
}

/// Whether a lower-case word without accents is a particle of a family name.
pub fn is_particle(word: &str) -> bool {
    PARTICLES.contains(&word)
}

/// Whether a folded word distinguishes people.
pub(super) fn is_telling(word: &str) -> bool {
    !word.is_empty() && !is_particle(word) && !CIVILITIES.contains(&word)
}
