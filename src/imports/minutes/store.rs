//! Queries on imports, and on what of the directory they may mean.

use actix_web::web::Bytes;
use sea_orm::FromQueryResult;
use uuid::Uuid;

use super::{
    draft::Draft,
    matching::{Body, Person, beginnings},
    source::Source,
};
use crate::{
    access::{
        permissions::Permission,
        scope::{Scope, TenantTransaction},
    },
    clock,
    web::error::{Error, Result},
};
use formats::{Minutes, names::fold};

/// A document that someone brought.
#[derive(Debug, FromQueryResult)]
pub struct Import {
    pub id: Uuid,
    pub file_name: String,
    /// The number of the hearing that it has become.
    pub number: Option<i32>,
}

/// Keeps a document as it came. The same form sent twice makes one import.
pub async fn insert<P: Permission>(scope: &Scope<P>, series_id: Uuid, source: Source) -> Result<()> {
    scope
        .execute(
            "insert into imports (tenant_id, id, series_id, file_name, source, created_by)
             values ($tenant, $1, $2, $3, $4, $5) on conflict do nothing",
            [
                source.id.into(),
                series_id.into(),
                source.file_name.into(),
                source.bytes.to_vec().into(),
                scope.member.id.into(),
            ],
        )
        .await?;
    Ok(())
}

const SELECT: &str = "select i.id, i.file_name, h.number
   from imports i left join hearings h on h.tenant_id = $tenant and h.id = i.hearing_id
  where i.tenant_id = $tenant and i.series_id = $1 and i.id = $2";

/// An import of a series that the member may act on.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn find<P: Permission>(scope: &Scope<P>, series_id: Uuid, id: Uuid) -> Result<Import> {
    scope.row(SELECT, [series_id.into(), id.into()]).await?.ok_or(Error::NotFound)
}

/// The document of an import that the member may act on, as it came.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn source<P: Permission>(scope: &Scope<P>, series_id: Uuid, id: Uuid) -> Result<Bytes> {
    let sql = "select source from imports where tenant_id = $tenant and series_id = $1 and id = $2";
    let source: Option<Vec<u8>> = scope.value(sql, [series_id.into(), id.into()]).await?;
    Ok(source.ok_or(Error::NotFound)?.into())
}

/// [`find`], and nobody else confirms it until this transaction ends.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn hold<P: Permission>(scope: &Scope<P>, series_id: Uuid, id: Uuid) -> Result<Import> {
    // Before the look, not with it: a look that waited does not see the hearing made meanwhile.
    let lock = "select id from imports where tenant_id = $tenant and series_id = $1 and id = $2 for update";
    scope.execute(lock, [series_id.into(), id.into()]).await?;
    find(scope, series_id, id).await
}

/// Says what an import has become.
pub async fn confirm<P: Permission>(scope: &Scope<P>, id: Uuid, hearing_id: Uuid) -> Result<()> {
    scope
        .execute(
            "update imports set confirmed_at = $3, hearing_id = $2 where tenant_id = $tenant and id = $1",
            [id.into(), hearing_id.into(), clock::now().into()],
        )
        .await?;
    Ok(())
}

/// Matches minutes with the directory.
pub async fn draft(tenant: &TenantTransaction, minutes: Minutes) -> Result<Draft> {
    let people = people(tenant, &minutes).await?;
    let bodies = "select id, name, kind, colour from bodies where tenant_id = $tenant order by name, id";
    let bodies: Vec<Body> = tenant.rows(bodies, []).await?;
    tokio::task::spawn_blocking(move || Draft::new(minutes, &people, &bodies)).await.map_err(Error::internal)
}

/// More people than this whose names begin alike are not all compared; those of the same name are.
const MOST_COMPARED: i32 = 2000;

async fn people(tenant: &TenantTransaction, minutes: &Minutes) -> Result<Vec<Person>> {
    let names = minutes.attendances.iter().map(|it| it.name.as_str());
    let keys: Vec<String> = names.clone().map(fold).collect();
    let mut begin: Vec<String> = names.flat_map(beginnings).map(|it| format!("% {it}%")).collect();
    begin.sort_unstable();
    begin.dedup();
    tenant
        .rows(
            "select p.id, p.name, n.known_as, n.name_key
               from (select id as person_id, name as known_as, name_key from people where tenant_id = $tenant
                     union all
                     select person_id, name, name_key from person_names where tenant_id = $tenant) n
               join people p on p.tenant_id = $tenant and p.id = n.person_id
              where n.name_key = any($1) or (' ' || n.name_key) like any($2)
              order by n.name_key = any($1) desc, n.name_key, p.id limit $3",
            [keys.into(), begin.into(), MOST_COMPARED.into()],
        )
        .await
}
