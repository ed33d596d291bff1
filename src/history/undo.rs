//! Undoing a change: restores its rows as they were before it.

use sea_orm::{
    ColumnTrait as _, FromQueryResult, JsonValue, Order, QueryFilter as _, QueryOrder as _, QuerySelect as _,
    Select, Value, sea_query::Func,
};
use uuid::Uuid;

use super::{
    change::ChangeKind,
    recording::{About, By, Change},
    registry::tables,
    row_entity as changed_rows,
};
use crate::{
    access::{
        permissions::Permission,
        scope::{Scope, TableNames, raw_sql, raw_templates},
    },
    web::error::{Error, Result},
};

raw_templates! {
    /// How many rows of a change ($1) still are what it left. A row is that if it has the version
    /// that the change left, or came back to it because every later change of it was undone: the
    /// undo of a change leads from the version that it left to the one before that change.
    const AS_LEFT = "with recursive walk as (
            select r.row_id, r.version as wanted,
                   coalesce(t.version, (select max(k.version) from changed_rows k
                      where k.tenant_id = $tenant and k.table_name = '{table}' and k.row_id = r.row_id)) as version
              from changed_rows r left join {table} t on t.tenant_id = $tenant and t.id = r.row_id
             where r.tenant_id = $tenant and r.change_id = $1 and r.table_name = '{table}'
               and r.deleted = (t.id is null)
            union
            select w.row_id, w.wanted, m.version - 1
              from walk w
              join changed_rows k on k.tenant_id = $tenant and k.table_name = '{table}'
                   and k.row_id = w.row_id and k.version = w.version
              join changes c on c.tenant_id = $tenant and c.id = k.change_id
              join changed_rows m on m.tenant_id = $tenant and m.change_id = c.reverses
                   and m.table_name = '{table}' and m.row_id = w.row_id)
        select count(distinct row_id) from walk where version = wanted";

    /// Locks the rows of a change ($1).
    const LOCK = "select t.id from {table} t
      where t.tenant_id = $tenant and t.id in (
            select row_id from changed_rows where tenant_id = $tenant and change_id = $1 and table_name = '{table}')
      order by t.id for update";

    /// Restores changed rows, and keeps their present values for the undo ($2).
    const RESTORE = "with changed as (
            select t.id, t.version, to_jsonb(t) as now, r.before
              from {table} t join changed_rows r on r.tenant_id = $tenant and r.row_id = t.id
             where t.tenant_id = $tenant and r.change_id = $1 and r.table_name = '{table}'
               and r.before is not null and not r.deleted),
        kept as (
            insert into changed_rows (tenant_id, change_id, table_name, row_id, version, before)
            select $tenant, $2, '{table}', id, version + 1, now from changed)
        update {table} t
           set ({columns}) = (select {p_columns} from jsonb_populate_record(t, changed.before) p),
               version = changed.version + 1
          from changed
         where t.tenant_id = $tenant and t.id = changed.id";

    /// Inserts the rows that the change deleted. A column that was added since gets its default.
    const BRING_BACK = "with gone as (
            select r.row_id, r.before, (select max(k.version) + 1 from changed_rows k
                      where k.tenant_id = $tenant and k.table_name = '{table}' and k.row_id = r.row_id) as version
              from changed_rows r
             where r.tenant_id = $tenant and r.change_id = $1 and r.table_name = '{table}' and r.deleted),
        kept as (
            insert into changed_rows (tenant_id, change_id, table_name, row_id, version)
            select $tenant, $2, '{table}', row_id, version from gone)
        insert into {table} (tenant_id, id, version, {columns})
        select $tenant, gone.row_id, gone.version, {p_columns}
          from gone cross join lateral jsonb_populate_record(null::{table}, gone.before) p";

    /// Deletes the rows that the change created.
    const DELETE_CREATED = "with gone as (
            delete from {table} t using changed_rows r
             where t.tenant_id = $tenant and r.tenant_id = $tenant and r.row_id = t.id
               and r.change_id = $1 and r.table_name = '{table}' and r.before is null
            returning t.id, t.version, to_jsonb(t) as before)
        insert into changed_rows (tenant_id, change_id, table_name, row_id, version, before, deleted)
        select $tenant, $2, '{table}', id, version + 1, before, true from gone";
}

raw_sql! {
    /// A change with the first one of its chain of reversals, whose kind says who may undo it.
    const FIND = "with recursive chain as (
            select c.id, c.kind, c.reverses, c.hearing_id, c.subject, c.member_id from changes c
             where c.tenant_id = $tenant and c.id = $1
            union all
            select c.id, c.kind, c.reverses, c.hearing_id, c.subject, c.member_id
              from changes c join chain on c.id = chain.reverses
             where c.tenant_id = $tenant)
        select first.kind, change.hearing_id, change.subject, change.member_id
          from chain change join chain first on first.reverses is null
         where change.id = $1";

    /// Whether a change ($1) is about a body ($2) that is a political group.
    const OF_BODY = "select exists (
        select from changed_rows r
          left join group_recipients g on g.tenant_id = $tenant and g.id = r.row_id
          join bodies b on b.tenant_id = $tenant and b.id = $2 and b.kind = 'political_group'
         where r.tenant_id = $tenant and r.change_id = $1
           and (r.row_id = b.id or g.body_id = b.id or r.before ->> 'body_id' = b.id::text))";
}

