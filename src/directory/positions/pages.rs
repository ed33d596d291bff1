//! Screens of positions.

use actix_web::{HttpResponse, web};
use askama::Template;
use uuid::Uuid;

use super::{
    position::{Position, PositionForm},
    store,
};
use crate::{
    access::{
        permissions::ExtendDirectory,
        scope::{Outcome, Post, Redirect, Scope, redirected, rendered},
    },
    directory::people::{person::Person, store as people},
    history::recording::Change,
    web::{
        error::Result,
        forms::{Errors, Form},
        page::Page,
    },
};

#[derive(Template)]
#[template(path = "directory/positions/edit.html")]
pub struct Edit {
    pub page: Page,
    pub person: Person,
    /// The one that is corrected; none where one is added.
    pub position: Option<Position>,
    pub form: PositionForm,
    pub errors: Errors,
}

type Of = web::Path<(String, Uuid)>;
type One = web::Path<(String, Uuid, Uuid)>;

/// `GET /{tenant}/people/{id}/positions/new`
pub async fn new(scope: Scope<ExtendDirectory>, path: Of) -> Result<HttpResponse> {
    let person = people::find_to_change(&scope, path.1).await?;
    let form = PositionForm { id: Uuid::now_v7(), ..PositionForm::default() };
    scope.render(|page| Edit { page, person, position: None, form, errors: Errors::default() })
}

/// `POST /{tenant}/people/{id}/positions`
pub async fn create(
    Post(scope, form): Post<Scope<ExtendDirectory>, Form<PositionForm>>,
    path: Of,
) -> Result<Outcome> {
    let person = people::find_to_change(&scope, path.1).await?;
    match keep(&scope, &person, &form).await? {
        Ok(change) => redirected(answer(scope, &person, change, "done-position-added").await?),
        Err(errors) => {
            let form = form.0;
            rendered(scope.unprocessable(|page| Edit { page, person, position: None, form, errors })?)
        }
    }
}

/// Leads to the person, and offers to undo what was changed, if anything was.
async fn answer(
    scope: Scope<ExtendDirectory>,
    person: &Person,
    change: Option<Change>,
    message: &'static str,
) -> Result<Redirect> {
    match change {
        Some(change) => scope.commit_and_offer_undo(person.path(), message, change.undo_path()).await,
        None => scope.redirect_unchanged(person.path(), message),
    }
}

async fn keep(
    scope: &Scope<ExtendDirectory>,
    person: &Person,
    form: &PositionForm,
) -> Result<Result<Option<Change>, Errors>> {
    match form.check(scope.lang(), scope.page().today) {
        Ok(new) => store::write(scope, person, &new).await,
        Err(errors) => Ok(Err(errors)),
    }
}

/// `GET /{tenant}/people/{id}/positions/{position}/edit`
pub async fn edit(scope: Scope<ExtendDirectory>, path: One) -> Result<HttpResponse> {
    let person = people::find_to_change(&scope, path.1).await?;
    let position = store::find(&scope, person.id, path.2).await?;
    let form = PositionForm::of(&position, scope.page());
    let errors = Errors::default();
    scope.render(|page| Edit { page, person, position: Some(position), form, errors })
}

/// `POST /{tenant}/people/{id}/positions/{position}`
pub async fn update(
    Post(scope, form): Post<Scope<ExtendDirectory>, Form<PositionForm>>,
    path: One,
) -> Result<Outcome> {
    let person = people::find_to_change(&scope, path.1).await?;
    let position = store::find(&scope, person.id, path.2).await?;
    let form = PositionForm { id: position.id, ..form.0 };
    match keep(&scope, &person, &form).await? {
        Ok(change) => redirected(answer(scope, &person, change, "done-position-changed").await?),
        Err(errors) => {
            let position = Some(position);
            rendered(scope.unprocessable(|page| Edit { page, person, position, form, errors })?)
        }
    }
}

/// `POST /{tenant}/people/{id}/positions/{position}/ending`: it ends today.
pub async fn end(scope: Scope<ExtendDirectory>, path: One) -> Result<Redirect> {
    let person = people::find_to_change(&scope, path.1).await?;
    let position = store::find(&scope, person.id, path.2).await?;
    if position.until.is_some_and(|it| it <= scope.page().today) {
        return scope.redirect_unchanged(person.path(), "done-position-ended");
    }
    let change = store::end(&scope, &person, position.id, scope.page().today).await?;
    answer(scope, &person, Some(change), "done-position-ended").await
}

/// `POST /{tenant}/people/{id}/positions/{position}/removal`
pub async fn remove(scope: Scope<ExtendDirectory>, path: One) -> Result<Redirect> {
    let person = people::find_to_change(&scope, path.1).await?;
    let change = store::remove(&scope, &person, path.2).await?;
    answer(scope, &person, change, "done-position-removed").await
}
