//! Queries on imports of minutes, and on the part of the directory that they may refer to.

use actix_web::web::Bytes;
use chrono::{DateTime, Utc};
use sea_orm::{
    ActiveValue::Set, FromQueryResult, JoinType, QueryFilter as _, QueryOrder as _, QuerySelect as _,
    RelationTrait as _, Select, sea_query::LockType,
};
use uuid::Uuid;

use super::{
    draft::Draft,
    entity as imports,
    matching::{Body, Person, beginnings},
    source::Source,
};
use crate::{
    access::{
        permissions::Permission,
        scope::{Scope, TenantTransaction, raw_sql},
    },
    clock,
    directory::bodies::entity as bodies,
    hearings::{entity as hearings, hearing},
    members::entity as members,
    series::details::Series,
    web::error::{Error, Result},
};
use formats::{Minutes, names::fold};

/// A document that was uploaded or pasted.
#[derive(Debug, FromQueryResult)]
pub struct Import {
    pub id: Uuid,
    pub file_name: String,
    pub created_at: DateTime<Utc>,
    /// The member; none where it came from the command line.
    pub author: Option<String>,
    /// The number of the hearing that it became.
    pub number: Option<i32>,
    pub hearing_title: Option<String>,
}

impl Import {
    /// The hearing that it became, or its preview, inside the tenant.
    pub fn path(&self, series: &Series) -> String {
        match self.number {
            Some(number) => hearing::path(&series.slug, number),
            None => format!("{}/imports/{}", series.path(), self.id),
        }
    }
}

/// Stores a document as received, from a member or from the command line. A form sent twice stores one.
pub async fn insert(
    tenant: &TenantTransaction,
    author: Option<Uuid>,
    series_id: Uuid,
    source: Source,
) -> Result<()> {
    let import = imports::ActiveModel {
        id: Set(source.id),
        series_id: Set(series_id),
        file_name: Set(source.file_name),
        source: Set(source.bytes.to_vec()),
        created_by: Set(author),
        ..Default::default()
    };
    tenant.insert(import).await?;
    Ok(())
}

/// The imports of a series whose hearings the member may know of.
fn of_series<P: Permission>(scope: &Scope<P>, series_id: Uuid) -> Select<imports::Entity> {
    scope.visible::<imports::Entity>().select_only().filter(imports::COLUMN.series_id.eq(series_id))
}

/// The columns of [`Import`].
fn select<P: Permission>(scope: &Scope<P>, series_id: Uuid) -> Select<imports::Entity> {
    of_series(scope, series_id)
        .columns([imports::Column::Id, imports::Column::FileName, imports::Column::CreatedAt])
        .column_as(members::Column::Name, "author")
        .column(hearings::Column::Number)
        .column_as(hearings::Column::Title, "hearing_title")
        .join(JoinType::LeftJoin, imports::Relation::Members.def())
        .join(JoinType::LeftJoin, imports::Relation::Hearings.def())
}

/// How many imports a page lists.
const LISTED: u64 = 100;

/// The latest imports of a series that the member may act on.
pub async fn latest<P: Permission>(scope: &Scope<P>, series_id: Uuid) -> Result<Vec<Import>> {
    let latest = select(scope, series_id)
        .order_by_desc(imports::Column::CreatedAt)
        .order_by_desc(imports::Column::Id)
        .limit(LISTED);
    Ok(latest.into_model().all(scope.db()).await?)
}

/// An import of a series that the member may act on.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn find<P: Permission>(scope: &Scope<P>, series_id: Uuid, id: Uuid) -> Result<Import> {
    let found = select(scope, series_id).filter(imports::COLUMN.id.eq(id)).into_model().one(scope.db());
    found.await?.ok_or(Error::NotFound)
}

/// The document of an import that the member may act on, as received.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn source<P: Permission>(scope: &Scope<P>, series_id: Uuid, id: Uuid) -> Result<Bytes> {
    let source = of_series(scope, series_id)
        .column(imports::Column::Source)
        .filter(imports::COLUMN.id.eq(id))
        .into_tuple::<Vec<u8>>()
        .one(scope.db())
        .await?;
    Ok(source.ok_or(Error::NotFound)?.into())
}

/// [`find`], and nobody else confirms or undoes it until this transaction ends.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn lock<P: Permission>(scope: &Scope<P>, series_id: Uuid, id: Uuid) -> Result<Import> {
    // A separate statement: one that waits for a lock does not see rows written meanwhile.
    of_series(scope, series_id)
        .column(imports::Column::Id)
        .filter(imports::COLUMN.id.eq(id))
        .lock(LockType::Update)
        .into_tuple::<Uuid>()
        .one(scope.db())
        .await?;
    find(scope, series_id, id).await
}

/// Stores the hearing that an import became.
pub(super) async fn confirm(tenant: &TenantTransaction, id: Uuid, hearing_id: Uuid) -> Result<()> {
    let to = imports::ActiveModel {
        confirmed_at: Set(Some(clock::now())),
        hearing_id: Set(Some(hearing_id)),
        ..Default::default()
    };
    tenant
        .update_many::<imports::Entity>()
        .set(to)
        .filter(imports::COLUMN.id.eq(id))
        .exec(tenant.db())
        .await?;
    Ok(())
}

/// Matches minutes with the directory.
pub async fn draft(tenant: &TenantTransaction, minutes: Minutes) -> Result<Draft> {
    let people = people(tenant, &minutes).await?;
    let bodies = tenant
        .find::<bodies::Entity>()
        .select_only()
        .columns([bodies::Column::Id, bodies::Column::Name, bodies::Column::Kind, bodies::Column::Colour])
        .order_by_asc(bodies::Column::Name)
        .order_by_asc(bodies::Column::Id);
    let bodies: Vec<Body> = bodies.into_model().all(tenant.db()).await?;
    tokio::task::spawn_blocking(move || Draft::new(minutes, &people, &bodies)).await.map_err(Error::internal)
}

/// Limit of compared names with the same beginnings. Equal names come first.
const MOST_COMPARED: i32 = 2000;

raw_sql! {
    /// The names that equal one of $1 or have a word that begins as one of $2, at most $3. One
    /// statement for both tables, with as many patterns as the minutes have words.
    pub const SIMILAR_NAMES = "select p.id, p.name, n.known_as, n.name_key
        from (select id as person_id, name as known_as, name_key from people where tenant_id = $tenant
              union all
              select person_id, name, name_key from person_names where tenant_id = $tenant) n
        join people p on p.tenant_id = $tenant and p.id = n.person_id
       where n.name_key = any($1) or (' ' || n.name_key) like any($2)
       order by n.name_key = any($1) desc, n.name_key, p.id limit $3";
}

async fn people(tenant: &TenantTransaction, minutes: &Minutes) -> Result<Vec<Person>> {
    let names = minutes.attendances.iter().map(|it| it.name.as_str());
    let keys: Vec<String> = names.clone().map(fold).collect();
    let mut begin: Vec<String> = names.flat_map(beginnings).map(|it| format!("% {it}%")).collect();
    begin.sort_unstable();
    begin.dedup();
    tenant.raw_rows(SIMILAR_NAMES, [keys.into(), begin.into(), MOST_COMPARED.into()]).await
}
