//! Times in a recording, as captions print them.

/// The longest recording; a larger time is an error.
const LONGEST: u32 = 100 * HOUR;
const HOUR: u32 = 60 * MINUTE;
const MINUTE: u32 = 60 * SECOND;
const SECOND: u32 = 1000;

/// `01:02:03.456`, `02:03,4`, `75:12`, in milliseconds.
pub fn read(text: &str) -> Option<u32> {
    let (clock, fraction) = match text.split_once(['.', ',']) {
        Some((clock, fraction)) => (clock, thousandths(fraction)?),
        None => (text, 0),
    };
    let mut parts = clock.split(':');
    let (first, second, third) = (parts.next()?, parts.next()?, parts.next());
    let (hours, minutes, seconds) = match third {
        Some(third) => (number(first, 3)?, sixty(second)?, sixty(third)?),
        None => (0, number(first, 3)?, sixty(second)?),
    };
    let all = hours * HOUR + minutes * MINUTE + seconds * SECOND + fraction;
    (parts.next().is_none() && all <= LONGEST).then_some(all)
}

/// A number of seconds in milliseconds, if it is a valid time in a recording.
pub fn of_seconds(seconds: f64) -> Option<u32> {
    let thousandths = (seconds * 1000.0).round();
    // NaN is in no range.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "in range")]
    (0.0..=f64::from(LONGEST)).contains(&thousandths).then_some(thousandths as u32)
}

/// The time at the beginning of a line and the text after it, with or without a space between: `1:02text`.
pub fn leading(line: &str) -> Option<(u32, &str)> {
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let mut end = digits(line);
    for _ in 0..2 {
        let rest = line.get(end..)?;
        match rest.strip_prefix(':') {
            // After a colon, seconds and minutes have two digits; a third digit belongs to the text.
            Some(rest) if digits(rest) >= 2 => end += 3,
            _ => break,
        }
    }
    let (stamp, text) = line.split_at_checked(end)?;
    Some((read(stamp)?, text.trim()))
}

/// Whether a line begins like a time.
pub fn is_like(line: &str) -> bool {
    let rest = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let behind = rest.strip_prefix(':').unwrap_or_default();
    rest.len() < line.len() && behind.starts_with(|c: char| c.is_ascii_digit())
}

/// `1:02:03`, `2:03`.
pub fn written(time: u32) -> String {
    let (hours, minutes, seconds) = (time / HOUR, time % HOUR / MINUTE, time % MINUTE / SECOND);
    match hours {
        0 => format!("{minutes:02}:{seconds:02}"),
        _ => format!("{hours}:{minutes:02}:{seconds:02}"),
    }
}

fn number(digits: &str, most: usize) -> Option<u32> {
    let are_digits = digits.bytes().all(|b| b.is_ascii_digit());
    (are_digits && (1..=most).contains(&digits.len())).then(|| digits.parse().ok()).flatten()
}

fn sixty(digits: &str) -> Option<u32> {
    number(digits, 2).filter(|it| digits.len() == 2 && *it < 60)
}

/// `4` is 400 thousandths, `4567` is 456.
fn thousandths(fraction: &str) -> Option<u32> {
    number(fraction, 9)?;
    format!("{fraction:0<3}").get(..3)?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn printed_times_are_parsed() {
        for (printed, expected) in [
            ("00:00:01.500", Some(1500)),
            ("01:02:03,4", Some(3_723_400)),
            ("2:03", Some(123_000)),
            ("75:12", Some(4_512_000)),
            ("100:00:00", Some(LONGEST)),
            ("100:00:01", None),
            ("00:60", None),
            ("00:61:00", None),
            ("1:2", None),
            ("1:02:03:04", None),
            ("99999999999:00", None),
            ("-1:00", None),
            ("00:01.", None),
            ("", None),
        ] {
            assert_eq!(read(printed), expected, "{printed}");
        }
        for wrong in [f64::NAN, f64::INFINITY, -0.1, 1e308] {
            assert_eq!(of_seconds(wrong), None);
        }
        assert_eq!(of_seconds(1.2345), Some(1235));
    }

    #[test]
    fn a_leading_time_ends_where_the_text_begins() {
        assert_eq!(leading("04:12Bonjour"), Some((252_000, "Bonjour")));
        assert_eq!(leading("1:04:12 Bonjour"), Some((3_852_000, "Bonjour")));
        assert_eq!(leading("04:1220 % de plus"), Some((252_000, "20 % de plus")));
        assert_eq!(leading("04:12"), Some((252_000, "")));
        assert_eq!(leading("04:72 fois"), None);
        assert_eq!(leading("4 : 12"), None);
        assert!(is_like("04:72 fois") && is_like("1:2") && !is_like("4 fois") && !is_like(":12"));
    }

    #[test]
    fn times_are_formatted_without_leading_zeros() {
        assert_eq!((written(0).as_str(), written(3_723_999).as_str()), ("00:00", "1:02:03"));
    }
}