/// A change that is to be undone.
#[derive(Debug, FromQueryResult)]
pub struct Reversible {
    /// The kind of the first change: the undo of an undo has that kind, too.
    pub kind: ChangeKind,
    pub hearing_id: Option<Uuid>,
    pub subject: String,
    pub member_id: Option<Uuid>,
}

/// The change of an id.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn find<P: Permission>(scope: &Scope<P>, id: Uuid) -> Result<Reversible> {
    scope.raw_row(FIND, [id.into()]).await?.ok_or(Error::NotFound)
}

/// The rows of changes.
fn rows_of<P: Permission>(scope: &Scope<P>, changes: &[Uuid]) -> Select<changed_rows::Entity> {
    #[expect(clippy::disallowed_methods, reason = "an undo restores closed rows, too, and shows none")]
    let rows = scope.find_unrestricted::<changed_rows::Entity>();
    rows.filter(changed_rows::Column::ChangeId.is_in(changes.iter().copied()))
}

#[derive(FromQueryResult)]
struct Touched {
    table_name: String,
    rows: i64,
}

/// Undoes a change: every row that it touched becomes what it was before. The undo is a change
/// itself and can be undone.
///
/// # Errors
/// [`Error::NotFound`] where there is no such change or it kept no rows. [`Error::Conflict`], and
/// nothing is changed, where one of the rows no longer is what the change left.
pub async fn undo<P: Permission>(scope: &Scope<P>, id: Uuid) -> Result<Change> {
    let undone = find(scope, id).await?;
    let touched: Vec<Touched> = rows_of(scope, &[id])
        .select_only()
        .column(changed_rows::Column::TableName)
        .expr_as(changed_rows::Column::RowId.count(), "rows")
        .group_by(changed_rows::Column::TableName)
        .into_model()
        .all(scope.db())
        .await?;
    if touched.is_empty() {
        return Err(Error::NotFound);
    }
    let count = |table: &str| touched.iter().find(|it| it.table_name == table).map(|it| it.rows);
    let tables: Vec<TableNames> = tables().into_iter().filter(|it| count(it.table()).is_some()).collect();
    if tables.len() < touched.len() {
        return Err(Error::internal("a change of a table that is not in the registry"));
    }
    for table in &tables {
        scope.raw_execute(LOCK.of(table), [id.into()]).await?;
    }
    // After the locks, in statements that see all that was committed before.
    for table in &tables {
        let as_left: Option<i64> = scope.raw_value(AS_LEFT.of(table), [id.into()]).await?;
        if as_left != count(table.table()) {
            return Err(Error::Conflict);
        }
    }
    let about = About { hearing: undone.hearing_id, subject: &undone.subject };
    let reversal = Change::record_reversal(scope, id, about, &By::of(scope)).await?;
    let both: [Value; 2] = [id.into(), reversal.id.into()];
    for table in &tables {
        bring_back(scope, table, id, reversal).await?;
        scope.raw_execute(RESTORE.of(table), both.clone()).await?;
    }
    for table in tables.iter().rev() {
        scope.raw_execute(DELETE_CREATED.of(table), both.clone()).await?;
    }
    Ok(reversal)
}

/// The path of the page that shows the result of an undo, inside the tenant.
pub(super) async fn place<P: Permission>(scope: &Scope<P>, undone: Uuid, reversal: Uuid) -> Result<String> {
    let place = rows_of(scope, &[undone, reversal])
        .filter(changed_rows::COLUMN.before.is_not_null())
        .order_by(changed_rows::COLUMN.change_id.eq(reversal), Order::Desc)
        .order_by_asc(changed_rows::Column::TableName)
        .order_by_asc(changed_rows::Column::RowId)
        .one(scope.db())
        .await?;
    let Some(changed_rows::Model { table_name, row_id, before: Some(before), deleted, .. }) = place else {
        return Ok("/".to_owned());
    };
    let parent = |column: &str| before.get(column).and_then(JsonValue::as_str).unwrap_or_default();
    Ok(match table_name.as_str() {
        "people" if deleted => "/people".to_owned(),
        "people" => format!("/people/{row_id}"),
        "positions" | "person_names" => format!("/people/{}", parent("person_id")),
        "bodies" if deleted => "/bodies".to_owned(),
        "bodies" => format!("/bodies/{row_id}"),
        "group_recipients" => format!("/bodies/{}", parent("body_id")),
        "members" => "/members".to_owned(),
        "series" => "/series".to_owned(),
        _ => "/".to_owned(),
    })
}

/// Whether a change is about the political group of the member.
pub(super) async fn is_of_body<P: Permission>(scope: &Scope<P>, id: Uuid) -> Result<bool> {
    let values: [Value; 2] = [id.into(), scope.member.body_id.into()];
    Ok(scope.raw_value(OF_BODY, values).await?.unwrap_or(false))
}

async fn bring_back<P: Permission>(
    scope: &Scope<P>,
    table: &TableNames,
    id: Uuid,
    reversal: Change,
) -> Result<()> {
    // A column that was added after the deletion is not among them.
    let columns: Vec<String> = rows_of(scope, &[id])
        .filter(changed_rows::COLUMN.table_name.eq(table.table()))
        .filter(changed_rows::COLUMN.deleted.eq(true))
        .select_only()
        .expr(Func::cust("jsonb_object_keys").arg(changed_rows::Column::Before.into_expr()))
        .distinct()
        .into_tuple()
        .all(scope.db())
        .await?;
    if columns.is_empty() {
        return Ok(());
    }
    let statement = BRING_BACK.of(&table.only(&columns));
    scope.raw_execute(statement, [id.into(), reversal.id.into()]).await?;
    Ok(())
}
