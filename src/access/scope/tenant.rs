//! A transaction in which one tenant's rows exist and no others.

use object_store::path::Path;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, Iterable as _,
    PrimaryKeyToColumn, QueryFilter, Select, TryGetable, Value, sea_query::OnConflict,
};
use uuid::Uuid;

use super::{sql, transaction::Transaction};
use crate::web::error::{Error, Result};

/// Parameters of one statement; Postgres takes 65,535.
const MOST_VALUES: usize = 20_000;

/// A table behind the wall.
pub trait TenantOwned: EntityTrait {
    /// Its `tenant_id`.
    const TENANT: Self::Column;
}

/// A transaction in which Postgres shows one tenant's rows and no others.
pub struct TenantTransaction {
    tx: Transaction,
    id: Uuid,
}

impl TenantTransaction {
    pub(super) fn new(tx: Transaction, id: Uuid) -> Self {
        Self { tx, id }
    }

    /// The connection, for SeaORM queries that began with [`TenantTransaction::find`].
    pub fn db(&self) -> &impl ConnectionTrait {
        &self.tx
    }

    /// A query on a table, already narrowed to the tenant.
    pub fn find<E: TenantOwned>(&self) -> Select<E> {
        E::find().filter(E::TENANT.eq(self.id))
    }

    /// Inserts a row, putting the tenant into it, unless the tenant has one of
    /// that id: forms carry the id of the row they make, so that the same form
    /// sent twice makes one. Whether the row is new.
    pub async fn insert<E, A>(&self, row: A) -> Result<bool>
    where
        E: TenantOwned,
        A: ActiveModelTrait<Entity = E>,
    {
        let mut row = row;
        row.set(E::TENANT, self.id.into());
        let key: Vec<E::Column> = E::PrimaryKey::iter().map(PrimaryKeyToColumn::into_column).collect();
        let once = OnConflict::columns(key).do_nothing().to_owned();
        Ok(E::insert(row).on_conflict(once).exec_without_returning(&self.tx).await? == 1)
    }

    /// Rows of a statement that names the tenant as `$tenant` beside its own `$1`, `$2`, ….
    pub async fn rows<T: FromQueryResult>(
        &self,
        sql: &str,
        values: impl IntoIterator<Item = Value>,
    ) -> Result<Vec<T>> {
        let (sql, values) = self.bind(sql, values)?;
        sql::rows(&self.tx, &sql, values).await
    }

    /// The first row of [`TenantTransaction::rows`].
    pub async fn row<T: FromQueryResult>(
        &self,
        sql: &str,
        values: impl IntoIterator<Item = Value>,
    ) -> Result<Option<T>> {
        let (sql, values) = self.bind(sql, values)?;
        sql::row(&self.tx, &sql, values).await
    }

    /// The first column of [`TenantTransaction::rows`].
    pub async fn values<T: TryGetable>(
        &self,
        sql: &str,
        values: impl IntoIterator<Item = Value>,
    ) -> Result<Vec<T>> {
        let (sql, values) = self.bind(sql, values)?;
        sql::values(&self.tx, &sql, values).await
    }

    /// The first column of the first row.
    pub async fn value<T: TryGetable>(
        &self,
        sql: &str,
        values: impl IntoIterator<Item = Value>,
    ) -> Result<Option<T>> {
        let (sql, values) = self.bind(sql, values)?;
        sql::value(&self.tx, &sql, values).await
    }

    /// Runs a statement that names `$tenant`; how many rows changed.
    pub async fn execute(&self, sql: &str, values: impl IntoIterator<Item = Value>) -> Result<u64> {
        let (sql, values) = self.bind(sql, values)?;
        sql::execute(&self.tx, &sql, values).await
    }

    /// Inserts many rows by few statements: `into` names the table and its
    /// columns, `tenant_id` first; the rows give the values of the others.
    pub async fn insert_rows<const N: usize>(
        &self,
        into: &str,
        rows: impl IntoIterator<Item = [Value; N]>,
    ) -> Result<()> {
        let mut rows = rows.into_iter().peekable();
        while rows.peek().is_some() {
            let values: Vec<Value> = rows.by_ref().take(MOST_VALUES / N.max(1)).flatten().collect();
            let row = |at: usize| {
                let places: Vec<_> = (1..=N).map(|place| format!("${}", at * N + place)).collect();
                format!("($tenant, {})", places.join(", "))
            };
            let list: Vec<_> = (0..values.len() / N.max(1)).map(row).collect();
            self.execute(&format!("{into} values {}", list.join(", ")), values).await?;
        }
        Ok(())
    }

    /// A row of a table that stands outside every tenant: accounts and their tokens.
    pub async fn row_outside<T: FromQueryResult>(
        &self,
        sql: &str,
        values: impl IntoIterator<Item = Value>,
    ) -> Result<Option<T>> {
        sql::row(&self.tx, sql, values).await
    }

    /// Changes a table that stands outside every tenant.
    pub async fn execute_outside(&self, sql: &str, values: impl IntoIterator<Item = Value>) -> Result<u64> {
        sql::execute(&self.tx, sql, values).await
    }

    /// `$tenant` becomes the parameter after the statement's own. A statement
    /// that does not name the tenant is refused: row-level security would hold,
    /// but the query would not be the one that was meant.
    fn bind(&self, sql: &str, values: impl IntoIterator<Item = Value>) -> Result<(String, Vec<Value>)> {
        if !sql.contains("$tenant") {
            return Err(Error::internal("a statement names no $tenant"));
        }
        let mut values: Vec<Value> = values.into_iter().collect();
        values.push(self.id.into());
        Ok((sql.replace("$tenant", &format!("${}", values.len())), values))
    }

    /// Adds a line to the tenant's audit trail; `hearing`: the one that it is about.
    pub async fn audit(
        &self,
        member: Option<Uuid>,
        actor: &str,
        hearing: Option<Uuid>,
        verb: &'static str,
        subject: &str,
    ) -> Result<()> {
        self.execute(
            "insert into audit_entries (tenant_id, id, member_id, actor, verb, subject, hearing_id)
             values ($tenant, $1, $2, $3, $4, $5, $6)",
            [Uuid::now_v7().into(), member.into(), actor.into(), verb.into(), subject.into(), hearing.into()],
        )
        .await?;
        Ok(())
    }

    /// From here on the transaction acts for one member: rows that are hers alone show.
    pub(super) async fn act_as(&self, member: Uuid) -> Result<()> {
        self.tx.execute_unprepared(&format!("set local app.member = '{member}'")).await?;
        Ok(())
    }

    /// Where the bytes of a document of the tenant lie among those of all. With
    /// the checksum in it, other bytes never take the place of these.
    pub fn object_key(&self, document: Uuid, sha256: &[u8]) -> Path {
        let checksum: String = sha256.iter().map(|it| format!("{it:02x}")).collect();
        Path::from_iter([self.id.to_string(), document.to_string(), checksum])
    }

    /// Where the bytes of all its documents lie.
    pub fn object_prefix(&self) -> Path {
        Path::from(self.id.to_string())
    }

    /// Keeps what was changed.
    pub async fn commit(self) -> Result<()> {
        Ok(self.tx.commit().await?)
    }
}
