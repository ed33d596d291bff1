//! Writes a table of people into the directory, in the transaction of the caller.

use std::collections::{HashMap, HashSet};

use sea_orm::{
    ActiveValue::Set, ColumnTrait as _, ExprTrait as _, QueryFilter as _, QuerySelect as _, sea_query::Expr,
};
use uuid::Uuid;

use super::{draft::TablePerson, entry::Entry};
use crate::{
    access::{permissions::Permission, scope::Scope},
    directory::{
        bodies::{body::BodyKind, entity as bodies},
        people::{
            entity as people, name_entity as person_names,
            names::{self, NameKind},
        },
        positions::{entity as positions, store as positions_store},
    },
    history::recording::Change,
    web::error::Result,
};
use formats::names::fold;

/// A person of the table, and the one of the directory; none for a new person.
pub type Chosen<'a> = (&'a TablePerson, Option<Uuid>);

/// Adds new people and completes known ones: an address where there is none, positions and other
/// names that are missing.
pub async fn write<P: Permission>(scope: &Scope<P>, change: &Change, chosen: &[Chosen<'_>]) -> Result<()> {
    let bodies = write_bodies(scope, change, chosen).await?;
    let ids: Vec<Uuid> = chosen.iter().map(|(_, id)| id.unwrap_or_else(Uuid::now_v7)).collect();
    let new = chosen.iter().zip(&ids).filter(|((_, known), _)| known.is_none());
    let rows = new.map(|((it, _), id)| {
        let person = people::ActiveModel {
            name: Set(it.name().to_owned()),
            name_key: Set(fold(it.name())),
            email: Set(it.email().map(str::to_owned)),
            ..Default::default()
        };
        (*id, person)
    });
    change.insert_many::<people::Entity>(scope, rows).await?;
    write_addresses(scope, change, chosen).await?;
    write_names(scope, change, chosen, &ids).await?;
    write_positions(scope, change, chosen, &ids, &bodies).await
}

/// The bodies of the table by their lower-case names. Missing ones become outside organisations.
async fn write_bodies<P: Permission>(
    scope: &Scope<P>,
    change: &Change,
    chosen: &[Chosen<'_>],
) -> Result<HashMap<String, Uuid>> {
    let all =
        scope.find::<bodies::Entity>().select_only().columns([bodies::Column::Name, bodies::Column::Id]);
    let all: Vec<(String, Uuid)> = all.into_tuple().all(scope.db()).await?;
    let mut known: HashMap<String, Uuid> =
        all.into_iter().map(|(name, id)| (name.to_lowercase(), id)).collect();
    let mut new = Vec::new();
    for name in chosen.iter().flat_map(|(it, _)| &it.entries).map(|it| &it.organisation) {
        if name.is_empty() || known.contains_key(&name.to_lowercase()) {
            continue;
        }
        let id = Uuid::now_v7();
        known.insert(name.to_lowercase(), id);
        let body = bodies::ActiveModel {
            kind: Set(BodyKind::Organisation),
            name: Set(name.clone()),
            ..Default::default()
        };
        new.push((id, body));
    }
    change.insert_many::<bodies::Entity>(scope, new).await?;
    Ok(known)
}

/// Known people without an address get the one of the table.
async fn write_addresses<P: Permission>(
    scope: &Scope<P>,
    change: &Change,
    chosen: &[Chosen<'_>],
) -> Result<()> {
    let emails: HashMap<Uuid, &str> =
        chosen.iter().filter_map(|(it, id)| Some(((*id)?, it.email()?))).collect();
    let without = scope
        .find::<people::Entity>()
        .select_only()
        .column(people::Column::Id)
        .filter(people::Column::Id.eq_any(emails.keys().copied()))
        .filter(people::COLUMN.email.is_null());
    let without: Vec<Uuid> = without.into_tuple().all(scope.db()).await?;
    change.keep_many::<people::Entity>(scope, without.clone()).await?;
    for id in without {
        scope
            .update_many::<people::Entity>()
            .col_expr(people::Column::Email, Expr::value(emails.get(&id).copied()))
            .col_expr(people::Column::Version, Expr::col(people::Column::Version).add(1))
            .filter(people::COLUMN.id.eq(id))
            .exec(scope.db())
            .await?;
    }
    Ok(())
}

async fn write_names<P: Permission>(
    scope: &Scope<P>,
    change: &Change,
    chosen: &[Chosen<'_>],
    ids: &[Uuid],
) -> Result<()> {
    let known: Vec<Uuid> = chosen.iter().filter_map(|(_, id)| *id).collect();
    let known = names::of_people(scope, known).await?;
    let mut known: HashSet<(Uuid, String)> = known.into_iter().map(|it| (it.person_id, it.name)).collect();
    let mut rows = Vec::new();
    for ((it, _), person) in chosen.iter().zip(ids) {
        for (kind, name) in it.entries.iter().flat_map(|it| &it.others) {
            if known.insert((*person, name.clone())) {
                rows.push((Uuid::now_v7(), other_name(*person, *kind, name)));
            }
        }
    }
    change.insert_many::<person_names::Entity>(scope, rows).await
}

fn other_name(person: Uuid, kind: NameKind, name: &str) -> person_names::ActiveModel {
    person_names::ActiveModel {
        person_id: Set(person),
        kind: Set(kind),
        name: Set(name.to_owned()),
        name_key: Set(fold(name)),
        ..Default::default()
    }
}

async fn write_positions<P: Permission>(
    scope: &Scope<P>,
    change: &Change,
    chosen: &[Chosen<'_>],
    ids: &[Uuid],
    bodies: &HashMap<String, Uuid>,
) -> Result<()> {
    let known: Vec<Uuid> = chosen.iter().filter_map(|(_, id)| *id).collect();
    let known = positions_store::of_people(scope, known).await?;
    let mut known: HashSet<(Uuid, String, Option<Uuid>)> =
        known.into_iter().map(|it| (it.person_id, fold(&it.title), it.body_id)).collect();
    let mut rows = Vec::new();
    for ((it, _), id) in chosen.iter().zip(ids) {
        for entry in &it.entries {
            let body = bodies.get(&entry.organisation.to_lowercase()).copied();
            let says_something = !entry.title.is_empty() || body.is_some();
            if says_something && known.insert((*id, fold(&entry.title), body)) {
                rows.push((Uuid::now_v7(), position(*id, entry, body)));
            }
        }
    }
    change.insert_many::<positions::Entity>(scope, rows).await
}

fn position(person: Uuid, entry: &Entry, body: Option<Uuid>) -> positions::ActiveModel {
    positions::ActiveModel {
        person_id: Set(person),
        body_id: Set(body),
        title: Set(entry.title.clone()),
        since: Set(entry.since),
        until: Set(entry.until),
        ..Default::default()
    }
}
