//! Fields that hold a day or a time of day.

use chrono::{NaiveDate, NaiveTime};

use super::Errors;
use crate::text::i18n::Lang;
use formats::dates::{self, DayError};

impl Errors {
    /// A day, if one is typed; words such as "tomorrow" count from `today`.
    pub fn day(
        &mut self,
        lang: Lang,
        field: &'static str,
        typed: &str,
        today: NaiveDate,
    ) -> Option<NaiveDate> {
        if typed.trim().is_empty() {
            return None;
        }
        match dates::day(typed, today) {
            Ok(day) => return Some(day),
            Err(DayError::Unreadable) => self.add(field, lang.t("error-day-unreadable")),
            Err(DayError::Impossible) => self.add(field, lang.t("error-day-impossible")),
        }
        None
    }

    /// A time of day, if one is typed.
    pub fn time(&mut self, lang: Lang, field: &'static str, typed: &str) -> Option<NaiveTime> {
        if typed.trim().is_empty() {
            return None;
        }
        let time = dates::time(typed);
        if time.is_none() {
            self.add(field, lang.t("error-time-unreadable"));
        }
        time
    }
}
