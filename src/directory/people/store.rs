//! Queries on people.

use chrono::NaiveDate;
use sea_orm::FromQueryResult;
use uuid::Uuid;

use super::person::{Heard, Holder, NewPerson, Person, PersonForm};
use crate::{
    access::{
        permissions::{Permission, Standing},
        scope::Scope,
        visibility::{hidden, reader, visible},
    },
    directory::bodies::body::BodyKind,
    series::store::{ORGANISER, who},
    web::{
        error::{Error, Result},
        forms::Errors,
        pagination,
    },
};
use formats::names::fold;

/// The member's standing towards the directory: who organises any series extends it.
pub async fn standing<P: Permission>(scope: &Scope<P>) -> Result<Standing> {
    let sql = format!("select exists (select from series s where s.tenant_id = $tenant and {ORGANISER})");
    Ok(Standing::organiser(scope.value(&sql, who(scope)).await?.unwrap_or(false)))
}

/// Lets a member through who may add to the directory.
///
/// # Errors
/// [`Error::Forbidden`].
pub async fn admit<P: Permission>(scope: &Scope<P>) -> Result<()> {
    scope.authorize((), standing(scope).await?)
}

/// Columns of [`Holder`] of the people `p`, in every position held on the day $2.
const HOLDERS: &str = "select p.id as person_id, p.name, o.id as position_id, o.title,
        b.id as body_id, b.name as body_name, b.kind as body_kind, b.colour
   from p left join positions o on o.tenant_id = $tenant and o.person_id = p.id
                               and coalesce(o.since <= $2, true) and coalesce(o.until >= $2, true)
          left join bodies b on b.tenant_id = $tenant and b.id = o.body_id";

/// Every word of $1 begins a word of the name, or of another name. Row-level
/// security lets no index serve such a comparison (it might leak what it
/// compares), so this reads the tenant's names: 7 ms for 50,000 of them.
const NAMED: &str = "tenant_id = $tenant and ((' ' || name_key) like all (array(
        select '% ' || word || '%' from unnest(string_to_array($1, ' ')) word))
     or id in (select n.person_id from person_names n where n.tenant_id = $tenant
        and (' ' || n.name_key) like all (array(
        select '% ' || word || '%' from unnest(string_to_array($1, ' ')) word))))";

/// People whose name has words that begin with the words sought, in any order;
/// everyone, where nothing is sought. One row for each position on the day.
pub async fn search<P: Permission>(
    scope: &Scope<P>,
    sought: &str,
    day: NaiveDate,
    limit: u32,
    offset: u32,
) -> Result<Vec<Holder>> {
    let Some(key) = search_key(sought) else { return Ok(Vec::new()) };
    let sql = format!(
        "with p as (select id, name, name_key from people where {NAMED}
                     order by name_key, id limit $3 offset $4)
         {HOLDERS} order by p.name_key, p.id, o.since desc nulls last, o.id"
    );
    scope.rows(&sql, [key.into(), day.into(), limit.into(), offset.into()]).await
}

/// How many people [`search`] finds in all.
pub async fn count<P: Permission>(scope: &Scope<P>, sought: &str) -> Result<i64> {
    let Some(key) = search_key(sought) else { return Ok(0) };
    let sql = format!("select count(*) from people where {NAMED}");
    Ok(scope.value(&sql, [key.into()]).await?.unwrap_or(0))
}

/// The folded words, at most eight; none where marks were typed that no name has.
fn search_key(sought: &str) -> Option<String> {
    let key = fold(sought).split(' ').take(8).collect::<Vec<_>>().join(" ");
    (!key.is_empty() || sought.trim().is_empty()).then_some(key)
}

/// Someone in a position held on a day; in the latest, where none is named.
///
/// # Errors
/// [`Error::NotFound`] where the tenant has no such person, or not in that position on that day.
pub async fn holder<P: Permission>(
    scope: &Scope<P>,
    person: Uuid,
    position: Option<Uuid>,
    day: NaiveDate,
) -> Result<Holder> {
    let sql = format!(
        "with p as (select id, name from people where tenant_id = $tenant and id = $1)
         {HOLDERS} order by o.id is distinct from $3, o.since desc nulls last, o.id"
    );
    let found: Option<Holder> = scope.row(&sql, [person.into(), day.into(), position.into()]).await?;
    found.filter(|it| position.is_none() || it.position_id == position).ok_or(Error::NotFound)
}

/// Someone of the directory.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn find<P: Permission>(scope: &Scope<P>, id: Uuid) -> Result<Person> {
    let found = scope
        .row("select id, name, email, version from people where tenant_id = $tenant and id = $1", [id.into()])
        .await?;
    found.ok_or(Error::NotFound)
}

