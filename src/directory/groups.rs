//! What a political group keeps itself: its distribution list and its colour.

use actix_web::web;
use serde::Deserialize;
use uuid::Uuid;

use super::{bodies, bodies_store};
use crate::{
    email_address::EmailAddress,
    error::Result,
    forms::{Errors, Form},
    permissions::KeepGroups,
    scope::{Outcome, Saved, Scope, again, saved},
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
    scope: Scope<KeepGroups>,
    path: web::Path<(String, Uuid)>,
    form: Form<GroupForm>,
) -> Result<Outcome> {
    let body = bodies_store::find(&scope, path.1).await?;
    let lang = scope.lang();
    let mut errors = Errors::default();
    let name = errors.line(lang, "name", &form.name, 200);
    let email = EmailAddress::parse(&form.email);
    if email.is_none() {
        errors.add("email", lang.t("error-email"));
    }
    match email {
        Some(email) if errors.is_empty() => {
            if !bodies_store::add_recipient(&scope, body.id, &name, &email).await? {
                return saved(scope.already_saved(body.path(), "done-recipient-known").await?);
            }
            scope.audit("recipient-added", &format!("{email} ({})", body.name)).await?;
            saved(scope.save(body.path(), "done-recipient-added").await?)
        }
        _ => {
            let show = bodies::load(&scope, body, &bodies::Filter::default()).await?;
            again(scope.refuse(|page| show(page, form.0, errors)).await?)
        }
    }
}

/// `POST /{tenant}/bodies/{id}/recipients/{recipient}/removal`
pub async fn remove(scope: Scope<KeepGroups>, path: web::Path<(String, Uuid, Uuid)>) -> Result<Saved> {
    let body = bodies_store::find(&scope, path.1).await?;
    if let Some(email) = bodies_store::remove_recipient(&scope, body.id, path.2).await? {
        scope.audit("recipient-removed", &format!("{email} ({})", body.name)).await?;
    }
    let undo = format!("{}/recipients/{}/restoration", body.path(), path.2);
    scope.save_undoable(body.path(), "done-recipient-removed", undo).await
}

/// `POST /{tenant}/bodies/{id}/recipients/{recipient}/restoration`
pub async fn restore(scope: Scope<KeepGroups>, path: web::Path<(String, Uuid, Uuid)>) -> Result<Saved> {
    let body = bodies_store::find(&scope, path.1).await?;
    let email = bodies_store::restore_recipient(&scope, body.id, path.2).await?;
    scope.audit("recipient-added", &format!("{email} ({})", body.name)).await?;
    scope.save(body.path(), "done-recipient-restored").await
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
    scope: Scope<KeepGroups>,
    path: web::Path<(String, Uuid)>,
    form: Form<ColourForm>,
) -> Result<Outcome> {
    let body = bodies_store::find(&scope, path.1).await?;
    let Some(colour) = form.check() else {
        let mut errors = Errors::default();
        errors.add("colour", scope.lang().t("error-choose"));
        let show = bodies::load(&scope, body, &bodies::Filter::default()).await?;
        return again(scope.refuse(|page| show(page, GroupForm::default(), errors)).await?);
    };
    bodies_store::paint(&scope, body.id, colour).await?;
    saved(scope.save(body.path(), "done-group-painted").await?)
}
