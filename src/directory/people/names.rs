//! Other names of a person: a birth name, a former name, an alias. Searches and imports find a
//! person by each of them.

use sea_orm::{
    ActiveValue::Set, ColumnTrait as _, FromQueryResult, QueryFilter as _, QueryOrder as _, QuerySelect as _,
    Select,
};
use uuid::Uuid;

use super::{name_entity as person_names, person::Person};
use crate::{
    access::{
        permissions::Permission,
        scope::{Scope, Written},
    },
    history::{change::ChangeKind, recording::Change},
    web::error::{Error, Result},
    words::words,
};
use formats::names::fold;

words! {
    /// The kind of another name.
    pub enum NameKind("name-kind") {
        Birth = "birth",
        Former = "former",
        Other = "other",
    }
}

/// Another name of a person.
#[derive(Debug, Clone, FromQueryResult)]
pub struct OtherName {
    pub id: Uuid,
    pub person_id: Uuid,
    pub kind: NameKind,
    pub name: String,
    pub version: i32,
}

fn select<P: Permission>(scope: &Scope<P>, people: Vec<Uuid>) -> Select<person_names::Entity> {
    scope
        .find::<person_names::Entity>()
        .select_only()
        .columns([
            person_names::Column::Id,
            person_names::Column::PersonId,
            person_names::Column::Kind,
            person_names::Column::Name,
            person_names::Column::Version,
        ])
        .filter(person_names::Column::PersonId.eq_any(people))
}

/// The other names of these people, in the order in which they were added.
pub async fn of_people<P: Permission>(scope: &Scope<P>, people: Vec<Uuid>) -> Result<Vec<OtherName>> {
    let names = select(scope, people)
        .order_by_asc(person_names::Column::PersonId)
        .order_by_asc(person_names::Column::CreatedAt)
        .order_by_asc(person_names::Column::Id);
    Ok(names.into_model().all(scope.db()).await?)
}

/// Adds another name; none where the person has it already.
pub async fn add<P: Permission>(
    scope: &Scope<P>,
    person: &Person,
    id: Uuid,
    kind: NameKind,
    name: String,
) -> Result<Option<Change>> {
    let change = scope.record(ChangeKind::PersonChanged, &person.name).await?;
    let other = person_names::ActiveModel {
        person_id: Set(person.id),
        kind: Set(kind),
        name_key: Set(fold(&name)),
        name: Set(name),
        ..Default::default()
    };
    let is_new = change.insert_if_free::<person_names::Entity>(scope, id, other).await?;
    Ok(is_new.then_some(change))
}

/// Removes another name; none where the person has no such name.
///
/// # Errors
/// [`Error::Conflict`] where someone else changes the name at the same time.
pub async fn remove<P: Permission>(scope: &Scope<P>, person: &Person, id: Uuid) -> Result<Option<Change>> {
    let found = select(scope, vec![person.id]).filter(person_names::COLUMN.id.eq(id));
    let Some(found) = found.into_model::<OtherName>().one(scope.db()).await? else { return Ok(None) };
    let change = scope.record(ChangeKind::PersonChanged, &person.name).await?;
    match change.delete::<person_names::Entity>(scope, id, found.version).await? {
        Written::Updated => Ok(Some(change)),
        Written::Stale => Err(Error::Conflict),
    }
}
