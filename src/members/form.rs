//! The form of a member, to invite and to change.

use serde::Deserialize;
use uuid::Uuid;

use super::{member::Profile, store};
use crate::{
    access::{
        permissions::{Permission, Role},
        scope::Scope,
    },
    series::store::{self as series, Choice},
    text::{email_address::EmailAddress, i18n::Lang},
    web::{
        error::Result,
        forms::{Errors, Version},
    },
};

/// The form of a member, as typed.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct MemberForm {
    #[serde(default)]
    pub name: String,
    /// Only in the form of an invitation.
    #[serde(default)]
    pub email: String,
    #[serde(default)]
    pub role: String,
    #[serde(default)]
    pub body: String,
    #[serde(default)]
    pub person: String,
    #[serde(default)]
    pub manager: String,
    /// The version of the member that the form was loaded with.
    #[serde(default)]
    pub version: Version,
}

fn text(id: Option<Uuid>) -> String {
    id.map_or(String::new(), |id| id.to_string())
}

impl From<&Profile> for MemberForm {
    fn from(member: &Profile) -> Self {
        Self {
            name: member.name.clone(),
            email: member.email.clone(),
            role: member.role.code().to_owned(),
            body: text(member.body_id),
            person: text(member.person_id),
            manager: if member.manager { "yes".to_owned() } else { String::new() },
            version: member.version.into(),
        }
    }
}

/// The choices of the form.
#[derive(Debug)]
pub struct Choices {
    pub bodies: Vec<Choice>,
    /// People of the directory who are no other member.
    pub people: Vec<Choice>,
}

impl Choices {
    /// The choices for a member, or for a new one.
    pub async fn load<P: Permission>(scope: &Scope<P>, member: Option<Uuid>) -> Result<Self> {
        let bodies = series::own_bodies(scope).await?;
        Ok(Self { bodies, people: store::free_people(scope, member).await? })
    }

    /// Every role.
    pub fn roles(&self) -> [Role; 3] {
        Role::ALL
    }
}

/// The values of a member, checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Affiliation {
    pub name: String,
    pub role: Role,
    pub body: Option<Choice>,
    pub person: Option<Choice>,
    pub manager: bool,
}

impl Affiliation {
    /// Whether the member already has these values.
    pub fn is_of(&self, member: &Profile) -> bool {
        self.name == member.name
            && self.role == member.role
            && self.manager == member.manager
            && self.body_id() == member.body_id
            && self.person_id() == member.person_id
    }

    /// The id of the body, where one is chosen.
    pub fn body_id(&self) -> Option<Uuid> {
        self.body.as_ref().map(|it| it.id)
    }

    /// The id of the person, where one is chosen.
    pub fn person_id(&self) -> Option<Uuid> {
        self.person.as_ref().map(|it| it.id)
    }
}

impl MemberForm {
    pub fn is_manager(&self) -> bool {
        self.manager == "yes"
    }

    /// Whether this role is chosen.
    pub fn has_role(&self, role: &Role) -> bool {
        Role::parse(&self.role) == Some(*role)
    }

    /// Everything but the address, which only an invitation asks for.
    pub fn check(&self, lang: Lang, choices: &Choices, errors: &mut Errors) -> Option<Affiliation> {
        let name = errors.required(lang, "name", &self.name, 200);
        let role = Role::parse(&self.role);
        if role.is_none() {
            errors.add("role", lang.t("error-choose"));
        }
        let body = choice(lang, errors, "body", &self.body, &choices.bodies);
        let person = choice(lang, errors, "person", &self.person, &choices.people);
        let place = Affiliation { name, role: role?, body, person, manager: self.is_manager() };
        errors.is_empty().then_some(place)
    }

    /// Refuses to change body and person in the member's own form, because they give access to
    /// closed sessions.
    pub fn keep_own_place(&mut self, lang: Lang, member: &Profile, errors: &mut Errors) {
        let own = [("body", &mut self.body, member.body_id), ("person", &mut self.person, member.person_id)];
        for (field, typed, id) in own {
            if typed.is_empty() {
                *typed = text(id);
            } else if *typed != text(id) {
                errors.add(field, lang.t("member-own-place"));
            }
        }
    }

    /// The address of an invitation.
    pub fn check_email(&self, lang: Lang, errors: &mut Errors) -> Option<EmailAddress> {
        let email = EmailAddress::parse(&self.email);
        if email.is_none() {
            errors.add("email", lang.t("error-email"));
        }
        email
    }
}

/// One of the choices, or none where the field was left empty.
fn choice(
    lang: Lang,
    errors: &mut Errors,
    field: &'static str,
    typed: &str,
    choices: &[Choice],
) -> Option<Choice> {
    let chosen = choices.iter().find(|it| it.id.to_string() == typed);
    if chosen.is_none() && !typed.is_empty() {
        errors.add(field, lang.t("error-choose"));
    }
    chosen.cloned()
}
