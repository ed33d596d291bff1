//! Adding outside organisations. Organisers may; other bodies are added by managers.

use actix_web::HttpResponse;
use askama::Template;

use super::{
    body::{BodyForm, BodyKind},
    editing,
};
use crate::{
    access::{
        permissions::ExtendDirectory,
        scope::{Outcome, Post, Scope},
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
    store::authorize(&scope)?;
    scope.render(|page| New { page, form: BodyForm::new(""), errors: Errors::default() })
}

/// `POST /{tenant}/organisations`
pub async fn create(Post(scope, form): Post<Scope<ExtendDirectory>, Form<BodyForm>>) -> Result<Outcome> {
    store::authorize(&scope)?;
    let form = BodyForm { kind: BodyKind::Organisation.code().to_owned(), ..form.0 };
    editing::add_or_show(scope, form, |page, form, errors| New { page, form, errors }).await
}
