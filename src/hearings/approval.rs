//! Approval, publication and withdrawal of a record, by the elected officials of the organising body.

use actix_web::{HttpResponse, web};
use askama::Template;
use serde::Deserialize;
use uuid::Uuid;

use super::{
    hearing::{Hearing, HearingState},
    store,
};
use crate::{
    access::{
        permissions::{ApproveRecords, PublishRecords, WithdrawRecords},
        scope::{Outcome, Post, Redirect, Scope, redirected, rendered},
    },
    history::{
        change::{ChangeKind, ChangeLine},
        lines,
    },
    rounds::{self, round::Round},
    web::{
        error::{Error, Result},
        forms::{Errors, Form},
        page::Page,
        paths::HearingPath,
    },
};

/// The state of the record that the approver has seen.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Seen {
    /// The last change of the record when the page was made; nil where there was none.
    pub seen: Uuid,
    /// The correction round that the page mentioned; nil where there was none.
    pub round: Uuid,
}

/// Why an approval may be too early: what changed since the approver opened the record, and the
/// correction round that it would end.
#[derive(Template)]
#[template(path = "hearings/approval.html")]
pub struct TooEarly {
    pub page: Page,
    pub hearing: Hearing,
    pub since: Vec<ChangeLine>,
    pub round: Option<Round>,
    /// The last change of the record.
    pub seen: Uuid,
}

/// `POST …/hearings/{number}/approval`: refused where the record changed after the approver opened
/// it, or a correction round is open that the page did not mention.
pub async fn approve(
    Post(scope, form): Post<Scope<ApproveRecords>, Form<Seen>>,
    path: web::Path<HearingPath>,
) -> Result<Outcome> {
    let hearing = store::find(&scope, &path.series, path.number).await?;
    if hearing.state.is_settled() {
        return redirected(scope.redirect_unchanged(hearing.path(), "done-record-approved")?);
    }
    if !hearing.may_be_approved() {
        return Err(Error::Conflict);
    }
    // The step comes first: it waits for corrections under way, which the changes then include.
    let approval = store::advance(&scope, &hearing, HearingState::Approved, ChangeKind::Approval, "").await?;
    let since = lines::between(&scope, hearing.id, form.seen, approval.id).await?;
    let round = rounds::store::latest(&scope, &hearing).await?;
    let round = round.filter(Round::is_unsettled);
    if !since.is_empty() || round.as_ref().is_some_and(|it| it.id != form.round) {
        let seen = since.last().map_or(form.seen, |it| it.id);
        return rendered(scope.conflict(|page| TooEarly { page, hearing, since, round, seen })?);
    }
    redirected(scope.commit_and_redirect(hearing.path(), "done-record-approved").await?)
}

/// `POST …/hearings/{number}/publication`
pub async fn publish(scope: Scope<PublishRecords>, path: web::Path<HearingPath>) -> Result<Redirect> {
    let hearing = store::find(&scope, &path.series, path.number).await?;
    match hearing.state {
        HearingState::Published => scope.redirect_unchanged(hearing.path(), "done-record-published"),
        HearingState::Approved => {
            store::advance(&scope, &hearing, HearingState::Published, ChangeKind::Publication, "").await?;
            scope.commit_and_redirect(hearing.path(), "done-record-published").await
        }
        _ => Err(Error::Conflict),
    }
}

/// The form of a withdrawal, as typed.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct WithdrawalForm {
    pub reason: String,
    /// The code of the state that is withdrawn: a form sent twice withdraws one.
    pub from: String,
}

#[derive(Template)]
#[template(path = "hearings/withdrawal.html")]
pub struct Withdrawal {
    pub page: Page,
    pub hearing: Hearing,
    pub form: WithdrawalForm,
    pub errors: Errors,
}

impl Withdrawal {
    fn is_published(&self) -> bool {
        self.hearing.state.is_published()
    }
}

/// `GET …/hearings/{number}/withdrawal`
pub async fn new_withdrawal(
    scope: Scope<WithdrawRecords>,
    path: web::Path<HearingPath>,
) -> Result<HttpResponse> {
    let hearing = store::find(&scope, &path.series, path.number).await?;
    if hearing.withdrawn().is_none() {
        return Err(Error::Conflict);
    }
    let form = WithdrawalForm { reason: String::new(), from: hearing.state.code().to_owned() };
    scope.render(|page| Withdrawal { page, hearing, form, errors: Errors::default() })
}

/// `POST …/hearings/{number}/withdrawal`: withdraws the publication, else the approval.
pub async fn withdraw(
    Post(scope, form): Post<Scope<WithdrawRecords>, Form<WithdrawalForm>>,
    path: web::Path<HearingPath>,
) -> Result<Outcome> {
    let hearing = store::find(&scope, &path.series, path.number).await?;
    let (published, result) = match hearing.withdrawn().filter(|_| form.from == hearing.state.code()) {
        Some(result) => (hearing.state == HearingState::Published, result),
        None => return Err(Error::Conflict),
    };
    let mut errors = Errors::default();
    let reason = errors.required(scope.lang(), "reason", &form.reason, 2000);
    if !errors.is_empty() {
        let form = form.0;
        return rendered(scope.unprocessable(|page| Withdrawal { page, hearing, form, errors })?);
    }
    let kind = if published { ChangeKind::PublicationWithdrawal } else { ChangeKind::Withdrawal };
    store::advance(&scope, &hearing, result, kind, &reason).await?;
    if published {
        return redirected(scope.commit_and_redirect(hearing.path(), "done-publication-withdrawn").await?);
    }
    redirected(scope.commit_and_redirect(hearing.path(), "done-approval-withdrawn").await?)
}
