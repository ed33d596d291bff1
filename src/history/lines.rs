//! Queries on the history of a hearing.

use sea_orm::{ColumnTrait as _, QueryFilter as _, QueryOrder as _, QuerySelect as _};
use uuid::Uuid;

use super::{
    change::{ChangeKind, ChangeLine},
    entity,
};
use crate::{
    access::{
        permissions::Permission,
        scope::{Scope, raw_sql},
    },
    web::error::Result,
};

/// How many changes a page shows.
pub const PAGE: usize = 50;

/// The lines of those changes of a hearing ($1) that satisfy a condition.
macro_rules! lines {
    ($condition:literal) => {
        concat!(
            "select c.id, c.kind, c.reason, c.actor as author, c.created_at as at,
                    case when c.member_id is not null or c.kind = 'round_reminder' then a.name end as guest,
                    (select json_agg(t.number order by t.number) from changed_rows r
                       join turns t on t.tenant_id = $tenant and t.id = r.row_id
                      where r.tenant_id = $tenant and r.change_id = c.id and r.table_name = 'turns') as turns
               from changes c
               left join round_guests g on g.tenant_id = $tenant and g.id = c.guest_id
               left join attendances a on a.tenant_id = $tenant and a.id = g.attendance_id
              where c.tenant_id = $tenant and c.hearing_id = $1 and ",
            $condition
        )
    };
}

raw_sql! {
    /// Changes of a hearing ($1) of these kinds ($2), the last first: $5 of those before a change
    /// ($3) and after another one ($4). Null sets no limit.
    const LINES = lines!(
        "c.kind = any($2) and ($3::uuid is null or c.id < $3) and ($4::uuid is null or c.id > $4)
         order by c.id desc limit $5::bigint"
    );

    /// The approval of the record of a hearing ($1), and the last publication and withdrawal of it
    /// since, in their order.
    const SETTLEMENT = lines!(
        "c.id in (
            select distinct on (k.kind) k.id from changes k
             where k.tenant_id = $tenant and k.hearing_id = $1
               and k.kind in ('approval', 'publication', 'publication_withdrawal')
               and not exists (select from changes a where a.tenant_id = $tenant
                                  and a.hearing_id = $1 and a.kind = 'approval' and a.id > k.id)
             order by k.kind, k.id desc)
         order by c.id"
    );
}

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
    let (kinds, most) = (words(ChangeKind::is_of_hearing), PAGE as i64 + 1);
    let bounds = [before.into(), None::<Uuid>.into(), most.into()];
    scope.raw_rows(LINES, [hearing_id.into(), kinds.into()].into_iter().chain(bounds)).await
}

/// The changes of a hearing and its record between two of them, oldest first.
pub async fn between<P: Permission>(
    scope: &Scope<P>,
    hearing_id: Uuid,
    after: Uuid,
    before: Uuid,
) -> Result<Vec<ChangeLine>> {
    let bounds = [before.into(), after.into(), None::<i64>.into()];
    let values = [hearing_id.into(), words(ChangeKind::is_of_record).into()].into_iter().chain(bounds);
    let mut lines = scope.raw_rows(LINES, values).await?;
    lines.reverse();
    Ok(lines)
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

/// The approval of a record, and the last publication and withdrawal since, in their order.
pub async fn settlement<P: Permission>(scope: &Scope<P>, hearing_id: Uuid) -> Result<Vec<ChangeLine>> {
    scope.raw_rows(SETTLEMENT, [hearing_id.into()]).await
}
