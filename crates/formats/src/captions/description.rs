//! The description of a broadcast on its page: the people, their capacities, the date.

use chrono::NaiveDate;

use crate::{
    Attendance, Category,
    dates::moment,
    minutes::{capacity, people},
    names::{fold, without_civility},
    presence::Presence,
};

/// What a description says.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Description {
    pub title: Option<String>,
    pub date: Option<NaiveDate>,
    /// In the order of the text, each person once.
    pub attendances: Vec<Attendance>,
}

/// The most people a description may have.
const MOST_PEOPLE: usize = 100;
/// A longer text is not a capacity.
const LONGEST_CAPACITY: usize = 300;

/// Reads a description.
pub(super) fn read(text: &str) -> Description {
    let broadcast = broadcast(text);
    let mut attendances: Vec<Attendance> = Vec::new();
    let mut known = std::collections::HashSet::new();
    for attendance in guests(text).chain(host(text, broadcast)) {
        if known.len() < MOST_PEOPLE && known.insert(fold(&attendance.name)) {
            attendances.push(attendance);
        }
    }
    let date = text.lines().find_map(moment::parse_french).map(|moment| moment.date);
    Description { title: broadcast.map(str::to_owned), date, attendances }
}

/// "Ève MARAND (directrice, Lumac), Paul Vesle (grutier) et Zoé Lenoir (…)".
fn guests(text: &str) -> impl Iterator<Item = Attendance> {
    text.match_indices('(').filter_map(|(at, _)| {
        let inside = text.get(at + 1..)?;
        let end = closing(inside)?;
        let name = name_at_end(text.get(..at)?)?;
        let printed = inside.get(..end)?;
        let (title, body) = title_and_body(printed)?;
        Some(Attendance {
            name: name.to_owned(),
            category: Category::Witness,
            title,
            body,
            presence: Presence::Present,
            replaced_by: None,
        })
    })
}

/// The end of the open parenthesis.
fn closing(inside: &str) -> Option<usize> {
    let mut depth = 0_u32;
    for (at, sign) in inside.char_indices().take(LONGEST_CAPACITY) {
        match sign {
            '(' => depth += 1,
            ')' if depth == 0 => return Some(at),
            ')' => depth -= 1,
            '\n' => return None,
            _ => {}
        }
    }
    None
}

/// The words after the last comma are the organisation.
fn title_and_body(printed: &str) -> Option<(Option<String>, Option<String>)> {
    printed.trim().chars().next().filter(|c| c.is_alphabetic())?;
    let organisation = |body: &str| {
        body.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
            && !people::begins_with_function(body)
    };
    if let Some((title, body)) = printed.rsplit_once(", ").filter(|(_, body)| organisation(body)) {
        return Some((Some(title.trim().to_owned()), Some(body.trim().to_owned())));
    }
    let capacity = capacity::read(printed, true);
    Some((capacity.title, capacity.body))
}

/// The longest name at the end of a text.
fn name_at_end(text: &str) -> Option<&str> {
    let text = people::tail(text.trim_end());
    let mut start = None;
    let mut at = text.len();
    for word in text.rsplit(char::is_whitespace).take(6) {
        at = at.checked_sub(word.len())?;
        if !people::is_name_word(word) {
            break;
        }
        if word.starts_with(char::is_uppercase) {
            start = Some(at);
        }
        let before = text.get(..at)?.chars().next_back();
        at -= before.map_or(0, char::len_utf8);
    }
    text.get(start?..).filter(|name| people::is_name(name, false) && name.contains(char::is_whitespace))
}

/// The longest name at the beginning of a text.
fn name_at_start(text: &str) -> Option<&str> {
    let text = without_civility(text.trim_start());
    let mut end = 0;
    for word in text.split(' ').take(6) {
        let bare = word.split('\n').next().unwrap_or_default();
        let bare = bare.trim_end_matches(['.', ',', ';', '!', '?', ')']);
        if !people::is_name_word(bare) {
            break;
        }
        let from = word.as_ptr() as usize - text.as_ptr() as usize;
        end = from + bare.len();
        if bare.len() < word.len() {
            break;
        }
    }
    let name = text.get(..end)?;
    (people::is_name(name, false) && name.contains(' ')).then_some(name)
}

const HOSTED: [&str; 8] = [
    "présentée par ",
    "présenté par ",
    "animée par ",
    "animé par ",
    "presented by ",
    "hosted by ",
    "présente par ",
    "conduite par ",
];

/// "… présentée par Ève Marand."
fn host(text: &str, broadcast: Option<&str>) -> Option<Attendance> {
    let name = HOSTED.iter().find_map(|words| name_at_start(text.split_once(words)?.1))?;
    let (title, body) = (Some("Présentation".to_owned()), broadcast.map(str::to_owned));
    Some(Attendance {
        name: name.to_owned(),
        category: Category::Witness,
        title,
        body,
        presence: Presence::Present,
        replaced_by: None,
    })
}

/// "dans LE QUAI, une émission …": its name.
fn broadcast(text: &str) -> Option<&str> {
    let kinds =
        [", une émission", ", l'émission", ", l’émission", ", un podcast", ", un magazine", ", un débat"];
    kinds.iter().find_map(|kind| {
        let (before, _) = text.split_once(kind)?;
        let (_, name) = before.rsplit_once("dans ")?;
        let fits = name.starts_with(|c: char| c.is_uppercase() || c == '«') && name.chars().count() <= 100;
        let name = name.trim_matches(['«', '»', '"', ' ', '\u{a0}', '\u{202f}']);
        (fits && !name.is_empty() && !name.contains(['\n', ','])).then_some(name)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_are_read_with_their_capacities() {
        let told = read(
            "il y a 3 jours\nMardi 4 juin 2024, écoutez Ève MARAND (Directrice des quais, Lumac), \
             Paul de la Vesle (grutier, conseiller, Verdane – Groupe Ostrel) et Mme Zoé Lenoir (géographe) \
             dans LE QUAI, une émission animée par Anne-Lise Douarne. À Morvence (2 000 habitants).",
        );
        let found: Vec<_> = told
            .attendances
            .iter()
            .map(|it| (it.name.as_str(), it.title.as_deref().unwrap_or(""), it.body.as_deref().unwrap_or("")))
            .collect();
        let expected = [
            ("Ève MARAND", "Directrice des quais", "Lumac"),
            ("Paul de la Vesle", "grutier, conseiller", "Verdane – Groupe Ostrel"),
            ("Zoé Lenoir", "géographe", ""),
            ("Anne-Lise Douarne", "Présentation", "LE QUAI"),
        ];
        assert_eq!(found, expected);
        assert_eq!(told.date, NaiveDate::from_ymd_opt(2024, 6, 4));
        assert_eq!(told.title.as_deref(), Some("LE QUAI"));
    }

    #[test]
    fn text_without_names_gives_no_people() {
        for text in
            ["", "(", "Le port (vu d’en haut)", "à Morvence (Valserine)", "présentée par la ville", "A (b"]
        {
            assert_eq!(read(text), Description::default(), "{text}");
        }
    }
}
