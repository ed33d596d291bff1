//! The words of dates and times of day, French and English. [`day`](super::day) and [`time`](super::time)
//! parse a whole field with them; [`parse_french`](super::moment::parse_french) finds them inside a text.

use crate::names::fold;

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

/// The words of a text, folded. A raised ending ("1^er", "1<sup>er</sup>") belongs to its number.
pub(super) fn words(text: &str) -> Vec<String> {
    let folded = fold(text).replace("1 er ", "1er ").replace("1 sup er sup ", "1er ");
    folded.split(' ').filter(|it| !it.is_empty()).map(str::to_owned).collect()
}

/// Year, month and day of three words: `3 avril 2024`, `3 4 2024`, `april 3 2024` or `2024 04 03`. Numbers
/// come day first, as in France and Britain. The day may be impossible.
pub(super) fn date(words: [&str; 3], year: fn(&str) -> Option<i32>) -> Option<(i32, u32, u32)> {
    let [first, second, third] = words;
    let is_number = first.starts_with(|c: char| c.is_ascii_digit());
    let (year, month, day) = match is_number {
        false => (year(third), month(first), day_of_month(second)),
        // Not by its length alone: `21st` has four characters too.
        true if full_year(first).is_some() => (year(first), month(second), day_of_month(third)),
        true => (year(third), month(second), day_of_month(first)),
    };
    Some((year?, month?, day?))
}

/// Four digits, or two: 70 to 99 belong to the last century.
pub(super) fn year(word: &str) -> Option<i32> {
    match word.parse().ok()? {
        number @ ..70 if word.len() == 2 => Some(2000 + number),
        number if word.len() == 2 => Some(1900 + number),
        _ => full_year(word),
    }
}

/// Four digits.
pub(super) fn full_year(word: &str) -> Option<i32> {
    word.parse().ok().filter(|year| word.len() == 4 && (1900..2200).contains(year))
}

/// A number, a name, or an unambiguous abbreviation of a name.
pub(super) fn month(word: &str) -> Option<u32> {
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
pub(super) fn small_number(word: &str) -> Option<u32> {
    let is_small = word.len() <= 2 && word.bytes().all(|it| it.is_ascii_digit());
    word.parse().ok().filter(|_| is_small)
}

/// Hour and minute at the beginning of these words, and how many words they use: `14 h 30`, `14h30`, `14h`,
/// `14 heures 30 min`; `14:30` is folded to two numbers. A bare `14` is not a time. The time may be
/// impossible.
pub(super) fn clock(words: &[&str]) -> Option<(u32, u32, usize)> {
    let first = *words.first()?;
    let (number, mark) = first.split_at(first.find(|c: char| !c.is_ascii_digit()).unwrap_or(first.len()));
    let hour = small_number(number)?;
    let next = words.get(1).copied().unwrap_or_default();
    let (mark, used) = match mark {
        "" if next.starts_with('h') => (next, 2),
        "" => return two_digits(next).map(|minute| (hour, minute, 2)),
        mark => (mark, 1),
    };
    let minute = ["heures", "heure", "h"].iter().find_map(|it| mark.strip_prefix(it))?;
    if !minute.is_empty() {
        let minute = UNITS.iter().find_map(|unit| minute.strip_suffix(unit)).unwrap_or(minute);
        return Some((hour, small_number(minute)?, used + units(words, used)));
    }
    let Some(minute) = words.get(used).and_then(|it| small_number(it)) else {
        return Some((hour, 0, used));
    };
    Some((hour, minute, used + 1 + units(words, used + 1)))
}

const UNITS: [&str; 3] = ["minutes", "min", "mn"];

fn units(words: &[&str], at: usize) -> usize {
    usize::from(words.get(at).is_some_and(|it| UNITS.contains(it)))
}

fn two_digits(word: &str) -> Option<u32> {
    small_number(word).filter(|_| word.len() == 2)
}

/// Converts an hour of the twelve-hour clock; 12 begins each half of the day.
pub(super) fn half_day(hour: u32, is_afternoon: bool) -> Option<u32> {
    (1..=12).contains(&hour).then_some(hour % 12 + if is_afternoon { 12 } else { 0 })
}
