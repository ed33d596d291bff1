//! The heading of a section. A section begins with a turn.

use sea_orm::{DbErr, FromQueryResult, QueryResult};

use crate::text::i18n::Lang;
use formats::names::fold;

/// The kind of a section, as in Akoma Ntoso's `debateSection`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Heading {
    OpeningStatement,
    Exchange,
    Titled(String),
}

impl Heading {
    /// The kinds that have a name.
    pub const NAMED: [Self; 2] = [Self::OpeningStatement, Self::Exchange];

    /// From a form: one of the known names in any language, or a title. Empty is none.
    pub fn parse(typed: &str) -> Option<Self> {
        let typed = typed.trim();
        let known = Self::NAMED
            .into_iter()
            .find(|it| Lang::ALL.iter().any(|lang| fold(&it.name(*lang)) == fold(typed)));
        known.or_else(|| (!typed.is_empty()).then(|| Self::Titled(typed.to_owned())))
    }

    /// From the columns.
    pub fn of(code: Option<&str>, title: String) -> Option<Self> {
        match code? {
            "opening_statement" => Some(Self::OpeningStatement),
            "exchange" => Some(Self::Exchange),
            _ => Some(Self::Titled(title)),
        }
    }

    /// The columns `section` and `section_title`.
    pub fn columns(heading: Option<&Self>) -> (Option<&'static str>, &str) {
        match heading {
            None => (None, ""),
            Some(Self::OpeningStatement) => (Some("opening_statement"), ""),
            Some(Self::Exchange) => (Some("exchange"), ""),
            Some(Self::Titled(title)) => (Some("titled"), title),
        }
    }

    /// As a page shows it.
    pub fn name(&self, lang: Lang) -> String {
        match self {
            Self::OpeningStatement => lang.t("section-opening-statement"),
            Self::Exchange => lang.t("section-exchange"),
            Self::Titled(title) => title.clone(),
        }
    }
}

/// A section: its heading, and the number of its first turn.
#[derive(Debug, Clone)]
pub struct Section {
    pub number: i32,
    pub heading: Heading,
}

impl FromQueryResult for Section {
    fn from_query_result(row: &QueryResult, _: &str) -> Result<Self, DbErr> {
        let code: String = row.try_get_by_index(1)?;
        let title: String = row.try_get_by_index(2)?;
        let heading = Heading::of(Some(&code), title.clone()).unwrap_or(Heading::Titled(title));
        Ok(Self { number: row.try_get_by_index(0)?, heading })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_names_are_recognised_in_each_language() {
        assert_eq!(Heading::parse(" propos liminaire "), Some(Heading::OpeningStatement));
        assert_eq!(Heading::parse("Exchange"), Some(Heading::Exchange));
        assert_eq!(Heading::parse("Le coût"), Some(Heading::Titled("Le coût".into())));
        assert_eq!(Heading::parse(" "), None);
    }
}
