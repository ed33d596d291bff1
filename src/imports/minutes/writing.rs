//! Writes minutes into the register: the one function behind the confirmation
//! on the web and the command line. Its transaction is the caller's.

use std::collections::HashMap;

use sea_orm::{FromQueryResult, Value};
use uuid::Uuid;

use super::{
    plan::{Plan, Which, Who},
    undoing::first_version,
};
use crate::{
    access::scope::TenantTransaction,
    attendances::presence::Presence,
    hearings::hearing::HearingState,
    record::{heading::Heading, time, turn::write_footnotes},
    web::error::Result,
};
use formats::names::fold;

/// What became of minutes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Written {
    /// The hearing of this id.
    Hearing(Uuid),
    /// The hearing of that number has a record.
    HasRecord,
    /// The hearing of that number is cancelled, or its record is out.
    NotOpen,
}

/// Writes a hearing, or fills the one of that number that has no record yet.
pub async fn write(
    tenant: &TenantTransaction,
    author: Option<Uuid>,
    series_id: Uuid,
    plan: &Plan,
) -> Result<Written> {
    let found = existing(tenant, series_id, plan.hearing.number).await?;
    let version = first_version(tenant, series_id).await?;
    let hearing_id = match found {
        Some(it) if it.turns > 0 => return Ok(Written::HasRecord),
        Some(it) if !matches!(it.state, HearingState::Planned | HearingState::Held) => {
            return Ok(Written::NotOpen);
        }
        Some(it) => fill_hearing(tenant, it.id, plan).await?,
        None => insert_hearing(tenant, author, series_id, version, plan).await?,
    };
    let bodies = write_bodies(tenant, plan).await?;
    let people = write_people(tenant, plan, &bodies).await?;
    let attendances = write_attendances(tenant, hearing_id, plan, &people, &bodies).await?;
    write_turns(tenant, hearing_id, version, plan, &attendances).await?;
    Ok(Written::Hearing(hearing_id))
}

#[derive(FromQueryResult)]
struct Existing {
    id: Uuid,
    state: HearingState,
    turns: i64,
}

async fn existing(tenant: &TenantTransaction, series_id: Uuid, number: i32) -> Result<Option<Existing>> {
    // Every turn counts here, whoever may read it: a record is never written over.
    tenant
        .row(
            "select h.id, h.state,
                    (select count(*) from turns t where t.tenant_id = $tenant and t.hearing_id = h.id) as turns
               from hearings h
              where h.tenant_id = $tenant and h.series_id = $1 and h.number = $2 for update of h",
            [series_id.into(), number.into()],
        )
        .await
}

async fn fill_hearing(tenant: &TenantTransaction, id: Uuid, plan: &Plan) -> Result<Uuid> {
    let new = &plan.hearing;
    tenant
        .execute(
            "update hearings set title = $2, day = $3, starts_at = $4, closed = closed or $6,
                    place = case when $5 = '' then place else $5 end, state = 'held', version = version + 1
              where tenant_id = $tenant and id = $1",
            [
                id.into(),
                new.title.as_str().into(),
                new.day.into(),
                new.starts_at.into(),
                new.place.as_str().into(),
                new.closed.into(),
            ],
        )
        .await?;
    Ok(id)
}

async fn insert_hearing(
    tenant: &TenantTransaction,
    author: Option<Uuid>,
    series_id: Uuid,
    version: i32,
    plan: &Plan,
) -> Result<Uuid> {
    let (id, new) = (Uuid::now_v7(), &plan.hearing);
    let values: [Value; 10] = [
        id.into(),
        series_id.into(),
        new.number.into(),
        new.title.as_str().into(),
        new.day.into(),
        new.starts_at.into(),
        new.place.as_str().into(),
        author.into(),
        new.closed.into(),
        version.into(),
    ];
    tenant
        .execute(
            "insert into hearings (tenant_id, id, series_id, number, title, day, starts_at, place, created_by, closed, version, state)
             values ($tenant, $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 'held')",
            values,
        )
        .await?;
    Ok(id)
}

/// The body of each name printed, if it stands for one.
async fn write_bodies(tenant: &TenantTransaction, plan: &Plan) -> Result<Vec<Option<Uuid>>> {
    let id = |place: (usize, &Which)| match place {
        (_, Which::Known(id)) => Some(*id),
        (at, Which::NewOrganisation) => plan.needs_body(at).then(Uuid::now_v7),
        (_, Which::NameOnly) => None,
    };
    let ids: Vec<Option<Uuid>> = plan.bodies.iter().enumerate().map(id).collect();
    let new = plan.bodies.iter().zip(&ids).zip(&plan.draft.bodies);
    let new = new.filter(|((which, id), _)| **which == Which::NewOrganisation && id.is_some());
    let rows: Vec<[Value; 3]> = new
        .map(|((_, id), named)| [(*id).into(), "organisation".into(), named.name.as_str().into()])
        .collect();
    tenant.insert_rows("insert into bodies (tenant_id, id, kind, name)", rows).await?;
    Ok(ids)
}

