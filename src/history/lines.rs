//! Queries on the history of a hearing.

use sea_orm::{ColumnTrait as _, QueryFilter as _, QueryOrder as _, QuerySelect as _};
use uuid::Uuid;

use super::{
    change::{ChangeKind, ChangeLine},
    entity,
};
use crate::{
    access::{permissions::Permission, scope::Scope},
    web::error::Result,
};

/// How many changes a page shows.
pub const PAGE: usize = 50;

const LINES: &str = "select c.id, c.kind, c.reason, c.actor as author,
        case when c.member_id is not null or c.kind = 'round_reminder' then a.name end as guest, c.created_at as at,
        (select json_agg(t.number order by t.number) from changed_rows r
           join turns t on t.tenant_id = $tenant and t.id = r.row_id
          where r.tenant_id = $tenant and r.change_id = c.id and r.table_name = 'turns') as turns
   from changes c
   left join round_guests g on g.tenant_id = $tenant and g.id = c.guest_id
   left join attendances a on a.tenant_id = $tenant and a.id = g.attendance_id
  where c.tenant_id = $tenant and c.hearing_id = $1";

/// The words of the kinds that satisfy a condition.
fn words(condition: fn(ChangeKind) -> bool) -> Vec<String> {
    let kinds = ChangeKind::ALL.into_iter().filter(|it| condition(*it));
    kinds.map(|it| it.code().to_owned()).collect()
}

/// The latest changes of a hearing, or those before one of them; one more than
/// a page where there are more. For organisers: it names closed turns, too.
pub async fn of_hearing<P: Permission>(
    scope: &Scope<P>,
    hearing_id: Uuid,
    before: Option<Uuid>,
) -> Result<Vec<ChangeLine>> {
    // Changes of one hearing come one after the other, and so do their ids.
    let sql = format!(
        "{LINES} and c.kind = any($2) and ($3::uuid is null or c.id < $3) order by c.id desc limit $4"
    );
    let kinds = words(ChangeKind::is_of_hearing);
    scope.rows(&sql, [hearing_id.into(), kinds.into(), before.into(), (PAGE as i64 + 1).into()]).await
}

/// The changes of a hearing and its record between two of them, the first first.
pub async fn between<P: Permission>(
    scope: &Scope<P>,
    hearing_id: Uuid,
    after: Uuid,
    before: Uuid,
) -> Result<Vec<ChangeLine>> {
    let sql = format!("{LINES} and c.kind = any($2) and c.id > $3 and c.id < $4 order by c.id");
    let kinds = words(ChangeKind::is_of_record);
    scope.rows(&sql, [hearing_id.into(), kinds.into(), after.into(), before.into()]).await
}

/// The last change of a hearing or its record; nil where there is none.
pub async fn last<P: Permission>(scope: &Scope<P>, hearing_id: Uuid) -> Result<Uuid> {
    let last = scope
        .visible::<entity::Entity>()
        .select_only()
        .column(entity::Column::Id)
        .filter(entity::Column::HearingId.eq(hearing_id))
        .filter(entity::Column::Kind.is_in(words(ChangeKind::is_of_record)))
        .order_by_desc(entity::Column::Id)
        .limit(1)
        .into_tuple::<Uuid>()
        .one(scope.db())
        .await?;
    Ok(last.unwrap_or_default())
}

/// Narrows [`LINES`] to the approval, and the last publication and withdrawal of it since.
const SETTLEMENT: &str = "c.id in (
    select distinct on (k.kind) k.id from changes k
     where k.tenant_id = $tenant and k.hearing_id = $1
       and k.kind in ('approval', 'publication', 'publication_withdrawal')
       and not exists (select from changes a where a.tenant_id = $tenant
                          and a.hearing_id = $1 and a.kind = 'approval' and a.id > k.id)
     order by k.kind, k.id desc)";

/// The approval of a record, and the last publication and withdrawal since, in their order.
pub async fn settlement<P: Permission>(scope: &Scope<P>, hearing_id: Uuid) -> Result<Vec<ChangeLine>> {
    scope.rows(&format!("{LINES} and {SETTLEMENT} order by c.id"), [hearing_id.into()]).await
}
