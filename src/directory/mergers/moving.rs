//! Merges two people and undoes it.
//!
//! The remaining person gets everything that refers to the removed one. What moved is stored with the
//! merger, for as long as it exists: undoing moves back what still is where the merger put it,
//! however much was edited meanwhile. Rows that move count up their versions, so that no earlier
//! change of them is undone over the merger.

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait as _, Condition, ExprTrait as _, QueryFilter as _, QuerySelect as _, UpdateMany,
    sea_query::{Expr, LockType},
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::entity as mergers;
use crate::{
    access::{
        permissions::Permission,
        scope::{Scope, Versioned},
    },
    attendances::entity as attendances,
    directory::{
        duplicates::entity as distinct_people,
        people::{entity as people, name_entity as person_names, names::NameKind},
        positions::entity as positions,
    },
    members::entity as members,
    web::error::{Error, Result},
};

/// What a merger moved and deleted, as `mergers.content` stores it.
#[derive(Debug, Serialize, Deserialize)]
struct Content {
    person: PersonRow,
    /// The address of the remaining person before the merger and after it.
    email_before: Option<String>,
    email_after: Option<String>,
    /// Deleted positions: the remaining person has the same.
    twins: Vec<PositionRow>,
    /// The positions of the removed person.
    positions: Vec<Uuid>,
    /// The positions of one of the two on behalf of the other.
    selves: Vec<Uuid>,
    /// The positions on behalf of the removed person.
    behalf: Vec<Uuid>,
    attendances: Vec<Uuid>,
    members: Vec<Uuid>,
    names: Vec<NameRow>,
    /// The people known to be different from the removed one.
    apart: Vec<Uuid>,
}

#[derive(Debug, Serialize, Deserialize)]
struct PersonRow {
    name: String,
    name_key: String,
    email: Option<String>,
    created_at: DateTime<Utc>,
    version: i32,
}

#[derive(Debug, Serialize, Deserialize)]
struct PositionRow {
    id: Uuid,
    body_id: Option<Uuid>,
    title: String,
    behalf_of: Option<Uuid>,
    since: Option<NaiveDate>,
    until: Option<NaiveDate>,
    created_at: DateTime<Utc>,
    version: i32,
}

#[derive(Debug, Serialize, Deserialize)]
struct NameRow {
    id: Uuid,
    kind: NameKind,
    name: String,
    name_key: String,
    created_at: DateTime<Utc>,
    version: i32,
}

/// The removed person and the remaining one.
#[derive(Debug, Clone, Copy)]
pub struct Pair {
    pub removed: Uuid,
    pub remaining: Uuid,
}

/// Merges one person into another, who gets this address. [`super::store::lock`] comes before.
///
/// # Errors
/// [`Error::NotFound`] where one of them is not in the directory.
pub async fn merge<P: Permission>(scope: &Scope<P>, pair: Pair, email: Option<String>) -> Result<()> {
    let Pair { removed, remaining } = pair;
    let person = find_person(scope, removed).await?;
    let kept = find_person(scope, remaining).await?;
    let content = read_content(scope, pair, &person, &kept, email.clone()).await?;
    let merger = mergers::ActiveModel {
        gone: Set(removed),
        kept: Set(remaining),
        name: Set(person.name.clone()),
        member_id: Set(scope.member.id),
        content: Set(serde_json::to_value(&content).map_err(Error::internal)?),
        ..Default::default()
    };
    scope.insert_many::<mergers::Entity>([merger]).await?;

    let twins = content.twins.iter().map(|it| it.id);
    delete_positions(scope, twins.collect()).await?;
    let set = |update: UpdateMany<positions::Entity>, column, value: Option<Uuid>| {
        update.col_expr(column, Expr::value(value))
    };
    let of = |ids: &[Uuid]| moved::<positions::Entity, P>(scope, ids);
    let behalf = positions::Column::BehalfOf;
    set(of(&content.selves), behalf, None).exec(scope.db()).await?;
    set(of(&content.positions), positions::Column::PersonId, Some(remaining)).exec(scope.db()).await?;
    let others: Vec<Uuid> =
        content.behalf.iter().copied().filter(|it| !content.selves.contains(it)).collect();
    set(of(&others), behalf, Some(remaining)).exec(scope.db()).await?;
    moved::<attendances::Entity, P>(scope, &content.attendances)
        .col_expr(attendances::Column::PersonId, Expr::value(remaining))
        .exec(scope.db())
        .await?;
    moved::<members::Entity, P>(scope, &content.members)
        .col_expr(members::Column::PersonId, Expr::value(remaining))
        .exec(scope.db())
        .await?;
    for other in content.apart.iter().filter(|it| **it != remaining) {
        insert_distinct(scope, remaining, *other).await?;
    }
    scope.delete_many::<people::Entity>().filter(people::COLUMN.id.eq(removed)).exec(scope.db()).await?;
    move_names(scope, pair, &content, &kept.name).await?;
    moved::<people::Entity, P>(scope, &[remaining])
        .col_expr(people::Column::Email, Expr::value(email))
        .exec(scope.db())
        .await?;
    Ok(())
}

