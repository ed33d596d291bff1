//! The people and bodies of the directory that an import refers to; missing ones are added.

use sea_orm::ActiveValue::Set;
use uuid::Uuid;

use super::plan::{BodyChoice, PersonChoice, Plan};
use crate::{
    access::scope::TenantTransaction,
    directory::{
        bodies::{body::BodyKind, entity as bodies},
        people::entity as people,
        positions::entity as positions,
    },
    web::error::Result,
};
use formats::names::fold;

/// The body of each printed name, if it is that of a body.
pub(super) async fn write_bodies(tenant: &TenantTransaction, plan: &Plan) -> Result<Vec<Option<Uuid>>> {
    let id = |place: (usize, &BodyChoice)| match place {
        (_, BodyChoice::Known(id)) => Some(*id),
        (at, BodyChoice::NewOrganisation) => plan.needs_body(at).then(Uuid::now_v7),
        (_, BodyChoice::NameOnly) => None,
    };
    let ids: Vec<Option<Uuid>> = plan.bodies.iter().enumerate().map(id).collect();
    let new = plan.bodies.iter().zip(&ids).zip(&plan.draft.bodies);
    let new = new.filter_map(|((which, id), named)| match which {
        BodyChoice::NewOrganisation => Some(((*id)?, named)),
        _ => None,
    });
    let rows = new.map(|(id, named)| bodies::ActiveModel {
        id: Set(id),
        kind: Set(BodyKind::Organisation),
        name: Set(named.name.clone()),
        ..Default::default()
    });
    tenant.insert_many::<bodies::Entity>(rows).await?;
    Ok(ids)
}

/// The person of the directory for each person in the minutes; none for a person who is left out. A
/// new person gets the position of the day.
pub(super) async fn write_people(
    tenant: &TenantTransaction,
    plan: &Plan,
    bodies: &[Option<Uuid>],
) -> Result<Vec<Option<Uuid>>> {
    let mut ids = Vec::with_capacity(plan.people.len());
    let (mut people, mut positions) = (Vec::new(), Vec::new());
    for (who, present) in plan.people.iter().zip(&plan.draft.people) {
        let id = match who {
            PersonChoice::New => Uuid::now_v7(),
            PersonChoice::Known(id) => {
                ids.push(Some(*id));
                continue;
            }
            PersonChoice::LeftOut => {
                ids.push(None);
                continue;
            }
        };
        ids.push(Some(id));
        people.push(people::ActiveModel {
            id: Set(id),
            name: Set(present.name.clone()),
            name_key: Set(fold(&present.name)),
            ..Default::default()
        });
        let body = present.body.and_then(|at| bodies.get(at).copied().flatten());
        if body.is_some() || !present.title.is_empty() {
            positions.push(positions::ActiveModel {
                id: Set(Uuid::now_v7()),
                person_id: Set(id),
                body_id: Set(body),
                title: Set(present.title.clone()),
                ..Default::default()
            });
        }
    }
    tenant.insert_many::<people::Entity>(people).await?;
    tenant.insert_many::<positions::Entity>(positions).await?;
    Ok(ids)
}
