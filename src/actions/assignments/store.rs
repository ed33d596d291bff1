//! Queries that put someone in charge.

use sea_orm::{ActiveValue::Set, QueryFilter as _};
use uuid::Uuid;

use super::form::Assignee;
use crate::{
    access::{
        permissions::Permission,
        scope::{Scope, Written},
        visibility::{lock_hearing, lock_turn},
    },
    actions::{
        action::Action,
        entity as actions,
        updates::{
            store::{self as updates, Entry},
            update::UpdateKind,
        },
    },
    clock,
    hearings::hearing::Hearing,
    history::{
        change::ChangeKind,
        recording::{About, Change},
    },
    web::error::{Error, Result},
};

/// A checked form: the columns that it sets, and the name of those in charge.
#[derive(Debug)]
pub struct NewAction {
    pub id: Uuid,
    pub turn_id: Option<Uuid>,
    pub title: String,
    pub row: actions::ActiveModel,
    pub assignee: String,
}

/// Inserts an action. Whether it is new: a form sent twice inserts one.
///
/// # Errors
/// [`Error::Conflict`] if another hearing has an action of this id.
pub async fn insert<P: Permission>(scope: &Scope<P>, hearing: &Hearing, new: NewAction) -> Result<bool> {
    let mut closed = lock_hearing(scope, hearing.id).await?;
    if let Some(turn) = new.turn_id {
        closed |= lock_turn(scope, turn).await?;
    }
    let row = actions::ActiveModel {
        hearing_id: Set(hearing.id),
        quote_closed: Set(closed),
        created_by: Set(scope.member.id),
        created_at: Set(clock::now()),
        ..new.row
    };
    let about = About::hearing(hearing.id, &new.title);
    let change = scope.record_of(about, ChangeKind::ActionCreated, "").await?;
    if change.insert::<actions::Entity>(scope, new.id, row).await? {
        let entry =
            Entry { to_whom: &new.assignee, ..Entry::new(Uuid::now_v7(), UpdateKind::Assignment, "") };
        updates::add(scope, new.id, &entry).await?;
        return Ok(true);
    }
    let twin = scope.parts_of::<actions::Entity, _>(hearing).filter(actions::COLUMN.id.eq(new.id));
    match twin.one(scope.db()).await? {
        Some(_) => Ok(false),
        None => Err(Error::Conflict),
    }
}

/// Puts someone else in charge of a locked action, and stores the names of those before.
pub async fn hand_over<P: Permission>(
    scope: &Scope<P>,
    action: &Action,
    assignee: &Assignee,
    id: Uuid,
    note: &str,
) -> Result<Change> {
    let to = actions::ActiveModel {
        body_id: Set(assignee.body_id),
        member_id: Set(assignee.member_id),
        ..Default::default()
    };
    let change = scope.record_of(action.about(), ChangeKind::ActionReassigned, note).await?;
    if change.update::<actions::Entity>(scope, action.id, action.version, to).await? == Written::Stale {
        return Err(Error::Conflict);
    }
    let (from_whom, to_whom) = (action.in_charge(), assignee.name.as_str());
    let entry = Entry { id, kind: UpdateKind::Assignment, note, from_whom: &from_whom, to_whom };
    updates::add(scope, action.id, &entry).await?;
    Ok(change)
}
