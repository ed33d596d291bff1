//! Queries on mergers of people, and on obstacles to one.

use chrono::{DateTime, Utc};
use sea_orm::{
    ColumnTrait as _, FromQueryResult, JoinType, PaginatorTrait as _, QueryFilter as _, QueryOrder as _,
    QuerySelect as _, QueryTrait as _, RelationTrait as _, Select, sea_query::LockType,
};
use uuid::Uuid;

use super::entity as mergers;
use crate::{
    access::{permissions::Permission, scope::Scope},
    attendances::entity as attendances,
    directory::people::{entity as people, person::AttendedHearing, store},
    members::entity as members,
    web::error::{Error, Result},
};

/// A person who was merged into another.
#[derive(Debug, Clone, FromQueryResult)]
pub struct Merger {
    pub gone: Uuid,
    pub kept: Uuid,
    pub name: String,
    pub author: String,
    pub created_at: DateTime<Utc>,
}

/// Limit of consecutive mergers that are followed.
const LONGEST_CHAIN: usize = 100;

/// The person into whom a person was merged, perhaps by several mergers.
pub async fn remaining<P: Permission>(scope: &Scope<P>, removed: Uuid) -> Result<Option<Uuid>> {
    let mut remaining = None;
    for _ in 0..LONGEST_CHAIN {
        let next = scope
            .find::<mergers::Entity>()
            .select_only()
            .column(mergers::Column::Kept)
            .filter(mergers::COLUMN.gone.eq(remaining.unwrap_or(removed)))
            .into_tuple::<Uuid>()
            .one(scope.db())
            .await?;
        match next {
            Some(next) => remaining = Some(next),
            None => break,
        }
    }
    Ok(remaining)
}

/// The people who were merged into a person, the latest first.
pub async fn into_person<P: Permission>(scope: &Scope<P>, remaining: Uuid) -> Result<Vec<Merger>> {
    let merged = scope
        .find::<mergers::Entity>()
        .select_only()
        .columns([
            mergers::Column::Gone,
            mergers::Column::Kept,
            mergers::Column::Name,
            mergers::Column::CreatedAt,
        ])
        .column_as(members::Column::Name, "author")
        .join(JoinType::InnerJoin, mergers::Relation::Members.def())
        .filter(mergers::COLUMN.kept.eq(remaining))
        .order_by_desc(mergers::Column::CreatedAt)
        .order_by_asc(mergers::Column::Gone)
        .limit(100);
    Ok(merged.into_model().all(scope.db()).await?)
}

/// Locks two people until this transaction ends. Nothing new can refer to them meanwhile.
///
/// # Errors
/// [`Error::NotFound`] where one of them is not in the directory.
pub async fn lock<P: Permission>(scope: &Scope<P>, one: Uuid, other: Uuid) -> Result<()> {
    let both = scope
        .find::<people::Entity>()
        .select_only()
        .column(people::Column::Id)
        .filter(people::Column::Id.is_in([one, other]))
        .order_by_asc(people::Column::Id)
        .lock(LockType::Update);
    let found: Vec<Uuid> = both.into_tuple().all(scope.db()).await?;
    if found.len() == 2 { Ok(()) } else { Err(Error::NotFound) }
}

/// The ids of the hearings at which a person is recorded.
fn hearings_of(attendances: Select<attendances::Entity>, person: Uuid) -> Select<attendances::Entity> {
    attendances
        .select_only()
        .column(attendances::Column::HearingId)
        .filter(attendances::COLUMN.person_id.eq(person))
}

/// Whether both are recorded at one hearing, even if the member may not know of it.
pub async fn share_a_hearing<P: Permission>(scope: &Scope<P>, one: Uuid, other: Uuid) -> Result<bool> {
    #[expect(
        clippy::disallowed_methods,
        reason = "a closed hearing stands against a merger, too; its title is not shown"
    )]
    let attendances = || scope.find_unrestricted::<attendances::Entity>();
    let shared = attendances()
        .filter(attendances::COLUMN.person_id.eq(one))
        .filter(attendances::Column::HearingId.in_subquery(hearings_of(attendances(), other).into_query()));
    Ok(shared.count(scope.db()).await? > 0)
}

/// The hearings at which both are recorded, of those that the member may know of.
pub async fn shared_hearings<P: Permission>(
    scope: &Scope<P>,
    one: Uuid,
    other: Uuid,
) -> Result<Vec<AttendedHearing>> {
    let of_other = hearings_of(scope.visible::<attendances::Entity>(), other);
    let shared = store::attended(scope)
        .filter(attendances::COLUMN.person_id.eq(one))
        .filter(attendances::Column::HearingId.in_subquery(of_other.into_query()))
        .limit(20);
    Ok(shared.into_model().all(scope.db()).await?)
}

/// Whether members are linked to both people.
pub async fn both_are_members<P: Permission>(scope: &Scope<P>, one: Uuid, other: Uuid) -> Result<bool> {
    let linked = scope
        .find::<members::Entity>()
        .select_only()
        .column(members::Column::PersonId)
        .filter(members::Column::PersonId.is_in([one, other]))
        .filter(members::COLUMN.removed_at.is_null());
    let linked: Vec<Uuid> = linked.into_tuple().all(scope.db()).await?;
    Ok(linked.contains(&one) && linked.contains(&other))
}
