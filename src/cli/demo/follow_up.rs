//! Actions with their updates.

use demo::actions::{ALL, Action};
use sea_orm::{ActiveValue::Set, QueryFilter as _};
use uuid::Uuid;

use super::seed::{World, named};
use crate::{
    actions::{
        action::ActionState,
        entity as actions,
        updates::{entity as action_updates, update::UpdateKind},
    },
    record::entity as turns,
    web::error::{Error, Result},
};

/// Adds the actions with what was reported on them.
pub async fn add(world: &World, hearings: &[Uuid]) -> Result<()> {
    for action in ALL.iter() {
        let id = add_action(world, hearings, action).await?;
        for (days, author, note) in action.reports {
            add_update(world, id, (*days, author), UpdateKind::Note, note).await?;
        }
        if let Some(closure) = action.closed {
            add_update(world, id, closure, UpdateKind::Closure, "").await?;
        }
    }
    Ok(())
}

async fn add_action(world: &World, hearings: &[Uuid], action: &Action) -> Result<Uuid> {
    let (hearing, number, quote) = action.source;
    let hearing_id = *hearings.get(hearing).ok_or_else(|| Error::internal("no such hearing"))?;
    #[expect(clippy::disallowed_methods, reason = "the demonstration acts for no reader")]
    let turn = world
        .tenant
        .find_unrestricted::<turns::Entity>()
        .filter(turns::COLUMN.hearing_id.eq(hearing_id))
        .filter(turns::COLUMN.number.eq(number))
        .one(world.tenant.db())
        .await?
        .ok_or_else(|| Error::internal(format!("no turn {number} for “{}”", action.title)))?;
    let id = Uuid::now_v7();
    let row = actions::ActiveModel {
        id: Set(id),
        hearing_id: Set(hearing_id),
        turn_id: Set(Some(turn.id)),
        quote: Set(quote.to_owned()),
        title: Set(action.title.to_owned()),
        body_id: Set(world.bodies.get(action.in_charge).copied()),
        member_id: Set(world.members.get(action.in_charge).copied()),
        due_on: Set(Some(world.day(action.due))),
        state: Set(match (action.closed, action.reports) {
            (Some(_), _) => ActionState::Done,
            (None, []) => ActionState::Open,
            (None, _) => ActionState::InProgress,
        }),
        created_by: Set(named(&world.members, action.by)?),
        closed_at: Set(action.closed.map(|(days, _)| world.instant(days))),
        created_at: Set(world.instant(demo::hearings::ALL[hearing].days + 2)),
        ..Default::default()
    };
    world.tenant.insert_many::<actions::Entity>([row]).await?;
    Ok(id)
}

/// Adds an update of an action.
pub async fn add_update(
    world: &World,
    action: Uuid,
    (days, author): (i64, &str),
    kind: UpdateKind,
    note: &str,
) -> Result<()> {
    let row = action_updates::ActiveModel {
        id: Set(Uuid::now_v7()),
        action_id: Set(action),
        member_id: Set(named(&world.members, author)?),
        kind: Set(kind),
        note: Set(note.to_owned()),
        created_at: Set(world.instant(days)),
        ..Default::default()
    };
    world.tenant.insert_many::<action_updates::Entity>([row]).await
}
