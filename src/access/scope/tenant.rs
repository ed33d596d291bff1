//! A transaction in which one tenant's rows exist and no others.

use object_store::path::Path;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DeleteMany, EntityTrait, Iterable as _,
    PrimaryKeyToColumn, QueryFilter, Select, UpdateMany, sea_query::OnConflict,
};
use uuid::Uuid;

use super::transaction::Transaction;
use crate::web::error::Result;

/// Rows of one insert: of 24 columns at most, below the limit of parameters.
const LARGEST_INSERT: usize = 2_048;

/// A table whose rows belong to a tenant.
pub trait TenantOwned: EntityTrait {
    /// Its `tenant_id`.
    const TENANT: Self::Column;
}

/// A table whose rows every member may read. [`TenantTransaction::find`] selects from no other.
pub trait OpenToMembers: TenantOwned {}

/// A table whose rows some members may not know of: [`crate::access::visibility`] selects from it.
/// No table is both this and [`OpenToMembers`].
pub trait Guarded: TenantOwned {}

/// A table whose rows have an `id` and a `version` that each change counts up.
pub trait Versioned: TenantOwned {
    /// Its `id`.
    const ID: Self::Column;
    /// Its `version`, 1 in a new row.
    const VERSION: Self::Column;
}

/// Implements [`TenantOwned`] for the `Entity` of the module: `open` to members or `guarded`,
/// and [`Versioned`] where it has a version.
macro_rules! tenant_owned {
    (open $(, $versioned:ident)?) => {
        impl $crate::access::scope::OpenToMembers for Entity {}
        $crate::access::scope::tenant_owned!(@owned $(, $versioned)?);
    };
    (guarded $(, $versioned:ident)?) => {
        impl $crate::access::scope::Guarded for Entity {}
        $crate::access::scope::tenant_owned!(@owned $(, $versioned)?);
    };
    (@owned) => {
        impl $crate::access::scope::TenantOwned for Entity {
            const TENANT: Column = Column::TenantId;
        }
    };
    (@owned, versioned) => {
        $crate::access::scope::tenant_owned!(@owned);
        impl $crate::access::scope::Versioned for Entity {
            const ID: Column = Column::Id;
            const VERSION: Column = Column::Version;
        }
    };
}

pub(crate) use tenant_owned;

/// The result of a write that expects a version.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Written {
    Updated,
    /// The row has another version, or does not exist.
    Stale,
}

/// A transaction in which Postgres shows one tenant's rows and no others.
pub struct TenantTransaction {
    tx: Transaction,
    id: Uuid,
}

#[expect(clippy::disallowed_methods, reason = "this adds the tenant")]
impl TenantTransaction {
    pub(super) fn new(tx: Transaction, id: Uuid) -> Self {
        Self { tx, id }
    }

    /// The connection, for SeaORM queries that began with [`TenantTransaction::find`].
    pub fn db(&self) -> &impl ConnectionTrait {
        &self.tx
    }

    pub(super) fn transaction(&self) -> &Transaction {
        &self.tx
    }

    /// Selects from a table that every member may read.
    pub fn find<E: OpenToMembers>(&self) -> Select<E> {
        self.select::<E>()
    }

    /// Selects from any table of the tenant. Only the visibility module hands it out.
    pub(in crate::access) fn select<E: TenantOwned>(&self) -> Select<E> {
        E::find().filter(E::TENANT.eq(self.id))
    }

    /// The id of the tenant, for the few places that write it themselves.
    pub(crate) fn id(&self) -> Uuid {
        self.id
    }

    /// An update of rows of a table: add filters and columns.
    pub fn update_many<E: TenantOwned>(&self) -> UpdateMany<E> {
        E::update_many().filter(E::TENANT.eq(self.id))
    }

    /// A deletion of rows of a table: add filters.
    pub fn delete_many<E: TenantOwned>(&self) -> DeleteMany<E> {
        E::delete_many().filter(E::TENANT.eq(self.id))
    }

