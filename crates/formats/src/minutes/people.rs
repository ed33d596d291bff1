//! Recognises a person in print: "Mme Jeanne DOUARNE, directrice".

use super::inline::is_superscript;
use crate::names::{self, fold, is_capitals, is_civility};

/// A name, and the rest of its line.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Named<'a> {
    /// As printed, without civility.
    pub name: &'a str,
    /// The text after the comma or the dash, or in the parentheses.
    pub rest: &'a str,
    pub civility: bool,
}

/// Words in capitals at the start of a line that begin no name.
const NO_NAMES: [&str; 24] = [
    "merci",
    "bonjour",
    "bonsoir",
    "oui",
    "non",
    "cher",
    "chers",
    "chere",
    "groupe",
    "groupes",
    "ville",
    "mairie",
    "direction",
    "service",
    "services",
    "region",
    "departement",
    "metropole",
    "conseil",
    "cabinet",
    "audition",
    "auditions",
    "compte",
    "administration",
];

const BULLETS: [char; 13] = ['-', '–', '—', '−', '‐', '‑', '•', '*', '·', '◦', '▪', '●', '►'];

/// The text after the mark of a list item, if the line is one.
pub(super) fn list_item(line: &str) -> Option<&str> {
    let rest = line.strip_prefix(BULLETS);
    let rest = rest.or_else(|| line.strip_prefix(['\u{f0b7}', '\u{2023}', '\u{2043}', 'o']));
    rest.filter(|rest| rest.starts_with(char::is_whitespace)).map(str::trim).or_else(|| {
        let (number, rest) = line.split_once(['.', ')'])?;
        let counts = (1..=2).contains(&number.len()) && number.bytes().all(|b| b.is_ascii_digit());
        (counts && rest.starts_with(char::is_whitespace)).then(|| rest.trim())
    })
}

pub(super) fn is_listed(line: &str) -> bool {
    list_item(line).is_some()
}

/// Whether the text ends like a sentence, ignoring closing marks.
pub(crate) fn ends_sentence(text: &str) -> bool {
    let closing = |c: char| c.is_whitespace() || "»\"”’'*)_>".contains(c) || is_superscript(c);
    let mut end = tail(text).trim_end_matches(closing);
    while let Some(bare) = without_call(end) {
        end = bare.trim_end_matches(closing);
    }
    end.ends_with(['.', '!', '?', '…'])
}

/// The last part of a text, enough to see how it ends. A text that grows line by line is checked once per
/// line.
pub(crate) fn tail(text: &str) -> &str {
    let mut from = text.len().saturating_sub(120);
    while !text.is_char_boundary(from) {
        from += 1;
    }
    text.get(from..).unwrap_or_default()
}

/// The text without the call of a note (`[^4]`, `[4]`) at its end.
fn without_call(text: &str) -> Option<&str> {
    let (before, marker) = text.strip_suffix(']')?.rsplit_once('[')?;
    match marker.strip_prefix('^') {
        Some(marker) => marker.chars().all(char::is_alphanumeric).then_some(before),
        None => marker.bytes().all(|b| b.is_ascii_digit()).then_some(before),
    }
}

/// Whether a line is only a person, with the name marked by capitals.
pub(super) fn is_person_line(text: &str) -> bool {
    text.len() <= 200 && named(text).is_some_and(|found| found.is_marked())
}

/// Reads a name at the start of `text`, up to a separator or, without one, to the end of the family name in
/// capitals.
pub(super) fn named(text: &str) -> Option<Named<'_>> {
    let text = text.trim();
    let bare = names::without_civility(text);
    let (civility, text) = (bare.len() < text.len(), bare);
    let (name, rest) = split_at_separator(text);
    let name = trim_calls(name);
    if is_name(name, civility) {
        return Some(Named { name, rest: trim_rest(rest), civility });
    }
    let end = end_of_capitals(name)?;
    let (name, _) = text.split_at_checked(end)?;
    let rest = text.get(end..)?;
    is_name(name, civility).then(|| Named { name, rest: trim_rest(rest), civility })
}

fn trim_calls(name: &str) -> &str {
    name.trim().trim_end_matches(is_superscript).trim_end()
}

/// The longest name; its end is not searched further.
const LONGEST_NAME: usize = 120;

