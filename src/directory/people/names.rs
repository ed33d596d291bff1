//! Name, address and other names of someone: a name at birth, a former one, an
//! alias. Searches and imports find a person by each of them.

use actix_web::{HttpResponse, web};
use askama::Template;
use sea_orm::{ActiveValue::Set, ColumnTrait as _, FromQueryResult, QueryFilter as _};
use serde::Deserialize;
use uuid::Uuid;

use super::{entity as people, name_entity as names, person::Person, store};
use crate::{
    access::{
        permissions::{ExtendDirectory, Permission},
        scope::{Outcome, Post, Redirect, Scope, Written, redirected, rendered},
    },
    history::{change::ChangeKind, recording::Change},
    text::email_address::EmailAddress,
    web::{
        error::{Error, Result},
        forms::{Errors, Form},
        page::Page,
    },
    words::words,
};
use formats::names::fold;

/// Another name of someone.
#[derive(Debug, Clone, FromQueryResult)]
pub struct OtherName {
    pub id: Uuid,
    pub person_id: Uuid,
    pub kind: NameKind,
    pub name: String,
}

words! {
    /// What another name may be.
    pub enum NameKind("name-kind") {
        Birth = "birth",
        Former = "former",
        Other = "other",
    }
}

/// The other names of these people, in the order in which they were noted.
pub async fn of_people<P: Permission>(scope: &Scope<P>, people: Vec<Uuid>) -> Result<Vec<OtherName>> {
    scope
        .rows(
            "select id, person_id, kind, name from person_names
              where tenant_id = $tenant and person_id = any($1) order by person_id, created_at, id",
            [people.into()],
        )
        .await
}

#[derive(Template)]
#[template(path = "directory/people/edit.html")]
pub struct Edit {
    pub page: Page,
    pub person: Person,
    pub names: Vec<OtherName>,
    pub form: NameForm,
    pub errors: Errors,
}

impl Edit {
    fn kinds(&self) -> [NameKind; 3] {
        NameKind::ALL
    }
}

/// Name and address, or another name, as typed.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct NameForm {
    pub name: String,
    pub email: String,
    /// Another name to add.
    pub alias: String,
    pub kind: String,
    pub id: Uuid,
}

type Of = web::Path<(String, Uuid)>;
type One = web::Path<(String, Uuid, Uuid)>;

async fn again_with(
    scope: Scope<ExtendDirectory>,
    person: Person,
    form: NameForm,
    errors: Errors,
) -> Result<Outcome> {
    let names = of_people(&scope, vec![person.id]).await?;
    rendered(scope.unprocessable(|page| Edit { page, person, names, form, errors })?)
}

fn form_of(person: &Person) -> NameForm {
    NameForm {
        name: person.name.clone(),
        email: person.email.clone().unwrap_or_default(),
        kind: NameKind::Other.code().to_owned(),
        id: Uuid::now_v7(),
        ..NameForm::default()
    }
}

/// `GET /{tenant}/people/{id}/edit`
pub async fn edit(scope: Scope<ExtendDirectory>, path: Of) -> Result<HttpResponse> {
    let person = store::find_to_change(&scope, path.1).await?;
    let names = of_people(&scope, vec![person.id]).await?;
    let form = form_of(&person);
    scope.render(|page| Edit { page, person, names, form, errors: Errors::default() })
}

/// `POST /{tenant}/people/{id}`: what is written in attendances stays as it is.
pub async fn update(
    Post(scope, form): Post<Scope<ExtendDirectory>, Form<NameForm>>,
    path: Of,
) -> Result<Outcome> {
    let person = store::find_to_change(&scope, path.1).await?;
    let (lang, mut errors) = (scope.lang(), Errors::default());
    let name = errors.required(lang, "name", &form.name, 200);
    let email = EmailAddress::parse(&form.email);
    if email.is_none() && !form.email.trim().is_empty() {
        errors.add("email", lang.t("error-email"));
    }
    if !errors.is_empty() {
        let form = NameForm { id: Uuid::now_v7(), ..form.0 };
        return again_with(scope, person, form, errors).await;
    }
    let undo = rename(&scope, &person, &name, email.map(|it| it.to_string())).await?.undo_path();
    redirected(scope.commit_and_offer_undo(person.path(), "done-person-changed", undo).await?)
}

async fn rename<P: Permission>(
    scope: &Scope<P>,
    person: &Person,
    name: &str,
    email: Option<String>,
) -> Result<Change> {
    let change = scope.record(ChangeKind::PersonChanged, &person.name).await?;
    let to = people::ActiveModel {
        name: Set(name.to_owned()),
        name_key: Set(fold(name)),
        email: Set(email),
        ..Default::default()
    };
    match change.update::<people::Entity>(scope, person.id, person.version, to).await? {
        Written::Updated => Ok(change),
        Written::Stale => Err(Error::Conflict),
    }
}

/// `POST /{tenant}/people/{id}/names`
pub async fn create(
    Post(scope, form): Post<Scope<ExtendDirectory>, Form<NameForm>>,
    path: Of,
) -> Result<Outcome> {
    let person = store::find_to_change(&scope, path.1).await?;
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
        let form = NameForm { alias: form.0.alias, kind: form.0.kind, ..form_of(&person) };
        return again_with(scope, person, form, errors).await;
    };
    let change = scope.record(ChangeKind::PersonChanged, &person.name).await?;
    let other = names::ActiveModel {
        person_id: Set(person.id),
        kind: Set(kind.code().to_owned()),
        name_key: Set(fold(&name)),
        name: Set(name),
        ..Default::default()
    };
    if !change.insert::<names::Entity>(&scope, form.id, other).await? {
        return redirected(scope.redirect_unchanged(person.path(), "done-name-added")?);
    }
    redirected(scope.commit_and_offer_undo(person.path(), "done-name-added", change.undo_path()).await?)
}

/// `POST /{tenant}/people/{id}/names/{name}/removal`
pub async fn remove(scope: Scope<ExtendDirectory>, path: One) -> Result<Redirect> {
    let person = store::find_to_change(&scope, path.1).await?;
    let name = scope
        .find::<names::Entity>()
        .filter(names::Column::PersonId.eq(person.id))
        .filter(names::Column::Id.eq(path.2))
        .one(scope.db())
        .await?;
    let Some(name) = name else { return scope.redirect_unchanged(person.path(), "done-name-removed") };
    let change = scope.record(ChangeKind::PersonChanged, &person.name).await?;
    match change.delete::<names::Entity>(&scope, name.id, name.version).await? {
        Written::Updated => {
            scope.commit_and_offer_undo(person.path(), "done-name-removed", change.undo_path()).await
        }
        Written::Stale => Err(Error::Conflict),
    }
}
