//! Queries on positions.

use chrono::NaiveDate;
use sea_orm::{ActiveValue::Set, ColumnTrait as _, FromQueryResult, QueryFilter as _};
use uuid::Uuid;

use super::{
    entity::{ActiveModel, Column, Entity, Model},
    position::{NewPosition, Position},
};
use crate::{
    access::{
        permissions::Permission,
        scope::{Scope, Written},
    },
    directory::people::{
        person::Person,
        store::{self, body_named},
    },
    history::{change::ChangeKind, recording::Change},
    web::{
        error::{Error, Result},
        forms::Errors,
    },
};

const SELECT: &str = "select o.id, o.person_id, o.title, o.body_id, b.name as body_name, b.colour,
        o.behalf_of, f.name as behalf_name, o.since, o.until
   from positions o
   left join bodies b on b.tenant_id = $tenant and b.id = o.body_id
   left join people f on f.tenant_id = $tenant and f.id = o.behalf_of
  where o.tenant_id = $tenant";

/// The latest first.
const ORDER: &str = "order by o.until desc nulls first, o.since desc nulls last, o.id";

/// Everything someone is and was, the latest first.
pub async fn of_person<P: Permission>(scope: &Scope<P>, person: Uuid) -> Result<Vec<Position>> {
    scope.rows(&format!("{SELECT} and o.person_id = $1 {ORDER}"), [person.into()]).await
}

/// Everything that these people are and were.
pub async fn of_people<P: Permission>(scope: &Scope<P>, people: Vec<Uuid>) -> Result<Vec<Position>> {
    scope.rows(&format!("{SELECT} and o.person_id = any($1) {ORDER}"), [people.into()]).await
}

/// Those who assist someone, today or one day, the latest first.
pub async fn staff_of<P: Permission>(scope: &Scope<P>, person: Uuid) -> Result<Vec<Assistant>> {
    scope
        .rows(
            "select p.id as person_id, p.name, o.title, o.since, o.until
               from positions o join people p on p.tenant_id = $tenant and p.id = o.person_id
              where o.tenant_id = $tenant and o.behalf_of = $1
              order by o.until desc nulls first, o.since desc nulls last, o.id limit 200",
            [person.into()],
        )
        .await
}

/// Someone who assists someone.
#[derive(Debug, Clone, FromQueryResult)]
pub struct Assistant {
    pub person_id: Uuid,
    pub name: String,
    pub title: String,
    pub since: Option<NaiveDate>,
    pub until: Option<NaiveDate>,
}

/// A position of someone.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn find<P: Permission>(scope: &Scope<P>, person: Uuid, id: Uuid) -> Result<Position> {
    let sql = format!("{SELECT} and o.person_id = $1 and o.id = $2");
    scope.row(&sql, [person.into(), id.into()]).await?.ok_or(Error::NotFound)
}

/// Adds a position or corrects it; what is wrong with whom it names. None where the position is
/// that already, as when the same form is sent twice.
pub async fn write<P: Permission>(
    scope: &Scope<P>,
    person: &Person,
    new: &NewPosition,
) -> Result<Result<Option<Change>, Errors>> {
    let behalf = match assisted(scope, person.id, &new.behalf).await? {
        Ok(behalf) => behalf,
        Err(errors) => return Ok(Err(errors)),
    };
    let body = match new.organisation.is_empty() {
        true => None,
        false => Some(body_named(scope, &new.organisation).await?.id),
    };
    let there = scope.find::<Entity>().filter(Column::Id.eq(new.id)).one(scope.db()).await?;
    let to = ActiveModel {
        person_id: Set(person.id),
        body_id: Set(body),
        title: Set(new.title.clone()),
        behalf_of: Set(behalf),
        since: Set(new.since),
        until: Set(new.until),
        ..Default::default()
    };
    match there {
        // An id that is somebody else's position.
        Some(there) if there.person_id != person.id => Err(Error::Conflict),
        Some(there)
            if (there.body_id, there.behalf_of, there.since, there.until)
                == (body, behalf, new.since, new.until)
                && there.title == new.title =>
        {
            Ok(Ok(None))
        }
        Some(there) => change(scope, person, &there, to).await.map(|it| Ok(Some(it))),
        None => {
            let change = scope.record(ChangeKind::PersonChanged, &person.name).await?;
            match change.insert::<Entity>(scope, new.id, to).await? {
                true => Ok(Ok(Some(change))),
                false => Err(Error::Conflict),
            }
        }
    }
}

async fn change<P: Permission>(
    scope: &Scope<P>,
    person: &Person,
    there: &Model,
    to: ActiveModel,
) -> Result<Change> {
    let change = scope.record(ChangeKind::PersonChanged, &person.name).await?;
    match change.update::<Entity>(scope, there.id, there.version, to).await? {
        Written::Updated => Ok(change),
        Written::Stale => Err(Error::Conflict),
    }
}

/// Who is named as assisted: exactly one of the directory, and another than the person.
async fn assisted<P: Permission>(
    scope: &Scope<P>,
    person: Uuid,
    name: &str,
) -> Result<Result<Option<Uuid>, Errors>> {
    if name.is_empty() {
        return Ok(Ok(None));
    }
    let found = store::homonyms(scope, name).await?;
    let why = match found.as_slice() {
        [one] if one.id != person => return Ok(Ok(Some(one.id))),
        [_] => "position-behalf-self",
        [] => "position-behalf-unknown",
        _ => "position-behalf-several",
    };
    let mut errors = Errors::default();
    errors.add("behalf", scope.lang().t(why));
    Ok(Err(errors))
}

/// The row of a position of someone, if there is one.
async fn row<P: Permission>(scope: &Scope<P>, person: Uuid, id: Uuid) -> Result<Option<Model>> {
    let of_person = scope.find::<Entity>().filter(Column::PersonId.eq(person));
    Ok(of_person.filter(Column::Id.eq(id)).one(scope.db()).await?)
}

/// Ends a position on a day, or on the day it began where that is later.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn end<P: Permission>(
    scope: &Scope<P>,
    person: &Person,
    id: Uuid,
    day: NaiveDate,
) -> Result<Change> {
    let there = row(scope, person.id, id).await?.ok_or(Error::NotFound)?;
    let until = there.since.map_or(day, |since| since.max(day));
    change(scope, person, &there, ActiveModel { until: Set(Some(until)), ..Default::default() }).await
}

/// Deletes a position that was noted by mistake; none where it is not there.
pub async fn remove<P: Permission>(scope: &Scope<P>, person: &Person, id: Uuid) -> Result<Option<Change>> {
    let Some(there) = row(scope, person.id, id).await? else { return Ok(None) };
    let change = scope.record(ChangeKind::PersonChanged, &person.name).await?;
    match change.delete::<Entity>(scope, id, there.version).await? {
        Written::Updated => Ok(Some(change)),
        Written::Stale => Err(Error::Conflict),
    }
}
