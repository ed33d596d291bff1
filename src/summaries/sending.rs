//! Approving a summary, showing its recipients, sending it, and retrying a delivery.

use actix_web::{HttpResponse, web};
use askama::Template;
use serde::Deserialize;

use super::{
    edition::{self, Dispatch},
    pages::Show,
    recipients::{self, Audiences},
    store,
    summary::{Summary, SummaryState},
};
use crate::{
    access::{
        permissions::{ApproveSummaries, ReadDrafts, WriteSummaries},
        scope::{Outcome, Post, Redirect, Scope, redirected, rendered},
    },
    config::Config,
    history::change::ChangeKind,
    mail::outbox,
    web::{
        error::{Error, Result},
        forms::{Form, Version},
        page::Page,
        paths::{DeliveryPath, SummaryPath},
    },
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

/// `GET /{tenant}/summaries/{summary}/recipients`
pub async fn show_recipients(scope: Scope<ReadDrafts>, path: web::Path<SummaryPath>) -> Result<HttpResponse> {
    let summary = store::find(&scope, path.summary).await?;
    let audiences = recipients::of_summary(&scope, &summary).await?;
    let may_write = scope.may::<WriteSummaries>(summary.standing());
    scope.render(|page| Recipients { page, summary, audiences, may_write, notice: None })
}

#[derive(Debug, Deserialize)]
pub struct ApprovalForm {
    /// The version that was read.
    #[serde(default)]
    version: Version,
}

/// `POST /{tenant}/summaries/{summary}/approval`
pub async fn approve(
    Post(scope, form): Post<Scope<ApproveSummaries>, Form<ApprovalForm>>,
    config: web::Data<Config>,
    path: web::Path<SummaryPath>,
) -> Result<Outcome> {
    let summary = store::find(&scope, path.summary).await?;
    let version = form.version.required()?;
    if summary.is_draft() && store::approve(&scope, &summary, version).await? {
        let undo = format!("{}/approval/withdrawal", summary.path());
        return redirected(scope.commit_and_offer_undo(summary.path(), "done-summary-approved", undo).await?);
    }
    let summary = store::find(&scope, path.summary).await?;
    if summary.was_approved_in(version) {
        return redirected(scope.redirect_unchanged(summary.path(), "done-summary-approved")?);
    }
    let make = Show::load(&scope, &config, &summary).await?;
    rendered(scope.conflict(|page| Show { notice: Some("summary-changed-since-read"), ..make(page) })?)
}

/// `POST /{tenant}/summaries/{summary}/approval/withdrawal`: the summary becomes a draft again, unless it was sent.
pub async fn withdraw(scope: Scope<ApproveSummaries>, path: web::Path<SummaryPath>) -> Result<Redirect> {
    let summary = store::find(&scope, path.summary).await?;
    if summary.is_sent() {
        return Err(Error::Conflict);
    }
    if summary.is_approved() {
        store::withdraw_approval(&scope, &summary).await?;
    }
    scope.commit_and_redirect(summary.path(), "done-summary-approval-withdrawn").await
}

#[derive(Debug, Deserialize)]
pub struct DispatchForm {
    #[serde(default)]
    version: Version,
    /// The fingerprint of the recipients that were shown.
    #[serde(default)]
    fingerprint: String,
}

/// `POST /{tenant}/summaries/{summary}/dispatch`
pub async fn dispatch(
    Post(scope, form): Post<Scope<WriteSummaries>, Form<DispatchForm>>,
    config: web::Data<Config>,
    path: web::Path<SummaryPath>,
) -> Result<Outcome> {
    let summary = store::find(&scope, path.summary).await?;
    let version = form.version.required()?;
    store::lock(&scope, &summary).await?;
    // Read again, now that nobody else is changing it.
    let summary = store::find(&scope, path.summary).await?;
    let audiences = recipients::of_summary(&scope, &summary).await?;
    let notice = match summary.state {
        SummaryState::Sent => {
            return redirected(scope.redirect_unchanged(summary.path(), "done-summary-sent")?);
        }
        _ if summary.closed => Some("summary-closed"),
        _ if summary.version != version => Some("summary-changed-since-read"),
        SummaryState::Draft => Some("summary-needs-approval"),
        SummaryState::Approved if audiences.fingerprint() != form.fingerprint => Some("recipients-changed"),
        SummaryState::Approved => None,
    };
    let make = |notice, summary, audiences| {
        move |page| Recipients { page, summary, audiences, may_write: true, notice: Some(notice) }
    };
    if let Some(notice) = notice {
        return rendered(scope.conflict(make(notice, summary, audiences))?);
    }
    if audiences.messages() == 0 {
        return rendered(scope.unprocessable(make("recipients-none", summary, audiences))?);
    }
    let (slug, member) = (scope.page().tenant.as_str(), scope.member.id);
    let dispatch = Dispatch { tenant: &scope, slug, member, summary: &summary, config: &config };
    edition::send(&dispatch, &audiences).await?;
    scope.record_of(summary.about(), ChangeKind::SummarySent, "").await?;
    redirected(scope.commit_and_redirect(summary.path(), "done-summary-sent").await?)
}

/// `POST /{tenant}/deliveries/{delivery}/retry`: of a message that carries a summary.
pub async fn retry(
    scope: Scope<WriteSummaries>,
    config: web::Data<Config>,
    path: web::Path<DeliveryPath>,
) -> Result<Outcome> {
    let summary = recipients::summary_of_delivery(&scope, path.delivery).await?.ok_or(Error::NotFound)?;
    let summary = store::find(&scope, summary).await?;
    store::lock(&scope, &summary).await?;
    // Read again, now that nobody is closing the hearing.
    let summary = store::find(&scope, summary.id).await?;
    if summary.closed {
        let make = Show::load(&scope, &config, &summary).await?;
        return rendered(scope.conflict(|page| Show { notice: Some("summary-closed"), ..make(page) })?);
    }
    if !outbox::requeue(&scope, path.delivery).await? {
        return redirected(scope.redirect_unchanged(summary.path(), "done-delivery-underway")?);
    }
    scope.record_of(summary.about(), ChangeKind::DeliveryRetried, "").await?;
    redirected(scope.commit_and_redirect(summary.path(), "done-delivery-requeued").await?)
}
