//! Writes positions.

use chrono::NaiveDate;
use sea_orm::{ActiveValue::Set, QueryFilter as _};
use uuid::Uuid;

use super::{
    entity as positions,
    position::{NewPosition, Position},
};
use crate::{
    access::{
        permissions::Permission,
        scope::{Scope, Written},
    },
    directory::{
        bodies::store as bodies,
        people::{person::Person, store as people},
    },
    history::{change::ChangeKind, recording::Change},
    web::{
        error::{Error, Result},
        forms::Errors,
    },
};

/// The columns of a checked position.
///
/// # Errors
/// [`Error::Invalid`] where a name in it cannot be found.
pub async fn resolve<P: Permission>(
    scope: &Scope<P>,
    person: &Person,
    new: &NewPosition,
) -> Result<positions::ActiveModel> {
    let behalf_of = principal(scope, person, &new.behalf).await?;
    let body_id = match new.organisation.is_empty() {
        true => None,
        false => Some(bodies::named(scope, &new.organisation).await?.id),
    };
    Ok(positions::ActiveModel {
        body_id: Set(body_id),
        title: Set(new.title.clone()),
        behalf_of: Set(behalf_of),
        since: Set(new.since),
        until: Set(new.until),
        ..Default::default()
    })
}

/// The person who is assisted: exactly one of the directory has the name, and is not the assistant.
async fn principal<P: Permission>(scope: &Scope<P>, person: &Person, name: &str) -> Result<Option<Uuid>> {
    if name.is_empty() {
        return Ok(None);
    }
    let found = people::homonyms(scope, name).await?;
    let why = match found.as_slice() {
        [one] if one.id != person.id => return Ok(Some(one.id)),
        [_] => "position-behalf-self",
        [] => "position-behalf-unknown",
        _ => "position-behalf-several",
    };
    let mut errors = Errors::default();
    errors.add("behalf", scope.lang().t(why));
    Err(errors.into())
}

/// Adds a position; none where the same form added it before.
///
/// # Errors
/// [`Error::Conflict`] where another person has a position of this id.
pub async fn insert<P: Permission>(
    scope: &Scope<P>,
    person: &Person,
    id: Uuid,
    values: positions::ActiveModel,
) -> Result<Option<Change>> {
    let change = scope.record(ChangeKind::PersonChanged, &person.name).await?;
    let row = positions::ActiveModel { person_id: Set(person.id), ..values };
    if change.insert::<positions::Entity>(scope, id, row).await? {
        return Ok(Some(change));
    }
    let same_form = scope
        .find::<positions::Entity>()
        .filter(positions::COLUMN.id.eq(id))
        .filter(positions::COLUMN.person_id.eq(person.id))
        .one(scope.db())
        .await?;
    same_form.map(|_| None).ok_or(Error::Conflict)
}

/// Changes a position, if it still has the version that the edit began from.
pub async fn update<P: Permission>(
    scope: &Scope<P>,
    person: &Person,
    id: Uuid,
    version: i32,
    values: positions::ActiveModel,
) -> Result<(Change, Written)> {
    let change = scope.record(ChangeKind::PersonChanged, &person.name).await?;
    let written = change.update::<positions::Entity>(scope, id, version, values).await?;
    Ok((change, written))
}

/// Ends a position on a day, or on the day it began where that is later.
///
/// # Errors
/// [`Error::Conflict`] where someone else changes the position at the same time.
pub async fn end<P: Permission>(
    scope: &Scope<P>,
    person: &Person,
    position: &Position,
    day: NaiveDate,
) -> Result<Change> {
    let until = position.since.map_or(day, |since| since.max(day));
    let to = positions::ActiveModel { until: Set(Some(until)), ..Default::default() };
    match update(scope, person, position.id, position.version, to).await? {
        (change, Written::Updated) => Ok(change),
        (_, Written::Stale) => Err(Error::Conflict),
    }
}

/// Removes a position that was added by mistake.
///
/// # Errors
/// [`Error::Conflict`] where someone else changes the position at the same time.
pub async fn remove<P: Permission>(scope: &Scope<P>, person: &Person, position: &Position) -> Result<Change> {
    let change = scope.record(ChangeKind::PersonChanged, &person.name).await?;
    match change.delete::<positions::Entity>(scope, position.id, position.version).await? {
        Written::Updated => Ok(change),
        Written::Stale => Err(Error::Conflict),
    }
}
