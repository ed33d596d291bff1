use chrono::{Datelike as _, Timelike as _};
use proptest::prelude::*;

use super::*;

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2024, 2, 28).unwrap()
}

#[test]
fn typed_days_are_parsed() {
    for (typed, expected) in [
        ("3/4/24", "2024-04-03"),
        ("03/04/2024", "2024-04-03"),
        (" 3 avril 2024 ", "2024-04-03"),
        ("3\u{202f}AVRIL\u{a0}2024", "2024-04-03"),
        ("1er mars 2024", "2024-03-01"),
        ("le mercredi 1er août 2024", "2024-08-01"),
        ("2024-04-03", "2024-04-03"),
        ("3.4.2024", "2024-04-03"),
        ("03.04.2024", "2024-04-03"),
        ("3-4-2024", "2024-04-03"),
        ("3 avr. 2024", "2024-04-03"),
        ("3 avr. 24", "2024-04-03"),
        ("12 févr. 2025", "2025-02-12"),
        ("3rd April 2024", "2024-04-03"),
        ("3 April 2024", "2024-04-03"),
        ("the 3rd April 2024", "2024-04-03"),
        ("April 3, 2024", "2024-04-03"),
        ("21st April 2024", "2024-04-21"),
        ("1 er mars 2024", "2024-03-01"),
        ("29/2/24", "2024-02-29"),
        ("3/4/98", "1998-04-03"),
        ("aujourd’hui", "2024-02-28"),
        ("Aujourd'hui", "2024-02-28"),
        ("demain", "2024-02-29"),
        ("après-demain", "2024-03-01"),
        ("hier", "2024-02-27"),
        ("avant-hier", "2024-02-26"),
        ("Today", "2024-02-28"),
        ("tomorrow", "2024-02-29"),
    ] {
        assert_eq!(day(typed, today()).map(|it| it.to_string()).as_deref(), Ok(expected), "{typed}");
    }
}

#[test]
fn unreadable_and_impossible_days_are_distinct_errors() {
    for typed in [
        "",
        "3 avril",
        "3 jui 2024",
        "3/4/2024 à 14 h",
        "12345",
        "3/4/024",
        "-3/4",
        "après",
        "demain matin",
        "avril mai juin",
    ] {
        assert_eq!(day(typed, today()), Err(DayError::Unreadable), "{typed}");
    }
    for typed in ["31/2/2024", "29 février 2023", "1/13/2024", "0/1/2024"] {
        assert_eq!(day(typed, today()), Err(DayError::Impossible), "{typed}");
    }
    assert_eq!(day("demain", NaiveDate::MAX), Err(DayError::Impossible));
}

#[test]
fn times_of_day_are_parsed() {
    for (typed, expected) in [
        ("14 h 30", "14:30:00"),
        ("14\u{a0}h\u{a0}30", "14:30:00"),
        ("14h30", "14:30:00"),
        ("14h", "14:00:00"),
        ("9H05", "09:05:00"),
        ("14:30", "14:30:00"),
        ("14.30", "14:30:00"),
        ("14 heures 30", "14:30:00"),
        ("14 h 30 min", "14:30:00"),
        ("14 heures 30 minutes", "14:30:00"),
        ("14h30mn", "14:30:00"),
        ("14 h30", "14:30:00"),
        ("14 30", "14:30:00"),
        ("0h", "00:00:00"),
        ("midi", "12:00:00"),
        ("2pm", "14:00:00"),
        ("2:30 PM", "14:30:00"),
        ("2.30 p.m.", "14:30:00"),
        ("9 am", "09:00:00"),
        ("12am", "00:00:00"),
        ("12 pm", "12:00:00"),
    ] {
        assert_eq!(time(typed).map(|it| it.to_string()).as_deref(), Some(expected), "{typed}");
    }
    for typed in [
        "",
        "14",
        "25h",
        "14h60",
        "14:",
        "14:3",
        "h30",
        "midi pile",
        "14h30h",
        "1430",
        "14:+5",
        "14pm",
        "0am",
        "pm",
    ] {
        assert_eq!(time(typed), None, "{typed}");
    }
}

fn any_day() -> impl Strategy<Value = NaiveDate> {
    (1970..2070i32, 1..=366u32)
        .prop_filter_map("a day of the year", |(year, nth)| NaiveDate::from_yo_opt(year, nth))
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_common_notation_of_a_day_is_parsed(written in any_day()) {
        let (year, month, dom) = (written.year(), written.month(), written.day());
        let ways = [
            written.to_string(),
            format!("{dom}/{month}/{year}"),
            format!("{dom:02}.{month:02}.{year}"),
            format!("{dom}-{month}-{:02}", year % 100),
        ];
        for way in ways {
            prop_assert_eq!(day(&way, today()), Ok(written), "{}", way);
        }
    }

    #[test]
    fn twelve_hour_times_are_parsed(hour in 0..24u32, minute in 0..60u32) {
        let half = if hour < 12 { "am" } else { "pm" };
        let typed = format!("{}:{minute:02} {half}", (hour + 11) % 12 + 1);
        let read = time(&typed);
        prop_assert_eq!(read.map(|it| (it.hour(), it.minute())), Some((hour, minute)), "{}", typed);
    }

    #[test]
    fn no_text_makes_it_panic(typed in "\\PC{0,40}") {
        let _ = (day(&typed, today()), time(&typed));
    }
}