/// The person of the directory for each of those present; someone new gets the position of the day.
/// None for whoever is left out.
async fn write_people(
    tenant: &TenantTransaction,
    plan: &Plan,
    bodies: &[Option<Uuid>],
) -> Result<Vec<Option<Uuid>>> {
    let mut ids = Vec::with_capacity(plan.people.len());
    let (mut people, mut positions): (Vec<[Value; 3]>, Vec<[Value; 4]>) = (Vec::new(), Vec::new());
    for (who, present) in plan.people.iter().zip(&plan.draft.people) {
        let id = match who {
            Who::New => Uuid::now_v7(),
            Who::Known(id) => {
                ids.push(Some(*id));
                continue;
            }
            Who::LeftOut => {
                ids.push(None);
                continue;
            }
        };
        ids.push(Some(id));
        people.push([id.into(), present.name.as_str().into(), fold(&present.name).into()]);
        let body = present.body.and_then(|at| bodies.get(at).copied().flatten());
        if body.is_some() || !present.title.is_empty() {
            positions.push([Uuid::now_v7().into(), id.into(), body.into(), present.title.as_str().into()]);
        }
    }
    tenant.insert_rows("insert into people (tenant_id, id, name, name_key)", people).await?;
    tenant.insert_rows("insert into positions (tenant_id, id, person_id, body_id, title)", positions).await?;
    Ok(ids)
}

#[derive(FromQueryResult)]
struct Attended {
    id: Uuid,
    person_id: Uuid,
    position: i32,
}

/// The attendance of each of those present. Who was noted before keeps the capacity noted then.
async fn write_attendances(
    tenant: &TenantTransaction,
    hearing_id: Uuid,
    plan: &Plan,
    people: &[Option<Uuid>],
    bodies: &[Option<Uuid>],
) -> Result<Vec<Option<Uuid>>> {
    let noted: Vec<Attended> = tenant
        .rows(
            "select id, person_id, position from attendances where tenant_id = $tenant and hearing_id = $1",
            [hearing_id.into()],
        )
        .await?;
    let mut position = noted.iter().map(|it| it.position).max().unwrap_or(0);
    let noted: HashMap<Uuid, Uuid> = noted.into_iter().map(|it| (it.person_id, it.id)).collect();
    let mut ids = Vec::with_capacity(people.len());
    let mut rows: Vec<[Value; 9]> = Vec::new();
    for (present, person) in plan.draft.people.iter().zip(people) {
        let known = person.and_then(|it| noted.get(&it).copied());
        let (Some(person), None) = (person, known) else {
            ids.push(known);
            continue;
        };
        let id = Uuid::now_v7();
        ids.push(Some(id));
        position += 1;
        let body = present.body.and_then(|at| bodies.get(at).copied().flatten());
        rows.push([
            id.into(),
            hearing_id.into(),
            (*person).into(),
            position.into(),
            present.category.code().into(),
            present.name.as_str().into(),
            present.title.as_str().into(),
            present.body_name.as_str().into(),
            body.into(),
        ]);
    }
    let into = "insert into attendances
        (tenant_id, id, hearing_id, person_id, position, category, name, title, body_name, body_id)";
    tenant.insert_rows(into, rows).await?;
    write_presences(tenant, plan, &ids).await?;
    Ok(ids)
}

/// Who was away or took part from afar; whoever was noted so before keeps what was noted.
async fn write_presences(tenant: &TenantTransaction, plan: &Plan, ids: &[Option<Uuid>]) -> Result<()> {
    let noted = plan.draft.people.iter().zip(ids).filter_map(|(it, id)| Some((it, (*id)?)));
    for (it, id) in noted.filter(|(it, _)| it.presence != Presence::Present) {
        let substitute = it.replaced_by.and_then(|at| Some((plan.draft.people.get(at)?, (*ids.get(at)?)?)));
        let came = substitute.filter(|(substitute, other)| substitute.presence.attended() && *other != id);
        let sql = "update attendances set presence = $2, replaced_by = $3, arrived_at = null, left_at = null
                    where tenant_id = $tenant and id = $1 and presence = 'present' and evidence = 'none'";
        let values = [id.into(), it.presence.code().into(), came.map(|(_, id)| id).into()];
        tenant.execute(sql, values).await?;
    }
    Ok(())
}

async fn write_turns(
    tenant: &TenantTransaction,
    hearing_id: Uuid,
    version: i32,
    plan: &Plan,
    attendances: &[Option<Uuid>],
) -> Result<()> {
    let rows = plan.draft.turns.iter().map(|turn| {
        let speaker = turn.speaker.and_then(|at| attendances.get(at).copied().flatten());
        let (section, section_title) = Heading::columns(turn.heading.as_ref());
        let provenance = if turn.time.is_some() { "machine" } else { "imported" };
        let [starts, ends, cues] = time::columns(turn.time.as_ref());
        [
            Uuid::now_v7().into(),
            hearing_id.into(),
            turn.number.into(),
            turn.number.into(),
            speaker.into(),
            turn.label.as_str().into(),
            turn.text.as_str().into(),
            write_footnotes(&turn.footnotes).into(),
            section.into(),
            section_title.into(),
            provenance.into(),
            starts,
            ends,
            cues,
            version.into(),
        ]
    });
    let into = "insert into turns (tenant_id, id, hearing_id, number, position, attendance_id, label, text, footnotes,
        section, section_title, provenance, starts_ms, ends_ms, cues, version)";
    tenant.insert_rows(into, rows).await
}
