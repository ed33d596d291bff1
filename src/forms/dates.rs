//! Days and times of day as people type them into a field.

use chrono::{NaiveDate, NaiveTime};
use deunicode::deunicode;

use super::Errors;
use crate::i18n::Lang;

/// Why a field holds no day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum DayError {
    Unreadable,
    /// Read, but no calendar has it: 31 February.
    Impossible,
}

impl Errors {
    /// A day, if one is typed: `3/4/24`, `3 avril 2024`, `mardi 1er mars 2024`, `2024-04-03`.
    pub fn day(&mut self, lang: Lang, field: &'static str, typed: &str) -> Option<NaiveDate> {
        if typed.trim().is_empty() {
            return None;
        }
        match day(typed) {
            Ok(day) => return Some(day),
            Err(DayError::Unreadable) => self.add(field, lang.t("error-day-unreadable")),
            Err(DayError::Impossible) => self.add(field, lang.t("error-day-impossible")),
        }
        None
    }

    /// A time of day, if one is typed: `14 h 30`, `14h`, `14:30`.
    pub fn time(&mut self, lang: Lang, field: &'static str, typed: &str) -> Option<NaiveTime> {
        if typed.trim().is_empty() {
            return None;
        }
        let time = time(typed);
        if time.is_none() {
            self.add(field, lang.t("error-time-unreadable"));
        }
        time
    }
}

/// Names of the months, French and English beside each other.
const MONTHS: [[&str; 2]; 12] = [
    ["janvier", "january"],
    ["fevrier", "february"],
    ["mars", "march"],
    ["avril", "april"],
    ["mai", "may"],
    ["juin", "june"],
    ["juillet", "july"],
    ["aout", "august"],
    ["septembre", "september"],
    ["octobre", "october"],
    ["novembre", "november"],
    ["decembre", "december"],
];

/// What may stand before a day and says nothing more.
const BEFORE: [&str; 16] = [
    "le",
    "lundi",
    "mardi",
    "mercredi",
    "jeudi",
    "vendredi",
    "samedi",
    "dimanche",
    "on",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
];

fn day(typed: &str) -> Result<NaiveDate, DayError> {
    let words = words(typed);
    let [first, second, third] = dated(&words).ok_or(DayError::Unreadable)?;
    let read = match first.len() {
        4 => (year(first), month(second), day_of_month(third)),
        _ => (year(third), month(second), day_of_month(first)),
    };
    let (Some(year), Some(month), Some(day)) = read else { return Err(DayError::Unreadable) };
    NaiveDate::from_ymd_opt(year, month, day).ok_or(DayError::Impossible)
}

fn words(typed: &str) -> Vec<String> {
    let plain = deunicode(typed).to_lowercase();
    plain.split(|c: char| !c.is_ascii_alphanumeric()).filter(|it| !it.is_empty()).map(str::to_owned).collect()
}

/// The three words of a date, whatever polite words stand before them.
fn dated(words: &[String]) -> Option<[&str; 3]> {
    let mut words = words.iter().map(String::as_str).skip_while(|it| BEFORE.contains(it));
    let date = [words.next()?, words.next()?, words.next()?];
    words.next().is_none().then_some(date)
}

/// Four digits, or two: 70 to 99 belong to the last century.
fn year(word: &str) -> Option<i32> {
    let number: i32 = word.parse().ok()?;
    match word.len() {
        2 if number < 70 => Some(2000 + number),
        2 => Some(1900 + number),
        4 if (1900..2200).contains(&number) => Some(number),
        _ => None,
    }
}

/// A number, a name, or the beginning of one name that no other month shares.
fn month(word: &str) -> Option<u32> {
    if word.starts_with(|c: char| c.is_ascii_digit()) {
        return small_number(word);
    }
    let mut fitting =
        (1..).zip(MONTHS).filter(|(_, names)| word.len() > 2 && names.iter().any(|it| it.starts_with(word)));
    let month = fitting.next()?.0;
    fitting.next().is_none().then_some(month)
}

