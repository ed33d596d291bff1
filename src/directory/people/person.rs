//! People, as a search finds them and as a form adds them.

use chrono::NaiveDate;
use sea_orm::FromQueryResult;
use serde::Deserialize;
use uuid::Uuid;

use crate::{
    directory::bodies::body::BodyKind,
    hearings::hearing,
    text::{email_address::EmailAddress, i18n::Lang},
    web::forms::Errors,
};

/// A person of the directory.
#[derive(Debug, Clone, FromQueryResult)]
pub struct Person {
    pub id: Uuid,
    pub name: String,
    pub email: Option<String>,
    pub version: i32,
}

impl Person {
    /// Inside the tenant.
    pub fn path(&self) -> String {
        format!("/people/{}", self.id)
    }
}

/// A person in one of the positions held on a day; without one, where the person holds none.
#[derive(Debug, Clone, FromQueryResult)]
pub struct Holder {
    pub person_id: Uuid,
    pub name: String,
    pub position_id: Option<Uuid>,
    pub title: Option<String>,
    pub body_id: Option<Uuid>,
    pub body_name: Option<String>,
    pub body_kind: Option<BodyKind>,
    pub colour: Option<i16>,
}

impl Holder {
    /// "Hydrologue, Bureau d’études Ruissel"
    pub fn capacity(&self) -> String {
        let parts = [self.title.as_deref(), self.body_name.as_deref()];
        parts.into_iter().flatten().filter(|it| !it.is_empty()).collect::<Vec<_>>().join(", ")
    }
}

/// A hearing at which a person is recorded, in the capacity of that day.
#[derive(Debug, Clone, FromQueryResult)]
pub struct AttendedHearing {
    pub series_slug: String,
    pub number: i32,
    pub hearing_title: String,
    pub day: NaiveDate,
    pub closed: bool,
    pub title: String,
    pub body_name: String,
    pub colour: Option<i16>,
}

impl AttendedHearing {
    /// The path of the hearing, inside the tenant.
    pub fn path(&self) -> String {
        hearing::path(&self.series_slug, self.number)
    }
}

/// The form of a new person, as typed.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct PersonForm {
    pub id: Uuid,
    pub name: String,
    pub email: String,
    pub title: String,
    pub organisation: String,
    /// Not empty: the member confirmed that it is another person of the same name.
    pub homonym: String,
}

/// A new person, checked.
#[derive(Debug, Clone)]
pub struct NewPerson {
    pub id: Uuid,
    pub name: String,
    pub email: Option<EmailAddress>,
    pub title: String,
    /// The name of a body; none where empty.
    pub organisation: String,
}

impl PersonForm {
    /// The checked values, or what is wrong with them.
    pub fn check(&self, lang: Lang) -> Result<NewPerson, Errors> {
        let mut errors = Errors::default();
        let name = errors.required(lang, "name", &self.name, 200);
        let title = errors.line(lang, "title", &self.title, 500);
        let organisation = errors.line(lang, "organisation", &self.organisation, 200);
        let email = EmailAddress::parse(&self.email);
        if email.is_none() && !self.email.trim().is_empty() {
            errors.add("email", lang.t("error-email"));
        }
        match errors.is_empty() {
            true => Ok(NewPerson { id: self.id, name, email, title, organisation }),
            false => Err(errors),
        }
    }

    /// Whether the form asks if someone of the same name is meant.
    pub fn asks_about_homonym(&self, errors: &Errors) -> bool {
        errors.has("homonym") || !self.homonym.is_empty()
    }
}
