//! Languages: French first, English complete. Sentences live in `locales/{fr,en}/*.ftl`.

use std::{borrow::Cow, cell::RefCell, collections::HashMap};

use chrono::{DateTime, Datelike as _, Locale, NaiveDate, NaiveTime, Timelike as _, Utc};
use chrono_tz::Tz;
use fluent_templates::LanguageIdentifier;
use fluent_templates::{Loader as _, fluent_bundle::FluentValue, langid, static_loader};

static_loader! {
    static SENTENCES = {
        locales: "./locales",
        fallback_language: "fr",
        customise: |bundle| {
            bundle.set_use_isolating(false);
            let is_french = bundle.locales.iter().any(|it| it.language.as_str() == "fr");
            bundle.set_formatter(Some(if is_french { french_number } else { english_number }));
        },
    };
}

/// A number put into a sentence: "12 000", with a narrow no-break space.
fn french_number<M>(value: &FluentValue<'_>, _: &M) -> Option<String> {
    grouped(value, '\u{202f}')
}

/// A number put into a sentence: "12,000".
fn english_number<M>(value: &FluentValue<'_>, _: &M) -> Option<String> {
    grouped(value, ',')
}

/// Groups of three digits, for numbers of more than four.
fn grouped(value: &FluentValue<'_>, mark: char) -> Option<String> {
    let FluentValue::Number(number) = value else { return None };
    if number.value.fract() != 0.0 || number.value < 10_000.0 {
        return None;
    }
    let digits = format!("{:.0}", number.value);
    let mut grouped = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(mark);
        }
        grouped.push(digit);
    }
    Some(grouped)
}

/// Words put into a sentence; those that are written from right to left are isolated.
fn isolated(value: FluentValue<'_>) -> FluentValue<'_> {
    match value {
        FluentValue::String(words) if words.chars().any(is_right_to_left) => {
            format!("\u{2068}{words}\u{2069}").into()
        }
        value => value,
    }
}

/// The Unicode blocks of right-to-left scripts.
fn is_right_to_left(letter: char) -> bool {
    matches!(letter, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}' | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
}

thread_local! {
    /// The sentences without arguments that this thread has said, by language and
    /// id: a page has a hundred, and putting each together anew showed in the profile
    /// of every page. Only ids that exist are kept, so it does not grow.
    static SAID: RefCell<[HashMap<String, String>; 2]> = RefCell::default();
}

static FR: LanguageIdentifier = langid!("fr");
static EN: LanguageIdentifier = langid!("en");

/// A language of the screens.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Lang {
    #[default]
    Fr,
    En,
}

impl formats::Translate for Lang {
    fn translate(&self, id: &str, arguments: &[(&'static str, formats::Argument<'_>)]) -> String {
        if arguments.is_empty() {
            return Lang::t(*self, id);
        }
        let value = |argument| match argument {
            formats::Argument::Text(text) => FluentValue::from(text),
            formats::Argument::Count(count) => FluentValue::from(count),
        };
        Lang::with(*self, id, arguments.iter().map(|&(name, argument)| (name, value(argument))))
    }
}

impl Lang {
    /// French first.
    pub const ALL: [Self; 2] = [Self::Fr, Self::En];

    /// From a code of the database; none if it is unknown.
    pub fn parse(code: &str) -> Option<Self> {
        match code {
            "fr" => Some(Self::Fr),
            "en" => Some(Self::En),
            _ => None,
        }
    }

