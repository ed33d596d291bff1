//! Queries on positions.

use chrono::NaiveDate;
use sea_orm::FromQueryResult;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::position::{NewPosition, Position};
use crate::{
    access::{permissions::Permission, scope::Scope},
    directory::people::store::{self, body_named},
    history::removals::{self, RemovalKind},
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

/// Adds a position or corrects it; what is wrong with whom it names. The same form sent twice makes one.
pub async fn write<P: Permission>(
    scope: &Scope<P>,
    person: Uuid,
    new: &NewPosition,
) -> Result<Result<(), Errors>> {
    let behalf = match assisted(scope, person, &new.behalf).await? {
        Ok(behalf) => behalf,
        Err(errors) => return Ok(Err(errors)),
    };
    let body = match new.organisation.is_empty() {
        true => None,
        false => Some(body_named(scope, &new.organisation).await?.id),
    };
    let content = Content {
        person_id: person,
        body_id: body,
        title: new.title.clone(),
        behalf_of: behalf,
        since: new.since,
        until: new.until,
    };
    keep_former(scope, person, new.id).await?;
    put(scope, new.id, content).await?;
    Ok(Ok(()))
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

/// A position as it is kept, so that it can be put back.
#[derive(FromQueryResult, Serialize, Deserialize)]
struct Content {
    person_id: Uuid,
    body_id: Option<Uuid>,
    title: String,
    behalf_of: Option<Uuid>,
    since: Option<NaiveDate>,
    until: Option<NaiveDate>,
}

/// Keeps what a position was before it is changed; nothing where it is new.
async fn keep_former<P: Permission>(scope: &Scope<P>, person: Uuid, id: Uuid) -> Result<()> {
    let former: Option<Content> = scope
        .row(
            "select person_id, body_id, title, behalf_of, since, until from positions
              where tenant_id = $tenant and person_id = $1 and id = $2 for update",
            [person.into(), id.into()],
        )
        .await?;
    match former {
        Some(former) => removals::keep(scope, RemovalKind::Position, id, &former).await,
        None => Ok(()),
    }
}

async fn put<P: Permission>(scope: &Scope<P>, id: Uuid, content: Content) -> Result<()> {
    let kept = scope
        .execute(
            "insert into positions (tenant_id, id, person_id, body_id, title, behalf_of, since, until)
             values ($tenant, $1, $2, $3, $4, $5, $6, $7)
             on conflict (tenant_id, id) do update set body_id = excluded.body_id, title = excluded.title,
                behalf_of = excluded.behalf_of, since = excluded.since, until = excluded.until
              where positions.person_id = excluded.person_id",
            [
                id.into(),
                content.person_id.into(),
                content.body_id.into(),
                content.title.into(),
                content.behalf_of.into(),
                content.since.into(),
                content.until.into(),
            ],
        )
        .await?;
    // An id that is somebody else's position.
    if kept == 1 { Ok(()) } else { Err(Error::Conflict) }
}

/// Ends a position on a day, or on the day it began where that is later.
pub async fn end<P: Permission>(scope: &Scope<P>, position: &Position, day: NaiveDate) -> Result<()> {
    keep_former(scope, position.person_id, position.id).await?;
    scope
        .execute(
            "update positions set until = greatest($2, since) where tenant_id = $tenant and id = $1",
            [position.id.into(), day.into()],
        )
        .await?;
    Ok(())
}

/// Takes a position away, as one that was noted by mistake; whether it was there.
pub async fn remove<P: Permission>(scope: &Scope<P>, person: Uuid, id: Uuid) -> Result<bool> {
    keep_former(scope, person, id).await?;
    let sql = "delete from positions where tenant_id = $tenant and person_id = $1 and id = $2";
    Ok(scope.execute(sql, [person.into(), id.into()]).await? == 1)
}

/// Puts back what a position was before it was last changed, ended or taken away.
///
/// # Errors
/// [`Error::NotFound`] where that was undone already, or too long ago.
pub async fn restore<P: Permission>(scope: &Scope<P>, person: Uuid, id: Uuid) -> Result<()> {
    let former: Option<Content> = removals::take(scope, RemovalKind::Position, id).await?;
    put(scope, id, former.filter(|it| it.person_id == person).ok_or(Error::NotFound)?).await
}
