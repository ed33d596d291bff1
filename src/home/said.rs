//! What was said for the member's political group.

use chrono::NaiveDate;
use sea_orm::FromQueryResult;

use super::store::FEW;
use crate::{
    access::{
        permissions::Permission,
        scope::Scope,
        visibility::{readable, reader, visible},
    },
    hearings::hearing,
    record::passage::passage,
    web::error::Result,
};

/// How much of a turn is shown, in characters, and how much is read to find it among its markup.
const SHOWN: usize = 240;
const READ: usize = 4 * SHOWN;
/// In how many of the latest hearings at which the group was present its turns are looked for.
const LATEST: i64 = 20;

/// A turn that was said for the group.
#[derive(Debug, Clone, FromQueryResult)]
pub struct Said {
    pub series_slug: String,
    pub series_title: String,
    pub hearing_number: i32,
    pub hearing_title: String,
    pub day: NaiveDate,
    /// Who spoke, under the name of the day.
    pub speaker: String,
    pub number: i32,
    /// How the turn begins.
    text: String,
}

impl Said {
    /// Inside the tenant: the turn in its record.
    pub fn path(&self) -> String {
        hearing::turn_path(&self.series_slug, self.hearing_number, self.number)
    }

    /// How the turn begins, as plain words.
    pub fn excerpt(&self) -> String {
        passage(&self.text, SHOWN)
    }
}

/// The latest turns that were said for the member's political group, of those
/// that the member may read; none for who is of no group.
pub async fn of_group<P: Permission>(scope: &Scope<P>) -> Result<Vec<Said>> {
    let sql = format!(
        "with latest as materialized (
             select h.id, h.series_id, h.number, h.title, h.day, h.state, h.closed
               from hearings h join series s on s.tenant_id = $tenant and s.id = h.series_id
              where h.tenant_id = $tenant and {} and h.id in (
                    select a.hearing_id from attendances a
                      join bodies b on b.tenant_id = $tenant and b.id = a.body_id and b.kind = 'political_group'
                     where a.tenant_id = $tenant and a.body_id = $2)
              order by h.day desc, h.id limit {LATEST})
         select s.slug as series_slug, s.title as series_title, h.number as hearing_number,
                h.title as hearing_title, h.day, a.name as speaker, t.number, left(t.text, {READ}) as text
           from latest h
           join series s on s.tenant_id = $tenant and s.id = h.series_id
           join attendances a on a.tenant_id = $tenant and a.hearing_id = h.id and a.body_id = $2
           join turns t on t.tenant_id = $tenant and t.hearing_id = h.id and t.attendance_id = a.id
          where {}
          order by h.day desc, h.id, t.position desc limit {FEW}",
        visible(scope),
        readable(scope)
    );
    scope.rows(&sql, reader(scope)).await
}
