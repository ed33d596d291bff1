//! Languages: French first, English complete. Sentences live in `locales/{fr,en}/*.ftl`.

use std::borrow::Cow;

use chrono::{DateTime, Datelike as _, Locale, NaiveDate, Timelike as _, Utc};
use chrono_tz::Tz;
use fluent_templates::LanguageIdentifier;
use fluent_templates::{Loader as _, fluent_bundle::FluentValue, langid, static_loader};

static_loader! {
    static SENTENCES = {
        locales: "./locales",
        fallback_language: "fr",
        customise: |bundle| bundle.set_use_isolating(false),
    };
}

static FR: LanguageIdentifier = langid!("fr");
static EN: LanguageIdentifier = langid!("en");

/// A language Greffe speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Lang {
    #[default]
    Fr,
    En,
}

impl Lang {
    /// French first.
    pub const ALL: [Self; 2] = [Self::Fr, Self::En];

    /// From a code as the database keeps it; anything unknown is no language.
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

    /// The best of our languages for an `Accept-Language` header (RFC 9110, 12.5.4).
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
        SENTENCES.lookup(self.id(), id)
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
        let args = args.into_iter().map(|(name, value)| (Cow::Borrowed(name), value)).collect();
        SENTENCES.lookup_with_args(self.id(), id, &args)
    }

    /// "mardi 28 mai 2024", "Tuesday 28 May 2024".
    pub fn day(self, day: NaiveDate) -> String {
        match self {
            Self::Fr if day.day() == 1 => day.format_localized("%A 1er %B %Y", Locale::fr_FR).to_string(),
            Self::Fr => day.format_localized("%A %-d %B %Y", Locale::fr_FR).to_string(),
            Self::En => day.format_localized("%A %-d %B %Y", Locale::en_GB).to_string(),
        }
    }

    /// "28 mai 2024", "28 May 2024".
    pub fn date(self, day: NaiveDate) -> String {
        match self {
            Self::Fr if day.day() == 1 => day.format_localized("1er %B %Y", Locale::fr_FR).to_string(),
            Self::Fr => day.format_localized("%-d %B %Y", Locale::fr_FR).to_string(),
            Self::En => day.format_localized("%-d %B %Y", Locale::en_GB).to_string(),
        }
    }

    /// The time of day in `zone`: "14 h 30", "14:30".
    pub fn time(self, at: DateTime<Utc>, zone: Tz) -> String {
        let at = at.with_timezone(&zone);
        match self {
            Self::Fr if at.minute() == 0 => format!("{}\u{a0}h", at.hour()),
            Self::Fr => format!("{}\u{a0}h\u{a0}{:02}", at.hour(), at.minute()),
            Self::En => format!("{}:{:02}", at.hour(), at.minute()),
        }
    }

    /// "28 mai 2024 à 14 h 30", "28 May 2024 at 14:30".
    pub fn moment(self, at: DateTime<Utc>, zone: Tz) -> String {
        let day = self.date(at.with_timezone(&zone).date_naive());
        let time = self.time(at, zone);
        match self {
            Self::Fr => format!("{day} à {time}"),
            Self::En => format!("{day} at {time}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn french_dates_are_written_as_printed() {
        let day = NaiveDate::from_ymd_opt(2024, 5, 28).unwrap();
        assert_eq!(Lang::Fr.day(day), "mardi 28 mai 2024");
        assert_eq!(Lang::En.day(day), "Tuesday 28 May 2024");
        assert_eq!(Lang::Fr.date(day.with_day(1).unwrap()), "1er mai 2024");
        let at = day.and_hms_opt(12, 30, 0).unwrap().and_utc();
        assert_eq!(Lang::Fr.moment(at, chrono_tz::Europe::Paris), "28 mai 2024 à 14\u{a0}h\u{a0}30");
    }

    #[test]
    fn the_browser_chooses_among_our_languages() {
        assert_eq!(Lang::accepted("en-GB,en;q=0.9,fr;q=0.5"), Some(Lang::En));
        assert_eq!(Lang::accepted("fr-CA, en;q=0.1"), Some(Lang::Fr));
        assert_eq!(Lang::accepted("de, ja;q=0.5"), None);
        assert_eq!(Lang::accepted(";;q=,,"), None);
    }
}
