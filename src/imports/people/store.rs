//! Queries on tables of people that someone brought.

use chrono::TimeDelta;
use sea_orm::FromQueryResult;
use uuid::Uuid;

use super::{columns::Table, draft::Draft};
use crate::{
    access::{permissions::Permission, scope::Scope},
    clock,
    directory::duplicates::store::known_names,
    web::error::{Error, Result},
};

/// A table that someone brought.
#[derive(Debug, FromQueryResult)]
pub struct Import {
    pub id: Uuid,
    pub file_name: String,
    pub is_confirmed: bool,
}

/// A table that nobody confirmed is kept so long: it holds names and addresses.
const LIFE: TimeDelta = TimeDelta::days(7);

/// Keeps a table as it came. The same form sent twice makes one import.
pub async fn insert<P: Permission>(
    scope: &Scope<P>,
    id: Uuid,
    file_name: String,
    source: Vec<u8>,
) -> Result<()> {
    let sql =
        "delete from people_imports where tenant_id = $tenant and confirmed_at is null and created_at < $1";
    scope.execute(sql, [(clock::now() - LIFE).into()]).await?;
    scope
        .execute(
            "insert into people_imports (tenant_id, id, file_name, source, created_by)
             values ($tenant, $1, $2, $3, $4) on conflict do nothing",
            [id.into(), file_name.into(), source.into(), scope.member.id.into()],
        )
        .await?;
    Ok(())
}

/// An import of the member's own.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn find<P: Permission>(scope: &Scope<P>, id: Uuid) -> Result<Import> {
    let sql = "select id, file_name, confirmed_at is not null as is_confirmed from people_imports
                where tenant_id = $tenant and id = $1 and created_by = $2";
    scope.row(sql, [id.into(), scope.member.id.into()]).await?.ok_or(Error::NotFound)
}

/// The file of an import of the member's own, as it came; empty once it is written.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn source<P: Permission>(scope: &Scope<P>, id: Uuid) -> Result<Vec<u8>> {
    let sql = "select source from people_imports where tenant_id = $tenant and id = $1 and created_by = $2";
    scope.value(sql, [id.into(), scope.member.id.into()]).await?.ok_or(Error::NotFound)
}

/// [`find`], and nobody confirms it until this transaction ends.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn hold<P: Permission>(scope: &Scope<P>, id: Uuid) -> Result<Import> {
    // Before the look, not with it: a look that waited does not see what was done meanwhile.
    let lock = "select id from people_imports where tenant_id = $tenant and id = $1 for update";
    scope.execute(lock, [id.into()]).await?;
    find(scope, id).await
}

/// Says that an import is written, and forgets the file: what it said is in the directory.
pub async fn confirm<P: Permission>(scope: &Scope<P>, id: Uuid) -> Result<()> {
    let sql =
        "update people_imports set confirmed_at = $2, source = '' where tenant_id = $tenant and id = $1";
    scope.execute(sql, [id.into(), clock::now().into()]).await?;
    Ok(())
}

/// Matches a table with the directory; off the threads that serve.
pub async fn draft<P: Permission>(scope: &Scope<P>, table: Table) -> Result<Draft> {
    let known = known_names(scope).await?;
    let today = scope.page().today;
    let draft = move || Draft::new(&table, &known, today);
    tokio::task::spawn_blocking(draft).await.map_err(Error::internal)
}
