//! The rows of a change: each is kept as it was before, so that [`super::undo`] can restore it.

use sea_orm::{
    ActiveModelTrait as _,
    ActiveValue::Set,
    ColumnTrait as _, ExprTrait as _, QueryFilter as _, QueryTrait, Value,
    sea_query::{Alias, CommonTableExpression, Expr, Func, InsertStatement, LockType, Query, WithClause},
};
use uuid::Uuid;

use super::{recording::Change, registry::Restorable, row_entity as changed_rows};
use crate::{
    access::scope::{TableNames, TenantTransaction, Written, raw_templates},
    web::error::{Error, Result},
};

raw_templates! {
    /// Keeps rows by their ids. Null as the version keeps rows of any version.
    const KEEP = "with kept as (
            select t.id, t.version, to_jsonb(t) as before from {table} t
             where t.tenant_id = $tenant and t.id = any($2) and ($3::integer is null or t.version = $3)
             order by t.id for update)
        insert into changed_rows (tenant_id, change_id, table_name, row_id, version, before)
        select $tenant, $1, '{table}', id, version + 1, before from kept";

    /// Notes a new row. One that was deleted before continues with the versions of that time.
    const CREATED = "with latest as (
            select coalesce(max(version), 0) + 1 as version from changed_rows
             where tenant_id = $tenant and table_name = '{table}' and row_id = $2),
        continued as (
            update {table} t set version = latest.version from latest
             where t.tenant_id = $tenant and t.id = $2 and latest.version > 1)
        insert into changed_rows (tenant_id, change_id, table_name, row_id, version)
        select $tenant, $1, '{table}', $2, version from latest";

    /// Deletes a row of a version and keeps it.
    const DELETE = "with gone as (
            delete from {table} t where t.tenant_id = $tenant and t.id = $2 and t.version = $3
            returning t.id, t.version, to_jsonb(t) as before)
        insert into changed_rows (tenant_id, change_id, table_name, row_id, version, before, deleted)
        select $tenant, $1, '{table}', id, version + 1, before, true from gone";
}

impl Change {
    /// Locks the row and keeps it, if it has that version. The caller then changes the row and
    /// counts its version up by one, as [`TenantTransaction::update`] does.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn keep<E: Restorable>(&self, tx: &TenantTransaction, id: Uuid, version: i32) -> Result<bool> {
        let values: [Value; 3] = [self.id.into(), vec![id].into(), version.into()];
        Ok(tx.raw_execute(KEEP.of(&TableNames::of::<E>()), values).await? == 1)
    }

    /// [`Change::keep`] of several rows of any version. Returns their number.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn keep_many<E: Restorable>(&self, tx: &TenantTransaction, ids: Vec<Uuid>) -> Result<u64> {
        let values: [Value; 3] = [self.id.into(), ids.into(), None::<i32>.into()];
        tx.raw_execute(KEEP.of(&TableNames::of::<E>()), values).await
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
        let mut to = to;
        to.set(E::VERSION, (version + 1).into());
        let kept = Alias::new("kept");
        let mut update =
            tx.update_many::<E>().set(to).filter(E::ID.eq(id)).filter(E::VERSION.eq(version)).filter(
                E::ID.in_subquery(
                    Query::select().column(changed_rows::Column::RowId).from(kept.clone()).to_owned(),
                ),
            );
        let mut cte = CommonTableExpression::new();
        cte.query(self.keeping::<E>(tx, id, version)?).table_name(kept);
        QueryTrait::query(&mut update).with_cte(WithClause::new().cte(cte).to_owned());
        let done = update.exec(tx.db()).await?;
        Ok(if done.rows_affected == 1 { Written::Updated } else { Written::Stale })
    }

    /// The statement of [`Change::keep`], for an update in the same statement.
    fn keeping<E: Restorable>(
        &self,
        tx: &TenantTransaction,
        id: Uuid,
        version: i32,
    ) -> Result<InsertStatement> {
        let row = Query::select()
            .column(E::TENANT)
            .expr(Expr::value(self.id))
            .expr(Expr::value(E::table()))
            .column(E::ID)
            .expr(Expr::col(E::VERSION).add(1))
            // The name of a table is its whole row here.
            .expr(Func::cust("to_jsonb").arg(Expr::col(Alias::new(E::table()))))
            .from(E::default())
            .and_where(E::TENANT.eq(tx.id()))
            .and_where(E::ID.eq(id))
            .and_where(E::VERSION.eq(version))
            .lock(LockType::Update)
            .to_owned();
        let mut insert = Query::insert();
        insert
            .into_table(changed_rows::Entity)
            .columns([
                changed_rows::Column::TenantId,
                changed_rows::Column::ChangeId,
                changed_rows::Column::TableName,
                changed_rows::Column::RowId,
                changed_rows::Column::Version,
                changed_rows::Column::Before,
            ])
            .select_from(row)
            .map_err(|why| Error::internal(why.to_string()))?
            .returning_col(changed_rows::Column::RowId);
        Ok(insert)
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
            tx.raw_execute(CREATED.of(&TableNames::of::<E>()), [self.id.into(), id.into()]).await?;
        }
        Ok(is_new)
    }

    /// [`Change::insert`], unless the tenant has a row with any of its unique values.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn insert_if_free<E: Restorable>(
        &self,
        tx: &TenantTransaction,
        id: Uuid,
        row: E::ActiveModel,
    ) -> Result<bool> {
        let mut row = row;
        row.set(E::ID, id.into());
        let is_new = tx.insert_if_free(row).await?;
        if is_new {
            tx.raw_execute(CREATED.of(&TableNames::of::<E>()), [self.id.into(), id.into()]).await?;
        }
        Ok(is_new)
    }

    /// Inserts rows, each with an id that no row ever had. All set the same columns.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn insert_many<E: Restorable>(
        &self,
        tx: &TenantTransaction,
        rows: impl IntoIterator<Item = (Uuid, E::ActiveModel)>,
    ) -> Result<()> {
        let (mut created, mut noted) = (Vec::new(), Vec::new());
        for (id, mut row) in rows {
            let version = match row.get(E::VERSION).into_value() {
                Some(Value::Int(Some(version))) => version,
                _ => 1,
            };
            row.set(E::ID, id.into());
            created.push(row);
            noted.push(changed_rows::ActiveModel {
                change_id: Set(self.id),
                table_name: Set(E::table().to_owned()),
                row_id: Set(id),
                version: Set(version),
                ..Default::default()
            });
        }
        tx.insert_many::<E>(created).await?;
        tx.insert_many::<changed_rows::Entity>(noted).await
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
        let done = tx.raw_execute(DELETE.of(&TableNames::of::<E>()), values).await?;
        Ok(if done == 1 { Written::Updated } else { Written::Stale })
    }
}
