//! Undoing a change: its rows become what they were before it.

use sea_orm::{FromQueryResult, JsonValue, Value};
use uuid::Uuid;

use super::{
    change::ChangeKind,
    recording::{About, By, Change},
    registry::{Table, tables},
    rows::for_table,
};
use crate::{
    access::{permissions::Permission, scope::Scope},
    web::error::{Error, Result},
};

/// How many rows of a change ($1) still are what it left. A row is that if it has the version
/// that the change left, or came back to it because every later change of it was undone: the
/// undo of a change leads from the version that it left to the one before that change.
const AS_LEFT: &str = "with recursive walk as (
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

const LOCK: &str = "select t.id from {table} t
  where t.tenant_id = $tenant and t.id in (
        select row_id from changed_rows where tenant_id = $tenant and change_id = $1 and table_name = '{table}')
  order by t.id for update";

/// Puts changed rows back, and keeps for the undo ($2) what they are now.
const RESTORE: &str = "with changed as (
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

/// The columns that deleted rows had. One that was added later gets its default.
const COLUMNS_OF_DELETED: &str = "select distinct jsonb_object_keys(before) from changed_rows
  where tenant_id = $tenant and change_id = $1 and table_name = $2 and deleted";

const BRING_BACK: &str = "with gone as (
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
const DELETE_CREATED: &str = "with gone as (
        delete from {table} t using changed_rows r
         where t.tenant_id = $tenant and r.tenant_id = $tenant and r.row_id = t.id
           and r.change_id = $1 and r.table_name = '{table}' and r.before is null
        returning t.id, t.version, to_jsonb(t) as before)
    insert into changed_rows (tenant_id, change_id, table_name, row_id, version, before, deleted)
    select $tenant, $2, '{table}', id, version + 1, before, true from gone";

/// A change with the first one of its chain of reversals, whose kind says who may undo it.
const FIND: &str = "with recursive chain as (
        select c.id, c.kind, c.reverses, c.hearing_id, c.subject, c.member_id from changes c
         where c.tenant_id = $tenant and c.id = $1
        union all
        select c.id, c.kind, c.reverses, c.hearing_id, c.subject, c.member_id
          from changes c join chain on c.id = chain.reverses
         where c.tenant_id = $tenant)
    select first.kind, change.hearing_id, change.subject, change.member_id
      from chain change join chain first on first.reverses is null
     where change.id = $1";

const HOW_MANY: &str = "select table_name, count(*) as rows from changed_rows
  where tenant_id = $tenant and change_id = $1 group by table_name";

/// A change that is to be undone.
#[derive(Debug, FromQueryResult)]
pub struct Reversible {
    /// The kind of what was done first: the undo of an undo is of that kind, too.
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
    scope.row(FIND, [id.into()]).await?.ok_or(Error::NotFound)
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
    let touched: Vec<Touched> = scope.rows(HOW_MANY, [id.into()]).await?;
    if touched.is_empty() {
        return Err(Error::NotFound);
    }
    let mut tables = tables();
    tables.retain(|it| touched.iter().any(|touched| touched.table_name == it.name));
    for table in &tables {
        scope.execute(&for_table(LOCK, table.name), [id.into()]).await?;
    }
    // After the locks, in statements that see what was committed meanwhile.
    for Touched { table_name, rows } in &touched {
        let as_left: Option<i64> = scope.value(&for_table(AS_LEFT, table_name), [id.into()]).await?;
        if as_left != Some(*rows) {
            return Err(Error::Conflict);
        }
    }
    let about = About { hearing: undone.hearing_id, subject: &undone.subject };
    let reversal = Change::record_reversal(scope, id, about, &By::of(scope)).await?;
    let both: [Value; 2] = [id.into(), reversal.id.into()];
    for table in &tables {
        bring_back(scope, table, id, reversal).await?;
        scope.execute(&statement(RESTORE, table.name, &table.columns), both.clone()).await?;
    }
    for table in tables.iter().rev() {
        scope.execute(&for_table(DELETE_CREATED, table.name), both.clone()).await?;
    }
    Ok(reversal)
}

/// Where the last row of a change, or of its undo, is shown.
const PLACE: &str = "select table_name, row_id, before, deleted from changed_rows
  where tenant_id = $tenant and change_id in ($1, $2) and before is not null
  order by change_id = $2 desc, table_name, row_id limit 1";

#[derive(FromQueryResult)]
struct Place {
    table_name: String,
    row_id: Uuid,
    before: JsonValue,
    deleted: bool,
}

/// Where the result of an undo is shown: a path inside the tenant.
pub(super) async fn place<P: Permission>(scope: &Scope<P>, undone: Uuid, reversal: Uuid) -> Result<String> {
    let place: Option<Place> = scope.row(PLACE, [undone.into(), reversal.into()]).await?;
    let Some(place) = place else { return Ok("/".to_owned()) };
    let parent = |column: &str| place.before.get(column).and_then(JsonValue::as_str).unwrap_or_default();
    Ok(match place.table_name.as_str() {
        "people" if place.deleted => "/people".to_owned(),
        "people" => format!("/people/{}", place.row_id),
        "positions" | "person_names" => format!("/people/{}", parent("person_id")),
        "bodies" if place.deleted => "/bodies".to_owned(),
        "bodies" => format!("/bodies/{}", place.row_id),
        "group_recipients" => format!("/bodies/{}", parent("body_id")),
        "members" => "/members".to_owned(),
        "series" => "/series".to_owned(),
        _ => "/".to_owned(),
    })
}

const OF_BODY: &str = "select exists (
    select from changed_rows r
      left join group_recipients g on g.tenant_id = $tenant and g.id = r.row_id
      join bodies b on b.tenant_id = $tenant and b.id = $2 and b.kind = 'political_group'
     where r.tenant_id = $tenant and r.change_id = $1
       and (r.row_id = b.id or g.body_id = b.id or r.before ->> 'body_id' = b.id::text))";

/// Whether a change is about the political group of the member.
pub(super) async fn is_of_body<P: Permission>(scope: &Scope<P>, id: Uuid) -> Result<bool> {
    let values: [Value; 2] = [id.into(), scope.member.body_id.into()];
    Ok(scope.value(OF_BODY, values).await?.unwrap_or(false))
}

async fn bring_back<P: Permission>(
    scope: &Scope<P>,
    table: &Table,
    id: Uuid,
    reversal: Change,
) -> Result<()> {
    let had: Vec<String> = scope.values(COLUMNS_OF_DELETED, [id.into(), table.name.into()]).await?;
    if had.is_empty() {
        return Ok(());
    }
    let columns: Vec<&str> =
        table.columns.iter().copied().filter(|it| had.iter().any(|had| had == it)).collect();
    scope.execute(&statement(BRING_BACK, table.name, &columns), [id.into(), reversal.id.into()]).await?;
    Ok(())
}

/// The statement for one table and its columns.
fn statement(sql: &str, table: &str, columns: &[&str]) -> String {
    let quoted: Vec<String> = columns.iter().map(|it| format!("\"{it}\"")).collect();
    let of_p: Vec<String> = quoted.iter().map(|it| format!("p.{it}")).collect();
    for_table(&sql.replace("{columns}", &quoted.join(", ")).replace("{p_columns}", &of_p.join(", ")), table)
}