fn split_at_separator(text: &str) -> (&str, &str) {
    let mut end = text.len().min(LONGEST_NAME);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let head = text.get(..end).unwrap_or_default();
    let dash = |at: usize, c: char| {
        let beside = |side: Option<char>| side.is_none_or(char::is_whitespace);
        let after = head.get(at + c.len_utf8()..).unwrap_or_default();
        let before = head.get(..at).unwrap_or_default();
        beside(after.chars().next()) && beside(before.chars().next_back())
    };
    let separator = head.char_indices().find(|(at, c)| match c {
        ',' | '(' | ';' | ':' | '[' | '/' | '|' => true,
        '-' | '–' | '—' | '−' => dash(*at, *c),
        _ => false,
    });
    let at = separator.map_or(text.len(), |(at, _)| at);
    (text.get(..at).unwrap_or_default(), text.get(at..).unwrap_or_default())
}

fn trim_rest(rest: &str) -> &str {
    rest.trim().trim_start_matches([',', ';', ':', '–', '—', '−', '-', '|', '/']).trim()
}

pub(crate) fn is_name(name: &str, civility: bool) -> bool {
    let words: Vec<&str> = name.split_whitespace().take(8).collect();
    let first = words.first().copied().unwrap_or_default();
    let enough = words.len() > 1 || civility || is_capitals(first);
    (1..=6).contains(&words.len())
        && enough
        && !NO_NAMES.contains(&fold(first).as_str())
        && words.iter().all(|word| is_name_word(word))
        && words.iter().any(|word| starts_upper(word))
        && !words.last().is_some_and(|word| is_particle(word))
}

pub(crate) fn is_name_word(word: &str) -> bool {
    let spelt = |c: char| c.is_alphabetic() || "-'’.‐‑".contains(c);
    let initial = word.chars().filter(|c| c.is_alphabetic()).count() <= 2;
    word.chars().all(spelt)
        && (!word.contains('.') || initial)
        && (starts_upper(word) || is_particle(word))
        && !is_civility(word)
}

fn starts_upper(word: &str) -> bool {
    let elided = ["d'", "d’", "l'", "l’"].iter().find_map(|start| word.strip_prefix(start));
    elided.unwrap_or(word).chars().next().is_some_and(char::is_uppercase)
}

/// In lower case inside a name, "al" and "ben" also link its words.
fn is_particle(word: &str) -> bool {
    let word = word.trim_end_matches(['\'', '’']);
    names::is_particle(word) || matches!(word, "al" | "ben")
}

/// The end of a family name in capitals that is followed directly by other words: "Jeanne DOUARNE
/// Directrice".
fn end_of_capitals(text: &str) -> Option<usize> {
    let mut end = None;
    for word in text.split_whitespace().take(8) {
        let at = word.as_ptr() as usize - text.as_ptr() as usize;
        match (is_capitals(word), end) {
            (true, _) => end = Some(at + word.len()),
            (false, Some(_)) => break,
            (false, None) => {}
        }
    }
    end
}

impl Named<'_> {
    /// Whether capitals mark the family name beside a given name, or a civility precedes it: both are signs
    /// of a person.
    pub(super) fn is_marked(&self) -> bool {
        let capitals = |word: &&str| is_capitals(word) && fold(word).len() >= 3;
        let marked = self.name.split_whitespace().any(|word| capitals(&word));
        let mut words = self.name.split_whitespace();
        let given = words.any(|word| starts_upper(word) && !is_capitals(word));
        self.civility || (marked && given)
    }
}

const FUNCTIONS: [&str; 48] = [
    "adjoint",
    "administrat",
    "agent",
    "animat",
    "architect",
    "assistant",
    "attache",
    "avocat",
    "cadre",
    "charge",
    "chef",
    "cheffe",
    "chercheu",
    "collabor",
    "conseill",
    "consultant",
    "coordinat",
    "co",
    "delegue",
    "depute",
    "direct",
    "economist",
    "elu",
    "elue",
    "enseignant",
    "entrepreneu",
    "expert",
    "fondat",
    "gerant",
    "ingenieur",
    "inspect",
    "journalist",
    "juriste",
    "maire",
    "maitre",
    "membre",
    "president",
    "porte",
    "professeu",
    "rapporteu",
    "referent",
    "representant",
    "responsable",
    "secretaire",
    "senat",
    "sociolog",
    "vice",
    "groupe",
];

/// Whether the text begins with a function ("conseillère déléguée…").
pub(crate) fn begins_with_function(text: &str) -> bool {
    let folded = fold(text.split_whitespace().next().unwrap_or_default());
    FUNCTIONS.iter().any(|function| folded.starts_with(function))
}
