//! Reporting on an action, closing it, reopening it: one form on its page.

use actix_web::web;
use serde::Deserialize;
use uuid::Uuid;

use super::{
    store::{self, Entry},
    update::UpdateKind,
};
use crate::{
    access::{
        permissions::CarryActions,
        scope::{Outcome, Post, Scope, redirected, rendered},
    },
    actions::{
        action::{self, Action},
        pages::Show,
        store as actions,
    },
    web::{
        drafts,
        error::Result,
        forms::{Errors, Form},
    },
};

/// The most that a note holds.
const NOTE: usize = 10_000;

/// The form on an action's page, as typed.
#[derive(Debug, Default, Deserialize)]
pub struct NoteForm {
    /// The id of the update it makes.
    #[serde(default = "Uuid::now_v7")]
    id: Uuid,
    #[serde(default)]
    pub note: String,
}

/// `POST /{tenant}/actions/{id}/updates`
pub async fn create(
    Post(scope, form): Post<Scope<CarryActions>, Form<NoteForm>>,
    path: web::Path<(String, Uuid)>,
) -> Result<Outcome> {
    actions::lock(&scope, path.1).await?;
    if store::is_kept(&scope, path.1, form.id).await? {
        return redirected(scope.redirect_unchanged(action::path(path.1), "done-action-reported")?);
    }
    let action = actions::find(&scope, path.1).await?;
    let mut errors = Errors::default();
    if form.note.trim().is_empty() {
        errors.add("note", scope.lang().t("error-required"));
    }
    let note = errors.lines(scope.lang(), "note", &form.note, NOTE);
    if !errors.is_empty() {
        return refuse(scope, action, form.0, errors).await;
    }
    store::add(&scope, action.id, &Entry::new(form.id, UpdateKind::Note, &note)).await?;
    store::begin(&scope, action.id).await?;
    drafts::forget(&scope, &action.path()).await?;
    redirected(scope.commit_and_redirect(action.path(), "done-action-reported").await?)
}

/// `POST /{tenant}/actions/{id}/closure`
pub async fn close(
    Post(scope, form): Post<Scope<CarryActions>, Form<NoteForm>>,
    path: web::Path<(String, Uuid)>,
) -> Result<Outcome> {
    actions::lock(&scope, path.1).await?;
    if store::is_kept(&scope, path.1, form.id).await? {
        return redirected(scope.redirect_unchanged(action::path(path.1), "done-action-closed")?);
    }
    let action = actions::find(&scope, path.1).await?;
    if action.is_done() {
        return overtaken(scope, action, form.0, "done-action-closed-before").await;
    }
    let mut errors = Errors::default();
    let note = errors.lines(scope.lang(), "note", &form.note, NOTE);
    if !errors.is_empty() {
        return refuse(scope, action, form.0, errors).await;
    }
    store::add(&scope, action.id, &Entry::new(form.id, UpdateKind::Closure, &note)).await?;
    store::close(&scope, action.id).await?;
    drafts::forget(&scope, &action.path()).await?;
    let undo = format!("{}/reopening", action.path());
    redirected(scope.commit_and_offer_undo(action.path(), "done-action-closed", undo).await?)
}

/// `POST /{tenant}/actions/{id}/reopening`
pub async fn reopen(
    Post(scope, form): Post<Scope<CarryActions>, Form<NoteForm>>,
    path: web::Path<(String, Uuid)>,
) -> Result<Outcome> {
    actions::lock(&scope, path.1).await?;
    if store::is_kept(&scope, path.1, form.id).await? {
        return redirected(scope.redirect_unchanged(action::path(path.1), "done-action-reopened")?);
    }
    let action = actions::find(&scope, path.1).await?;
    if !action.is_done() {
        return overtaken(scope, action, form.0, "done-action-open-before").await;
    }
    let mut errors = Errors::default();
    let note = errors.lines(scope.lang(), "note", &form.note, NOTE);
    if !errors.is_empty() {
        return refuse(scope, action, form.0, errors).await;
    }
    store::add(&scope, action.id, &Entry::new(form.id, UpdateKind::Reopening, &note)).await?;
    store::reopen(&scope, action.id).await?;
    drafts::forget(&scope, &action.path()).await?;
    let undo = format!("{}/closure", action.path());
    redirected(scope.commit_and_offer_undo(action.path(), "done-action-reopened", undo).await?)
}

async fn refuse(
    scope: Scope<CarryActions>,
    action: Action,
    form: NoteForm,
    errors: Errors,
) -> Result<Outcome> {
    let show = Show::load(&scope, action).await?;
    let (entry, note) = (form.id, form.note);
    rendered(scope.unprocessable(|page| Show { entry, note, errors, ..show(page) })?)
}

/// Someone else did it first. Without a note nothing is lost; with one, it
/// comes back beside what was done.
async fn overtaken(
    scope: Scope<CarryActions>,
    action: Action,
    form: NoteForm,
    sentence: &'static str,
) -> Result<Outcome> {
    if form.note.trim().is_empty() {
        return redirected(scope.redirect_unchanged(action.path(), sentence)?);
    }
    let show = Show::load(&scope, action).await?;
    let (entry, note, contested) = (form.id, form.note, Some(sentence));
    rendered(scope.conflict(|page| Show { entry, note, contested, ..show(page) })?)
}
