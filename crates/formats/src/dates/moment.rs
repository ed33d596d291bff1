//! Dates and times of day as the French write them.

use chrono::{NaiveDate, NaiveTime};

use super::small_number;
use crate::{dates, names::fold};

/// A day, and the local time of day where one is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moment {
    pub date: NaiveDate,
    pub time: Option<NaiveTime>,
}

/// Finds the first date in `text`, and the first time of day after it.
///
/// Reads `3 avril 2024`, `mardi 28 mai 2024 à 14 h 30`, `1er mars 2024`,
/// `03/04/2024` (day first) and `2024-04-03`. A day that no calendar has is
/// passed over; `None` when no date is found.
pub fn parse_french(text: &str) -> Option<Moment> {
    // A raised ending ("1^er", "1<sup>er</sup>") folds apart from its number.
    let folded = fold(text).replace("1 er ", "1er ").replace("1 sup er sup ", "1er ");
    let words: Vec<&str> = folded.split(' ').collect();
    words.windows(3).enumerate().find_map(|(at, window)| {
        let [first, second, third] = window else {
            return None;
        };
        let date = day_first(first, second, third).or_else(|| year_first(first, second, third))?;
        let time = time_of_day(words.get(at + 3..).unwrap_or_default());
        Some(Moment { date, time })
    })
}

fn day_first(day: &str, month: &str, year: &str) -> Option<NaiveDate> {
    let day = day.strip_suffix("er").unwrap_or(day);
    NaiveDate::from_ymd_opt(full_year(year)?, dates::month(month)?, small_number(day)?)
}

fn year_first(year: &str, month: &str, day: &str) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(full_year(year)?, small_number(month)?, small_number(day)?)
}

fn full_year(word: &str) -> Option<i32> {
    word.parse().ok().filter(|year| word.len() == 4 && (1900..2200).contains(year))
}

/// `14h30`, `14 h 30`, `14h`, `14 heures`; `14:30` folds to two numbers.
fn time_of_day(words: &[&str]) -> Option<NaiveTime> {
    words.iter().enumerate().find_map(|(at, word)| {
        let next = words.get(at + 1).copied().unwrap_or_default();
        let after = words.get(at + 2).copied().unwrap_or_default();
        let (hour, minute) = match word.split_once('h') {
            Some((hour, "" | "eures")) => (hour, next),
            Some((hour, minute)) => (hour, minute),
            None if matches!(next, "h" | "heures" | "heure") => (*word, after),
            None => (*word, next.get(..2).filter(|_| next.len() == 2)?),
        };
        let minute = small_number(minute).unwrap_or(0);
        NaiveTime::from_hms_opt(small_number(hour)?, minute, 0)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<String> {
        parse_french(text).map(|moment| match moment.time {
            Some(time) => format!("{} {}", moment.date, time.format("%H:%M")),
            None => moment.date.to_string(),
        })
    }

    #[test]
    fn french_dates_are_read() {
        for (text, expected) in [
            ("03 avril 2024", "2024-04-03"),
            ("1er mars 2024", "2024-03-01"),
            ("1^er mars 2024", "2024-03-01"),
            ("1<sup>er</sup> mars 2024", "2024-03-01"),
            ("AUDITION DU 15 AOÛT 2023", "2023-08-15"),
            ("03/04/2024", "2024-04-03"),
            ("le 3.12.2024, en mairie", "2024-12-03"),
            ("2024-04-03", "2024-04-03"),
            ("12 fe\u{301}vr. 2025", "2025-02-12"),
            ("mardi 28 mai 2024 à 14 h 30", "2024-05-28 14:30"),
            ("28\u{a0}mai 2024 – 9h", "2024-05-28 09:00"),
            ("28 mai 2024 de 14h05 à 16h", "2024-05-28 14:05"),
            ("28 mai 2024, 14:30", "2024-05-28 14:30"),
            ("28 mai 2024 à 14 heures", "2024-05-28 14:00"),
        ] {
            assert_eq!(read(text).as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn what_is_no_date_is_not_read() {
        for text in ["", "31 février 2024", "en avril 2024", "3 avril", "12 000"] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
