//! Name, address and other names of someone: a name at birth, a former one, an
//! alias. Searches and imports find a person by each of them.

use actix_web::{HttpResponse, web};
use askama::Template;
use sea_orm::FromQueryResult;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{person::Person, store};
use crate::{
    access::{
        permissions::{ExtendDirectory, Permission},
        scope::{Outcome, Post, Redirect, Scope, redirected, rendered},
    },
    history::removals::{self, RemovalKind},
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
#[derive(Debug, Clone, FromQueryResult, Serialize, Deserialize)]
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
    removals::keep(&scope, RemovalKind::Person, person.id, &person).await?;
    rename(&scope, person.id, &name, email.map(|it| it.to_string())).await?;
    scope.audit("person-changed", &person.name).await?;
    let undo = format!("{}/restoration", person.path());
    redirected(scope.commit_and_offer_undo(person.path(), "done-person-changed", undo).await?)
}

async fn rename<P: Permission>(scope: &Scope<P>, id: Uuid, name: &str, email: Option<String>) -> Result<()> {
    let sql = "update people set name = $2, name_key = $3, email = $4 where tenant_id = $tenant and id = $1";
    scope.execute(sql, [id.into(), name.into(), fold(name).into(), email.into()]).await?;
    Ok(())
}

/// `POST /{tenant}/people/{id}/restoration`: name and address as they were.
pub async fn restore(scope: Scope<ExtendDirectory>, path: Of) -> Result<Redirect> {
    let person = store::find_to_change(&scope, path.1).await?;
    let former: Option<Person> = removals::take(&scope, RemovalKind::Person, person.id).await?;
    let former = former.ok_or(Error::NotFound)?;
    rename(&scope, person.id, &former.name, former.email).await?;
    scope.audit("person-changed", &person.name).await?;
    scope.commit_and_redirect(person.path(), "done-person-restored").await
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
    let other = OtherName { id: form.id, person_id: person.id, kind, name };
    insert(&scope, &other).await?;
    scope.audit("person-changed", &person.name).await?;
    let undo = format!("{}/names/{}/removal", person.path(), other.id);
    redirected(scope.commit_and_offer_undo(person.path(), "done-name-added", undo).await?)
}

async fn insert<P: Permission>(scope: &Scope<P>, other: &OtherName) -> Result<()> {
    scope
        .execute(
            "insert into person_names (tenant_id, id, person_id, kind, name, name_key)
             values ($tenant, $1, $2, $3, $4, $5) on conflict do nothing",
            [
                other.id.into(),
                other.person_id.into(),
                other.kind.code().into(),
                other.name.as_str().into(),
                fold(&other.name).into(),
            ],
        )
        .await?;
    Ok(())
}

/// `POST /{tenant}/people/{id}/names/{name}/removal`
pub async fn remove(scope: Scope<ExtendDirectory>, path: One) -> Result<Redirect> {
    let person = store::find_to_change(&scope, path.1).await?;
    let gone: Option<OtherName> = scope
        .row(
            "delete from person_names where tenant_id = $tenant and person_id = $1 and id = $2
             returning id, person_id, kind, name",
            [person.id.into(), path.2.into()],
        )
        .await?;
    if let Some(gone) = &gone {
        removals::keep(&scope, RemovalKind::PersonName, gone.id, gone).await?;
    }
    scope.audit("person-changed", &person.name).await?;
    let undo = format!("{}/names/{}/restoration", person.path(), path.2);
    scope.commit_and_offer_undo(person.path(), "done-name-removed", undo).await
}

/// `POST /{tenant}/people/{id}/names/{name}/restoration`
pub async fn put_back(scope: Scope<ExtendDirectory>, path: One) -> Result<Redirect> {
    let person = store::find_to_change(&scope, path.1).await?;
    let gone: Option<OtherName> = removals::take(&scope, RemovalKind::PersonName, path.2).await?;
    insert(&scope, &gone.filter(|it| it.person_id == person.id).ok_or(Error::NotFound)?).await?;
    scope.audit("person-changed", &person.name).await?;
    scope.commit_and_redirect(person.path(), "done-name-added").await
}
