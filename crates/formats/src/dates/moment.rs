//! Dates and times of day inside a text.

use chrono::{NaiveDate, NaiveTime};

use super::grammar::{clock, date, full_year, half_day, small_number, words};

/// A day, and the local time of day if there is one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moment {
    pub date: NaiveDate,
    pub time: Option<NaiveTime>,
}

/// Finds the first date in `text`, and the first time of day after it.
///
/// Reads `3 avril 2024`, `mardi 28 mai 2024 à 14 h 30`, `1er mars 2024`, `03/04/2024` (day first) and
/// `2024-04-03`. Impossible days are skipped; `None` if no date is found.
pub fn parse_french(text: &str) -> Option<Moment> {
    let words = words(text);
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    words.windows(3).enumerate().find_map(|(at, window)| {
        let date = day(*window.first_chunk()?)?;
        let time = time_of_day(words.get(at + 3..).unwrap_or_default());
        Some(Moment { date, time })
    })
}

/// Unlike in a field, two digits are not a year, and after a year the month must be a number: "2024 – mars
/// 12 heures" is not a day.
fn day(written: [&str; 3]) -> Option<NaiveDate> {
    if full_year(written[0]).is_some() && small_number(written[1]).is_none() {
        return None;
    }
    let (year, month, day) = date(written, full_year)?;
    NaiveDate::from_ymd_opt(year, month, day)
}

fn time_of_day(words: &[&str]) -> Option<NaiveTime> {
    (0..words.len()).find_map(|at| {
        let (hour, minute, used) = clock(words.get(at..)?)?;
        let hour = match words.get(at + used) {
            Some(&"pm") => half_day(hour, true).unwrap_or(hour),
            _ => hour,
        };
        NaiveTime::from_hms_opt(hour, minute, 0)
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
            ("28 mai 2024 à 14 h 5, salle 12", "2024-05-28 14:05"),
            // As in a field.
            ("April 3, 2024, 2:30 pm", "2024-04-03 14:30"),
            ("the 21st April 2024", "2024-04-21"),
            // "5 au" was once read as five o'clock.
            ("28 mai 2024, salle 5 au rez-de-chaussée", "2024-05-28"),
        ] {
            assert_eq!(read(text).as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn other_text_is_not_read_as_a_date() {
        for text in
            ["", "31 février 2024", "en avril 2024", "3 avril", "12 000", "3/4/24", "2024 – mars 12 h"]
        {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
