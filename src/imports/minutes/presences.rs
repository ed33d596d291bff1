//! The attendances of an imported hearing.

use std::collections::HashMap;

use sea_orm::{
    ActiveValue::Set, ColumnTrait as _, ExprTrait as _, FromQueryResult, QueryFilter as _, QuerySelect as _,
    sea_query::Expr,
};
use uuid::Uuid;

use super::plan::Plan;
use crate::{
    access::scope::TenantTransaction,
    attendances::{
        entity as attendances,
        presence::{Evidence, Presence},
    },
    web::error::Result,
};

#[derive(FromQueryResult)]
struct Noted {
    id: Uuid,
    person_id: Uuid,
    position: i32,
}

/// The attendance of each person in the minutes. A person who was recorded before keeps the
/// recorded capacity.
pub(super) async fn write_attendances(
    tenant: &TenantTransaction,
    hearing_id: Uuid,
    plan: &Plan,
    people: &[Option<Uuid>],
    bodies: &[Option<Uuid>],
) -> Result<Vec<Option<Uuid>>> {
    #[expect(
        clippy::disallowed_methods,
        reason = "the import writes to the hearing for whoever may know of it"
    )]
    let noted = tenant.find_unrestricted::<attendances::Entity>();
    let noted = noted
        .select_only()
        .columns([attendances::Column::Id, attendances::Column::PersonId, attendances::Column::Position])
        .filter(attendances::COLUMN.hearing_id.eq(hearing_id));
    let noted: Vec<Noted> = noted.into_model().all(tenant.db()).await?;
    let mut position = noted.iter().map(|it| it.position).max().unwrap_or(0);
    let noted: HashMap<Uuid, Uuid> = noted.into_iter().map(|it| (it.person_id, it.id)).collect();
    let mut ids = Vec::with_capacity(people.len());
    let mut rows = Vec::new();
    for (present, person) in plan.draft.people.iter().zip(people) {
        let known = person.and_then(|it| noted.get(&it).copied());
        let (Some(person), None) = (person, known) else {
            ids.push(known);
            continue;
        };
        let id = Uuid::now_v7();
        ids.push(Some(id));
        position += 1;
        rows.push(attendances::ActiveModel {
            id: Set(id),
            hearing_id: Set(hearing_id),
            person_id: Set(*person),
            position: Set(position),
            category: Set(present.category),
            name: Set(present.name.clone()),
            title: Set(present.title.clone()),
            body_name: Set(present.body_name.clone()),
            body_id: Set(present.body.and_then(|at| bodies.get(at).copied().flatten())),
            ..Default::default()
        });
    }
    tenant.insert_many::<attendances::Entity>(rows).await?;
    write_presences(tenant, plan, &ids).await?;
    Ok(ids)
}

/// Records who was absent or took part remotely. Presences from before the import stay.
async fn write_presences(tenant: &TenantTransaction, plan: &Plan, ids: &[Option<Uuid>]) -> Result<()> {
    let noted = plan.draft.people.iter().zip(ids).filter_map(|(it, id)| Some((it, (*id)?)));
    for (it, id) in noted.filter(|(it, _)| it.presence != Presence::Present) {
        let substitute = it.replaced_by.and_then(|at| Some((plan.draft.people.get(at)?, (*ids.get(at)?)?)));
        let came = substitute.filter(|(substitute, other)| substitute.presence.attended() && *other != id);
        let to = attendances::ActiveModel {
            presence: Set(it.presence),
            replaced_by: Set(came.map(|(_, id)| id)),
            arrived_at: Set(None),
            left_at: Set(None),
            ..Default::default()
        };
        let version = Expr::col(attendances::Column::Version).add(1);
        tenant
            .update_many::<attendances::Entity>()
            .set(to)
            .col_expr(attendances::Column::Version, version)
            .filter(attendances::COLUMN.id.eq(id))
            .filter(attendances::Column::Presence.eq(Presence::Present))
            .filter(attendances::Column::Evidence.eq(Evidence::None))
            .exec(tenant.db())
            .await?;
    }
    Ok(())
}