    /// ISO 639-1.
    pub fn code(self) -> &'static str {
        match self {
            Self::Fr => "fr",
            Self::En => "en",
        }
    }

    /// The other one, for the switch.
    pub fn other(self) -> Self {
        match self {
            Self::Fr => Self::En,
            Self::En => Self::Fr,
        }
    }

    /// The best of the languages for an `Accept-Language` header (RFC 9110, 12.5.4).
    pub fn accepted(header: &str) -> Option<Self> {
        let asked = fluent_langneg::parse_accepted_languages(header);
        let ours = [&FR, &EN];
        let best = fluent_langneg::negotiate_languages(
            &asked,
            &ours,
            None,
            fluent_langneg::NegotiationStrategy::Lookup,
        );
        best.first().and_then(|it| Self::parse(it.language.as_str()))
    }

    fn id(self) -> &'static LanguageIdentifier {
        match self {
            Self::Fr => &FR,
            Self::En => &EN,
        }
    }

    /// The sentence called `id`.
    pub fn t(self, id: &str) -> String {
        self.find(id).unwrap_or_else(|| SENTENCES.lookup(self.id(), id))
    }

    /// The sentence called `id`, if there is one.
    pub fn find(self, id: &str) -> Option<String> {
        let said = SAID.with_borrow(|said| said[self as usize].get(id).cloned());
        if said.is_some() {
            return said;
        }
        let sentence = SENTENCES.try_lookup(self.id(), id)?;
        SAID.with_borrow_mut(|said| said[self as usize].insert(id.to_owned(), sentence.clone()));
        Some(sentence)
    }

    /// The sentence called `id`, with one argument.
    pub fn t1<'a>(self, id: &str, name: &'static str, value: impl Into<FluentValue<'a>>) -> String {
        self.with(id, [(name, value.into())])
    }

    /// The sentence called `id`, with two arguments.
    pub fn t2<'a>(
        self,
        id: &str,
        name: &'static str,
        value: impl Into<FluentValue<'a>>,
        other: &'static str,
        second: impl Into<FluentValue<'a>>,
    ) -> String {
        self.with(id, [(name, value.into()), (other, second.into())])
    }

    /// The sentence called `id`, with its arguments.
    pub fn with<'a>(
        self,
        id: &str,
        args: impl IntoIterator<Item = (&'static str, FluentValue<'a>)>,
    ) -> String {
        let args = args.into_iter().map(|(name, value)| (Cow::Borrowed(name), isolated(value))).collect();
        SENTENCES.lookup_with_args(self.id(), id, &args)
    }

    /// "mardi 28 mai 2024", "Tuesday 28 May 2024"; no line ends between the number and its month.
    pub fn day(self, day: NaiveDate) -> String {
        match self {
            Self::Fr if day.day() == 1 => {
                day.format_localized("%A 1er\u{a0}%B %Y", Locale::fr_FR).to_string()
            }
            Self::Fr => day.format_localized("%A %-d\u{a0}%B %Y", Locale::fr_FR).to_string(),
            Self::En => day.format_localized("%A %-d\u{a0}%B %Y", Locale::en_GB).to_string(),
        }
    }

    /// "mardi 28 mai 2024 à 14 h 30", where the hour is known.
    pub fn day_at(self, day: NaiveDate, at: Option<DateTime<Utc>>, zone: Tz) -> String {
        match at {
            Some(at) => self.at(&self.day(day), at, zone),
            None => self.day(day),
        }
    }

    /// "28 mai 2024", "28 May 2024".
    pub fn date(self, day: NaiveDate) -> String {
        match self {
            Self::Fr if day.day() == 1 => day.format_localized("1er\u{a0}%B %Y", Locale::fr_FR).to_string(),
            Self::Fr => day.format_localized("%-d\u{a0}%B %Y", Locale::fr_FR).to_string(),
            Self::En => day.format_localized("%-d\u{a0}%B %Y", Locale::en_GB).to_string(),
        }
    }

    /// "mai 2024", "May 2024".
    pub fn month(self, day: NaiveDate) -> String {
        day.format_localized("%B %Y", self.locale()).to_string()
    }

    /// "janv.", "Jan".
    pub fn short_month(self, day: NaiveDate) -> String {
        day.format_localized("%b", self.locale()).to_string()
    }

    fn locale(self) -> Locale {
        match self {
            Self::Fr => Locale::fr_FR,
            Self::En => Locale::en_GB,
        }
    }

    /// The time of day in `zone`: "14 h 30", "14:30".
    pub fn time(self, at: DateTime<Utc>, zone: Tz) -> String {
        self.hour(at.with_timezone(&zone).time())
    }

    /// "14 h 30", "14:30".
    pub fn hour(self, at: NaiveTime) -> String {
        match self {
            Self::Fr if at.minute() == 0 => format!("{}\u{a0}h", at.hour()),
            Self::Fr => format!("{}\u{a0}h\u{a0}{:02}", at.hour(), at.minute()),
            Self::En => format!("{}:{:02}", at.hour(), at.minute()),
        }
    }

    /// "28 mai 2024 à 14 h 30", "28 May 2024 at 14:30".
    pub fn moment(self, at: DateTime<Utc>, zone: Tz) -> String {
        self.at(&self.date(at.with_timezone(&zone).date_naive()), at, zone)
    }

    fn at(self, day: &str, at: DateTime<Utc>, zone: Tz) -> String {
        let time = self.time(at, zone);
        match self {
            Self::Fr => format!("{day} à\u{a0}{time}"),
            Self::En => format!("{day} at\u{a0}{time}"),
        }
    }
}

