//! Merges two people.
//!
//! The remaining person gets everything that refers to the removed one. What moved is stored with the
//! merger, for as long as it exists. Rows that move count up their versions, so that no earlier change
//! of them is undone over the merger.

use sea_orm::{
    ActiveValue::Set, ColumnTrait as _, ExprTrait as _, QueryFilter as _, UpdateMany, sea_query::Expr,
};
use uuid::Uuid;

use super::{
    content::{Content, read_content},
    entity as mergers,
};
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
    let names = scope.delete_many::<person_names::Entity>();
    names.filter(person_names::COLUMN.person_id.eq(removed)).exec(scope.db()).await?;
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
pub(super) fn moved<E: Versioned, P: Permission>(scope: &Scope<P>, ids: &[Uuid]) -> UpdateMany<E> {
    scope
        .update_many::<E>()
        .col_expr(E::VERSION, E::VERSION.into_expr().add(1))
        .filter(E::ID.is_in(ids.iter().copied()))
}

pub(super) async fn insert_distinct<P: Permission>(scope: &Scope<P>, one: Uuid, other: Uuid) -> Result<()> {
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
