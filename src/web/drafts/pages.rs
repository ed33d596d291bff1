//! Saving a draft while it is typed, and deleting it.

use actix_web::HttpResponse;
use serde::Deserialize;

use super::store;
use crate::{
    access::{
        permissions::ReadRegister,
        scope::{Post, Redirect, Scope},
    },
    web::{
        error::{Error, Result},
        forms::Form,
    },
};

/// Limit of a draft in bytes; a longer form is not saved while it is typed.
const LIMIT: usize = 2 * 1024 * 1024;

/// `POST /{tenant}/drafts`, by a script beside the form: the first field,
/// `draft`, names the form, the others are its fields. Answers 204.
pub async fn keep(
    Post(scope, fields): Post<Scope<ReadRegister>, Form<Vec<(String, String)>, LIMIT>>,
) -> Result<HttpResponse> {
    let Some(((name, form), fields)) = fields.0.split_first() else {
        return Err(Error::BadRequest("a draft names its form"));
    };
    if name != "draft" {
        return Err(Error::BadRequest("a draft names its form first"));
    }
    check(form)?;
    store::save(&scope, form, fields).await?;
    scope.commit_no_content().await
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Forgotten {
    form: String,
}

/// `POST /{tenant}/drafts/removal`: back to the form, without the draft.
pub async fn remove(Post(scope, form): Post<Scope<ReadRegister>, Form<Forgotten>>) -> Result<Redirect> {
    check(&form.form)?;
    store::remove(&scope, &form.form).await?;
    scope.commit_and_redirect(&form.form, "done-draft-forgotten").await
}

/// An address inside the authority, as pages write it.
fn check(form: &str) -> Result<()> {
    let is_address =
        form.starts_with('/') && form.len() <= 300 && form.bytes().all(|it| it.is_ascii_graphic());
    if is_address { Ok(()) } else { Err(Error::BadRequest("no form has this address")) }
}
