//! Queries on positions.

use chrono::NaiveDate;
use sea_orm::{
    ColumnTrait as _, Condition, FromQueryResult, JoinType, Order, QueryFilter as _, QueryOrder as _,
    QuerySelect as _, RelationTrait as _, Select, sea_query::NullOrdering,
};
use uuid::Uuid;

use super::{entity as positions, position::Position};
use crate::{
    access::{permissions::Permission, scope::Scope},
    directory::{bodies::entity as bodies, people::entity as people},
    web::error::{Error, Result},
};

/// Whether a position is held on a day.
pub fn on_day(day: NaiveDate) -> Condition {
    Condition::all()
        .add(Condition::any().add(positions::Column::Since.is_null()).add(positions::Column::Since.lte(day)))
        .add(Condition::any().add(positions::Column::Until.is_null()).add(positions::Column::Until.gte(day)))
}

/// Whether a position is over on a day, or has not begun.
pub fn not_on_day(day: NaiveDate) -> Condition {
    Condition::any().add(positions::Column::Since.gt(day)).add(positions::Column::Until.lt(day))
}

/// The latest first.
pub fn latest_first(positions: Select<positions::Entity>) -> Select<positions::Entity> {
    positions
        .order_by_with_nulls(positions::Column::Until, Order::Desc, NullOrdering::First)
        .order_by_with_nulls(positions::Column::Since, Order::Desc, NullOrdering::Last)
}

/// The columns of [`Position`], the latest first.
fn select<P: Permission>(scope: &Scope<P>) -> Select<positions::Entity> {
    let positions = scope
        .find::<positions::Entity>()
        .select_only()
        .columns([
            positions::Column::Id,
            positions::Column::PersonId,
            positions::Column::Title,
            positions::Column::BodyId,
            positions::Column::BehalfOf,
            positions::Column::Since,
            positions::Column::Until,
            positions::Column::Version,
        ])
        .column_as(bodies::Column::Name, "body_name")
        .column(bodies::Column::Colour)
        .column_as(people::Column::Name, "behalf_name")
        .join(JoinType::LeftJoin, positions::Relation::Bodies.def())
        .join(JoinType::LeftJoin, positions::Relation::Principal.def());
    latest_first(positions).order_by_asc(positions::Column::Id)
}

/// All positions of a person, the latest first.
pub async fn of_person<P: Permission>(scope: &Scope<P>, person: Uuid) -> Result<Vec<Position>> {
    of_people(scope, vec![person]).await
}

/// All positions of these people, the latest first.
pub async fn of_people<P: Permission>(scope: &Scope<P>, people: Vec<Uuid>) -> Result<Vec<Position>> {
    let positions = select(scope).filter(positions::Column::PersonId.eq_any(people));
    Ok(positions.into_model().all(scope.db()).await?)
}

/// A person who assists another.
#[derive(Debug, Clone, FromQueryResult)]
pub struct Assistant {
    pub person_id: Uuid,
    pub name: String,
    pub title: String,
    pub since: Option<NaiveDate>,
    pub until: Option<NaiveDate>,
}

/// The assistants of a person, of any time, the latest first.
pub async fn assistants<P: Permission>(scope: &Scope<P>, person: Uuid) -> Result<Vec<Assistant>> {
    let positions = with_holder(scope).filter(positions::Column::BehalfOf.eq(person)).limit(200);
    let positions = latest_first(positions).order_by_asc(positions::Column::Id);
    Ok(positions.into_model().all(scope.db()).await?)
}

/// Positions with the names of those who hold them: the columns of [`Assistant`].
pub fn with_holder<P: Permission>(scope: &Scope<P>) -> Select<positions::Entity> {
    scope
        .find::<positions::Entity>()
        .select_only()
        .columns([
            positions::Column::PersonId,
            positions::Column::Title,
            positions::Column::Since,
            positions::Column::Until,
        ])
        .column(people::Column::Name)
        .join(JoinType::InnerJoin, positions::Relation::Person.def())
}

/// A position of a person.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn find<P: Permission>(scope: &Scope<P>, person: Uuid, id: Uuid) -> Result<Position> {
    let found = select(scope)
        .filter(positions::COLUMN.person_id.eq(person))
        .filter(positions::COLUMN.id.eq(id))
        .into_model()
        .one(scope.db())
        .await?;
    found.ok_or(Error::NotFound)
}
