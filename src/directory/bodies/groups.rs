//! What a political group keeps itself: its distribution list and its colour.

use actix_web::web;
use serde::Deserialize;
use uuid::Uuid;

use super::{pages, store};
use crate::{
    access::{
        permissions::KeepGroups,
        scope::{Outcome, Post, Redirect, Scope, redirected, rendered},
    },
    history::change::ChangeKind,
    text::email_address::EmailAddress,
    web::{
        error::Result,
        forms::{Errors, Form},
    },
};

/// A recipient, as typed.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct GroupForm {
    pub name: String,
    pub email: String,
}

/// `POST /{tenant}/bodies/{id}/recipients`
pub async fn add(
    Post(scope, form): Post<Scope<KeepGroups>, Form<GroupForm>>,
    path: web::Path<(String, Uuid)>,
) -> Result<Outcome> {
    let body = store::find(&scope, path.1).await?;
    let lang = scope.lang();
    let mut errors = Errors::default();
    let name = errors.line(lang, "name", &form.name, 200);
    let email = EmailAddress::parse(&form.email);
    if email.is_none() {
        errors.add("email", lang.t("error-email"));
    }
    match email {
        Some(email) if errors.is_empty() => {
            if !store::add_recipient(&scope, body.id, &name, &email).await? {
                return redirected(scope.redirect_unchanged(body.path(), "done-recipient-known")?);
            }
            scope.record(ChangeKind::RecipientAdded, &format!("{email} ({})", body.name)).await?;
            redirected(scope.commit_and_redirect(body.path(), "done-recipient-added").await?)
        }
        _ => {
            let show = pages::load(&scope, body, &pages::Filter::default()).await?;
            rendered(scope.unprocessable(|page| show(page, form.0, errors))?)
        }
    }
}

/// `POST /{tenant}/bodies/{id}/recipients/{recipient}/removal`
pub async fn remove(scope: Scope<KeepGroups>, path: web::Path<(String, Uuid, Uuid)>) -> Result<Redirect> {
    let body = store::find(&scope, path.1).await?;
    if let Some(email) = store::remove_recipient(&scope, body.id, path.2).await? {
        scope.record(ChangeKind::RecipientRemoved, &format!("{email} ({})", body.name)).await?;
    }
    let undo = format!("{}/recipients/{}/restoration", body.path(), path.2);
    scope.commit_and_offer_undo(body.path(), "done-recipient-removed", undo).await
}

/// `POST /{tenant}/bodies/{id}/recipients/{recipient}/restoration`
pub async fn restore(scope: Scope<KeepGroups>, path: web::Path<(String, Uuid, Uuid)>) -> Result<Redirect> {
    let body = store::find(&scope, path.1).await?;
    let email = store::restore_recipient(&scope, body.id, path.2).await?;
    scope.record(ChangeKind::RecipientAdded, &format!("{email} ({})", body.name)).await?;
    scope.commit_and_redirect(body.path(), "done-recipient-restored").await
}

/// A colour, as chosen.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct ColourForm {
    colour: String,
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

/// `POST /{tenant}/bodies/{id}/colour`
pub async fn paint(
    Post(scope, form): Post<Scope<KeepGroups>, Form<ColourForm>>,
    path: web::Path<(String, Uuid)>,
) -> Result<Outcome> {
    let body = store::find(&scope, path.1).await?;
    let Some(colour) = form.check() else {
        let mut errors = Errors::default();
        errors.add("colour", scope.lang().t("error-choose"));
        let show = pages::load(&scope, body, &pages::Filter::default()).await?;
        return rendered(scope.unprocessable(|page| show(page, GroupForm::default(), errors))?);
    };
    store::paint(&scope, body.id, colour).await?;
    redirected(scope.commit_and_redirect(body.path(), "done-group-painted").await?)
}
