//! Closing a whole hearing to those who were not there, and opening it again:
//! before its approval, by a change of its own in the history.

use actix_web::web;
use sea_orm::ActiveValue::Set;

use super::{entity, hearing::Hearing, store};
use crate::{
    access::{
        permissions::{EditHearings, Permission},
        scope::{Redirect, Scope, Written},
    },
    clock,
    history::{change::ChangeKind, recording::Change},
    mail::delivery::DeliveryState,
    web::error::{Error, Result},
};

type Path = web::Path<(String, String, i32)>;

/// `POST …/hearings/{number}/closed-session`
pub async fn close(scope: Scope<EditHearings>, path: Path) -> Result<Redirect> {
    let hearing = store::find(&scope, &path.1, path.2).await?;
    if hearing.closed {
        return scope.redirect_unchanged(hearing.path(), "done-hearing-closed");
    }
    let change = set(&scope, &hearing, ChangeKind::ClosedSession).await?;
    withhold(&scope, &hearing).await?;
    scope.commit_and_offer_undo(hearing.path(), "done-hearing-closed", change.undo_path()).await
}

/// `POST …/hearings/{number}/closed-session/lifting`: what was closed by itself stays so.
pub async fn lift(scope: Scope<EditHearings>, path: Path) -> Result<Redirect> {
    let hearing = store::find(&scope, &path.1, path.2).await?;
    if !hearing.closed {
        return scope.redirect_unchanged(hearing.path(), "done-hearing-opened");
    }
    let change = set(&scope, &hearing, ChangeKind::ClosedSessionLifting).await?;
    scope.commit_and_offer_undo(hearing.path(), "done-hearing-opened", change.undo_path()).await
}

async fn set(scope: &Scope<EditHearings>, hearing: &Hearing, kind: ChangeKind) -> Result<Change> {
    let change = Change::begin(scope, hearing, kind).await?;
    let closed = kind == ChangeKind::ClosedSession;
    let to = entity::ActiveModel { closed: Set(closed), ..Default::default() };
    match change.update::<entity::Entity>(scope, hearing.id, hearing.version, to).await? {
        Written::Updated => Ok(change),
        Written::Stale => Err(Error::Conflict),
    }
}

/// Takes back messages about the hearing that have not left: they were written
/// for everyone. The guests of its correction round were there.
pub async fn withhold<P: Permission>(scope: &Scope<P>, hearing: &Hearing) -> Result<()> {
    // One whose content is with the server may still be refused for now: it is not sent again then.
    let sql = "update deliveries d
                  set withheld = true, last_response = $3,
                      state = case when d.state = 'sending' and d.handed_over then d.state else $2 end,
                      next_attempt_at = case when d.state = 'sending' and d.handed_over then d.next_attempt_at else $4 end
                where d.tenant_id = $tenant and d.state in ('queued', 'deferred', 'sending')
                  and (d.edition_id in (select e.id from editions e
                                          join summaries u on u.tenant_id = $tenant and u.id = e.summary_id
                                         where e.tenant_id = $tenant and u.hearing_id = $1)
                    or d.action_id in (select x.id from actions x
                                        where x.tenant_id = $tenant and x.hearing_id = $1))";
    let why = scope.lang().t("delivery-withheld");
    let values = [hearing.id.into(), DeliveryState::Bounced.code().into(), why.into(), clock::now().into()];
    scope.execute(sql, values).await?;
    Ok(())
}