async fn find_person<P: Permission>(scope: &Scope<P>, id: Uuid) -> Result<people::Model> {
    let found = scope.find::<people::Entity>().filter(people::COLUMN.id.eq(id)).one(scope.db()).await?;
    found.ok_or(Error::NotFound)
}

/// An update of rows that counts up their versions.
fn moved<E: Versioned, P: Permission>(scope: &Scope<P>, ids: &[Uuid]) -> UpdateMany<E> {
    scope
        .update_many::<E>()
        .col_expr(E::VERSION, E::VERSION.into_expr().add(1))
        .filter(E::ID.is_in(ids.iter().copied()))
}

async fn read_content<P: Permission>(
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

async fn insert_distinct<P: Permission>(scope: &Scope<P>, one: Uuid, other: Uuid) -> Result<()> {
    let pair = distinct_people::ActiveModel {
        one: Set(Ord::min(one, other)),
        other: Set(Ord::max(one, other)),
        ..Default::default()
    };
    scope.insert(pair).await?;
    Ok(())
}

async fn delete_positions<P: Permission>(scope: &Scope<P>, ids: Vec<Uuid>) -> Result<()> {
    scope
        .delete_many::<positions::Entity>()
        .filter(positions::Column::Id.is_in(ids))
        .exec(scope.db())
        .await?;
    Ok(())
}

/// Gives the remaining person the other names of the removed one under their own ids, so that undoing
/// finds them, and the name of the removed person under the id of that person.
async fn move_names<P: Permission>(
    scope: &Scope<P>,
    Pair { removed, remaining }: Pair,
    content: &Content,
    name_of_remaining: &str,
) -> Result<()> {
    let own = (removed, NameKind::Other, &content.person.name, &content.person.name_key);
    let others = content.names.iter().map(|it| (it.id, it.kind, &it.name, &it.name_key));
    for (id, kind, name, key) in std::iter::once(own).chain(others) {
        if name == name_of_remaining {
            continue;
        }
        let row = person_names::ActiveModel {
            id: Set(id),
            person_id: Set(remaining),
            kind: Set(kind),
            name: Set(name.clone()),
            name_key: Set(key.clone()),
            ..Default::default()
        };
        scope.insert_if_free(row).await?;
    }
    Ok(())
}

/// Undoes a merger. The name of the removed person; none where it was undone before.
///
/// # Errors
/// [`Error::Conflict`] where the remaining person was merged into a third one since.
pub async fn undo<P: Permission>(scope: &Scope<P>, pair: Pair) -> Result<Option<String>> {
    let Pair { removed, remaining } = pair;
    let merger = scope
        .find::<mergers::Entity>()
        .filter(mergers::COLUMN.gone.eq(removed))
        .filter(mergers::COLUMN.kept.eq(remaining))
        .lock(LockType::Update)
        .one(scope.db())
        .await?;
    let Some(merger) = merger else { return Ok(None) };
    let content: Content = serde_json::from_value(merger.content).map_err(Error::internal)?;
    let found = scope
        .find::<people::Entity>()
        .filter(people::COLUMN.id.eq(remaining))
        .lock(LockType::Update)
        .one(scope.db())
        .await?;
    let kept = found.ok_or(Error::Conflict)?;
    restore_person(scope, pair, &content, &kept).await?;
    restore_positions(scope, pair, &content).await?;
    moved::<attendances::Entity, P>(scope, &content.attendances)
        .col_expr(attendances::Column::PersonId, Expr::value(removed))
        .filter(attendances::COLUMN.person_id.eq(remaining))
        .exec(scope.db())
        .await?;
    moved::<members::Entity, P>(scope, &content.members)
        .col_expr(members::Column::PersonId, Expr::value(removed))
        .filter(members::Column::PersonId.eq(remaining))
        .exec(scope.db())
        .await?;
    restore_names(scope, pair, &content).await?;
    restore_distinct(scope, removed, &content).await?;
    scope.delete_many::<mergers::Entity>().filter(mergers::COLUMN.gone.eq(removed)).exec(scope.db()).await?;
    Ok(Some(merger.name))
}

async fn restore_person<P: Permission>(
    scope: &Scope<P>,
    pair: Pair,
    content: &Content,
    kept: &people::Model,
) -> Result<()> {
    let person = people::ActiveModel {
        id: Set(pair.removed),
        name: Set(content.person.name.clone()),
        name_key: Set(content.person.name_key.clone()),
        email: Set(content.person.email.clone()),
        created_at: Set(content.person.created_at),
        version: Set(content.person.version + 1),
        ..Default::default()
    };
    scope.insert_many::<people::Entity>([person]).await?;
    if kept.email == content.email_after {
        moved::<people::Entity, P>(scope, &[pair.remaining])
            .col_expr(people::Column::Email, Expr::value(content.email_before.clone()))
            .exec(scope.db())
            .await?;
    }
    Ok(())
}

async fn restore_positions<P: Permission>(
    scope: &Scope<P>,
    Pair { removed, remaining }: Pair,
    content: &Content,
) -> Result<()> {
    moved::<positions::Entity, P>(scope, &content.positions)
        .col_expr(positions::Column::PersonId, Expr::value(removed))
        .filter(positions::COLUMN.person_id.eq(remaining))
        .exec(scope.db())
        .await?;
    moved::<positions::Entity, P>(scope, &content.behalf)
        .col_expr(positions::Column::BehalfOf, Expr::value(removed))
        .filter(positions::Column::BehalfOf.eq(remaining))
        .exec(scope.db())
        .await?;
    for twin in &content.twins {
        let row = positions::ActiveModel {
            id: Set(twin.id),
            person_id: Set(removed),
            body_id: Set(twin.body_id),
            title: Set(twin.title.clone()),
            behalf_of: Set(twin.behalf_of),
            since: Set(twin.since),
            until: Set(twin.until),
            created_at: Set(twin.created_at),
            version: Set(twin.version + 1),
            ..Default::default()
        };
        scope.insert_if_free(row).await?;
    }
    for (assistant, principal) in [(removed, remaining), (remaining, removed)] {
        moved::<positions::Entity, P>(scope, &content.selves)
            .col_expr(positions::Column::BehalfOf, Expr::value(principal))
            .filter(positions::COLUMN.person_id.eq(assistant))
            .filter(positions::COLUMN.behalf_of.is_null())
            .exec(scope.db())
            .await?;
    }
    Ok(())
}

async fn restore_names<P: Permission>(
    scope: &Scope<P>,
    Pair { removed, remaining }: Pair,
    content: &Content,
) -> Result<()> {
    let moved: Vec<Uuid> = content.names.iter().map(|it| it.id).chain([removed]).collect();
    scope
        .delete_many::<person_names::Entity>()
        .filter(person_names::COLUMN.person_id.eq(remaining))
        .filter(person_names::Column::Id.is_in(moved))
        .exec(scope.db())
        .await?;
    let rows = content.names.iter().map(|it| person_names::ActiveModel {
        id: Set(it.id),
        person_id: Set(removed),
        kind: Set(it.kind),
        name: Set(it.name.clone()),
        name_key: Set(it.name_key.clone()),
        created_at: Set(it.created_at),
        version: Set(it.version + 1),
        ..Default::default()
    });
    scope.insert_many::<person_names::Entity>(rows).await
}

/// The people who are different from the removed person are so again. The remaining person stays
/// different from them.
async fn restore_distinct<P: Permission>(scope: &Scope<P>, removed: Uuid, content: &Content) -> Result<()> {
    let known = scope
        .find::<people::Entity>()
        .select_only()
        .column(people::Column::Id)
        .filter(people::Column::Id.is_in(content.apart.iter().copied()));
    let known: Vec<Uuid> = known.into_tuple().all(scope.db()).await?;
    for other in known {
        insert_distinct(scope, removed, other).await?;
    }
    Ok(())
}
