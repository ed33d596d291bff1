//! Queries on what became of an action.

use uuid::Uuid;

use super::update::{Update, UpdateKind};
use crate::{
    access::{permissions::Permission, scope::Scope},
    clock,
    web::error::{Error, Result},
};

/// The history of an action, the latest first.
pub async fn of_action<P: Permission>(scope: &Scope<P>, action_id: Uuid) -> Result<Vec<Update>> {
    scope
        .rows(
            "select u.kind, u.note, u.from_whom, u.to_whom, u.created_at, m.name as author_name
               from action_updates u
               join members m on m.tenant_id = $tenant and m.id = u.member_id
              where u.tenant_id = $tenant and u.action_id = $1
              order by u.created_at desc, u.id desc",
            [action_id.into()],
        )
        .await
}

/// Whether the member's form that carries this id was kept already. Asked while
/// the action is locked, so that the same form sent twice makes one; and before
/// anything else, for whoever hands an action over may be out of charge by then.
///
/// # Errors
/// [`Error::Conflict`] where the id is that of another update.
pub async fn is_kept<P: Permission>(scope: &Scope<P>, action_id: Uuid, id: Uuid) -> Result<bool> {
    let is_same: Option<bool> = scope
        .value(
            "select action_id = $2 and member_id = $3 from action_updates
              where tenant_id = $tenant and id = $1",
            [id.into(), action_id.into(), scope.member.id.into()],
        )
        .await?;
    match is_same {
        Some(false) => Err(Error::Conflict),
        kept => Ok(kept.is_some()),
    }
}

/// A line to add to the history.
#[derive(Debug)]
pub struct Entry<'a> {
    pub id: Uuid,
    pub kind: UpdateKind,
    pub note: &'a str,
    pub from_whom: &'a str,
    pub to_whom: &'a str,
}

impl<'a> Entry<'a> {
    /// A line in which nobody takes over from anybody.
    pub fn new(id: Uuid, kind: UpdateKind, note: &'a str) -> Self {
        Self { id, kind, note, from_whom: "", to_whom: "" }
    }
}

/// Adds a line to the history.
pub async fn add<P: Permission>(scope: &Scope<P>, action_id: Uuid, entry: &Entry<'_>) -> Result<()> {
    scope
        .execute(
            "insert into action_updates (tenant_id, id, action_id, member_id, kind, note, from_whom, to_whom, created_at)
             values ($tenant, $1, $2, $3, $4, $5, $6, $7, $8)",
            [
                entry.id.into(),
                action_id.into(),
                scope.member.id.into(),
                entry.kind.into(),
                entry.note.into(),
                entry.from_whom.into(),
                entry.to_whom.into(),
                clock::now().into(),
            ],
        )
        .await?;
    Ok(())
}

/// Whoever reports on an action has begun it.
pub async fn begin<P: Permission>(scope: &Scope<P>, action_id: Uuid) -> Result<()> {
    scope
        .execute(
            "update actions set state = 'in_progress'
              where tenant_id = $tenant and id = $1 and state = 'open'",
            [action_id.into()],
        )
        .await?;
    Ok(())
}

/// Done, as of now.
pub async fn close<P: Permission>(scope: &Scope<P>, action_id: Uuid) -> Result<()> {
    scope
        .execute(
            "update actions set state = 'done', closed_at = $2, version = version + 1
              where tenant_id = $tenant and id = $1",
            [action_id.into(), clock::now().into()],
        )
        .await?;
    Ok(())
}

/// Back to where it was: in progress once something was reported.
pub async fn reopen<P: Permission>(scope: &Scope<P>, action_id: Uuid) -> Result<()> {
    scope
        .execute(
            "update actions
                set state = case when exists (select from action_updates u where u.tenant_id = $tenant
                                                 and u.action_id = $1 and u.kind = 'note')
                                 then 'in_progress' else 'open' end,
                    closed_at = null, version = version + 1
              where tenant_id = $tenant and id = $1",
            [action_id.into()],
        )
        .await?;
    Ok(())
}