    /// Sets columns of the row `id` if it has `version`, and counts the version up.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn update<E: Versioned>(&self, id: Uuid, version: i32, to: E::ActiveModel) -> Result<Written> {
        let mut to = to;
        to.set(E::VERSION, (version + 1).into());
        let done = self
            .update_many::<E>()
            .set(to)
            .filter(E::ID.eq(id))
            .filter(E::VERSION.eq(version))
            .exec(&self.tx)
            .await?;
        Ok(if done.rows_affected == 1 { Written::Updated } else { Written::Stale })
    }

    /// Inserts rows that all set the same columns, in chunks of powers of two, so that few
    /// different statements are prepared.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn insert_many<E: TenantOwned>(
        &self,
        rows: impl IntoIterator<Item = E::ActiveModel>,
    ) -> Result<()> {
        let mut rows: Vec<E::ActiveModel> = rows.into_iter().collect();
        for row in &mut rows {
            row.set(E::TENANT, self.id.into());
        }
        while !rows.is_empty() {
            let size = (1 << rows.len().ilog2()).min(LARGEST_INSERT);
            let rest = rows.split_off(size);
            E::insert_many(rows).exec_without_returning(&self.tx).await?;
            rows = rest;
        }
        Ok(())
    }

    /// Inserts a row of the tenant, unless the tenant has one of that id: a form carries the id of
    /// the row that it creates, so that sending it twice creates one. Returns whether the row is new.
    pub async fn insert<E, A>(&self, row: A) -> Result<bool>
    where
        E: TenantOwned,
        A: ActiveModelTrait<Entity = E>,
    {
        let key: Vec<E::Column> = E::PrimaryKey::iter().map(PrimaryKeyToColumn::into_column).collect();
        self.insert_or(row, OnConflict::columns(key).do_nothing().to_owned()).await
    }

    /// Inserts a row, or resolves a violated unique constraint as `conflict` says. Returns whether a
    /// row was inserted or updated.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn insert_or<E, A>(&self, row: A, conflict: OnConflict) -> Result<bool>
    where
        E: TenantOwned,
        A: ActiveModelTrait<Entity = E>,
    {
        let mut row = row;
        row.set(E::TENANT, self.id.into());
        Ok(E::insert(row).on_conflict(conflict).exec_without_returning(&self.tx).await? == 1)
    }

    /// [`TenantTransaction::insert`], unless the tenant has a row with any of its unique values.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn insert_if_free<E, A>(&self, row: A) -> Result<bool>
    where
        E: TenantOwned,
        A: ActiveModelTrait<Entity = E>,
    {
        let mut row = row;
        row.set(E::TENANT, self.id.into());
        let free = OnConflict::new().do_nothing().to_owned();
        Ok(E::insert(row).on_conflict(free).exec_without_returning(&self.tx).await? == 1)
    }

    /// Inserts a row, or sets these columns of the row with the same key.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn upsert<E, A>(&self, row: A, update: impl IntoIterator<Item = E::Column>) -> Result<()>
    where
        E: TenantOwned,
        A: ActiveModelTrait<Entity = E>,
    {
        let mut row = row;
        row.set(E::TENANT, self.id.into());
        let key: Vec<E::Column> = E::PrimaryKey::iter().map(PrimaryKeyToColumn::into_column).collect();
        let replace = OnConflict::columns(key).update_columns(update).to_owned();
        E::insert(row).on_conflict(replace).exec_without_returning(&self.tx).await?;
        Ok(())
    }

    /// Sets the member of the transaction: the rows become visible that only this member may see.
    pub(super) async fn act_as(&self, member: Uuid) -> Result<()> {
        self.tx.execute_unprepared(&format!("set local app.member = '{member}'")).await?;
        Ok(())
    }

    /// The key of a document's file in the store. It contains the checksum, so that other bytes
    /// never overwrite these.
    pub fn object_key(&self, document: Uuid, sha256: &[u8]) -> Path {
        Path::from_iter([self.id.to_string(), document.to_string(), hex::encode(sha256)])
    }

    /// The prefix of the keys of all documents of the tenant.
    pub fn object_prefix(&self) -> Path {
        Path::from(self.id.to_string())
    }

    /// Commits the transaction.
    pub async fn commit(self) -> Result<()> {
        Ok(self.tx.commit().await?)
    }
}
