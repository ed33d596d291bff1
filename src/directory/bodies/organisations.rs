//! Outside organisations, which organisers add; the other bodies are the managers'.

use actix_web::HttpResponse;
use askama::Template;

use super::{
    body::{BodyForm, BodyKind},
    pages,
};
use crate::{
    access::{
        permissions::ExtendDirectory,
        scope::{Outcome, Post, Scope, redirected, rendered},
    },
    directory::people::store,
    web::{
        error::Result,
        forms::{Errors, Form},
        page::Page,
    },
};

#[derive(Template)]
#[template(path = "directory/bodies/new_organisation.html")]
pub struct New {
    pub page: Page,
    pub form: BodyForm,
    pub errors: Errors,
}

/// `GET /{tenant}/organisations/new`
pub async fn new(scope: Scope<ExtendDirectory>) -> Result<HttpResponse> {
    store::admit(&scope).await?;
    scope.render(|page| New { page, form: BodyForm::new(""), errors: Errors::default() })
}

/// `POST /{tenant}/organisations`
pub async fn create(Post(scope, form): Post<Scope<ExtendDirectory>, Form<BodyForm>>) -> Result<Outcome> {
    store::admit(&scope).await?;
    let form = BodyForm { kind: BodyKind::Organisation.code().to_owned(), ..form.0 };
    let errors = match form.check(scope.lang()) {
        Ok(new) => match pages::keep(&scope, &new).await? {
            Ok(id) => {
                return redirected(
                    scope.commit_and_redirect(format!("/bodies/{id}"), "done-body-created").await?,
                );
            }
            Err(errors) => errors,
        },
        Err(errors) => errors,
    };
    rendered(scope.unprocessable(|page| New { page, form, errors })?)
}
