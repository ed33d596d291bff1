//! Writes a table of people into the directory, in the transaction of the caller.

use std::collections::{HashMap, HashSet};

use sea_orm::{FromQueryResult, Value};
use uuid::Uuid;

use super::{draft::Someone, entry::Entry};
use crate::{
    access::{permissions::Permission, scope::Scope},
    directory::positions::store as positions,
    web::error::Result,
};
use formats::names::fold;

/// Someone of the table, and who that is in the directory; nobody yet where it is `None`.
pub type Chosen<'a> = (&'a Someone, Option<Uuid>);

/// Adds those who are new and completes those who are known: an address where
/// there is none, positions and other names that are not there yet.
pub async fn write<P: Permission>(scope: &Scope<P>, chosen: &[Chosen<'_>]) -> Result<()> {
    let bodies = bodies(scope, chosen).await?;
    let ids: Vec<Uuid> = chosen.iter().map(|(_, id)| id.unwrap_or_else(Uuid::now_v7)).collect();
    let new = chosen.iter().zip(&ids).filter(|((_, known), _)| known.is_none());
    let rows: Vec<[Value; 4]> = new
        .map(|((it, _), id)| {
            [(*id).into(), it.name().into(), fold(it.name()).into(), it.email().map(str::to_owned).into()]
        })
        .collect();
    scope.insert_rows("insert into people (tenant_id, id, name, name_key, email)", rows).await?;
    write_addresses(scope, chosen).await?;
    write_names(scope, chosen, &ids).await?;
    write_positions(scope, chosen, &ids, &bodies).await
}

#[derive(FromQueryResult)]
struct Body {
    name: String,
    id: Uuid,
}

/// The bodies named, whatever their case; an outside organisation is made where there is none.
async fn bodies<P: Permission>(scope: &Scope<P>, chosen: &[Chosen<'_>]) -> Result<HashMap<String, Uuid>> {
    let named = chosen.iter().flat_map(|(it, _)| &it.entries).map(|it| it.organisation.clone());
    let named: HashSet<String> = named.filter(|it| !it.is_empty()).collect();
    let named: Vec<String> = named.into_iter().collect();
    scope
        .execute(
            "insert into bodies (tenant_id, id, kind, name)
             select $tenant, gen_random_uuid(), 'organisation', n.name from unnest($1) n(name) order by n.name
             on conflict do nothing",
            [named.clone().into()],
        )
        .await?;
    let found: Vec<Body> = scope
        .rows(
            "select n.name, b.id from unnest($1) n(name)
               join bodies b on b.tenant_id = $tenant and lower(b.name) = lower(n.name)",
            [named.into()],
        )
        .await?;
    Ok(found.into_iter().map(|it| (it.name, it.id)).collect())
}

async fn write_addresses<P: Permission>(scope: &Scope<P>, chosen: &[Chosen<'_>]) -> Result<()> {
    let known = chosen.iter().filter_map(|(it, id)| Some(((*id)?, it.email()?.to_owned())));
    let (ids, emails): (Vec<Uuid>, Vec<String>) = known.unzip();
    scope
        .execute(
            "update people p set email = n.email, version = p.version + 1 from unnest($1, $2) n(id, email)
              where p.tenant_id = $tenant and p.id = n.id and p.email is null",
            [ids.into(), emails.into()],
        )
        .await?;
    Ok(())
}

async fn write_names<P: Permission>(scope: &Scope<P>, chosen: &[Chosen<'_>], ids: &[Uuid]) -> Result<()> {
    let (mut people, mut kinds, mut names, mut keys) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for ((it, _), id) in chosen.iter().zip(ids) {
        for (kind, name) in it.entries.iter().flat_map(|it| &it.others) {
            people.push(*id);
            kinds.push((*kind).to_owned());
            names.push(name.clone());
            keys.push(fold(name));
        }
    }
    scope
        .execute(
            "insert into person_names (tenant_id, id, person_id, kind, name, name_key)
             select $tenant, gen_random_uuid(), n.person, n.kind, n.name, n.key
               from unnest($1, $2, $3, $4) n(person, kind, name, key) on conflict do nothing",
            [people.into(), kinds.into(), names.into(), keys.into()],
        )
        .await?;
    Ok(())
}

async fn write_positions<P: Permission>(
    scope: &Scope<P>,
    chosen: &[Chosen<'_>],
    ids: &[Uuid],
    bodies: &HashMap<String, Uuid>,
) -> Result<()> {
    let known: Vec<Uuid> = chosen.iter().filter_map(|(_, id)| *id).collect();
    let held = positions::of_people(scope, known).await?;
    let mut held: HashSet<(Uuid, String, Option<Uuid>)> =
        held.into_iter().map(|it| (it.person_id, fold(&it.title), it.body_id)).collect();
    let mut rows: Vec<[Value; 6]> = Vec::new();
    for ((it, _), id) in chosen.iter().zip(ids) {
        for entry in &it.entries {
            let body = bodies.get(&entry.organisation).copied();
            let says_something = !entry.title.is_empty() || body.is_some();
            if says_something && held.insert((*id, fold(&entry.title), body)) {
                rows.push(position(*id, entry, body));
            }
        }
    }
    let into = "insert into positions (tenant_id, id, person_id, body_id, title, since, until)";
    scope.insert_rows(into, rows).await
}

fn position(person: Uuid, entry: &Entry, body: Option<Uuid>) -> [Value; 6] {
    [
        Uuid::now_v7().into(),
        person.into(),
        body.into(),
        entry.title.as_str().into(),
        entry.since.into(),
        entry.until.into(),
    ]
}