#[cfg(test)]
mod round_trips {
    use chrono::{NaiveDate, Timelike as _};
    use formats::dates;
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn a_day_that_a_page_shows_can_be_typed(year in 1970..2070i32, nth in 1..=365u32) {
            let written = NaiveDate::from_yo_opt(year, nth).unwrap();
            let today = NaiveDate::from_ymd_opt(2024, 4, 3).unwrap();
            let shown = [Lang::Fr.date(written), Lang::Fr.day(written), Lang::En.date(written), Lang::En.day(written)];
            for typed in shown.iter().cloned().chain([shown[0].to_uppercase()]) {
                prop_assert_eq!(dates::day(&typed, today), Ok(written), "{}", typed);
            }
        }

        #[test]
        fn a_time_that_a_page_shows_can_be_typed(hour in 0..24u32, minute in 0..60u32) {
            let at = NaiveDate::from_ymd_opt(2024, 4, 3).unwrap().and_hms_opt(hour, minute, 0).unwrap().and_utc();
            for typed in [Lang::Fr.time(at, chrono_tz::UTC), Lang::En.time(at, chrono_tz::UTC)] {
                let read = dates::time(&typed);
                prop_assert_eq!(read.map(|it| (it.hour(), it.minute())), Some((hour, minute)), "{}", typed);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn french_dates_are_written_as_printed() {
        let day = NaiveDate::from_ymd_opt(2024, 5, 28).unwrap();
        assert_eq!(Lang::Fr.day(day), "mardi 28\u{a0}mai 2024");
        assert_eq!(Lang::En.day(day), "Tuesday 28\u{a0}May 2024");
        assert_eq!(Lang::Fr.date(day.with_day(1).unwrap()), "1er\u{a0}mai 2024");
        let at = day.and_hms_opt(12, 30, 0).unwrap().and_utc();
        assert_eq!(
            Lang::Fr.moment(at, chrono_tz::Europe::Paris),
            "28\u{a0}mai 2024 à\u{a0}14\u{a0}h\u{a0}30"
        );
        let whole = Lang::Fr.day_at(day, Some(at), chrono_tz::Europe::Paris);
        assert_eq!(whole, "mardi 28\u{a0}mai 2024 à\u{a0}14\u{a0}h\u{a0}30");
        assert_eq!(Lang::Fr.day_at(day, None, chrono_tz::Europe::Paris), "mardi 28\u{a0}mai 2024");
    }

    #[test]
    fn right_to_left_names_are_isolated() {
        assert_eq!(Lang::Fr.t1("home-greeting", "name", "רות"), "Bonjour, \u{2068}רות\u{2069}");
        assert_eq!(Lang::Fr.t1("home-greeting", "name", "Zoé"), "Bonjour, Zoé");
    }

    #[test]
    fn the_accepted_language_is_chosen() {
        assert_eq!(Lang::accepted("en-GB,en;q=0.9,fr;q=0.5"), Some(Lang::En));
        assert_eq!(Lang::accepted("fr-CA, en;q=0.1"), Some(Lang::Fr));
        assert_eq!(Lang::accepted("de, ja;q=0.5"), None);
        assert_eq!(Lang::accepted(";;q=,,"), None);
    }

    #[test]
    fn numbers_and_nouns_are_written_as_printed() {
        let count = |lang: Lang, count: i64| lang.t1("turns-count", "count", count);
        assert_eq!(count(Lang::Fr, 0), "0 intervention");
        assert_eq!(count(Lang::Fr, 1), "1 intervention");
        assert_eq!(count(Lang::Fr, 2), "2 interventions");
        assert_eq!(count(Lang::Fr, 2024), "2024 interventions");
        assert_eq!(count(Lang::Fr, 12_000), "12\u{202f}000 interventions");
        assert_eq!(count(Lang::Fr, 1_234_567), "1\u{202f}234\u{202f}567 interventions");
        assert_eq!(count(Lang::En, 0), "0 turns");
        assert_eq!(count(Lang::En, 1), "1 turn");
        assert_eq!(count(Lang::En, 12_000), "12,000 turns");
    }
}
