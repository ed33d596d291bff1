//! Queries on imported tables of people.

use chrono::TimeDelta;
use sea_orm::{
    ActiveValue::Set, FromQueryResult, QueryFilter as _, QuerySelect as _, Select, sea_query::LockType,
};
use uuid::Uuid;

use super::{columns::Table, draft::Draft, entity as people_imports};
use crate::{
    access::{permissions::Permission, scope::Scope},
    clock,
    directory::duplicates::store::known_names,
    web::error::{Error, Result},
};

/// A table that the member uploaded.
#[derive(Debug, FromQueryResult)]
pub struct Import {
    pub id: Uuid,
    pub file_name: String,
    pub is_confirmed: bool,
}

/// A table that nobody confirms is deleted after this time: it has names and addresses.
const LIFE: TimeDelta = TimeDelta::days(7);

/// Stores a table as received. A form sent twice stores one.
pub async fn insert<P: Permission>(
    scope: &Scope<P>,
    id: Uuid,
    file_name: String,
    source: Vec<u8>,
) -> Result<()> {
    scope
        .delete_many::<people_imports::Entity>()
        .filter(people_imports::COLUMN.confirmed_at.is_null())
        .filter(people_imports::COLUMN.created_at.lt(clock::now() - LIFE))
        .exec(scope.db())
        .await?;
    let import = people_imports::ActiveModel {
        id: Set(id),
        file_name: Set(file_name),
        source: Set(source),
        created_by: Set(scope.member.id),
        ..Default::default()
    };
    scope.insert(import).await?;
    Ok(())
}

/// An import of the member.
fn own<P: Permission>(scope: &Scope<P>, id: Uuid) -> Select<people_imports::Entity> {
    scope
        .find::<people_imports::Entity>()
        .select_only()
        .filter(people_imports::COLUMN.id.eq(id))
        .filter(people_imports::COLUMN.created_by.eq(scope.member.id))
}

/// An import of the member.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn find<P: Permission>(scope: &Scope<P>, id: Uuid) -> Result<Import> {
    let found = own(scope, id)
        .columns([people_imports::Column::Id, people_imports::Column::FileName])
        .expr_as(people_imports::COLUMN.confirmed_at.is_not_null(), "is_confirmed");
    found.into_model().one(scope.db()).await?.ok_or(Error::NotFound)
}

/// The file of an import of the member, as received; empty once it is confirmed.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn source<P: Permission>(scope: &Scope<P>, id: Uuid) -> Result<Vec<u8>> {
    let source = own(scope, id).column(people_imports::Column::Source);
    source.into_tuple().one(scope.db()).await?.ok_or(Error::NotFound)
}

/// [`find`], and nobody confirms it until this transaction ends.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn lock<P: Permission>(scope: &Scope<P>, id: Uuid) -> Result<Import> {
    // A separate statement: one that waits for a lock does not see rows written meanwhile.
    let locked = own(scope, id).column(people_imports::Column::Id).lock(LockType::Update);
    locked.into_tuple::<Uuid>().one(scope.db()).await?;
    find(scope, id).await
}

/// Notes that an import is confirmed, and deletes the file.
pub async fn confirm<P: Permission>(scope: &Scope<P>, id: Uuid) -> Result<()> {
    let to = people_imports::ActiveModel {
        confirmed_at: Set(Some(clock::now())),
        source: Set(Vec::new()),
        ..Default::default()
    };
    scope
        .update_many::<people_imports::Entity>()
        .set(to)
        .filter(people_imports::COLUMN.id.eq(id))
        .exec(scope.db())
        .await?;
    Ok(())
}

/// Matches a table with the directory, outside the threads that serve requests.
pub async fn draft<P: Permission>(scope: &Scope<P>, table: Table) -> Result<Draft> {
    let known = known_names(scope).await?;
    let today = scope.page().today;
    let draft = move || Draft::new(&table, &known, today);
    tokio::task::spawn_blocking(draft).await.map_err(Error::internal)
}
