//! Days and times of day as people write them: the one place that reads them,
//! for the fields of forms and, month by month, for minutes.

pub mod moment;

use chrono::{Days, NaiveDate, NaiveTime};
use deunicode::deunicode;

/// Why a text holds no day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DayError {
    Unreadable,
    /// Read, but no calendar has it: 31 February.
    Impossible,
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

/// Days that are told by today, and how far they are from it.
const NEAR: [(&[&str], i64); 11] = [
    (&["aujourd", "hui"], 0),
    (&["aujourdhui"], 0),
    (&["today"], 0),
    (&["demain"], 1),
    (&["tomorrow"], 1),
    (&["apres", "demain"], 2),
    (&["apresdemain"], 2),
    (&["hier"], -1),
    (&["yesterday"], -1),
    (&["avant", "hier"], -2),
    (&["avanthier"], -2),
];

/// What may stand before a day and says nothing more.
const BEFORE: [&str; 17] = [
    "le",
    "lundi",
    "mardi",
    "mercredi",
    "jeudi",
    "vendredi",
    "samedi",
    "dimanche",
    "on",
    "the",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
];

/// A day: `3/4/24`, `mardi 1er mars 2024`, `2024-04-03`, `3 April 2024`, `demain`.
/// Numbers come day first, as in France and Britain.
///
/// # Errors
/// [`DayError`].
pub fn day(typed: &str, today: NaiveDate) -> Result<NaiveDate, DayError> {
    let words = words(typed);
    if let Some((_, distance)) = NEAR.iter().find(|(names, _)| words == **names) {
        return near(today, *distance).ok_or(DayError::Impossible);
    }
    let [first, second, third] = dated(&words).ok_or(DayError::Unreadable)?;
    let read = match (first.len(), first.starts_with(|c: char| c.is_ascii_digit())) {
        (_, false) => (year(third), month(first), day_of_month(second)),
        (4, true) => (year(first), month(second), day_of_month(third)),
        (_, true) => (year(third), month(second), day_of_month(first)),
    };
    let (Some(year), Some(month), Some(day)) = read else { return Err(DayError::Unreadable) };
    NaiveDate::from_ymd_opt(year, month, day).ok_or(DayError::Impossible)
}

fn near(today: NaiveDate, distance: i64) -> Option<NaiveDate> {
    let days = Days::new(distance.unsigned_abs());
    if distance < 0 { today.checked_sub_days(days) } else { today.checked_add_days(days) }
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

/// A number, a name, or the beginning of one name that no other month shares;
/// in lower case, without accents.
pub fn month(word: &str) -> Option<u32> {
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

/// One or two digits.
pub fn small_number(word: &str) -> Option<u32> {
    let is_small = word.len() <= 2 && word.bytes().all(|it| it.is_ascii_digit());
    word.parse().ok().filter(|_| is_small)
}

/// A time of day: `14 h 30`, `14h30`, `14 heures`, `14:30`, `14.30`, `2pm`, `2:30 p.m.`, `midi`.
pub fn time(typed: &str) -> Option<NaiveTime> {
    let plain = deunicode(typed).to_lowercase();
    let compact: String = plain.chars().filter(|c| !c.is_whitespace()).collect();
    if matches!(compact.as_str(), "midi" | "noon") {
        return NaiveTime::from_hms_opt(12, 0, 0);
    }
    let bare = compact.replace("p.m.", "pm").replace("a.m.", "am");
    if let Some(morning) = bare.strip_suffix("am") {
        return half_day(morning, 0);
    }
    if let Some(afternoon) = bare.strip_suffix("pm") {
        return half_day(afternoon, 12);
    }
    let (hour, minute) = parts(&compact)?;
    NaiveTime::from_hms_opt(hour, minute, 0)
}

/// `2`, `2:30`, `12` of one half of the day: 12 begins it.
fn half_day(typed: &str, begins: u32) -> Option<NaiveTime> {
    let (hour, minute) = small_number(typed).map(|hour| (hour, 0)).or_else(|| parts(typed))?;
    if !(1..=12).contains(&hour) {
        return None;
    }
    NaiveTime::from_hms_opt(begins + hour % 12, minute, 0)
}

/// Hour and minute; a mere `14` is no time, and minutes have two digits.
fn parts(compact: &str) -> Option<(u32, u32)> {
    let hour: String = compact.chars().take_while(char::is_ascii_digit).collect();
    let rest = &compact[hour.len()..];
    let minute = ["heures", "heure", "h", ":", "."].iter().find_map(|mark| rest.strip_prefix(mark))?;
    let minute = ["minutes", "min", "mn"].iter().find_map(|end| minute.strip_suffix(end)).unwrap_or(minute);
    if minute.is_empty() && rest.starts_with('h') {
        return Some((small_number(&hour)?, 0));
    }
    if minute.len() != 2 {
        return None;
    }
    Some((small_number(&hour)?, small_number(minute)?))
}

#[cfg(test)]
mod tests;
