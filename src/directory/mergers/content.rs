//! The rows that a merger moves and deletes, as `mergers.content` stores them for the undo.

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::{ColumnTrait as _, Condition, QueryFilter as _, QuerySelect as _};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::moving::Pair;
use crate::{
    access::{permissions::Permission, scope::Scope},
    attendances::entity as attendances,
    directory::{
        duplicates::entity as distinct_people,
        people::{entity as people, name_entity as person_names, names::NameKind},
        positions::entity as positions,
    },
    members::entity as members,
    web::error::Result,
};

/// The rows that a merger moved and deleted.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Content {
    pub person: PersonRow,
    /// The address of the remaining person before the merger and after it.
    pub email_before: Option<String>,
    pub email_after: Option<String>,
    /// Deleted positions: the remaining person has the same.
    pub twins: Vec<PositionRow>,
    /// The positions of the removed person.
    pub positions: Vec<Uuid>,
    /// The positions of one of the two on behalf of the other.
    pub selves: Vec<Uuid>,
    /// The positions on behalf of the removed person.
    pub behalf: Vec<Uuid>,
    pub attendances: Vec<Uuid>,
    pub members: Vec<Uuid>,
    pub names: Vec<NameRow>,
    /// The people known to be different from the removed one.
    pub apart: Vec<Uuid>,
}

#[derive(Debug, Serialize, Deserialize)]
pub(super) struct PersonRow {
    pub name: String,
    pub name_key: String,
    pub email: Option<String>,
    pub created_at: DateTime<Utc>,
    pub version: i32,
}

#[derive(Debug, Serialize, Deserialize)]
pub(super) struct PositionRow {
    pub id: Uuid,
    pub body_id: Option<Uuid>,
    pub title: String,
    pub behalf_of: Option<Uuid>,
    pub since: Option<NaiveDate>,
    pub until: Option<NaiveDate>,
    pub created_at: DateTime<Utc>,
    pub version: i32,
}

#[derive(Debug, Serialize, Deserialize)]
pub(super) struct NameRow {
    pub id: Uuid,
    pub kind: NameKind,
    pub name: String,
    pub name_key: String,
    pub created_at: DateTime<Utc>,
    pub version: i32,
}

/// Reads the rows that the merger of two people will move and delete.
pub(super) async fn read_content<P: Permission>(
    scope: &Scope<P>,
    Pair { removed, remaining }: Pair,
    person: &people::Model,
    kept: &people::Model,
    email: Option<String>,
) -> Result<Content> {
    let both = [removed, remaining];
    let involved = scope
        .find::<positions::Entity>()
        .filter(
            Condition::any()
                .add(positions::Column::PersonId.is_in(both))
                .add(positions::Column::BehalfOf.is_in(both)),
        )
        .all(scope.db())
        .await?;
    let ids = |is: &dyn Fn(&positions::Model) -> bool| {
        involved.iter().filter(|it| is(it)).map(|it| it.id).collect::<Vec<Uuid>>()
    };
    let same = |one: &positions::Model, other: &positions::Model| {
        (one.title.to_lowercase(), one.body_id, one.behalf_of, one.since, one.until)
            == (other.title.to_lowercase(), other.body_id, other.behalf_of, other.since, other.until)
    };
    let of = |person: Uuid| involved.iter().filter(move |it| it.person_id == person);
    let twins = of(removed).filter(|it| of(remaining).any(|other| same(it, other)));
    Ok(Content {
        person: PersonRow {
            name: person.name.clone(),
            name_key: person.name_key.clone(),
            email: person.email.clone(),
            created_at: person.created_at,
            version: person.version,
        },
        email_before: kept.email.clone(),
        email_after: email,
        twins: twins.map(position_row).collect(),
        positions: ids(&|it| it.person_id == removed),
        selves: ids(&|it| {
            both.contains(&it.person_id) && it.behalf_of.is_some_and(|other| both.contains(&other))
        }),
        behalf: ids(&|it| it.behalf_of == Some(removed)),
        attendances: attendances_of(scope, removed).await?,
        members: members_of(scope, removed).await?,
        names: names_of(scope, removed).await?,
        apart: distinct_from(scope, removed).await?,
    })
}

fn position_row(it: &positions::Model) -> PositionRow {
    PositionRow {
        id: it.id,
        body_id: it.body_id,
        title: it.title.clone(),
        behalf_of: it.behalf_of,
        since: it.since,
        until: it.until,
        created_at: it.created_at,
        version: it.version,
    }
}

async fn attendances_of<P: Permission>(scope: &Scope<P>, person: Uuid) -> Result<Vec<Uuid>> {
    #[expect(clippy::disallowed_methods, reason = "a merger moves all attendances, and shows none")]
    let attendances = scope.find_unrestricted::<attendances::Entity>();
    let ids = attendances
        .select_only()
        .column(attendances::Column::Id)
        .filter(attendances::COLUMN.person_id.eq(person));
    Ok(ids.into_tuple().all(scope.db()).await?)
}

async fn members_of<P: Permission>(scope: &Scope<P>, person: Uuid) -> Result<Vec<Uuid>> {
    let ids = scope
        .find::<members::Entity>()
        .select_only()
        .column(members::Column::Id)
        .filter(members::Column::PersonId.eq(person));
    Ok(ids.into_tuple().all(scope.db()).await?)
}

async fn names_of<P: Permission>(scope: &Scope<P>, person: Uuid) -> Result<Vec<NameRow>> {
    let names = scope
        .find::<person_names::Entity>()
        .filter(person_names::COLUMN.person_id.eq(person))
        .all(scope.db());
    let row = |it: person_names::Model| NameRow {
        id: it.id,
        kind: it.kind,
        name: it.name,
        name_key: it.name_key,
        created_at: it.created_at,
        version: it.version,
    };
    Ok(names.await?.into_iter().map(row).collect())
}

async fn distinct_from<P: Permission>(scope: &Scope<P>, person: Uuid) -> Result<Vec<Uuid>> {
    let pairs = scope
        .find::<distinct_people::Entity>()
        .filter(
            Condition::any()
                .add(distinct_people::COLUMN.one.eq(person))
                .add(distinct_people::COLUMN.other.eq(person)),
        )
        .all(scope.db());
    Ok(pairs.await?.into_iter().map(|it| if it.one == person { it.other } else { it.one }).collect())
}
