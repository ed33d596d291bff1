//! The distribution list and the colour of a political group. Its members keep them.

use actix_web::web;
use serde::Deserialize;

use super::{
    pages::{self, Typed},
    recipients, store,
};
use crate::{
    access::{
        permissions::KeepGroups,
        scope::{Outcome, Post, Redirect, Scope, Written, redirected, rendered},
    },
    text::email_address::EmailAddress,
    web::{
        error::Result,
        forms::{Errors, Form, Version},
        paths::{BodyPath, RecipientPath},
    },
};

/// The form of a recipient, as typed.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct RecipientForm {
    pub name: String,
    pub email: String,
}

/// `POST /{tenant}/bodies/{body}/recipients`
pub async fn add(
    Post(scope, form): Post<Scope<KeepGroups>, Form<RecipientForm>>,
    path: web::Path<BodyPath>,
) -> Result<Outcome> {
    let body = store::find(&scope, path.body).await?;
    let lang = scope.lang();
    let mut errors = Errors::default();
    let name = errors.line(lang, "name", &form.name, 200);
    let email = EmailAddress::parse(&form.email);
    if email.is_none() {
        errors.add("email", lang.t("error-email"));
    }
    match email {
        Some(email) if errors.is_empty() => match recipients::add(&scope, &body, &name, &email).await? {
            Some(change) => redirected(
                scope.commit_and_offer_undo(body.path(), "done-recipient-added", change.undo_path()).await?,
            ),
            None => redirected(scope.redirect_unchanged(body.path(), "done-recipient-known")?),
        },
        _ => {
            let show = pages::load(&scope, body, &pages::Filter::default()).await?;
            let typed = Typed { recipient: form.0, ..Typed::default() };
            rendered(scope.unprocessable(|page| show(page, typed, errors))?)
        }
    }
}

/// `POST /{tenant}/bodies/{body}/recipients/{recipient}/removal`
pub async fn remove(scope: Scope<KeepGroups>, path: web::Path<RecipientPath>) -> Result<Redirect> {
    let body = store::find(&scope, path.body).await?;
    match recipients::remove(&scope, &body, path.recipient).await? {
        Some(change) => {
            scope.commit_and_offer_undo(body.path(), "done-recipient-removed", change.undo_path()).await
        }
        None => scope.redirect_unchanged(body.path(), "done-recipient-removed"),
    }
}

/// A colour, as chosen.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct ColourForm {
    colour: String,
    /// The version of the group that the edit began from.
    version: Version,
}

impl ColourForm {
    /// One of twelve, or none where nothing is chosen.
    fn check(&self) -> Option<Option<i16>> {
        if self.colour.is_empty() {
            return Some(None);
        }
        self.colour.parse().ok().filter(|it| (1..=12).contains(it)).map(Some)
    }
}

/// `POST /{tenant}/bodies/{body}/colour`
pub async fn set_colour(
    Post(scope, form): Post<Scope<KeepGroups>, Form<ColourForm>>,
    path: web::Path<BodyPath>,
) -> Result<Outcome> {
    let body = store::find(&scope, path.body).await?;
    let version = form.version.required()?;
    let Some(colour) = form.check() else {
        let mut errors = Errors::default();
        errors.add("colour", scope.lang().t("error-choose"));
        let show = pages::load(&scope, body, &pages::Filter::default()).await?;
        return rendered(scope.unprocessable(|page| show(page, Typed::default(), errors))?);
    };
    if colour == body.colour {
        return redirected(scope.redirect_unchanged(body.path(), "done-group-painted")?);
    }
    let (change, written) = store::set_colour(&scope, &body, version, colour).await?;
    if written == Written::Updated {
        let undo = change.undo_path();
        return redirected(scope.commit_and_offer_undo(body.path(), "done-group-painted", undo).await?);
    }
    // Read again: someone may have changed it since.
    let body = store::find(&scope, path.body).await?;
    let show = pages::load(&scope, body, &pages::Filter::default()).await?;
    let typed = Typed { stale_colour: Some(colour), ..Typed::default() };
    rendered(scope.conflict(|page| show(page, typed, Errors::default()))?)
}
