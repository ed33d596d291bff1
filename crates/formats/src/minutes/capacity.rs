//! Splits a printed capacity, "Directrice des études à Verdane Conseil", into a title and a body. In doubt
//! all of it is the title.

use super::people::begins_with_function;
use crate::names::fold;

#[derive(Debug, Default, PartialEq)]
pub(crate) struct Capacity {
    pub title: Option<String>,
    pub body: Option<String>,
}

/// `outside`: whether the person comes from outside the tenant, so that a name after a comma is an
/// organisation.
pub(crate) fn read(printed: &str, outside: bool) -> Capacity {
    let text = trimmed(printed);
    let split = in_parentheses(text)
        .or_else(|| at_group(text))
        .or_else(|| at_words(text))
        .or_else(|| at_comma(text).filter(|_| outside));
    let (title, body) = split.unwrap_or((text, ""));
    let filled = |text: &str| Some(trimmed(text).to_string()).filter(|text| !text.is_empty());
    Capacity { title: filled(title), body: filled(body) }
}

fn trimmed(text: &str) -> &str {
    let text = text.trim_start_matches(|c: char| c.is_whitespace() || ",;:–—-".contains(c));
    let text = text.trim_end_matches(|c: char| c.is_whitespace() || ",;:–—-".contains(c));
    let unclosed = text.ends_with(')') && !text.contains('(');
    let text = if unclosed { text.trim_end_matches(')') } else { text };
    // A full stop ends the row, unless it ends an abbreviation.
    match text.strip_suffix('.') {
        Some(bare) if bare.chars().rev().take_while(|c| c.is_alphanumeric()).count() > 2 => bare,
        _ => text,
    }
}

/// "Conseillère (Groupe Horizon commun)".
fn in_parentheses(text: &str) -> Option<(&str, &str)> {
    let (title, body) = text.strip_suffix(')')?.rsplit_once('(')?;
    let organisation = body.starts_with(char::is_uppercase) && !begins_with_title(body);
    organisation.then_some((title, body))
}

fn begins_with_title(text: &str) -> bool {
    begins_with_function(text) && !fold(text).starts_with("groupe ")
}

/// From the last word "Groupe" on, unless it is a working group.
fn at_group(text: &str) -> Option<(&str, &str)> {
    let mut places = text.match_indices(['G', 'g']).map(|(at, _)| at);
    let at = places.rfind(|at| is_group(text, *at))?;
    let title = text.get(..at)?.trim_end();
    let linked = [" du", " pour le", " au nom du", " au", " de"];
    let title = linked.iter().find_map(|link| title.strip_suffix(link)).unwrap_or(title);
    Some((title, text.get(at..)?))
}

fn is_group(text: &str, at: usize) -> bool {
    let before = text.get(..at).and_then(|head| head.chars().next_back());
    let rest = text.get(at..).unwrap_or_default();
    let mut words = rest.split_whitespace();
    let group = words.next().is_some_and(|word| matches!(word, "Groupe" | "groupe"));
    let named = words.next().is_some_and(|word| !matches!(word, "de" | "d'étude" | "d'études"));
    group && named && before.is_none_or(char::is_whitespace)
}

const LINKS: [(&str, bool); 9] = [
    (" chez ", false),
    (" à ", false),
    (" auprès de ", false),
    (" à la ", true),
    (" à l'", true),
    (" à l’", true),
    (" au ", true),
    (" de la ", true),
    (" de l'", true),
];

/// After these words, only an institution by its first word.
const INSTITUTIONS: [&str; 14] = [
    "universite",
    "institut",
    "ecole",
    "direction",
    "agence",
    "fondation",
    "centre",
    "secretariat",
    "ministere",
    "laboratoire",
    "delegation",
    "federation",
    "chambre",
    "association",
];

/// "… chez Verdane", "… à l'Université de Morvence", "… de la Direction du numérique".
fn at_words(text: &str) -> Option<(&str, &str)> {
    let splits = LINKS.iter().filter_map(|(link, institution)| {
        let (title, body) = text.split_once(link)?;
        let first = fold(body.split([' ', '\'', '’']).next()?);
        let upper = body.starts_with(char::is_uppercase);
        let fits =
            if *institution { INSTITUTIONS.contains(&first.as_str()) } else { !begins_with_title(body) };
        (upper && fits && !title.trim().is_empty()).then_some((title, body))
    });
    splits.min_by_key(|(title, _)| title.len())
}

/// "Directrice générale, Verdane Conseil".
fn at_comma(text: &str) -> Option<(&str, &str)> {
    let marks = [", ", " – ", " — ", " - "].into_iter();
    let (title, body) = marks.filter_map(|mark| text.rsplit_once(mark)).min_by_key(|(_, b)| b.len())?;
    let organisation = body.starts_with(char::is_uppercase) && !begins_with_function(body);
    organisation.then_some((title, body))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn capacities_are_split_only_where_unambiguous() {
        for (printed, title, body) in [
            ("Directrice des études à Verdane Conseil", "Directrice des études", "Verdane Conseil"),
            ("Directeur du Groupe Ostrel.", "Directeur", "Groupe Ostrel"),
            ("Collaboratrice Groupe solidaire", "Collaboratrice", "Groupe solidaire"),
            ("Conseiller, Groupe Cap 2030", "Conseiller", "Groupe Cap 2030"),
            ("Élue (Groupe Cap 2030)", "Élue", "Groupe Cap 2030"),
            ("ingénieure chez Lumac", "ingénieure", "Lumac"),
            ("Professeur à l'Université de Morvence", "Professeur", "Université de Morvence"),
            ("Directrice de la Direction de l'eau", "Directrice", "Direction de l'eau"),
            ("Directrice générale, Lumac", "Directrice générale", "Lumac"),
            ("directrice – Lumac", "directrice", "Lumac"),
            ("Groupe Cap 2030", "", "Groupe Cap 2030"),
            ("Adjointe à la Maire de Morvence", "Adjointe à la Maire de Morvence", ""),
            ("cheffe de projet au bureau des usages", "cheffe de projet au bureau des usages", ""),
            ("membre du groupe de travail", "membre du groupe de travail", ""),
            ("Directeur de cabinet de Jeanne DOUARNE", "Directeur de cabinet de Jeanne DOUARNE", ""),
            ("", "", ""),
        ] {
            let filled = |text: &str| Some(text.to_string()).filter(|text| !text.is_empty());
            let expected = Capacity { title: filled(title), body: filled(body) };
            assert_eq!(read(printed, true), expected, "{printed}");
        }
    }
}