/// At how many hearings that the member may know of someone was noted.
pub async fn count_heard<P: Permission>(scope: &Scope<P>, person: Uuid) -> Result<i64> {
    let sql = format!(
        "select count(*) from attendances a
          where a.tenant_id = $tenant and a.person_id = $4 and a.hearing_id not in {}",
        hidden(scope)
    );
    let found = scope.value(&sql, reader(scope).into_iter().chain([person.into()])).await?;
    Ok(found.unwrap_or(0))
}

/// A page of them, the latest first, with the capacity of each day.
pub async fn heard<P: Permission>(scope: &Scope<P>, person: Uuid, offset: u32) -> Result<Vec<Heard>> {
    let sql = format!(
        "select s.slug as series_slug, h.number, h.title as hearing_title, h.day, h.closed,
                a.title, a.body_name, b.colour
           from attendances a
           join hearings h on h.tenant_id = $tenant and h.id = a.hearing_id
           join series s on s.tenant_id = $tenant and s.id = h.series_id
           left join bodies b on b.tenant_id = $tenant and b.id = a.body_id
          where a.tenant_id = $tenant and a.person_id = $4 and {}
          order by h.day desc, h.id limit $5 offset $6",
        visible(scope)
    );
    let window = [person.into(), pagination::SIZE.into(), offset.into()];
    scope.rows(&sql, reader(scope).into_iter().chain(window)).await
}

/// [`find`], for a member who may add to the directory.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Forbidden`].
pub async fn find_to_change<P: Permission>(scope: &Scope<P>, id: Uuid) -> Result<Person> {
    admit(scope).await?;
    find(scope, id).await
}

/// People of just this name, or who are known by it too.
pub async fn homonyms<P: Permission>(scope: &Scope<P>, name: &str) -> Result<Vec<Person>> {
    scope
        .rows(
            "select id, name, email, version from people where tenant_id = $tenant and (name_key = $1 or id in (
                    select person_id from person_names where tenant_id = $tenant and name_key = $1))
              order by id limit 20",
            [fold(name).into()],
        )
        .await
}

/// Adds someone new with the position typed. Whoever has the same name as
/// someone of the directory is asked about first, by the field `homonym`.
pub async fn add<P: Permission>(
    scope: &Scope<P>,
    form: &PersonForm,
    new: &NewPerson,
) -> Result<Result<(), Errors>> {
    if form.homonym.is_empty() {
        let others = homonyms(scope, &new.name).await?;
        if others.iter().all(|it| it.id != new.id)
            && let Some(other) = others.first()
        {
            let mut errors = Errors::default();
            errors.add("homonym", scope.lang().t1("person-homonym", "name", other.name.clone()));
            return Ok(Err(errors));
        }
    }
    insert(scope, new).await.map(Ok)
}

/// Keeps someone new. The same form sent twice makes one.
pub async fn insert<P: Permission>(scope: &Scope<P>, new: &NewPerson) -> Result<()> {
    let kept = scope
        .execute(
            "insert into people (tenant_id, id, name, name_key, email) values ($tenant, $1, $2, $3, $4)
             on conflict do nothing",
            [
                new.id.into(),
                new.name.clone().into(),
                fold(&new.name).into(),
                new.email.as_ref().map(ToString::to_string).into(),
            ],
        )
        .await?;
    if kept == 0 || (new.title.is_empty() && new.organisation.is_empty()) {
        return Ok(());
    }
    let body = match new.organisation.is_empty() {
        true => None,
        false => Some(body_named(scope, &new.organisation).await?.id),
    };
    scope
        .execute(
            "insert into positions (tenant_id, id, person_id, body_id, title) values ($tenant, $1, $2, $3, $4)",
            [Uuid::now_v7().into(), new.id.into(), body.into(), new.title.clone().into()],
        )
        .await?;
    Ok(())
}

/// A body, as its name finds it.
#[derive(Debug, FromQueryResult)]
pub struct Named {
    pub id: Uuid,
    pub name: String,
    pub kind: BodyKind,
}

/// The body of this name, whatever its case; an outside organisation is made where there is none.
pub async fn body_named<P: Permission>(scope: &Scope<P>, name: &str) -> Result<Named> {
    scope
        .execute(
            "insert into bodies (tenant_id, id, kind, name) values ($tenant, $1, 'organisation', $2)
             on conflict do nothing",
            [Uuid::now_v7().into(), name.into()],
        )
        .await?;
    let found = scope
        .row(
            "select id, name, kind from bodies where tenant_id = $tenant and lower(name) = lower($1)",
            [name.into()],
        )
        .await?;
    found.ok_or(Error::Conflict)
}
