//! The actions of a person in the directory: those that the person is in charge of, and those
//! made from the person's words.

use sea_orm::{
    ColumnTrait as _, Condition, JoinType, Order, PaginatorTrait as _, QueryFilter as _, QueryOrder as _,
    QuerySelect as _, QueryTrait as _, RelationTrait as _, Select,
    sea_query::{NullOrdering, SelectStatement, UnionType},
};
use uuid::Uuid;

use super::{
    action::{Action, ActionState},
    entity as actions,
    store::select,
};
use crate::{
    access::{
        permissions::Permission,
        scope::{Guarded, Scope},
    },
    attendances::entity as attendances,
    members::entity as members,
    record::entity as turns,
    web::{
        error::Result,
        pagination::{self, Pagination},
    },
};

/// How many actions of a person the member may see.
pub async fn count<P: Permission>(scope: &Scope<P>, person: Uuid) -> Result<i64> {
    let count = of_person(scope, person).count(scope.db()).await?;
    Ok(i64::try_from(count).unwrap_or(i64::MAX))
}

/// One page of the actions of a person: those to do by due date, then those that are done.
pub async fn page<P: Permission>(
    scope: &Scope<P>,
    person: Uuid,
    pagination: &Pagination,
) -> Result<Vec<Action>> {
    let actions = of_person(scope, person)
        .order_by_asc(actions::COLUMN.state.eq(ActionState::Done))
        .order_by_with_nulls(actions::Column::DueOn, Order::Asc, NullOrdering::Last)
        .order_by_asc(actions::Column::CreatedAt)
        .order_by_asc(actions::Column::Id)
        .limit(u64::from(pagination::SIZE))
        .offset(u64::from(pagination.offset()));
    Ok(actions.into_model().all(scope.db()).await?)
}

fn of_person<P: Permission>(scope: &Scope<P>, person: Uuid) -> Select<actions::Entity> {
    let members = scope
        .find::<members::Entity>()
        .select_only()
        .column(members::Column::Id)
        .filter(members::COLUMN.person_id.eq(person))
        .into_query();
    let attendances = every::<attendances::Entity, _>(scope)
        .select_only()
        .column(attendances::Column::Id)
        .filter(attendances::COLUMN.person_id.eq(person))
        .into_query();
    let is_assigned = actions::Column::MemberId.in_subquery(members);
    // The turn is joined only if the reader may read it: that someone spoke may be closed.
    let has_said = turns::Column::AttendanceId.in_subquery(attendances.clone());
    let candidates = candidates(scope, &is_assigned, attendances);
    let actions = scope
        .visible::<actions::Entity>()
        .filter(actions::Column::Id.in_subquery(candidates))
        .filter(Condition::any().add(is_assigned).add(has_said));
    select(actions, &scope.reader())
}

/// The ids of actions that may be the person's, each part found by an index.
fn candidates<P: Permission>(
    scope: &Scope<P>,
    is_assigned: &sea_orm::sea_query::SimpleExpr,
    attendances: SelectStatement,
) -> SelectStatement {
    let ids = || every::<actions::Entity, _>(scope).select_only().column(actions::Column::Id);
    let turns = every::<turns::Entity, _>(scope)
        .select_only()
        .column(turns::Column::Id)
        .filter(turns::Column::AttendanceId.in_subquery(attendances))
        .into_query();
    let said = ids().filter(actions::Column::TurnId.in_subquery(turns.clone()));
    let said_before_merger = ids()
        .join(JoinType::InnerJoin, actions::Relation::Turns.def())
        .filter(turns::Column::MergedInto.in_subquery(turns));
    let mut candidates = ids().filter(is_assigned.clone()).into_query();
    candidates
        .union(UnionType::All, said.into_query())
        .union(UnionType::All, said_before_merger.into_query())
        .to_owned()
}

fn every<E: Guarded, P: Permission>(scope: &Scope<P>) -> Select<E> {
    #[expect(clippy::disallowed_methods, reason = "the actions are narrowed to what the member may see")]
    scope.find_unrestricted::<E>()
}
