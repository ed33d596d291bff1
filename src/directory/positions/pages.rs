//! Screens of positions.

use actix_web::{HttpResponse, web};
use askama::Template;
use uuid::Uuid;

use super::{
    entity as positions,
    position::{Position, PositionForm},
    store, writing,
};
use crate::{
    access::{
        permissions::ExtendDirectory,
        scope::{Outcome, Post, Redirect, Scope, Written, redirected, rendered},
    },
    directory::people::{person::Person, store as people},
    web::{
        error::{Error, Result},
        forms::{Errors, Form},
        page::Page,
        paths::{PersonPath, PositionPath},
    },
};

#[derive(Template)]
#[template(path = "directory/positions/edit.html")]
pub struct Edit {
    pub page: Page,
    pub person: Person,
    /// The position that is changed, as it is stored; none where one is added.
    pub position: Option<Position>,
    pub form: PositionForm,
    /// Whether someone else changed it since the form was opened.
    pub stale: bool,
    pub errors: Errors,
}

/// `GET /{tenant}/people/{person}/positions/new`
pub async fn new(scope: Scope<ExtendDirectory>, path: web::Path<PersonPath>) -> Result<HttpResponse> {
    let person = people::find_to_change(&scope, path.person).await?;
    let form = PositionForm { id: Uuid::now_v7(), ..PositionForm::default() };
    let errors = Errors::default();
    scope.render(|page| Edit { page, person, position: None, form, stale: false, errors })
}

/// The columns that a form gives.
///
/// # Errors
/// [`Error::Invalid`].
async fn check(
    scope: &Scope<ExtendDirectory>,
    person: &Person,
    form: &PositionForm,
) -> Result<positions::ActiveModel> {
    writing::resolve(scope, person, &form.check(scope.lang(), scope.page().today)?).await
}

/// `POST /{tenant}/people/{person}/positions`
pub async fn create(
    Post(scope, form): Post<Scope<ExtendDirectory>, Form<PositionForm>>,
    path: web::Path<PersonPath>,
) -> Result<Outcome> {
    let person = people::find_to_change(&scope, path.person).await?;
    let values = match check(&scope, &person, &form).await {
        Ok(values) => values,
        Err(Error::Invalid(errors)) => {
            let form = form.0;
            let edit = |page| Edit { page, person, position: None, form, stale: false, errors };
            return rendered(scope.unprocessable(edit)?);
        }
        Err(why) => return Err(why),
    };
    let done = "done-position-added";
    match writing::insert(&scope, &person, form.id, values).await? {
        Some(change) => {
            redirected(scope.commit_and_offer_undo(person.path(), done, change.undo_path()).await?)
        }
        None => redirected(scope.redirect_unchanged(person.path(), done)?),
    }
}

/// `GET /{tenant}/people/{person}/positions/{position}/edit`
pub async fn edit(scope: Scope<ExtendDirectory>, path: web::Path<PositionPath>) -> Result<HttpResponse> {
    let person = people::find_to_change(&scope, path.person).await?;
    let position = store::find(&scope, person.id, path.position).await?;
    let form = PositionForm::of(&position, scope.page());
    let errors = Errors::default();
    scope.render(|page| Edit { page, person, position: Some(position), form, stale: false, errors })
}

/// `POST /{tenant}/people/{person}/positions/{position}`
pub async fn update(
    Post(scope, form): Post<Scope<ExtendDirectory>, Form<PositionForm>>,
    path: web::Path<PositionPath>,
) -> Result<Outcome> {
    let person = people::find_to_change(&scope, path.person).await?;
    let position = store::find(&scope, person.id, path.position).await?;
    let version = form.version.required()?;
    let form = PositionForm { id: position.id, ..form.0 };
    let values = match check(&scope, &person, &form).await {
        Ok(values) => values,
        Err(Error::Invalid(errors)) => {
            let edit = |page| Edit { page, person, position: Some(position), form, stale: false, errors };
            return rendered(scope.unprocessable(edit)?);
        }
        Err(why) => return Err(why),
    };
    let done = "done-position-changed";
    let (change, written) = writing::update(&scope, &person, position.id, version, values.clone()).await?;
    if written == Written::Updated {
        let undo = change.undo_path();
        return redirected(scope.commit_and_offer_undo(person.path(), done, undo).await?);
    }
    // Read again: someone may have changed it since.
    let position = store::find(&scope, person.id, position.id).await?;
    if position.has(&values) {
        return redirected(scope.redirect_unchanged(person.path(), done)?);
    }
    let form = PositionForm { version: position.version.into(), ..form };
    let errors = Errors::default();
    rendered(scope.conflict(|page| Edit {
        page,
        person,
        position: Some(position),
        form,
        stale: true,
        errors,
    })?)
}

/// `POST /{tenant}/people/{person}/positions/{position}/ending`: it ends today.
pub async fn end(scope: Scope<ExtendDirectory>, path: web::Path<PositionPath>) -> Result<Redirect> {
    let person = people::find_to_change(&scope, path.person).await?;
    let position = store::find(&scope, person.id, path.position).await?;
    let (today, done) = (scope.page().today, "done-position-ended");
    if position.until.is_some_and(|it| it <= today) {
        return scope.redirect_unchanged(person.path(), done);
    }
    let change = writing::end(&scope, &person, &position, today).await?;
    scope.commit_and_offer_undo(person.path(), done, change.undo_path()).await
}

/// `POST /{tenant}/people/{person}/positions/{position}/removal`
pub async fn remove(scope: Scope<ExtendDirectory>, path: web::Path<PositionPath>) -> Result<Redirect> {
    let person = people::find_to_change(&scope, path.person).await?;
    let done = "done-position-removed";
    match store::find(&scope, person.id, path.position).await {
        Ok(position) => {
            let change = writing::remove(&scope, &person, &position).await?;
            scope.commit_and_offer_undo(person.path(), done, change.undo_path()).await
        }
        Err(Error::NotFound) => scope.redirect_unchanged(person.path(), done),
        Err(why) => Err(why),
    }
}
