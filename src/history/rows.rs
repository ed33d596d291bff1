//! The rows of a change: each is kept as it was before, so that [`super::undo`] can restore it.

use sea_orm::{ActiveModelTrait as _, Value};
use uuid::Uuid;

use super::{recording::Change, registry::Restorable};
use crate::{
    access::scope::{TenantTransaction, Written},
    web::error::Result,
};

/// Keeps rows by their ids. A version of null keeps them whatever their version is.
const KEEP: &str = "with kept as (
        select t.id, t.version, to_jsonb(t) as before from {table} t
         where t.tenant_id = $tenant and t.id = any($2) and ($3::integer is null or t.version = $3)
         order by t.id for update)
    insert into changed_rows (tenant_id, change_id, table_name, row_id, version, before)
    select $tenant, $1, '{table}', id, version + 1, before from kept";

/// Notes a new row. One that was deleted before continues with the versions of that time.
const CREATED: &str = "with latest as (
        select coalesce(max(version), 0) + 1 as version from changed_rows
         where tenant_id = $tenant and table_name = '{table}' and row_id = $2),
    continued as (
        update {table} t set version = latest.version from latest
         where t.tenant_id = $tenant and t.id = $2 and latest.version > 1)
    insert into changed_rows (tenant_id, change_id, table_name, row_id, version)
    select $tenant, $1, '{table}', $2, version from latest";

const DELETE: &str = "with gone as (
        delete from {table} t where t.tenant_id = $tenant and t.id = $2 and t.version = $3
        returning t.id, t.version, to_jsonb(t) as before)
    insert into changed_rows (tenant_id, change_id, table_name, row_id, version, before, deleted)
    select $tenant, $1, '{table}', id, version + 1, before, true from gone";

/// The statement for one table.
pub(super) fn for_table(sql: &str, table: &str) -> String {
    sql.replace("{table}", table)
}

impl Change {
    /// Locks the row and keeps it, if it has that version. The caller then changes the row and
    /// counts its version up by one, as [`TenantTransaction::update`] does.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn keep<E: Restorable>(&self, tx: &TenantTransaction, id: Uuid, version: i32) -> Result<bool> {
        let values: [Value; 3] = [self.id.into(), vec![id].into(), version.into()];
        Ok(tx.execute(&for_table(KEEP, E::table()), values).await? == 1)
    }

    /// [`Change::keep`] of several rows, whatever their versions are. How many there are.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn keep_many<E: Restorable>(&self, tx: &TenantTransaction, ids: Vec<Uuid>) -> Result<u64> {
        let values: [Value; 3] = [self.id.into(), ids.into(), None::<i32>.into()];
        tx.execute(&for_table(KEEP, E::table()), values).await
    }

    /// Keeps the row and sets the columns, if it has that version.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn update<E: Restorable>(
        &self,
        tx: &TenantTransaction,
        id: Uuid,
        version: i32,
        to: E::ActiveModel,
    ) -> Result<Written> {
        match self.keep::<E>(tx, id, version).await? {
            true => tx.update::<E>(id, version, to).await,
            false => Ok(Written::Stale),
        }
    }

    /// Inserts a row with this id, unless there is one. Whether the row is new.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn insert<E: Restorable>(
        &self,
        tx: &TenantTransaction,
        id: Uuid,
        row: E::ActiveModel,
    ) -> Result<bool> {
        let mut row = row;
        row.set(E::ID, id.into());
        let is_new = tx.insert(row).await?;
        if is_new {
            tx.execute(&for_table(CREATED, E::table()), [self.id.into(), id.into()]).await?;
        }
        Ok(is_new)
    }

    /// Keeps the row and deletes it, if it has that version.
    ///
    /// # Errors
    /// [`crate::web::error::Error::Conflict`] where other rows need it.
    pub async fn delete<E: Restorable>(
        &self,
        tx: &TenantTransaction,
        id: Uuid,
        version: i32,
    ) -> Result<Written> {
        let values: [Value; 3] = [self.id.into(), id.into(), version.into()];
        let done = tx.execute(&for_table(DELETE, E::table()), values).await?;
        Ok(if done == 1 { Written::Updated } else { Written::Stale })
    }
}
