//! The only module that reads the clock and converts a tenant's wall-clock time into UTC.

use std::str::FromStr as _;

use chrono::{DateTime, LocalResult, NaiveDate, NaiveTime, TimeZone as _, Utc};
use chrono_tz::Tz;

/// The present instant.
pub fn now() -> DateTime<Utc> {
    #[allow(clippy::disallowed_methods, reason = "this is the one caller")]
    Utc::now()
}

/// The time zone of this name; Paris if there is none.
pub fn zone(name: &str) -> Tz {
    Tz::from_str(name).unwrap_or(Tz::Europe__Paris)
}

/// Today's date in a tenant's time zone.
pub fn today(zone: Tz) -> NaiveDate {
    now().with_timezone(&zone).date_naive()
}

/// Why a wall-clock time names no single instant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WallClockError {
    /// Clocks went forward over it.
    Skipped,
    /// Clocks went back over it: it happened at both of these instants.
    Twice(DateTime<Utc>, DateTime<Utc>),
}

/// The instant at which clocks of `zone` show `day` and `time`.
///
/// # Errors
/// [`WallClockError`] when daylight saving makes that time impossible or ambiguous.
pub fn instant(day: NaiveDate, time: NaiveTime, zone: Tz) -> Result<DateTime<Utc>, WallClockError> {
    match zone.from_local_datetime(&day.and_time(time)) {
        LocalResult::Single(at) => Ok(at.to_utc()),
        LocalResult::Ambiguous(first, second) => Err(WallClockError::Twice(first.to_utc(), second.to_utc())),
        LocalResult::None => Err(WallClockError::Skipped),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paris(day: (i32, u32, u32), time: (u32, u32)) -> Result<DateTime<Utc>, WallClockError> {
        let day = NaiveDate::from_ymd_opt(day.0, day.1, day.2).unwrap();
        instant(day, NaiveTime::from_hms_opt(time.0, time.1, 0).unwrap(), chrono_tz::Europe::Paris)
    }

    #[test]
    fn summer_and_winter_time_differ() {
        assert_eq!(paris((2024, 5, 28), (14, 30)).unwrap().to_rfc3339(), "2024-05-28T12:30:00+00:00");
        assert_eq!(paris((2024, 1, 9), (14, 30)).unwrap().to_rfc3339(), "2024-01-09T13:30:00+00:00");
    }

    #[test]
    fn skipped_and_repeated_times_are_errors() {
        assert_eq!(paris((2024, 3, 31), (2, 30)), Err(WallClockError::Skipped));
        let Err(WallClockError::Twice(first, second)) = paris((2024, 10, 27), (2, 30)) else {
            panic!("02:30 happens twice that night");
        };
        assert_eq!((second - first).num_minutes(), 60);
    }
}