fn day_of_month(word: &str) -> Option<u32> {
    let digits = ["er", "st", "nd", "rd", "th"].iter().find_map(|end| word.strip_suffix(end)).unwrap_or(word);
    small_number(digits)
}

fn small_number(word: &str) -> Option<u32> {
    let is_small = word.len() <= 2 && word.bytes().all(|it| it.is_ascii_digit());
    word.parse().ok().filter(|_| is_small)
}

fn time(typed: &str) -> Option<NaiveTime> {
    let (hour, minute) = plain_time(&deunicode(typed).to_lowercase())?;
    NaiveTime::from_hms_opt(small_number(&hour)?, small_number(&minute)?, 0)
}

/// Hour and minute of `14 h 30`, `14h30`, `14 heures`, `14:30`, `14.30`; a mere `14` is no time.
fn plain_time(typed: &str) -> Option<(String, String)> {
    let compact: String = typed.chars().filter(|c| !c.is_whitespace()).collect();
    let hour: String = compact.chars().take_while(char::is_ascii_digit).collect();
    let rest = &compact[hour.len()..];
    let minute = ["heures", "heure", "h", ":", "."].iter().find_map(|mark| rest.strip_prefix(mark))?;
    let minute = minute.strip_suffix("minutes").or_else(|| minute.strip_suffix("min")).unwrap_or(minute);
    let bare_hour = minute.is_empty() && rest.starts_with('h');
    if bare_hour { Some((hour, "0".to_owned())) } else { Some((hour, minute.to_owned())) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_as_the_french_type_them() {
        for (typed, expected) in [
            ("3/4/24", "2024-04-03"),
            ("03/04/2024", "2024-04-03"),
            (" 3 avril 2024 ", "2024-04-03"),
            ("3\u{202f}AVRIL\u{a0}2024", "2024-04-03"),
            ("1er mars 2024", "2024-03-01"),
            ("le mercredi 1er août 2024", "2024-08-01"),
            ("2024-04-03", "2024-04-03"),
            ("3.4.2024", "2024-04-03"),
            ("3 avr. 2024", "2024-04-03"),
            ("12 févr. 2025", "2025-02-12"),
            ("3rd April 2024", "2024-04-03"),
            ("29/2/24", "2024-02-29"),
            ("3/4/98", "1998-04-03"),
        ] {
            assert_eq!(day(typed).map(|it| it.to_string()).as_deref(), Ok(expected), "{typed}");
        }
    }

    #[test]
    fn what_is_no_day_is_told_apart_from_what_no_calendar_has() {
        for typed in ["demain", "3 avril", "3 jui 2024", "3/4/2024 à 14 h", "12345", "3/4/024", "-3/4"] {
            assert_eq!(day(typed), Err(DayError::Unreadable), "{typed}");
        }
        for typed in ["31/2/2024", "29 février 2023", "1/13/2024", "0/1/2024"] {
            assert_eq!(day(typed), Err(DayError::Impossible), "{typed}");
        }
    }

    #[test]
    fn times_of_day_are_read() {
        for (typed, expected) in [
            ("14 h 30", "14:30:00"),
            ("14\u{a0}h\u{a0}30", "14:30:00"),
            ("14h", "14:00:00"),
            ("9H05", "09:05:00"),
            ("14:30", "14:30:00"),
            ("14.30", "14:30:00"),
            ("14 heures 30", "14:30:00"),
            ("0h", "00:00:00"),
        ] {
            assert_eq!(time(typed).map(|it| it.to_string()).as_deref(), Some(expected), "{typed}");
        }
        for typed in ["14", "25h", "14h60", "14:", "h30", "midi pile", "14h30h", "1430", "14:+5"] {
            assert_eq!(time(typed), None, "{typed}");
        }
    }
}
