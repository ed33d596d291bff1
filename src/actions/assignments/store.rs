//! Queries that put someone in charge.

use chrono::NaiveDate;
use uuid::Uuid;

use super::form::Charge;
use crate::{
    access::{permissions::Permission, scope::Scope},
    actions::{
        action::Action,
        updates::{
            store::{self as updates, Entry},
            update::UpdateKind,
        },
    },
    clock,
    hearings::hearing::Hearing,
    web::error::{Error, Result},
};

/// What an action is made of, checked.
#[derive(Debug)]
pub struct NewAction {
    pub id: Uuid,
    pub turn_id: Option<Uuid>,
    pub quote: String,
    pub title: String,
    pub charge: Charge,
    pub due_on: Option<NaiveDate>,
}

/// Keeps a new action; whether it is new. The same form sent twice makes one.
///
/// # Errors
/// [`Error::Conflict`] where the id is that of another hearing's action.
pub async fn insert<P: Permission>(scope: &Scope<P>, hearing: &Hearing, new: &NewAction) -> Result<bool> {
    let kept = scope
        .execute(
            "insert into actions (tenant_id, id, hearing_id, turn_id, quote, title, body_id, member_id, due_on,
                                  created_by, created_at, quote_closed)
             values ($tenant, $1, $2, $3, $4, $5, $6, $7, $8, $9, $10,
                     exists (select from hearings h
                               left join turns t on t.tenant_id = $tenant and t.id = $3
                              where h.tenant_id = $tenant and h.id = $2 and (h.closed or t.closed)))
             on conflict (tenant_id, id) do nothing",
            [
                new.id.into(),
                hearing.id.into(),
                new.turn_id.into(),
                new.quote.clone().into(),
                new.title.clone().into(),
                new.charge.body_id.into(),
                new.charge.member_id.into(),
                new.due_on.into(),
                scope.member.id.into(),
                clock::now().into(),
            ],
        )
        .await?;
    if kept == 1 {
        let entry =
            Entry { to_whom: &new.charge.name, ..Entry::new(Uuid::now_v7(), UpdateKind::Assignment, "") };
        updates::add(scope, new.id, &entry).await?;
        return Ok(true);
    }
    let twin = scope
        .execute(
            "select from actions where tenant_id = $tenant and id = $1 and hearing_id = $2",
            [new.id.into(), hearing.id.into()],
        )
        .await?;
    if twin == 1 { Ok(false) } else { Err(Error::Conflict) }
}

/// Puts someone else in charge of an action that is locked, and notes who had it.
pub async fn hand_over<P: Permission>(
    scope: &Scope<P>,
    action: &Action,
    charge: &Charge,
    id: Uuid,
    note: &str,
) -> Result<()> {
    scope
        .execute(
            "update actions set body_id = $2, member_id = $3, version = version + 1
              where tenant_id = $tenant and id = $1",
            [action.id.into(), charge.body_id.into(), charge.member_id.into()],
        )
        .await?;
    let (from_whom, to_whom) = (action.in_charge(), charge.name.as_str());
    let entry = Entry { id, kind: UpdateKind::Assignment, note, from_whom: &from_whom, to_whom };
    updates::add(scope, action.id, &entry).await
}
