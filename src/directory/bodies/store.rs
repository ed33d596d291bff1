//! Queries on bodies and on the distribution lists of political groups.

use chrono::NaiveDate;
use sea_orm::{FromQueryResult, Value};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::body::{Body, BodyKind, NewBody};
use crate::{
    access::{permissions::Permission, scope::Scope},
    history::change::ChangeKind,
    history::removals::{self, RemovalKind},
    text::email_address::EmailAddress,
    web::{
        error::{Error, Result},
        pagination,
    },
};

/// Columns of [`Body`] for the member of the body $1.
const BODY: &str = "select b.id, b.kind, b.name, b.colour, b.register_number,
        coalesce(b.kind = 'political_group' and b.id = $1, false) as own_group
   from bodies b where b.tenant_id = $tenant";

/// How many bodies there are, of a kind or of all.
pub async fn count<P: Permission>(scope: &Scope<P>, kind: Option<BodyKind>) -> Result<i64> {
    let found = scope
        .value(
            "select count(*) from bodies where tenant_id = $tenant and kind = coalesce($1, kind)",
            [kind.map(BodyKind::code).into()],
        )
        .await?;
    Ok(found.unwrap_or(0))
}

/// A page of them: political groups, cabinets and departments before outside organisations.
pub async fn all<P: Permission>(scope: &Scope<P>, kind: Option<BodyKind>, offset: u32) -> Result<Vec<Body>> {
    let sql = format!(
        "{BODY} and b.kind = coalesce($2, b.kind)
          order by array_position(array['political_group', 'cabinet', 'department', 'organisation'], b.kind),
                   b.name collate \"fr-x-icu\", b.id
          limit $3 offset $4"
    );
    let own = scope.member.body_id;
    let values = [own.into(), kind.map(BodyKind::code).into(), pagination::SIZE.into(), offset.into()];
    scope.rows(&sql, values).await
}

/// A body that the member may act on as `P` says.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Forbidden`].
pub async fn find<P: Permission>(scope: &Scope<P>, id: Uuid) -> Result<Body> {
    let found: Option<Body> =
        scope.row(&format!("{BODY} and b.id = $2"), [scope.member.body_id.into(), id.into()]).await?;
    let body = found.ok_or(Error::NotFound)?;
    let standing = body.standing();
    scope.authorize(body, standing)
}

fn number(new: &NewBody) -> Value {
    new.register_number.as_ref().map(|it| it.as_str().to_owned()).into()
}

/// The name of another body that has this number in the register.
pub async fn registered<P: Permission>(scope: &Scope<P>, id: Uuid, new: &NewBody) -> Result<Option<String>> {
    let sql = "select name from bodies where tenant_id = $tenant and register_number = $1 and id <> $2";
    scope.value(sql, [number(new), id.into()]).await
}

/// Keeps a new body and returns the id under which it stands; none where
/// another has the name. The same form sent twice makes one.
pub async fn insert<P: Permission>(scope: &Scope<P>, new: &NewBody) -> Result<Option<Uuid>> {
    let kept = scope
        .execute(
            "insert into bodies (tenant_id, id, kind, name, register_number) values ($tenant, $1, $2, $3, $4)
             on conflict do nothing",
            [new.id.into(), new.kind.code().into(), new.name.clone().into(), number(new)],
        )
        .await?;
    if kept == 1 {
        scope.record(ChangeKind::BodyCreated, &new.name).await?;
        return Ok(Some(new.id));
    }
    scope.value("select id from bodies where tenant_id = $tenant and id = $1", [new.id.into()]).await
}

/// Changes name and kind; whether the name was free.
pub async fn update<P: Permission>(scope: &Scope<P>, id: Uuid, new: &NewBody) -> Result<bool> {
    // A name that is taken ends the statement only, so that the form can come back.
    scope.execute_outside("savepoint renaming", []).await?;
    let changed = scope
        .execute(
            "update bodies set name = $2, kind = $3, register_number = $4 where tenant_id = $tenant and id = $1",
            [id.into(), new.name.clone().into(), new.kind.code().into(), number(new)],
        )
        .await;
    match changed {
        Ok(_) => Ok(true),
        Err(Error::Conflict) => {
            scope.execute_outside("rollback to savepoint renaming", []).await?;
            Ok(false)
        }
        Err(why) => Err(why),
    }
}

/// Someone who holds, held or will hold a position in a body.
#[derive(Debug, Clone, FromQueryResult)]
pub struct Holding {
    pub person_id: Uuid,
    pub name: String,
    pub title: String,
    pub since: Option<NaiveDate>,
    pub until: Option<NaiveDate>,
}

/// Whose positions a body's page lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    Today,
    /// Those that are over, or have not begun.
    Otherwise,
}

