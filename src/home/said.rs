//! The words that were said for the member's political group.

use chrono::NaiveDate;
use sea_orm::{
    ColumnTrait as _, FromQueryResult, JoinType, QueryFilter as _, QueryOrder as _, QuerySelect as _,
    QueryTrait as _, RelationTrait as _,
    sea_query::{Expr, Func},
};

use super::store::FEW;
use crate::{
    access::{permissions::Permission, scope::Scope},
    attendances::entity as attendances,
    directory::bodies::{body::BodyKind, entity as bodies},
    hearings::{entity as hearings, hearing},
    record::{entity as turns, passage::passage},
    series::entity as series,
    web::error::Result,
};

/// How many characters of a turn are shown, and how many are read to find them among its markup.
const SHOWN: usize = 240;
const READ: i32 = 4 * SHOWN as i32;
/// How many of the latest hearings that the group attended are searched.
const LATEST: u64 = 20;

/// A turn that was said for the group.
#[derive(Debug, Clone, FromQueryResult)]
pub struct Said {
    pub series_slug: String,
    pub series_title: String,
    pub hearing_number: i32,
    pub hearing_title: String,
    pub day: NaiveDate,
    /// The name of that day.
    pub speaker: String,
    pub number: i32,
    /// The beginning of the turn.
    text: String,
}

impl Said {
    /// Inside the tenant: the turn in its record.
    pub fn path(&self) -> String {
        hearing::turn_path(&self.series_slug, self.hearing_number, self.number)
    }

    /// The beginning of the turn, as plain words.
    pub fn excerpt(&self) -> String {
        passage(&self.text, SHOWN)
    }
}

/// The latest turns that were said for the member's political group, of those that the member may
/// read; none for a member of no group.
pub async fn of_group<P: Permission>(scope: &Scope<P>) -> Result<Vec<Said>> {
    let Some(body) = scope.member.body_id else { return Ok(Vec::new()) };
    let group = scope
        .find::<bodies::Entity>()
        .select_only()
        .column(bodies::Column::Id)
        .filter(bodies::COLUMN.id.eq(body))
        .filter(bodies::COLUMN.kind.eq(BodyKind::PoliticalGroup));
    let attended = scope
        .visible::<attendances::Entity>()
        .select_only()
        .column(attendances::Column::HearingId)
        .filter(attendances::Column::BodyId.in_subquery(group.into_query()));
    let latest = scope
        .visible::<hearings::Entity>()
        .select_only()
        .column(hearings::Column::Id)
        .filter(hearings::Column::Id.in_subquery(attended.into_query()))
        .order_by_desc(hearings::Column::Day)
        .order_by_asc(hearings::Column::Id)
        .limit(LATEST);
    let text = Func::cust("left").args([Expr::col((turns::Entity, turns::Column::Text)), READ.into()]);
    let said = scope
        .visible::<turns::Entity>()
        .select_only()
        .column_as(series::Column::Slug, "series_slug")
        .column_as(series::Column::Title, "series_title")
        .column_as(hearings::Column::Number, "hearing_number")
        .column_as(hearings::Column::Title, "hearing_title")
        .column(hearings::Column::Day)
        .column_as(attendances::Column::Name, "speaker")
        .column(turns::Column::Number)
        .expr_as(text, "text")
        .join(JoinType::InnerJoin, turns::Relation::Hearings.def())
        .join(JoinType::InnerJoin, hearings::Relation::Series.def())
        .join(JoinType::InnerJoin, turns::Relation::Attendances.def())
        .filter(attendances::COLUMN.body_id.eq(body))
        .filter(turns::Column::HearingId.in_subquery(latest.into_query()))
        .order_by_desc(hearings::Column::Day)
        .order_by_asc(hearings::Column::Id)
        .order_by_desc(turns::Column::Position)
        .limit(FEW);
    Ok(said.into_model().all(scope.db()).await?)
}
