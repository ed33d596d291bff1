//! The neighbours of a turn, and places in the order of a record.

use sea_orm::FromQueryResult;
use uuid::Uuid;

use crate::{
    access::{
        permissions::Permission,
        scope::{Scope, raw_sql},
    },
    hearings::hearing::Hearing,
    record::turn::Turn,
    web::error::{Error, Result},
};

raw_sql! {
    /// The neighbours of the turn $1 in the record of the hearing $2.
    pub const NEIGHBOURS = "with record as (
            select id, number, section, attendance_id,
                   lag(number) over (order by position) as before,
                   lag(number, 2, 0) over (order by position) as higher,
                   lag(attendance_id) over (order by position) as speaker_before,
                   lead(number) over (order by position) as lower
              from turns
             where tenant_id = $tenant and hearing_id = $2 and not removed)
        select before, speaker_before, case when before is not null then higher end as higher, lower,
               before is not null and section is null
               and (attendance_id is null or speaker_before is null or attendance_id = speaker_before) as may_join
          from record where id = $1";

    /// A position after the turn $2 of the hearing $1 and before the next one, with as few digits
    /// as possible; and the number of a new turn. 0 for $2 is the beginning.
    pub const PLACE_AFTER = "select round((b.at + coalesce(min(f.position), b.at + 2)) * 0.5,
               1 + ceil(greatest(0, -log(coalesce(min(f.position), b.at + 2) - b.at)))::integer)::text as position,
           (select coalesce(max(number), 0) + 1 from turns where tenant_id = $tenant and hearing_id = $1) as number
      from (select coalesce(max(position), 0) as at from turns
             where tenant_id = $tenant and hearing_id = $1 and number = $2) b
      left join turns f on f.tenant_id = $tenant and f.hearing_id = $1 and f.position > b.at
     group by b.at";
}

/// The neighbours of a turn in the order of the record.
#[derive(Debug, Default, FromQueryResult)]
pub struct Around {
    /// The number of the turn before it.
    pub before: Option<i32>,
    /// The attendance of the speaker of that turn.
    pub speaker_before: Option<Uuid>,
    /// The turn after which it would be one place higher; 0 for the beginning.
    pub higher: Option<i32>,
    /// The turn after which it would be one place lower.
    pub lower: Option<i32>,
    /// Whether it can be merged into the turn before it.
    pub may_join: bool,
}

/// For organisers, who read every turn.
pub async fn around<P: Permission>(scope: &Scope<P>, hearing: &Hearing, turn: &Turn) -> Result<Around> {
    let found = scope.raw_row(NEIGHBOURS, [turn.id.into(), hearing.id.into()]).await?;
    Ok(found.unwrap_or_default())
}

/// A free place in the order of a record.
#[derive(Debug, FromQueryResult)]
pub struct Place {
    /// A decimal number.
    pub position: String,
    /// The number of a new turn.
    pub number: i32,
}

/// The place after the turn of this number; 0 for the beginning. The caller has begun a change of
/// the hearing, so that nobody else takes the place.
pub async fn place_after<P: Permission>(scope: &Scope<P>, hearing: &Hearing, after: i32) -> Result<Place> {
    let found = scope.raw_row(PLACE_AFTER, [hearing.id.into(), after.into()]).await?;
    found.ok_or(Error::Conflict)
}
