//! The steps of a hearing from one state to the next, up to the review of its record.

use actix_web::web;

use super::{hearing::Step, store};
use crate::{
    access::{
        permissions::{EditHearings, Permission, SubmitRecords},
        scope::{Redirect, Scope},
    },
    web::{
        error::{Error, Result},
        paths::HearingPath,
    },
};

/// `POST …/hearings/{number}/holding`: it took place.
pub async fn hold(scope: Scope<EditHearings>, path: web::Path<HearingPath>) -> Result<Redirect> {
    take(scope, &path, Step::Hold, "done-hearing-held").await
}

/// `POST …/hearings/{number}/cancellation`
pub async fn cancel(scope: Scope<EditHearings>, path: web::Path<HearingPath>) -> Result<Redirect> {
    take(scope, &path, Step::Cancel, "done-hearing-cancelled").await
}

/// `POST …/hearings/{number}/reinstatement`: it is planned again.
pub async fn reinstate(scope: Scope<EditHearings>, path: web::Path<HearingPath>) -> Result<Redirect> {
    take(scope, &path, Step::Reinstate, "done-hearing-reinstated").await
}

/// `POST …/hearings/{number}/review`: every member of the authority may read its record; in closed
/// session, those who were present.
pub async fn submit(scope: Scope<SubmitRecords>, path: web::Path<HearingPath>) -> Result<Redirect> {
    let message = match store::find(&scope, &path.series, path.number).await?.closed {
        true => "done-hearing-submitted-closed",
        false => "done-hearing-submitted",
    };
    take(scope, &path, Step::Submit, message).await
}

/// `POST …/hearings/{number}/recall`: only organisers read its record again.
pub async fn recall(scope: Scope<SubmitRecords>, path: web::Path<HearingPath>) -> Result<Redirect> {
    take(scope, &path, Step::Recall, "done-hearing-recalled").await
}

async fn take<P: Permission>(
    scope: Scope<P>,
    path: &HearingPath,
    step: Step,
    message: &'static str,
) -> Result<Redirect> {
    let hearing = store::find(&scope, &path.series, path.number).await?;
    if hearing.state == step.result() {
        return scope.redirect_unchanged(hearing.path(), message);
    }
    if !hearing.may_take(step) {
        return Err(Error::Conflict);
    }
    let change = store::advance(&scope, &hearing, step.result(), step.kind(), "").await?;
    match hearing.state_fits_record() {
        true => scope.commit_and_offer_undo(hearing.path(), message, change.undo_path()).await,
        false => scope.commit_and_redirect(hearing.path(), message).await,
    }
}
