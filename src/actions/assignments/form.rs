//! The choice of who is in charge of an action.

use uuid::Uuid;

use crate::{
    access::{permissions::Permission, scope::Scope},
    actions::action,
    series::store::{self as series, Choice},
    text::i18n::Lang,
    web::{error::Result, forms::Errors},
};

/// The bodies and members that can be in charge.
#[derive(Debug)]
pub struct Choices {
    pub bodies: Vec<Choice>,
    pub members: Vec<Choice>,
}

/// The assignee: a body, a member, or both.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assignee {
    pub body_id: Option<Uuid>,
    pub member_id: Option<Uuid>,
    /// The names of both.
    pub name: String,
}

impl Choices {
    /// The bodies and members of the tenant.
    pub async fn load<P: Permission>(scope: &Scope<P>) -> Result<Self> {
        Ok(Self { bodies: series::own_bodies(scope).await?, members: series::members(scope).await? })
    }

    /// Checks the fields `body` and `member`, of which one is enough.
    pub fn check(&self, errors: &mut Errors, lang: Lang, body: &str, member: &str) -> Assignee {
        let body = chosen(&self.bodies, errors, lang, "body", body);
        let member = chosen(&self.members, errors, lang, "member", member);
        if body.is_none() && member.is_none() && !errors.has("body") && !errors.has("member") {
            errors.add("body", lang.t("action-charge-missing"));
        }
        let name = |choice: Option<&Choice>| choice.map(|it| it.name.clone());
        Assignee {
            body_id: body.map(|it| it.id),
            member_id: member.map(|it| it.id),
            name: action::in_charge(name(member).as_deref(), name(body).as_deref()),
        }
    }
}

fn chosen<'c>(
    choices: &'c [Choice],
    errors: &mut Errors,
    lang: Lang,
    field: &'static str,
    typed: &str,
) -> Option<&'c Choice> {
    let choice = choices.iter().find(|it| it.id.to_string() == typed);
    if choice.is_none() && !typed.is_empty() {
        errors.add(field, lang.t("error-choose"));
    }
    choice
}
