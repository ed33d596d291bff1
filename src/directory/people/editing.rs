//! Changing a person: name, e-mail address and other names. Attendances keep the name of their day.

use actix_web::{HttpResponse, web};
use askama::Template;
use sea_orm::ActiveValue::Set;
use serde::Deserialize;
use uuid::Uuid;

use super::{
    entity as people,
    names::{self, NameKind, OtherName},
    person::Person,
    store,
};
use crate::{
    access::{
        permissions::{ExtendDirectory, Permission},
        scope::{Outcome, Post, Redirect, Scope, Written, redirected, rendered},
    },
    history::{change::ChangeKind, recording::Change},
    text::{email_address::EmailAddress, i18n::Lang},
    web::{
        error::Result,
        forms::{Errors, Form, Version},
        page::Page,
        paths::{NamePath, PersonPath},
    },
};
use formats::names::fold;

#[derive(Template)]
#[template(path = "directory/people/edit.html")]
pub struct Edit {
    pub page: Page,
    pub person: Person,
    pub names: Vec<OtherName>,
    pub form: NameForm,
    /// Whether someone else changed the person since the form was opened.
    pub stale: bool,
    pub errors: Errors,
}

impl Edit {
    fn kinds(&self) -> [NameKind; 3] {
        NameKind::ALL
    }
}

/// Name and e-mail address, or another name, as typed.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct NameForm {
    /// The version that the edit began from.
    pub version: Version,
    pub name: String,
    pub email: String,
    /// Another name to add.
    pub alias: String,
    pub kind: String,
    pub id: Uuid,
}

impl NameForm {
    fn of(person: &Person) -> Self {
        Self {
            version: person.version.into(),
            name: person.name.clone(),
            email: person.email.clone().unwrap_or_default(),
            kind: NameKind::Other.code().to_owned(),
            id: Uuid::now_v7(),
            ..Self::default()
        }
    }

    /// Name and address, or what is wrong with them.
    fn check(&self, lang: Lang) -> Result<(String, Option<String>), Errors> {
        let mut errors = Errors::default();
        let name = errors.required(lang, "name", &self.name, 200);
        let email = EmailAddress::parse(&self.email);
        if email.is_none() && !self.email.trim().is_empty() {
            errors.add("email", lang.t("error-email"));
        }
        if errors.is_empty() { Ok((name, email.map(|it| it.to_string()))) } else { Err(errors) }
    }
}

/// `GET /{tenant}/people/{person}/edit`
pub async fn edit(scope: Scope<ExtendDirectory>, path: web::Path<PersonPath>) -> Result<HttpResponse> {
    let person = store::find_to_change(&scope, path.person).await?;
    let names = names::of_people(&scope, vec![person.id]).await?;
    let (form, errors) = (NameForm::of(&person), Errors::default());
    scope.render(|page| Edit { page, person, names, form, stale: false, errors })
}

/// `POST /{tenant}/people/{person}`
pub async fn update(
    Post(scope, form): Post<Scope<ExtendDirectory>, Form<NameForm>>,
    path: web::Path<PersonPath>,
) -> Result<Outcome> {
    let person = store::find_to_change(&scope, path.person).await?;
    let version = form.version.required()?;
    let (name, email) = match form.check(scope.lang()) {
        Ok(checked) => checked,
        Err(errors) => {
            let names = names::of_people(&scope, vec![person.id]).await?;
            let form = NameForm { id: Uuid::now_v7(), ..form.0 };
            let edit = |page| Edit { page, person, names, form, stale: false, errors };
            return rendered(scope.unprocessable(edit)?);
        }
    };
    if name == person.name && email == person.email {
        return redirected(scope.redirect_unchanged(person.path(), "done-person-changed")?);
    }
    let (change, written) = rename(&scope, &person, version, &name, email).await?;
    if written == Written::Updated {
        let undo = change.undo_path();
        return redirected(scope.commit_and_offer_undo(person.path(), "done-person-changed", undo).await?);
    }
    // Read again: someone may have changed the person since.
    let person = store::find(&scope, person.id).await?;
    let names = names::of_people(&scope, vec![person.id]).await?;
    let form = NameForm { version: person.version.into(), id: Uuid::now_v7(), ..form.0 };
    let errors = Errors::default();
    rendered(scope.conflict(|page| Edit { page, person, names, form, stale: true, errors })?)
}

async fn rename<P: Permission>(
    scope: &Scope<P>,
    person: &Person,
    version: i32,
    name: &str,
    email: Option<String>,
) -> Result<(Change, Written)> {
    let change = scope.record(ChangeKind::PersonChanged, &person.name).await?;
    let to = people::ActiveModel {
        name: Set(name.to_owned()),
        name_key: Set(fold(name)),
        email: Set(email),
        ..Default::default()
    };
    let written = change.update::<people::Entity>(scope, person.id, version, to).await?;
    Ok((change, written))
}

/// `POST /{tenant}/people/{person}/names`
pub async fn add_name(
    Post(scope, form): Post<Scope<ExtendDirectory>, Form<NameForm>>,
    path: web::Path<PersonPath>,
) -> Result<Outcome> {
    let person = store::find_to_change(&scope, path.person).await?;
    let mut errors = Errors::default();
    let name = errors.required(scope.lang(), "alias", &form.alias, 200);
    if fold(&name).is_empty() && errors.is_empty() {
        errors.add("alias", scope.lang().t("error-required"));
    }
    let kind = NameKind::parse(&form.kind);
    if kind.is_none() {
        errors.add("kind", scope.lang().t("error-choose"));
    }
    let Some(kind) = kind.filter(|_| errors.is_empty()) else {
        let names = names::of_people(&scope, vec![person.id]).await?;
        let form = NameForm { alias: form.0.alias, kind: form.0.kind, ..NameForm::of(&person) };
        let edit = |page| Edit { page, person, names, form, stale: false, errors };
        return rendered(scope.unprocessable(edit)?);
    };
    let done = "done-name-added";
    match names::add(&scope, &person, form.id, kind, name).await? {
        Some(change) => {
            redirected(scope.commit_and_offer_undo(person.path(), done, change.undo_path()).await?)
        }
        None => redirected(scope.redirect_unchanged(person.path(), done)?),
    }
}

/// `POST /{tenant}/people/{person}/names/{name}/removal`
pub async fn remove_name(scope: Scope<ExtendDirectory>, path: web::Path<NamePath>) -> Result<Redirect> {
    let person = store::find_to_change(&scope, path.person).await?;
    let done = "done-name-removed";
    match names::remove(&scope, &person, path.name).await? {
        Some(change) => scope.commit_and_offer_undo(person.path(), done, change.undo_path()).await,
        None => scope.redirect_unchanged(person.path(), done),
    }
}
