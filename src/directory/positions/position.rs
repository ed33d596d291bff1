//! A position, and its form.

use chrono::NaiveDate;
use sea_orm::{ActiveValue, FromQueryResult};
use serde::Deserialize;
use uuid::Uuid;

use super::entity as positions;
use crate::{
    text::i18n::Lang,
    web::{
        forms::{Errors, Version},
        page::Page,
    },
};

/// A position of a person, present, past or future.
#[derive(Debug, Clone, FromQueryResult)]
pub struct Position {
    pub id: Uuid,
    pub person_id: Uuid,
    pub title: String,
    pub body_id: Option<Uuid>,
    pub body_name: Option<String>,
    pub colour: Option<i16>,
    /// The person who is assisted.
    pub behalf_of: Option<Uuid>,
    pub behalf_name: Option<String>,
    pub since: Option<NaiveDate>,
    pub until: Option<NaiveDate>,
    pub version: i32,
}

impl Position {
    /// Whether it is over on this day.
    pub fn is_over(&self, day: &NaiveDate) -> bool {
        self.until.is_some_and(|until| until < *day)
    }

    /// Whether it has these columns already.
    pub fn has(&self, values: &positions::ActiveModel) -> bool {
        let is = |value: &ActiveValue<Option<NaiveDate>>, day| value.try_as_ref() == Some(&day);
        values.title.try_as_ref() == Some(&self.title)
            && values.body_id.try_as_ref() == Some(&self.body_id)
            && values.behalf_of.try_as_ref() == Some(&self.behalf_of)
            && is(&values.since, self.since)
            && is(&values.until, self.until)
    }

    /// Inside the tenant.
    pub fn path(&self) -> String {
        format!("/people/{}/positions/{}", self.person_id, self.id)
    }

    /// "Hydrologue, Bureau d’études Ruissel"
    pub fn capacity(&self) -> String {
        let parts = [Some(self.title.as_str()), self.body_name.as_deref()];
        parts.into_iter().flatten().filter(|it| !it.is_empty()).collect::<Vec<_>>().join(", ")
    }
}

/// The form of a position, as typed.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct PositionForm {
    pub id: Uuid,
    /// The version that the edit began from.
    pub version: Version,
    pub title: String,
    pub organisation: String,
    pub behalf: String,
    pub since: String,
    pub until: String,
}

/// A position, checked.
#[derive(Debug, Clone)]
pub struct NewPosition {
    pub id: Uuid,
    pub title: String,
    /// The name of a body; none where empty.
    pub organisation: String,
    /// The name of the person who is assisted; none where empty.
    pub behalf: String,
    pub since: Option<NaiveDate>,
    pub until: Option<NaiveDate>,
}

impl PositionForm {
    /// The form of a stored position.
    pub fn of(position: &Position, page: &Page) -> Self {
        let day = |day: &Option<NaiveDate>| day.as_ref().map(|it| page.date(it)).unwrap_or_default();
        Self {
            id: position.id,
            version: position.version.into(),
            title: position.title.clone(),
            organisation: position.body_name.clone().unwrap_or_default(),
            behalf: position.behalf_name.clone().unwrap_or_default(),
            since: day(&position.since),
            until: day(&position.until),
        }
    }

    /// The checked values, or what is wrong with them. Words such as "tomorrow" count from `today`.
    pub fn check(&self, lang: Lang, today: NaiveDate) -> Result<NewPosition, Errors> {
        let mut errors = Errors::default();
        let title = errors.line(lang, "title", &self.title, 500);
        let organisation = errors.line(lang, "organisation", &self.organisation, 200);
        let behalf = errors.line(lang, "behalf", &self.behalf, 200);
        let since = errors.day(lang, "since", &self.since, today);
        let until = errors.day(lang, "until", &self.until, today);
        if title.is_empty() && organisation.is_empty() {
            errors.add("title", lang.t("position-says-nothing"));
        }
        if since.zip(until).is_some_and(|(since, until)| until < since) {
            errors.add("until", lang.t("position-ends-before"));
        }
        match errors.is_empty() {
            true => Ok(NewPosition { id: self.id, title, organisation, behalf, since, until }),
            false => Err(errors),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_position_is_checked_field_by_field() {
        let today = NaiveDate::from_ymd_opt(2024, 5, 28).unwrap();
        let form = |title: &str, since: &str, until: &str| PositionForm {
            title: title.into(),
            since: since.into(),
            until: until.into(),
            ..PositionForm::default()
        };
        let new = form(" Maire ", "1er mars 2020", "hier").check(Lang::Fr, today).unwrap();
        assert_eq!((new.title.as_str(), new.until), ("Maire", today.pred_opt()));
        assert!(form("", "", "").check(Lang::Fr, today).unwrap_err().has("title"));
        let errors = form("Maire", "31/2/2020", "jadis").check(Lang::Fr, today).unwrap_err();
        assert!(errors.has("since") && errors.has("until"));
        assert!(form("Maire", "2024-05-28", "2024-05-27").check(Lang::Fr, today).unwrap_err().has("until"));
    }
}
