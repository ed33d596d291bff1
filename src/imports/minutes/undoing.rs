//! Undoing an import: the register is as it was before, but for what others
//! have done since; and nothing is undone upon which somebody may rely.

use sea_orm::{JsonValue, Value};
use uuid::Uuid;

use crate::{
    access::{
        permissions::Permission,
        scope::{Scope, TenantTransaction},
    },
    hearings::hearing::Hearing,
    history::{change::ChangeKind, recording::Change},
    web::{
        drafts,
        error::{Error, Result},
    },
};

/// What an import may change of the hearing `h`, its attendances by their ids.
const STANDING: &str = "jsonb_build_object(
    'title', h.title, 'day', h.day, 'starts_at', h.starts_at, 'place', h.place, 'state', h.state,
    'attendances', (select coalesce(jsonb_object_agg(a.id::text, to_jsonb(a) - 'created_at'), '{}') from attendances a
                     where a.tenant_id = $tenant and a.hearing_id = h.id))";

/// Whether the attendance `a` is as the import `i` left it.
const UNTOUCHED: &str = "i.former -> 'after' -> 'attendances' -> a.id::text = to_jsonb(a) - 'created_at'";

/// What may have been done to a hearing whose record nobody has read yet.
const HARMLESS: [ChangeKind; 15] = [
    ChangeKind::HearingLogged,
    ChangeKind::Import,
    ChangeKind::MinutesImportReversed,
    ChangeKind::Reversal,
    ChangeKind::Details,
    ChangeKind::Attendance,
    ChangeKind::Holding,
    ChangeKind::Cancellation,
    ChangeKind::Reinstatement,
    ChangeKind::ClosedSession,
    ChangeKind::ClosedSessionLifting,
    ChangeKind::DocumentAddition,
    ChangeKind::DocumentChange,
    ChangeKind::DocumentRemoval,
    ChangeKind::DocumentRestoration,
];

/// The hearing of that number as it stands, if there is one; it stands so until
/// this transaction ends.
pub async fn standing(tenant: &TenantTransaction, series_id: Uuid, number: i32) -> Result<Option<JsonValue>> {
    let of = "hearings h where h.tenant_id = $tenant and h.series_id = $1 and h.number = $2";
    let values: [Value; 2] = [series_id.into(), number.into()];
    // Before the look, not with it: a look that waited does not see what was noted meanwhile.
    tenant.execute(&format!("select from {of} for update"), values.clone()).await?;
    tenant.value(&format!("select {STANDING} from {of}"), values).await
}

/// Keeps with an import what the hearing was `before` it, and what it is now.
pub async fn keep(
    tenant: &TenantTransaction,
    id: Uuid,
    hearing_id: Uuid,
    before: Option<JsonValue>,
) -> Result<()> {
    let sql = format!(
        "update imports set former = (
            select jsonb_build_object('before', $3::jsonb, 'after', {STANDING}) from hearings h
             where h.tenant_id = $tenant and h.id = $2)
          where tenant_id = $tenant and id = $1"
    );
    tenant.execute(&sql, [id.into(), hearing_id.into(), before.into()]).await?;
    Ok(())
}

/// The version with which hearings and turns begin that an import brings into a series.
pub async fn first_version(tenant: &TenantTransaction, series_id: Uuid) -> Result<i32> {
    let sql = "select 1 + coalesce(sum(undone), 0)::integer from imports where tenant_id = $tenant and series_id = $1";
    Ok(tenant.value(sql, [series_id.into()]).await?.unwrap_or(1))
}

/// Takes a record out of its hearing, and gives back what it replaced; the
/// document that it was read from is kept, and can be confirmed again. What
/// somebody has changed since stays. A hearing that the import made goes, if
/// nothing rests upon it; one in closed session stays, since the trail hides its
/// title by it.
///
/// # Errors
/// [`Error::Conflict`], where a turn was changed, the record was read by others,
/// or an action, a summary or a correction round rests upon it.
pub async fn take_back<P: Permission>(scope: &Scope<P>, import: Uuid, hearing: &Hearing) -> Result<()> {
    hold(scope, import, hearing).await?;
    // First, since the hearing itself may be removed.
    Change::begin(scope, hearing, ChangeKind::MinutesImportReversed).await?;
    let turns = "delete from turns where tenant_id = $tenant and hearing_id = $1";
    scope.execute(turns, [hearing.id.into()]).await?;
    give_back_attendances(scope, hearing, import).await?;
    let both: [Value; 2] = [hearing.id.into(), import.into()];
    scope.execute(GIVE_BACK, both.clone()).await?;
    let sql = "update imports set confirmed_at = null, hearing_id = null, undone = undone + 1
                where tenant_id = $tenant and id = $1";
    scope.execute(sql, [import.into()]).await?;
    let is_gone = scope.execute(REMOVE_MADE, both).await? == 1;
    let beginning = if is_gone { "/" } else { "/turns/" };
    drafts::forget_all(scope, &format!("{}{beginning}", hearing.path())).await
}

