//! Bodies: political groups, cabinets, departments, outside organisations.

use sea_orm::FromQueryResult;
use serde::Deserialize;
use uuid::Uuid;

use super::register_number::RegisterNumber;
use crate::{
    access::permissions::Standing,
    text::i18n::Lang,
    web::forms::{Errors, Version},
    words::words,
};

words! {
    /// The kind of a body.
    pub enum BodyKind("body-kind") {
        PoliticalGroup = "political_group",
        Cabinet = "cabinet",
        Department = "department",
        Organisation = "organisation",
    }
}

/// A body as a member sees it.
#[derive(Debug, Clone, FromQueryResult)]
pub struct Body {
    pub id: Uuid,
    pub kind: BodyKind,
    pub name: String,
    /// The colour of a political group, 1 to 12.
    pub colour: Option<i16>,
    /// Whether it is the member's own political group.
    pub own_group: bool,
    /// The number of an organisation in the register of interest representatives.
    pub register_number: Option<String>,
    pub version: i32,
}

impl Body {
    /// Inside the tenant.
    pub fn path(&self) -> String {
        format!("/bodies/{}", self.id)
    }

    /// The member's standing towards it.
    pub fn standing(&self) -> Standing {
        Standing { own_group: self.own_group, ..Standing::default() }
    }

    /// Whether this is its colour.
    pub fn has_colour(&self, number: &i16) -> bool {
        self.colour == Some(*number)
    }

    /// Its number in the register, as it is printed.
    pub fn register(&self) -> Option<String> {
        let number = RegisterNumber::parse(self.register_number.as_deref()?)?;
        Some(number.to_string())
    }

    /// Whether it has a distribution list and a colour.
    pub fn is_group(&self) -> bool {
        self.kind == BodyKind::PoliticalGroup
    }
}

/// The form of a body, as typed.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct BodyForm {
    pub id: Uuid,
    /// The version that the edit began from.
    pub version: Version,
    pub name: String,
    pub kind: String,
    pub register_number: String,
}

/// The values of a body, checked.
#[derive(Debug)]
pub struct NewBody {
    pub id: Uuid,
    pub name: String,
    pub kind: BodyKind,
    pub register_number: Option<RegisterNumber>,
}

impl NewBody {
    /// Whether the body has all of these values already.
    pub fn is_kept_in(&self, body: &Body) -> bool {
        let number = self.register_number.as_ref().map(RegisterNumber::as_str);
        (self.name.as_str(), self.kind, number)
            == (body.name.as_str(), body.kind, body.register_number.as_deref())
    }
}

impl BodyForm {
    /// The form of a stored body.
    pub fn of(body: &Body) -> Self {
        Self {
            id: body.id,
            version: body.version.into(),
            name: body.name.clone(),
            kind: body.kind.code().to_owned(),
            register_number: body.register().unwrap_or_default(),
        }
    }

    /// The name of the kind that was chosen.
    pub fn kind_label(&self) -> Option<&'static str> {
        BodyKind::parse(&self.kind).map(BodyKind::label_id)
    }

    /// The form of a new body.
    pub fn new(kind: &str) -> Self {
        Self { id: Uuid::now_v7(), kind: kind.to_owned(), ..Self::default() }
    }

    /// The checked values, or what is wrong with them.
    pub fn check(&self, lang: Lang) -> Result<NewBody, Errors> {
        let mut errors = Errors::default();
        let name = errors.required(lang, "name", &self.name, 200);
        let kind = BodyKind::parse(&self.kind);
        if kind.is_none() {
            errors.add("kind", lang.t("error-choose"));
        }
        let register_number = RegisterNumber::parse(&self.register_number);
        if register_number.is_none() && !self.register_number.trim().is_empty() {
            errors.add("register_number", lang.t("body-register-wrong"));
        }
        if register_number.is_some() && kind.is_some_and(|it| it != BodyKind::Organisation) {
            errors.add("register_number", lang.t("body-register-outside"));
        }
        match kind {
            Some(kind) if errors.is_empty() => Ok(NewBody { id: self.id, name, kind, register_number }),
            _ => Err(errors),
        }
    }

    /// The message where another body has the number.
    pub fn number_taken(lang: Lang, other: &str) -> Errors {
        let mut errors = Errors::default();
        errors.add("register_number", lang.t1("body-register-taken", "name", other));
        errors
    }

    /// The message where another body has the name.
    pub fn name_taken(lang: Lang) -> Errors {
        let mut errors = Errors::default();
        errors.add("name", lang.t("body-name-taken"));
        errors
    }
}
