//! Outside organisations, which organisers add; the other bodies are the managers'.

use actix_web::HttpResponse;
use askama::Template;

use super::{
    bodies,
    body::{BodyForm, BodyKind},
    store,
};
use crate::{
    error::Result,
    forms::{Errors, Form},
    page::Page,
    permissions::ExtendDirectory,
    scope::{Outcome, Scope, again, saved},
};

#[derive(Template)]
#[template(path = "directory/new_organisation.html")]
pub struct New {
    pub page: Page,
    pub form: BodyForm,
    pub errors: Errors,
}

/// `GET /{tenant}/organisations/new`
pub async fn new(scope: Scope<ExtendDirectory>) -> Result<HttpResponse> {
    store::admit(&scope).await?;
    scope.show(|page| New { page, form: BodyForm::new(""), errors: Errors::default() }).await
}

/// `POST /{tenant}/organisations`
pub async fn create(scope: Scope<ExtendDirectory>, form: Form<BodyForm>) -> Result<Outcome> {
    store::admit(&scope).await?;
    let form = BodyForm { kind: BodyKind::Organisation.code().to_owned(), ..form.0 };
    let errors = match form.check(scope.lang()) {
        Ok(new) => match bodies::keep(&scope, &new).await? {
            Ok(id) => return saved(scope.save(format!("/bodies/{id}"), "done-body-created").await?),
            Err(errors) => errors,
        },
        Err(errors) => errors,
    };
    again(scope.refuse(|page| New { page, form, errors }).await?)
}
