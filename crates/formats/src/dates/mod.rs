//! Parses days and times of day as people write them, in form fields ([`day`], [`time`]) and inside texts
//! ([`moment::parse_french`]). Both share the words of `grammar`. Dates that programs write (ISO 8601 in
//! XML, serial numbers in spreadsheets) are parsed with their format.

mod grammar;
pub mod moment;

use chrono::{Days, NaiveDate, NaiveTime};

use crate::names::fold;
use grammar::{clock, date, half_day, small_number, words, year};

/// Why a text is not a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DayError {
    Unreadable,
    /// Parsed, but no calendar has it: 31 February.
    Impossible,
}

/// Days relative to today, with their distance in days.
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

/// Words before a day without a meaning of their own.
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
    let written = dated(&words).ok_or(DayError::Unreadable)?;
    let (year, month, day) = date(written, year).ok_or(DayError::Unreadable)?;
    NaiveDate::from_ymd_opt(year, month, day).ok_or(DayError::Impossible)
}

fn near(today: NaiveDate, distance: i64) -> Option<NaiveDate> {
    let days = Days::new(distance.unsigned_abs());
    if distance < 0 { today.checked_sub_days(days) } else { today.checked_add_days(days) }
}

/// The three words of a date, without the words before it.
fn dated(words: &[String]) -> Option<[&str; 3]> {
    let mut words = words.iter().map(String::as_str).skip_while(|it| BEFORE.contains(it));
    let date = [words.next()?, words.next()?, words.next()?];
    words.next().is_none().then_some(date)
}

/// A time of day: `14 h 30`, `14h30`, `14 heures`, `14:30`, `14.30`, `2pm`, `2:30 p.m.`, `midi`.
pub fn time(typed: &str) -> Option<NaiveTime> {
    let typed = fold(typed);
    if matches!(typed.as_str(), "midi" | "noon") {
        return NaiveTime::from_hms_opt(12, 0, 0);
    }
    let halves = [("am", false), ("a m", false), ("pm", true), ("p m", true)];
    let half = halves.iter().find_map(|(end, afternoon)| Some((typed.strip_suffix(end)?, *afternoon)));
    let Some((hour, is_afternoon)) = half else {
        let (hour, minute) = whole_clock(&words(&typed))?;
        return NaiveTime::from_hms_opt(hour, minute, 0);
    };
    let words = words(hour);
    let (hour, minute) = match words.as_slice() {
        [hour] if small_number(hour).is_some() => (small_number(hour)?, 0),
        words => whole_clock(words)?,
    };
    NaiveTime::from_hms_opt(half_day(hour, is_afternoon)?, minute, 0)
}

/// Hour and minute, if there are no other words.
fn whole_clock(words: &[String]) -> Option<(u32, u32)> {
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let (hour, minute, used) = clock(&words)?;
    (used == words.len()).then_some((hour, minute))
}

#[cfg(test)]
mod tests;
