//! Writes confirmed minutes as a hearing, its attendances and its turns.

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;
use sea_orm::{
    ActiveModelTrait as _, ActiveValue::Set, FromQueryResult, PaginatorTrait as _, QueryFilter as _,
    QuerySelect as _, sea_query::LockType,
};
use uuid::Uuid;

use super::{
    directory::{write_bodies, write_people},
    former::first_version,
    plan::Plan,
    presences::write_attendances,
};
use crate::{
    access::scope::{self, TenantTransaction},
    clock,
    hearings::{entity as hearings, hearing::HearingState},
    record::{entity as turns, heading::Heading, provenance::Provenance, time, turn::write_footnotes},
    web::error::{Error, Result},
};

/// The result of writing minutes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Written {
    /// The hearing of this id.
    Hearing(Uuid),
    /// The hearing of that number has a record.
    HasRecord,
    /// The hearing of that number is cancelled, or its record is out.
    NotOpen,
}

/// Adds a hearing, or fills the one of that number that has no record yet.
///
/// # Errors
/// When the database refuses.
pub async fn write(
    tenant: &TenantTransaction,
    author: Option<Uuid>,
    series_id: Uuid,
    plan: &Plan,
) -> Result<Written> {
    let found = existing(tenant, series_id, plan.hearing.number).await?;
    let version = first_version(tenant, series_id).await?;
    let hearing_id = match found {
        Some(it) if has_record(tenant, it.id).await? => return Ok(Written::HasRecord),
        Some(it) if !matches!(it.state, HearingState::Planned | HearingState::Held) => {
            return Ok(Written::NotOpen);
        }
        Some(it) => fill_hearing(tenant, &it, plan).await?,
        None => insert_hearing(tenant, author, series_id, version, plan).await?,
    };
    let bodies = write_bodies(tenant, plan).await?;
    let people = write_people(tenant, plan, &bodies).await?;
    let attendances = write_attendances(tenant, hearing_id, plan, &people, &bodies).await?;
    write_turns(tenant, hearing_id, version, plan, &attendances).await?;
    Ok(Written::Hearing(hearing_id))
}

/// A hearing that minutes fill.
#[derive(FromQueryResult)]
struct Existing {
    id: Uuid,
    state: HearingState,
    version: i32,
    starts_at: Option<DateTime<Utc>>,
    place: String,
    closed: bool,
}

async fn existing(tenant: &TenantTransaction, series_id: Uuid, number: i32) -> Result<Option<Existing>> {
    #[expect(clippy::disallowed_methods, reason = "the number of a closed hearing is taken, too")]
    let hearings = tenant.find_unrestricted::<hearings::Entity>();
    let found = hearings
        .filter(hearings::COLUMN.series_id.eq(series_id))
        .filter(hearings::COLUMN.number.eq(number))
        .lock(LockType::Update);
    Ok(found.into_model().one(tenant.db()).await?)
}

/// Whether the hearing has any turns, closed ones included: a record is never overwritten.
async fn has_record(tenant: &TenantTransaction, hearing_id: Uuid) -> Result<bool> {
    #[expect(clippy::disallowed_methods, reason = "closed and removed turns count, too")]
    let turns = tenant.find_unrestricted::<turns::Entity>();
    Ok(turns.filter(turns::COLUMN.hearing_id.eq(hearing_id)).count(tenant.db()).await? > 0)
}

/// Fills a planned hearing. The planned hour and place stay where the minutes give none.
async fn fill_hearing(tenant: &TenantTransaction, found: &Existing, plan: &Plan) -> Result<Uuid> {
    let new = &plan.hearing;
    let planned = || moved_to(found.starts_at?, new.day, plan.zone);
    let to = hearings::ActiveModel {
        title: Set(new.title.clone()),
        day: Set(new.day),
        starts_at: Set(new.starts_at.or_else(planned)),
        place: Set(if new.place.is_empty() { found.place.clone() } else { new.place.clone() }),
        closed: Set(found.closed || new.closed),
        state: Set(HearingState::Held),
        ..Default::default()
    };
    match tenant.update::<hearings::Entity>(found.id, found.version, to).await? {
        scope::Written::Updated => Ok(found.id),
        scope::Written::Stale => Err(Error::Conflict),
    }
}

/// The same time of the clock on another day; none where clocks skip that time or show it twice.
fn moved_to(at: DateTime<Utc>, day: NaiveDate, zone: Tz) -> Option<DateTime<Utc>> {
    let planned = at.with_timezone(&zone).naive_local();
    if planned.date() == day { Some(at) } else { clock::instant(day, planned.time(), zone).ok() }
}

async fn insert_hearing(
    tenant: &TenantTransaction,
    author: Option<Uuid>,
    series_id: Uuid,
    version: i32,
    plan: &Plan,
) -> Result<Uuid> {
    let id = Uuid::now_v7();
    let hearing = hearings::ActiveModel {
        id: Set(id),
        series_id: Set(series_id),
        created_by: Set(author),
        version: Set(version),
        state: Set(HearingState::Held),
        ..(&plan.hearing).into()
    };
    tenant.insert_many::<hearings::Entity>([hearing]).await?;
    Ok(id)
}

async fn write_turns(
    tenant: &TenantTransaction,
    hearing_id: Uuid,
    version: i32,
    plan: &Plan,
    attendances: &[Option<Uuid>],
) -> Result<()> {
    let rows = plan.draft.turns.iter().map(|turn| {
        let (section, section_title) = Heading::columns(turn.heading.as_ref());
        let mut row = turns::ActiveModel {
            id: Set(Uuid::now_v7()),
            hearing_id: Set(hearing_id),
            number: Set(turn.number),
            position: Set(turn.number.to_string()),
            attendance_id: Set(turn.speaker.and_then(|at| attendances.get(at).copied().flatten())),
            label: Set(turn.label.clone()),
            text: Set(turn.text.clone()),
            footnotes: Set(write_footnotes(&turn.footnotes)),
            section: Set(section.map(str::to_owned)),
            section_title: Set(section_title.to_owned()),
            provenance: Set(if turn.time.is_some() { Provenance::Machine } else { Provenance::Imported }),
            version: Set(version),
            ..Default::default()
        };
        let times = [turns::Column::StartsMs, turns::Column::EndsMs, turns::Column::Cues];
        for (column, value) in times.into_iter().zip(time::columns(turn.time.as_ref())) {
            row.set(column, value);
        }
        row
    });
    tenant.insert_many::<turns::Entity>(rows).await
}
