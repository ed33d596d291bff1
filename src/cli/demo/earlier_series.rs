//! The series of the year before.

use demo::{
    earlier_series::{ACTIONS, AUTHOR, Followed, HEARINGS, SERIES},
    hearings::Planned,
};
use sea_orm::{ActiveValue::Set, QueryFilter as _};
use uuid::Uuid;

use super::{
    follow_up, hearings,
    seed::{World, named},
};
use crate::{
    actions::{action::ActionState, entity as actions, updates::update::UpdateKind},
    attendances::{attendance::Category, entity as attendances},
    directory::{
        bodies::{body::BodyKind, entity as bodies},
        positions::entity as positions,
    },
    web::error::{Error, Result},
};

/// Adds the series, those who were present at its hearings, and what followed.
pub async fn add(world: &mut World) -> Result<()> {
    let description = "Trottoirs, bancs et passages : la ville à hauteur de piéton. Les comptes rendus de ce cycle sont restés sur papier.";
    let body = "Cabinet de l’enfance et de l’éducation";
    world.add_series(&[(SERIES, "Marcher dans la ville", description, body)]).await?;
    let mut ids = Vec::new();
    for (number, (title, days, state, present)) in (1..).zip(HEARINGS) {
        let hearing = Planned {
            series: SERIES,
            number,
            title,
            days: *days,
            hour: (18, 0),
            place: "Hôtel de ville, salle des Commissions",
            state,
            ..Planned::default()
        };
        let id = hearings::add(world, &hearing).await?;
        for (position, name) in (1..).zip(*present) {
            attend(world, id, position, name).await?;
        }
        ids.push(id);
    }
    for action in ACTIONS {
        add_action(world, &ids, action).await?;
    }
    Ok(())
}

/// Adds a person as present, in the capacity that the directory gives.
async fn attend(world: &World, hearing: Uuid, position: i32, name: &str) -> Result<()> {
    let person = named(&world.people, name)?;
    let held = world
        .tenant
        .find::<positions::Entity>()
        .filter(positions::COLUMN.person_id.eq(person))
        .find_also_related(bodies::Entity)
        .one(world.tenant.db())
        .await?;
    let (held, body) = held.ok_or_else(|| Error::internal(format!("“{name}” has no position")))?;
    let row = attendances::ActiveModel {
        id: Set(Uuid::now_v7()),
        hearing_id: Set(hearing),
        person_id: Set(person),
        position: Set(position),
        category: Set(match body.as_ref().map(|it| it.kind) {
            Some(BodyKind::PoliticalGroup) => Category::PoliticalGroup,
            Some(BodyKind::Cabinet) => Category::Executive,
            Some(BodyKind::Department) => Category::Administration,
            _ => Category::Witness,
        }),
        name: Set(name.to_owned()),
        title: Set(held.title),
        body_name: Set(body.as_ref().map(|it| it.name.clone()).unwrap_or_default()),
        body_id: Set(body.map(|it| it.id)),
        ..Default::default()
    };
    world.tenant.insert_many::<attendances::Entity>([row]).await
}

async fn add_action(
    world: &World,
    hearings: &[Uuid],
    (number, title, in_charge, opened, due, closed): &Followed,
) -> Result<()> {
    let id = Uuid::now_v7();
    let row = actions::ActiveModel {
        id: Set(id),
        hearing_id: Set(*hearings.get(number - 1).ok_or_else(|| Error::internal("no such hearing"))?),
        title: Set((*title).to_owned()),
        body_id: Set(world.bodies.get(in_charge).copied()),
        member_id: Set(world.members.get(in_charge).copied()),
        due_on: Set(Some(world.day(*due))),
        state: Set(if closed.is_some() { ActionState::Done } else { ActionState::Open }),
        created_by: Set(named(&world.members, AUTHOR)?),
        closed_at: Set(closed.map(|days| world.instant(days))),
        created_at: Set(world.instant(*opened)),
        ..Default::default()
    };
    world.tenant.insert_many::<actions::Entity>([row]).await?;
    if let Some(days) = closed {
        follow_up::add_update(world, id, (*days, AUTHOR), UpdateKind::Closure, "").await?;
    }
    Ok(())
}
