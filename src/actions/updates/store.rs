//! Queries on the updates of an action.

use sea_orm::{
    ActiveValue::Set, ColumnTrait as _, FromQueryResult, JoinType, PaginatorTrait as _, QueryFilter as _,
    QueryOrder as _, QuerySelect as _, RelationTrait as _,
};
use uuid::Uuid;

use super::{
    entity as action_updates,
    update::{Update, UpdateKind},
};
use crate::{
    access::{
        permissions::Permission,
        scope::{Scope, Written, raw_sql},
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
/// that a form sent twice is saved once, and has not read it yet: a member who handed the action
/// over may no longer see it.
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

raw_sql! {
    /// The actions that the change $1, an undo, restored: their states and those in charge before
    /// it and after it. The names of both sides take four joins.
    pub const RESTORED = "select t.id, k.before ->> 'state' as was, t.state,
            concat_ws(', ', old_member.name, old_body.name) as from_whom,
            concat_ws(', ', new_member.name, new_body.name) as to_whom
       from changed_rows k
       join actions t on t.tenant_id = $tenant and t.id = k.row_id
       left join members old_member on old_member.tenant_id = $tenant
                 and old_member.id = (k.before ->> 'member_id')::uuid
       left join bodies old_body on old_body.tenant_id = $tenant and old_body.id = (k.before ->> 'body_id')::uuid
       left join members new_member on new_member.tenant_id = $tenant and new_member.id = t.member_id
       left join bodies new_body on new_body.tenant_id = $tenant and new_body.id = t.body_id
      where k.tenant_id = $tenant and k.change_id = $1 and k.table_name = 'actions'";
}

#[derive(FromQueryResult)]
struct Restored {
    id: Uuid,
    /// None where the undo brought a deleted action back.
    was: Option<ActionState>,
    state: ActionState,
    from_whom: String,
    to_whom: String,
}

/// Adds an update to each action that an undo restored, so that its timeline shows the undo.
/// Returns the last of these actions.
pub async fn add_undo<P: Permission>(scope: &Scope<P>, reversal: Change) -> Result<Option<Uuid>> {
    let restored: Vec<Restored> = scope.raw_rows(RESTORED, [reversal.id.into()]).await?;
    for it in &restored {
        let kind = match (it.was, it.state) {
            (Some(ActionState::Open | ActionState::InProgress), ActionState::Done) => UpdateKind::Closure,
            (Some(ActionState::Done), ActionState::Open | ActionState::InProgress) => UpdateKind::Reopening,
            _ => UpdateKind::Reversal,
        };
        let mut entry = Entry::new(Uuid::now_v7(), kind, "");
        if it.was.is_some() && it.from_whom != it.to_whom {
            entry = Entry { from_whom: &it.from_whom, to_whom: &it.to_whom, ..entry };
        }
        add(scope, it.id, &entry).await?;
    }
    Ok(restored.last().map(|it| it.id))
}
