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
        permissions::HandleActions,
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
        paths::ActionPath,
    },
};

/// The limit of a note.
const LONGEST_NOTE: usize = 10_000;

/// The form on an action's page, as typed.
#[derive(Debug, Default, Deserialize)]
pub struct NoteForm {
    /// The id of the update it makes.
    #[serde(default = "Uuid::now_v7")]
    id: Uuid,
    #[serde(default)]
    pub note: String,
}

/// `POST /{tenant}/actions/{action}/updates`
pub async fn create(
    Post(scope, form): Post<Scope<HandleActions>, Form<NoteForm>>,
    path: web::Path<ActionPath>,
) -> Result<Outcome> {
    actions::lock(&scope, path.action).await?;
    if store::is_saved(&scope, path.action, form.id).await? {
        return redirected(scope.redirect_unchanged(action::path(path.action), "done-action-reported")?);
    }
    let action = actions::find(&scope, path.action).await?;
    let mut errors = Errors::default();
    if form.note.trim().is_empty() {
        errors.add("note", scope.lang().t("error-required"));
    }
    let note = errors.lines(scope.lang(), "note", &form.note, LONGEST_NOTE);
    if !errors.is_empty() {
        return unprocessable(scope, action, form.0, errors).await;
    }
    store::add(&scope, action.id, &Entry::new(form.id, UpdateKind::Note, &note)).await?;
    store::begin(&scope, &action).await?;
    drafts::forget(&scope, &action.path()).await?;
    redirected(scope.commit_and_redirect(action.path(), "done-action-reported").await?)
}

/// `POST /{tenant}/actions/{action}/closure`
pub async fn close(
    Post(scope, form): Post<Scope<HandleActions>, Form<NoteForm>>,
    path: web::Path<ActionPath>,
) -> Result<Outcome> {
    actions::lock(&scope, path.action).await?;
    if store::is_saved(&scope, path.action, form.id).await? {
        return redirected(scope.redirect_unchanged(action::path(path.action), "done-action-closed")?);
    }
    let action = actions::find(&scope, path.action).await?;
    if action.is_done() {
        return conflict(scope, action, form.0, "done-action-closed-before").await;
    }
    let mut errors = Errors::default();
    let note = errors.lines(scope.lang(), "note", &form.note, LONGEST_NOTE);
    if !errors.is_empty() {
        return unprocessable(scope, action, form.0, errors).await;
    }
    store::add(&scope, action.id, &Entry::new(form.id, UpdateKind::Closure, &note)).await?;
    store::close(&scope, &action).await?;
    drafts::forget(&scope, &action.path()).await?;
    let undo = format!("{}/reopening", action.path());
    redirected(scope.commit_and_offer_undo(action.path(), "done-action-closed", undo).await?)
}

/// `POST /{tenant}/actions/{action}/reopening`
pub async fn reopen(
    Post(scope, form): Post<Scope<HandleActions>, Form<NoteForm>>,
    path: web::Path<ActionPath>,
) -> Result<Outcome> {
    actions::lock(&scope, path.action).await?;
    if store::is_saved(&scope, path.action, form.id).await? {
        return redirected(scope.redirect_unchanged(action::path(path.action), "done-action-reopened")?);
    }
    let action = actions::find(&scope, path.action).await?;
    if !action.is_done() {
        return conflict(scope, action, form.0, "done-action-open-before").await;
    }
    let mut errors = Errors::default();
    let note = errors.lines(scope.lang(), "note", &form.note, LONGEST_NOTE);
    if !errors.is_empty() {
        return unprocessable(scope, action, form.0, errors).await;
    }
    store::add(&scope, action.id, &Entry::new(form.id, UpdateKind::Reopening, &note)).await?;
    store::reopen(&scope, &action).await?;
    drafts::forget(&scope, &action.path()).await?;
    let undo = format!("{}/closure", action.path());
    redirected(scope.commit_and_offer_undo(action.path(), "done-action-reopened", undo).await?)
}

async fn unprocessable(
    scope: Scope<HandleActions>,
    action: Action,
    form: NoteForm,
    errors: Errors,
) -> Result<Outcome> {
    let show = Show::load(&scope, action).await?;
    let (update_id, note) = (form.id, form.note);
    rendered(scope.unprocessable(|page| Show { update_id, note, errors, ..show(page) })?)
}

/// Someone else did it before. A note that was typed comes back (409); without one there is
/// nothing to lose.
async fn conflict(
    scope: Scope<HandleActions>,
    action: Action,
    form: NoteForm,
    sentence: &'static str,
) -> Result<Outcome> {
    if form.note.trim().is_empty() {
        return redirected(scope.redirect_unchanged(action.path(), sentence)?);
    }
    let show = Show::load(&scope, action).await?;
    let (update_id, note, conflict) = (form.id, form.note, Some(sentence));
    rendered(scope.conflict(|page| Show { update_id, note, conflict, ..show(page) })?)
}
