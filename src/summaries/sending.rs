//! Approving a summary, seeing who will get it, sending it, and trying again.

use actix_web::{HttpResponse, web};
use askama::Template;
use serde::Deserialize;
use uuid::Uuid;

use super::{
    edition::{self, Dispatch},
    pages::Show,
    recipients::{self, Audiences},
    store,
    summary::{State, Summary},
};
use crate::{
    config::Config,
    error::{Error, Result},
    forms::Form,
    mail::outbox,
    page::Page,
    permissions::{ApproveSummaries, ReadDrafts, WriteSummaries},
    scope::{Outcome, Saved, Scope, again, saved},
};

#[derive(Template)]
#[template(path = "summaries/recipients.html")]
pub struct Recipients {
    pub page: Page,
    pub summary: Summary,
    pub audiences: Audiences,
    pub may_write: bool,
    /// A sentence that says why nothing was sent.
    pub notice: Option<&'static str>,
}

/// `GET /{tenant}/summaries/{id}/recipients`
pub async fn show_recipients(
    scope: Scope<ReadDrafts>,
    path: web::Path<(String, Uuid)>,
) -> Result<HttpResponse> {
    let summary = store::find(&scope, path.1).await?;
    let audiences = recipients::of_summary(&scope, summary.id).await?;
    let may_write = scope.may::<WriteSummaries>(summary.standing());
    scope.show(|page| Recipients { page, summary, audiences, may_write, notice: None }).await
}

#[derive(Debug, Deserialize)]
pub struct ApprovalForm {
    /// The text that was read.
    #[serde(default)]
    version: i32,
}

/// `POST /{tenant}/summaries/{id}/approval`
pub async fn approve(
    scope: Scope<ApproveSummaries>,
    config: web::Data<Config>,
    path: web::Path<(String, Uuid)>,
    form: Form<ApprovalForm>,
) -> Result<Outcome> {
    let summary = store::find(&scope, path.1).await?;
    if store::approve(&scope, summary.id, form.version).await? {
        scope.audit_of(summary.hearing_id, "summary-approved", &summary.title).await?;
        let undo = format!("{}/approval/withdrawal", summary.path());
        return saved(scope.save_undoable(summary.path(), "done-summary-approved", undo).await?);
    }
    let summary = store::find(&scope, path.1).await?;
    if summary.version == form.version {
        return saved(scope.already_saved(summary.path(), "done-summary-approved").await?);
    }
    let make = Show::load(&scope, &config, &summary).await?;
    again(scope.contest(|page| Show { notice: Some("summary-changed-since-read"), ..make(page) }).await?)
}

/// `POST /{tenant}/summaries/{id}/approval/withdrawal`: a draft again, as long as nobody has received it.
pub async fn withdraw(scope: Scope<ApproveSummaries>, path: web::Path<(String, Uuid)>) -> Result<Saved> {
    let summary = store::find(&scope, path.1).await?;
    if summary.is_sent() {
        return Err(Error::Conflict);
    }
    if store::withdraw_approval(&scope, summary.id).await? {
        scope.audit_of(summary.hearing_id, "summary-approval-withdrawn", &summary.title).await?;
    }
    scope.save(summary.path(), "done-summary-approval-withdrawn").await
}

#[derive(Debug, Deserialize)]
pub struct DispatchForm {
    #[serde(default)]
    version: i32,
    /// Of the recipients that were shown.
    #[serde(default)]
    fingerprint: String,
}

/// `POST /{tenant}/summaries/{id}/dispatch`
pub async fn dispatch(
    scope: Scope<WriteSummaries>,
    config: web::Data<Config>,
    path: web::Path<(String, Uuid)>,
    form: Form<DispatchForm>,
) -> Result<Outcome> {
    store::find(&scope, path.1).await?;
    store::hold(&scope, path.1).await?;
    // Read again: whoever held it before has ended.
    let summary = store::find(&scope, path.1).await?;
    let audiences = recipients::of_summary(&scope, summary.id).await?;
    let notice = match summary.state {
        State::Sent => return saved(scope.already_saved(summary.path(), "done-summary-sent").await?),
        _ if summary.closed => Some("summary-closed"),
        _ if summary.version != form.version => Some("summary-changed-since-read"),
        State::Draft => Some("summary-needs-approval"),
        State::Approved if audiences.fingerprint() != form.fingerprint => Some("recipients-changed"),
        State::Approved => None,
    };
    let make = |notice, summary, audiences| {
        move |page| Recipients { page, summary, audiences, may_write: true, notice: Some(notice) }
    };
    if let Some(notice) = notice {
        return again(scope.contest(make(notice, summary, audiences)).await?);
    }
    if audiences.messages() == 0 {
        return again(scope.refuse(make("recipients-none", summary, audiences)).await?);
    }
    let (slug, member) = (scope.page().tenant.as_str(), scope.member.id);
    let dispatch = Dispatch { tenant: &scope, slug, member, summary: &summary, config: &config };
    edition::send(&dispatch, &audiences).await?;
    scope.audit_of(summary.hearing_id, "summary-sent", &summary.title).await?;
    saved(scope.save(summary.path(), "done-summary-sent").await?)
}

/// `POST /{tenant}/deliveries/{id}/retry`: of a message that carries a summary.
pub async fn retry(
    scope: Scope<WriteSummaries>,
    config: web::Data<Config>,
    path: web::Path<(String, Uuid)>,
) -> Result<Outcome> {
    let summary = recipients::summary_of_delivery(&scope, path.1).await?.ok_or(Error::NotFound)?;
    store::find(&scope, summary).await?;
    store::hold(&scope, summary).await?;
    // Read again: whoever closed the hearing meanwhile has ended.
    let summary = store::find(&scope, summary).await?;
    if summary.closed {
        let make = Show::load(&scope, &config, &summary).await?;
        return again(scope.contest(|page| Show { notice: Some("summary-closed"), ..make(page) }).await?);
    }
    if !outbox::requeue(&scope, path.1).await? {
        return saved(scope.already_saved(summary.path(), "done-delivery-underway").await?);
    }
    scope.audit_of(summary.hearing_id, "delivery-retried", &summary.title).await?;
    saved(scope.save(summary.path(), "done-delivery-requeued").await?)
}