/// Lets nobody put anything to the hearing before this transaction ends.
async fn hold<P: Permission>(scope: &Scope<P>, import: Uuid, hearing: &Hearing) -> Result<()> {
    let lock = "select from hearings where tenant_id = $tenant and id = $1 for update";
    scope.execute(lock, [hearing.id.into()]).await?;
    let sql = "select exists (
        select from hearings h join imports i on i.tenant_id = $tenant and i.hearing_id = h.id and i.id = $2
         where h.tenant_id = $tenant and h.id = $1 and h.state = 'held'
           and not exists (select from changes d
                            where d.tenant_id = $tenant and d.hearing_id = $1 and d.kind <> all($3))
           and not exists (select from turn_revisions r join changes d on d.tenant_id = $tenant and d.id = r.change_id
                            where r.tenant_id = $tenant and d.hearing_id = $1)
           and not exists (select from actions a where a.tenant_id = $tenant and a.hearing_id = $1)
           and not exists (select from summaries s where s.tenant_id = $tenant and s.hearing_id = $1)
           and not exists (select from rounds o where o.tenant_id = $tenant and o.hearing_id = $1))";
    let harmless = HARMLESS.map(|it| it.code().to_owned()).to_vec();
    let free: Option<bool> = scope.value(sql, [hearing.id.into(), import.into(), harmless.into()]).await?;
    if free == Some(true) { Ok(()) } else { Err(Error::Conflict) }
}

/// Those whom the import noted go; of those noted before it, what it changed is put back.
async fn give_back_attendances<P: Permission>(
    scope: &Scope<P>,
    hearing: &Hearing,
    import: Uuid,
) -> Result<()> {
    let both: [Value; 2] = [hearing.id.into(), import.into()];
    let was = "(i.former -> 'before' -> 'attendances' -> a.id::text)";
    let sql = format!(
        "update attendances a
            set (presence, replaced_by, arrived_at, left_at) = (
                select b.presence, b.replaced_by, b.arrived_at, b.left_at
                  from jsonb_populate_record(null::attendances, {was}) b)
           from imports i
          where i.tenant_id = $tenant and i.id = $2 and a.tenant_id = $tenant and a.hearing_id = $1
            and {was} is not null and {UNTOUCHED}"
    );
    scope.execute(&sql, both.clone()).await?;
    // Whoever stands in, by somebody's word, for one who was absent stays.
    let sql = format!(
        "delete from attendances a using imports i
          where i.tenant_id = $tenant and i.id = $2 and a.tenant_id = $tenant and a.hearing_id = $1
            and {was} is null and {UNTOUCHED}
            and not exists (select from attendances x
                             where x.tenant_id = $tenant and x.hearing_id = $1 and x.replaced_by = a.id
                               and i.former -> 'after' -> 'attendances' -> x.id::text
                                   is distinct from to_jsonb(x) - 'created_at')"
    );
    scope.execute(&sql, both).await?;
    Ok(())
}

/// Puts back what the import ($2) wrote over in the hearing ($1), and nobody has changed since.
const GIVE_BACK: &str = "update hearings h
    set title = case when h.title = f.after ->> 'title' then f.before ->> 'title' else h.title end,
        day = case when f.same_day then (f.before ->> 'day')::date else h.day end,
        starts_at = case when f.same_day then (f.before ->> 'starts_at')::timestamptz else h.starts_at end,
        place = case when h.place = f.after ->> 'place' then f.before ->> 'place' else h.place end,
        state = f.before ->> 'state', version = h.version + 1
   from (select g.id, i.former -> 'before' as before, i.former -> 'after' as after,
                (g.day, g.starts_at) is not distinct from ((i.former -> 'after' ->> 'day')::date,
                    (i.former -> 'after' ->> 'starts_at')::timestamptz) as same_day
           from imports i join hearings g on g.tenant_id = $tenant and g.id = $1
          where i.tenant_id = $tenant and i.id = $2) f
  where h.tenant_id = $tenant and h.id = f.id and f.before <> 'null'";

/// Removes the hearing ($1) where the import ($2) made it and nothing rests upon it.
const REMOVE_MADE: &str = "delete from hearings h using imports i
  where i.tenant_id = $tenant and i.id = $2 and i.former -> 'before' = 'null'
    and h.tenant_id = $tenant and h.id = $1 and not h.closed
    and not exists (select from changes d where d.tenant_id = $tenant and d.hearing_id = $1
                       and d.kind not in ('import', 'minutes_import_reversed'))
    and not exists (select from attendances a where a.tenant_id = $tenant and a.hearing_id = $1)
    and not exists (select from documents x where x.tenant_id = $tenant and x.hearing_id = $1)";
