//! Closing a whole hearing to those who were not there, and opening it again:
//! before its approval, by a change of its own in the history.

use actix_web::web;

use super::{hearing::Hearing, store};
use crate::{
    access::{
        permissions::EditHearings,
        scope::{Redirect, Scope},
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
    turn(&scope, &hearing, ChangeKind::ClosedSession).await?;
    withhold(&scope, &hearing).await?;
    let undo = format!("{}/closed-session/lifting", hearing.path());
    scope.commit_and_offer_undo(hearing.path(), "done-hearing-closed", undo).await
}

/// `POST …/hearings/{number}/closed-session/lifting`: what was closed by itself stays so.
pub async fn lift(scope: Scope<EditHearings>, path: Path) -> Result<Redirect> {
    let hearing = store::find(&scope, &path.1, path.2).await?;
    if !hearing.closed {
        return scope.redirect_unchanged(hearing.path(), "done-hearing-opened");
    }
    turn(&scope, &hearing, ChangeKind::ClosedSessionLifting).await?;
    let undo = format!("{}/closed-session", hearing.path());
    scope.commit_and_offer_undo(hearing.path(), "done-hearing-opened", undo).await
}

async fn turn(scope: &Scope<EditHearings>, hearing: &Hearing, kind: ChangeKind) -> Result<()> {
    Change::begin(scope, hearing, kind).await?;
    let sql = "update hearings set closed = $2, version = version + 1
                where tenant_id = $tenant and id = $1 and closed <> $2";
    let closed = kind == ChangeKind::ClosedSession;
    match scope.execute(sql, [hearing.id.into(), closed.into()]).await? {
        1 => Ok(()),
        _ => Err(Error::Conflict),
    }
}

/// Takes back messages about the hearing that have not left: they were written
/// for everyone. The guests of its correction round were there.
async fn withhold(scope: &Scope<EditHearings>, hearing: &Hearing) -> Result<()> {
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