impl When {
    /// Narrows positions `o` to the day $2.
    fn narrowed(self) -> &'static str {
        match self {
            Self::Today => "coalesce(o.since <= $2, true) and coalesce(o.until >= $2, true)",
            Self::Otherwise => "(o.since > $2 or o.until < $2)",
        }
    }
}

/// How many positions of a body there are.
pub async fn count_positions<P: Permission>(scope: &Scope<P>, body: Uuid, when: When) -> Result<i64> {
    let sql = format!(
        "select count(*) from positions o where o.tenant_id = $tenant and o.body_id = $1 and {}",
        when.narrowed()
    );
    Ok(scope.value(&sql, [body.into(), scope.page().today.into()]).await?.unwrap_or(0))
}

/// A page of them: by name today, otherwise the latest first.
pub async fn positions<P: Permission>(
    scope: &Scope<P>,
    body: Uuid,
    when: When,
    offset: u32,
) -> Result<Vec<Holding>> {
    let order = match when {
        When::Today => "p.name_key, p.id, o.id",
        When::Otherwise => "o.until desc nulls first, o.since desc nulls last, p.name_key, o.id",
    };
    let sql = format!(
        "select p.id as person_id, p.name, o.title, o.since, o.until
           from positions o join people p on p.tenant_id = $tenant and p.id = o.person_id
          where o.tenant_id = $tenant and o.body_id = $1 and {}
          order by {order} limit $3 offset $4",
        when.narrowed()
    );
    let window = [pagination::SIZE.into(), offset.into()];
    scope.rows(&sql, [body.into(), scope.page().today.into()].into_iter().chain(window)).await
}

/// Someone to whom a political group's mail goes.
#[derive(Debug, Clone, FromQueryResult)]
pub struct Recipient {
    pub id: Uuid,
    pub name: String,
    pub email: String,
}

/// The distribution list of a political group.
pub async fn recipients<P: Permission>(scope: &Scope<P>, body: Uuid) -> Result<Vec<Recipient>> {
    scope
        .rows(
            "select id, name, email from group_recipients where tenant_id = $tenant and body_id = $1
              order by name collate \"fr-x-icu\", email",
            [body.into()],
        )
        .await
}

/// Adds a recipient; whether the address was not on the list yet.
pub async fn add_recipient<P: Permission>(
    scope: &Scope<P>,
    body: Uuid,
    name: &str,
    email: &EmailAddress,
) -> Result<bool> {
    let kept = scope
        .execute(
            "insert into group_recipients (tenant_id, id, body_id, name, email) values ($tenant, $1, $2, $3, $4)
             on conflict do nothing",
            [Uuid::now_v7().into(), body.into(), name.into(), email.as_str().into()],
        )
        .await?;
    Ok(kept == 1)
}

/// An address that was taken off a list.
#[derive(FromQueryResult, Serialize, Deserialize)]
struct Gone {
    body_id: Uuid,
    name: String,
    email: String,
}

/// Takes a recipient off the list; the address, where it was on it.
pub async fn remove_recipient<P: Permission>(
    scope: &Scope<P>,
    body: Uuid,
    id: Uuid,
) -> Result<Option<String>> {
    let gone: Option<Gone> = scope
        .row(
            "delete from group_recipients where tenant_id = $tenant and body_id = $1 and id = $2
             returning body_id, name, email",
            [body.into(), id.into()],
        )
        .await?;
    if let Some(gone) = &gone {
        removals::keep(scope, RemovalKind::Recipient, id, gone).await?;
    }
    Ok(gone.map(|it| it.email))
}

/// Puts back a recipient who was taken off this list; the address.
///
/// # Errors
/// [`Error::NotFound`] where none was, or too long ago.
pub async fn restore_recipient<P: Permission>(scope: &Scope<P>, body: Uuid, id: Uuid) -> Result<String> {
    let gone: Option<Gone> = removals::take(scope, RemovalKind::Recipient, id).await?;
    let gone = gone.filter(|it| it.body_id == body).ok_or(Error::NotFound)?;
    scope
        .execute(
            "insert into group_recipients (tenant_id, id, body_id, name, email) values ($tenant, $1, $2, $3, $4)
             on conflict do nothing",
            [id.into(), body.into(), gone.name.into(), gone.email.clone().into()],
        )
        .await?;
    Ok(gone.email)
}

/// Gives a political group its colour, or takes it.
pub async fn paint<P: Permission>(scope: &Scope<P>, body: Uuid, colour: Option<i16>) -> Result<()> {
    scope
        .execute(
            "update bodies set colour = $2 where tenant_id = $tenant and id = $1",
            [body.into(), colour.into()],
        )
        .await?;
    Ok(())
}
