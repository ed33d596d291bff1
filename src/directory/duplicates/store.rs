//! Queries on names that are compared, and on pairs of people who are known to be different.

use std::collections::HashSet;

use sea_orm::{
    ActiveValue::Set, ColumnTrait as _, ExprTrait as _, FromQueryResult, QueryFilter as _, QuerySelect as _,
    sea_query::Expr,
};
use uuid::Uuid;

use super::entity as distinct_people;
use crate::{
    access::{permissions::Permission, scope::Scope},
    directory::people::{entity as people, name_entity as person_names},
    web::error::{Error, Result},
};

/// A name of a person of the directory.
#[derive(Debug, Clone, FromQueryResult)]
pub struct KnownName {
    pub person_id: Uuid,
    pub printed: String,
    pub key: String,
    /// Whether it is not the main name.
    pub is_alias: bool,
    pub email: Option<String>,
}

/// All names of the directory. The main name of a person comes before the other ones.
pub async fn known_names<P: Permission>(scope: &Scope<P>) -> Result<Vec<KnownName>> {
    let main = scope
        .find::<people::Entity>()
        .select_only()
        .column_as(people::Column::Id, "person_id")
        .column_as(people::Column::Name, "printed")
        .column_as(people::Column::NameKey, "key")
        .expr_as(Expr::value(false), "is_alias")
        .column(people::Column::Email);
    let others = scope
        .find::<person_names::Entity>()
        .select_only()
        .column(person_names::Column::PersonId)
        .column_as(person_names::Column::Name, "printed")
        .column_as(person_names::Column::NameKey, "key")
        .expr_as(Expr::value(true), "is_alias")
        .expr_as(Expr::value(None::<String>), "email");
    let mut names: Vec<KnownName> = main.into_model().all(scope.db()).await?;
    names.extend(others.into_model::<KnownName>().all(scope.db()).await?);
    names.sort_by(|one, other| {
        let key = |it: &KnownName| (it.person_id, it.is_alias);
        key(one).cmp(&key(other)).then_with(|| one.printed.cmp(&other.printed))
    });
    Ok(names)
}

/// The pairs of people who are known to be different.
pub async fn distinct_pairs<P: Permission>(scope: &Scope<P>) -> Result<HashSet<(Uuid, Uuid)>> {
    let pairs = scope
        .find::<distinct_people::Entity>()
        .select_only()
        .columns([distinct_people::Column::One, distinct_people::Column::Other]);
    let pairs: Vec<(Uuid, Uuid)> = pairs.into_tuple().all(scope.db()).await?;
    Ok(pairs.into_iter().collect())
}

/// Stores that two people are different. Returns whether that is new.
///
/// # Errors
/// [`Error::NotFound`] where one of them is not in the directory.
pub async fn mark_distinct<P: Permission>(scope: &Scope<P>, one: Uuid, other: Uuid) -> Result<bool> {
    scope
        .insert(distinct_people::ActiveModel { one: Set(one), other: Set(other), ..Default::default() })
        .await
}

/// Deletes the mark that two people are different. Returns whether there was one.
pub async fn unmark_distinct<P: Permission>(scope: &Scope<P>, one: Uuid, other: Uuid) -> Result<bool> {
    let done = scope
        .delete_many::<distinct_people::Entity>()
        .filter(distinct_people::COLUMN.one.eq(one).and(distinct_people::COLUMN.other.eq(other)))
        .exec(scope.db())
        .await?;
    Ok(done.rows_affected > 0)
}

/// The names of two people, for the audit trail.
///
/// # Errors
/// [`Error::NotFound`] where one of them is not in the directory.
pub async fn names_of_pair<P: Permission>(scope: &Scope<P>, one: Uuid, other: Uuid) -> Result<String> {
    let names = scope
        .find::<people::Entity>()
        .select_only()
        .columns([people::Column::Id, people::Column::Name])
        .filter(people::Column::Id.is_in([one, other]));
    let mut names: Vec<(Uuid, String)> = names.into_tuple().all(scope.db()).await?;
    names.sort_by_key(|(id, _)| *id);
    match names.len() {
        2 => Ok(names.into_iter().map(|(_, name)| name).collect::<Vec<_>>().join(", ")),
        _ => Err(Error::NotFound),
    }
}
