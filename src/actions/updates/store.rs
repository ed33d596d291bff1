//! Queries on the updates of an action.

use sea_orm::{
    ActiveValue::Set, ColumnTrait as _, JoinType, PaginatorTrait as _, QueryFilter as _, QueryOrder as _,
    QuerySelect as _, RelationTrait as _,
};
use uuid::Uuid;

use super::{
    entity as action_updates,
    update::{Update, UpdateKind},
};
use crate::{
    access::{
        permissions::Permission,
        scope::{Scope, Written},
    },
    actions::{
        action::{Action, ActionState},
        entity as actions,
    },
    clock,
    history::{change::ChangeKind, recording::Change},
    members::entity as members,
    web::error::{Error, Result},
};

/// The updates of an action, the latest first.
pub async fn of_action<P: Permission>(scope: &Scope<P>, action: &Action) -> Result<Vec<Update>> {
    let updates = scope
        .parts_of::<action_updates::Entity, _>(action)
        .select_only()
        .columns([
            action_updates::Column::Kind,
            action_updates::Column::Note,
            action_updates::Column::FromWhom,
            action_updates::Column::ToWhom,
            action_updates::Column::CreatedAt,
        ])
        .column_as(members::Column::Name, "author_name")
        .join(JoinType::InnerJoin, action_updates::Relation::Members.def())
        .order_by_desc(action_updates::Column::CreatedAt)
        .order_by_desc(action_updates::Column::Id);
    Ok(updates.into_model().all(scope.db()).await?)
}

/// Whether the member's form with this id was saved before. The caller has locked the action, so
/// that a form sent twice is saved once, and has not read it yet: whoever hands an action over may
/// be out of charge by then.
///
/// # Errors
/// [`Error::Conflict`] if the id is that of another update.
pub async fn is_saved<P: Permission>(scope: &Scope<P>, action_id: Uuid, id: Uuid) -> Result<bool> {
    #[expect(clippy::disallowed_methods, reason = "only the member's own update is accepted")]
    let updates = scope.find_unrestricted::<action_updates::Entity>();
    let saved = updates.filter(action_updates::COLUMN.id.eq(id)).one(scope.db()).await?;
    match saved {
        None => Ok(false),
        Some(it) if it.action_id == action_id && it.member_id == scope.member.id => Ok(true),
        Some(_) => Err(Error::Conflict),
    }
}

/// An update to add.
#[derive(Debug)]
pub struct Entry<'a> {
    pub id: Uuid,
    pub kind: UpdateKind,
    pub note: &'a str,
    pub from_whom: &'a str,
    pub to_whom: &'a str,
}

impl<'a> Entry<'a> {
    /// An update that changes nothing about who is in charge.
    pub fn new(id: Uuid, kind: UpdateKind, note: &'a str) -> Self {
        Self { id, kind, note, from_whom: "", to_whom: "" }
    }
}

/// Adds an update of the member.
pub async fn add<P: Permission>(scope: &Scope<P>, action_id: Uuid, entry: &Entry<'_>) -> Result<()> {
    let row = action_updates::ActiveModel {
        id: Set(entry.id),
        action_id: Set(action_id),
        member_id: Set(scope.member.id),
        kind: Set(entry.kind),
        note: Set(entry.note.to_owned()),
        from_whom: Set(entry.from_whom.to_owned()),
        to_whom: Set(entry.to_whom.to_owned()),
        created_at: Set(clock::now()),
        ..Default::default()
    };
    scope.insert_many::<action_updates::Entity>([row]).await
}

/// Marks an open action as in progress, because somebody has reported on it.
pub async fn begin<P: Permission>(scope: &Scope<P>, action: &Action) -> Result<()> {
    let change = scope.record_of(action.about(), ChangeKind::ActionReported, "").await?;
    match action.state {
        ActionState::Open => set_state(scope, change, action, ActionState::InProgress).await,
        ActionState::InProgress | ActionState::Done => Ok(()),
    }
}

/// Marks an action as done, as of now.
pub async fn close<P: Permission>(scope: &Scope<P>, action: &Action) -> Result<()> {
    let change = scope.record_of(action.about(), ChangeKind::ActionClosed, "").await?;
    set_state(scope, change, action, ActionState::Done).await
}

/// Makes a done action open, or in progress if somebody reported on it before.
pub async fn reopen<P: Permission>(scope: &Scope<P>, action: &Action) -> Result<()> {
    let notes = scope
        .parts_of::<action_updates::Entity, _>(action)
        .filter(action_updates::Column::Kind.eq(UpdateKind::Note));
    let state = match notes.count(scope.db()).await? {
        0 => ActionState::Open,
        _ => ActionState::InProgress,
    };
    let change = scope.record_of(action.about(), ChangeKind::ActionReopened, "").await?;
    set_state(scope, change, action, state).await
}

/// The action is locked.
async fn set_state<P: Permission>(
    scope: &Scope<P>,
    change: Change,
    action: &Action,
    state: ActionState,
) -> Result<()> {
    let to = actions::ActiveModel {
        state: Set(state),
        closed_at: Set((state == ActionState::Done).then(clock::now)),
        ..Default::default()
    };
    match change.update::<actions::Entity>(scope, action.id, action.version, to).await? {
        Written::Updated => Ok(()),
        Written::Stale => Err(Error::Conflict),
    }
}
