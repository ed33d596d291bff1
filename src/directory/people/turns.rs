//! The turns of a person, as far as the member may read them.

use actix_web::{HttpResponse, web};
use askama::Template;
use chrono::NaiveDate;
use sea_orm::{
    ColumnTrait as _, ExprTrait as _, FromQueryResult, JoinType, PaginatorTrait as _, QueryFilter as _,
    QueryOrder as _, QuerySelect as _, QueryTrait as _, RelationTrait as _, Select,
    sea_query::{Expr, Func},
};
use uuid::Uuid;

use super::{
    person::Person,
    profile::{ProfileQuery, find_or_redirect},
};
use crate::{
    access::{
        permissions::{Permission, ReadRegister},
        scope::Scope,
    },
    attendances::entity as attendances,
    hearings::{entity as hearings, hearing},
    record::{entity as turns, passage::passage},
    series::entity as series,
    web::{
        error::Result,
        page::Page,
        pagination::{self, Pagination},
        paths::PersonPath,
    },
};

/// How much of a turn is shown, in characters, and how much is read to find it among its markup.
const SHOWN: usize = 280;
const READ: i32 = 4 * 280;

/// A turn of a person.
#[derive(Debug, Clone, FromQueryResult)]
pub struct SpokenTurn {
    pub series_slug: String,
    pub hearing_number: i32,
    pub hearing_title: String,
    pub day: NaiveDate,
    pub number: i32,
    /// Said in closed session.
    pub closed: bool,
    /// In the capacity of the day.
    pub title: String,
    pub body_name: String,
    text: String,
}

impl SpokenTurn {
    /// The permanent address of the turn in its record, inside the tenant.
    pub fn path(&self) -> String {
        hearing::turn_path(&self.series_slug, self.hearing_number, self.number)
    }

    /// The beginning of the turn, without markup.
    pub fn excerpt(&self) -> String {
        passage(&self.text, SHOWN)
    }
}

#[derive(Template)]
#[template(path = "directory/people/turns.html")]
pub struct Turns {
    pub page: Page,
    pub person: Person,
    pub turns: Vec<SpokenTurn>,
    pub total: i64,
    pub pagination: Pagination,
}

/// `GET /{tenant}/people/{person}/turns`
pub async fn turns(
    scope: Scope<ReadRegister>,
    path: web::Path<PersonPath>,
    query: web::Query<ProfileQuery>,
) -> Result<HttpResponse> {
    let person = find_or_redirect(&scope, path.person).await?;
    let total = of_person(&scope, person.id).count(scope.db()).await?;
    let total = i64::try_from(total).unwrap_or(i64::MAX);
    let pagination = Pagination::new(&query.page, total, ());
    let turns = page_of(&scope, person.id, pagination.offset()).await?;
    scope.render(|page| Turns { page, person, turns, total, pagination })
}

/// The turns of a person that the member may read.
fn of_person<P: Permission>(scope: &Scope<P>, person: Uuid) -> Select<turns::Entity> {
    scope
        .visible::<turns::Entity>()
        .join(JoinType::InnerJoin, turns::Relation::Attendances.def())
        .filter(attendances::COLUMN.person_id.eq(person))
}

/// Orders turns: the latest hearing first, then as in the record.
fn in_order(turns: Select<turns::Entity>) -> Select<turns::Entity> {
    turns
        .join(JoinType::InnerJoin, turns::Relation::Hearings.def())
        .order_by_desc(hearings::Column::Day)
        .order_by_asc(hearings::Column::Id)
        .order_by_asc(turns::Column::Position)
}

/// A page of the turns of a person. Only their texts are read.
async fn page_of<P: Permission>(scope: &Scope<P>, person: Uuid, offset: u32) -> Result<Vec<SpokenTurn>> {
    let page = in_order(of_person(scope, person))
        .select_only()
        .column(turns::Column::Id)
        .limit(u64::from(pagination::SIZE))
        .offset(u64::from(offset));
    let text = Func::cust("left").arg(Expr::col((turns::Entity, turns::Column::Text))).arg(READ);
    let closed = hearings::Column::Closed.into_expr().or(turns::Column::Closed.into_expr());
    let shown = in_order(of_person(scope, person))
        .select_only()
        .column_as(series::Column::Slug, "series_slug")
        .column_as(hearings::Column::Number, "hearing_number")
        .column_as(hearings::Column::Title, "hearing_title")
        .column(hearings::Column::Day)
        .column(turns::Column::Number)
        .columns([attendances::Column::Title, attendances::Column::BodyName])
        .expr_as(closed, "closed")
        .expr_as(text, "text")
        .join(JoinType::InnerJoin, hearings::Relation::Series.def())
        .filter(turns::Column::Id.in_subquery(page.into_query()));
    Ok(shown.into_model().all(scope.db()).await?)
}
