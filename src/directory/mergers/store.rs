//! Queries on mergers. What moves is written down by the database itself, in the
//! transaction that moves it; undoing reads it there.

use chrono::{DateTime, Utc};
use sea_orm::FromQueryResult;
use uuid::Uuid;

use crate::{
    access::{
        permissions::Permission,
        scope::Scope,
        visibility::{reader, visible},
    },
    directory::people::person::Heard,
    web::error::{Error, Result},
};

/// Someone who was merged into someone else.
#[derive(Debug, Clone, FromQueryResult)]
pub struct Merger {
    pub gone: Uuid,
    pub kept: Uuid,
    pub name: String,
    pub author: String,
    pub created_at: DateTime<Utc>,
}

/// Where someone is found who was merged, perhaps several times over.
pub async fn kept<P: Permission>(scope: &Scope<P>, gone: Uuid) -> Result<Option<Uuid>> {
    scope
        .value(
            "with recursive way as (
                 select m.kept, 1 as step from mergers m where m.tenant_id = $tenant and m.gone = $1
                 union all
                 select m.kept, way.step + 1 from way
                   join mergers m on m.tenant_id = $tenant and m.gone = way.kept where way.step < 100)
             select kept from way order by step desc limit 1",
            [gone.into()],
        )
        .await
}

/// Who was merged into someone, the latest first.
pub async fn into_person<P: Permission>(scope: &Scope<P>, kept: Uuid) -> Result<Vec<Merger>> {
    scope
        .rows(
            "select g.gone, g.kept, g.name, m.name as author, g.created_at from mergers g
               join members m on m.tenant_id = $tenant and m.id = g.member_id
              where g.tenant_id = $tenant and g.kept = $1 order by g.created_at desc, g.gone limit 100",
            [kept.into()],
        )
        .await
}

/// Nobody else changes the two before this transaction ends.
///
/// # Errors
/// [`Error::NotFound`] where one of them is not in the directory.
pub async fn lock<P: Permission>(scope: &Scope<P>, one: Uuid, other: Uuid) -> Result<()> {
    let sql = "select id from people where tenant_id = $tenant and id = any($1) order by id for update";
    let found: Vec<Uuid> = scope.values(sql, [vec![one, other].into()]).await?;
    if found.len() == 2 { Ok(()) } else { Err(Error::NotFound) }
}

/// Whether both are noted at one hearing, whoever may know of it: nobody is in one room twice.
pub async fn share_a_hearing<P: Permission>(scope: &Scope<P>, one: Uuid, other: Uuid) -> Result<bool> {
    let sql = "select exists (select from attendances a
                 join attendances o on o.tenant_id = $tenant and o.hearing_id = a.hearing_id and o.person_id = $2
                where a.tenant_id = $tenant and a.person_id = $1)";
    Ok(scope.value(sql, [one.into(), other.into()]).await?.unwrap_or(false))
}

/// The hearings at which both are noted, of those that the member may know of.
pub async fn shared_hearings<P: Permission>(scope: &Scope<P>, one: Uuid, other: Uuid) -> Result<Vec<Heard>> {
    let sql = format!(
        "select s.slug as series_slug, h.number, h.title as hearing_title, h.day, h.closed, a.title, a.body_name,
                null::smallint as colour
           from attendances a
           join attendances o on o.tenant_id = $tenant and o.hearing_id = a.hearing_id and o.person_id = $5
           join hearings h on h.tenant_id = $tenant and h.id = a.hearing_id
           join series s on s.tenant_id = $tenant and s.id = h.series_id
          where a.tenant_id = $tenant and a.person_id = $4 and {}
          order by h.day desc, h.id limit 20",
        visible(scope)
    );
    scope.rows(&sql, reader(scope).into_iter().chain([one.into(), other.into()])).await
}

/// Whether members are linked to both: two accounts would be one person.
pub async fn both_are_members<P: Permission>(scope: &Scope<P>, one: Uuid, other: Uuid) -> Result<bool> {
    let sql = "select count(distinct person_id) = 2 from members
                where tenant_id = $tenant and person_id = any($1) and removed_at is null";
    Ok(scope.value(sql, [vec![one, other].into()]).await?.unwrap_or(false))
}

/// What is written down: `g` goes, `k` stays.
const CONTENT: &str = "jsonb_build_object(
    'person', to_jsonb(g), 'email_before', k.email, 'email_after', $4::text,
    'twins', (select coalesce(jsonb_agg(to_jsonb(o)), '[]') from positions o
               where o.tenant_id = $tenant and o.person_id = g.id and exists (
                     select from positions t where t.tenant_id = $tenant and t.person_id = k.id
                        and lower(t.title) = lower(o.title) and t.body_id is not distinct from o.body_id
                        and t.behalf_of is not distinct from o.behalf_of
                        and t.since is not distinct from o.since and t.until is not distinct from o.until)),
    'positions', (select coalesce(jsonb_agg(o.id), '[]') from positions o
                   where o.tenant_id = $tenant and o.person_id = g.id),
    'selves', (select coalesce(jsonb_agg(o.id), '[]') from positions o
                where o.tenant_id = $tenant and o.person_id in (g.id, k.id) and o.behalf_of in (g.id, k.id)),
    'behalf', (select coalesce(jsonb_agg(o.id), '[]') from positions o
                where o.tenant_id = $tenant and o.behalf_of = g.id),
    'attendances', (select coalesce(jsonb_agg(a.id), '[]') from attendances a
                     where a.tenant_id = $tenant and a.person_id = g.id),
    'members', (select coalesce(jsonb_agg(m.id), '[]') from members m
                 where m.tenant_id = $tenant and m.person_id = g.id),
    'names', (select coalesce(jsonb_agg(to_jsonb(n)), '[]') from person_names n
               where n.tenant_id = $tenant and n.person_id = g.id),
    'apart', (select coalesce(jsonb_agg(case when d.one = g.id then d.other else d.one end), '[]')
                from distinct_people d where d.tenant_id = $tenant and g.id in (d.one, d.other)))";

/// What moves, in this order: $1 goes, $2 stays.
const MOVES: [&str; 9] = [
    "update positions set behalf_of = null, version = version + 1
      where tenant_id = $tenant and person_id in ($1, $2) and behalf_of in ($1, $2)",
    "delete from positions o using mergers m, jsonb_array_elements(m.content->'twins') t
      where m.tenant_id = $tenant and m.gone = $1 and m.kept = $2
        and o.tenant_id = $tenant and o.id = (t->>'id')::uuid",
    "update positions set person_id = $2, version = version + 1 where tenant_id = $tenant and person_id = $1",
    "update positions set behalf_of = $2, version = version + 1 where tenant_id = $tenant and behalf_of = $1",
    "update attendances set person_id = $2 where tenant_id = $tenant and person_id = $1",
    "update members set person_id = $2 where tenant_id = $tenant and person_id = $1",
    "insert into distinct_people (tenant_id, one, other)
     select $tenant, least($2, a.id::uuid), greatest($2, a.id::uuid)
       from mergers m, jsonb_array_elements_text(m.content->'apart') a(id)
      where m.tenant_id = $tenant and m.gone = $1 and a.id::uuid <> $2 on conflict do nothing",
    "delete from people where tenant_id = $tenant and id = $1 and id <> $2",
    // Under their own ids, so that undoing finds them; the name of the one who goes, under the id of that person.
    "insert into person_names (tenant_id, id, person_id, kind, name, name_key)
     select $tenant, n.id, $2, n.kind, n.name, n.name_key from mergers m,
            lateral (select id, kind, name, name_key, 1 as rank
                       from jsonb_populate_recordset(null::person_names, m.content->'names')
                     union all
                     select m.gone, 'other', m.name, m.content->'person'->>'name_key', 0) n
       join people k on k.tenant_id = $tenant and k.id = $2
      where m.tenant_id = $tenant and m.gone = $1 and n.name <> k.name
      order by n.rank on conflict do nothing",
];

/// Merges one person into another, who gets this address.
pub async fn merge<P: Permission>(
    scope: &Scope<P>,
    gone: Uuid,
    kept: Uuid,
    email: Option<String>,
) -> Result<()> {
    let sql = format!(
        "insert into mergers (tenant_id, gone, kept, name, member_id, content)
         select $tenant, g.id, k.id, g.name, $3, {CONTENT}
           from people g join people k on k.tenant_id = $tenant and k.id = $2
          where g.tenant_id = $tenant and g.id = $1"
    );
    let values = [gone.into(), kept.into(), scope.member.id.into(), email.clone().into()];
    scope.execute(&sql, values).await?;
    for sql in MOVES {
        scope.execute(sql, [gone.into(), kept.into()]).await?;
    }
    let sql = "update people set email = $2, version = version + 1 where tenant_id = $tenant and id = $1";
    scope.execute(sql, [kept.into(), email.into()]).await?;
    Ok(())
}

/// What comes back, in this order: $1 was gone, $2 had stayed.
const RETURNS: [&str; 10] = [
    "insert into people (tenant_id, id, name, name_key, email, created_at, version)
     select $tenant, p.id, p.name, p.name_key, p.email, p.created_at, p.version + 1
       from mergers m, jsonb_populate_record(null::people, m.content->'person') p
      where m.tenant_id = $tenant and m.gone = $1 and m.kept = $2",
    "update people k set email = m.content->>'email_before', version = k.version + 1 from mergers m
      where m.tenant_id = $tenant and m.gone = $1 and k.tenant_id = $tenant and k.id = $2
        and k.email is not distinct from m.content->>'email_after'",
    "update positions o set person_id = $1, version = o.version + 1 from mergers m
      where m.tenant_id = $tenant and m.gone = $1 and o.tenant_id = $tenant and o.person_id = $2
        and m.content->'positions' ? o.id::text",
    "update positions o set behalf_of = $1, version = o.version + 1 from mergers m
      where m.tenant_id = $tenant and m.gone = $1 and o.tenant_id = $tenant and o.behalf_of = $2
        and m.content->'behalf' ? o.id::text",
    "insert into positions (tenant_id, id, person_id, body_id, title, since, until, behalf_of, created_at, version)
     select $tenant, t.id, $1, t.body_id, t.title, t.since, t.until, t.behalf_of, t.created_at, t.version + 1
       from mergers m, jsonb_populate_recordset(null::positions, m.content->'twins') t
      where m.tenant_id = $tenant and m.gone = $1 and m.kept = $2 on conflict do nothing",
    "update positions o set behalf_of = case when o.person_id = $1 then $2 else $1 end, version = o.version + 1 from mergers m
      where m.tenant_id = $tenant and m.gone = $1 and o.tenant_id = $tenant and o.person_id in ($1, $2)
        and o.behalf_of is null and m.content->'selves' ? o.id::text",
    "update attendances a set person_id = $1 from mergers m
      where m.tenant_id = $tenant and m.gone = $1 and a.tenant_id = $tenant and a.person_id = $2
        and m.content->'attendances' ? a.id::text",
    "update members w set person_id = $1 from mergers m
      where m.tenant_id = $tenant and m.gone = $1 and w.tenant_id = $tenant and w.person_id = $2
        and m.content->'members' ? w.id::text",
    "delete from person_names n using mergers m
      where m.tenant_id = $tenant and m.gone = $1 and n.tenant_id = $tenant and n.person_id = $2
        and (n.id = $1 or n.id in (select (it->>'id')::uuid from jsonb_array_elements(m.content->'names') it))",
    "insert into person_names (tenant_id, id, person_id, kind, name, name_key, created_at, version)
     select $tenant, n.id, $1, n.kind, n.name, n.name_key, n.created_at, n.version + 1
       from mergers m, jsonb_populate_recordset(null::person_names, m.content->'names') n
      where m.tenant_id = $tenant and m.gone = $1 and m.kept = $2",
];

/// Whom the one who was gone is told apart from again; those whom the other was told apart from stay so.
const APART: &str = "insert into distinct_people (tenant_id, one, other)
    select $tenant, least($1, p.id), greatest($1, p.id)
      from mergers m, jsonb_array_elements_text(m.content->'apart') a(id)
      join people p on p.tenant_id = $tenant and p.id = a.id::uuid
     where m.tenant_id = $tenant and m.gone = $1 and m.kept = $2 on conflict do nothing";

/// Parts two who were merged; the name of the one who comes back, and nothing where that was done already.
///
/// # Errors
/// [`Error::Conflict`] where the one who stayed was merged into a third since.
pub async fn part<P: Permission>(scope: &Scope<P>, gone: Uuid, kept: Uuid) -> Result<Option<String>> {
    let sql = "select name from mergers where tenant_id = $tenant and gone = $1 and kept = $2 for update";
    let Some(name) = scope.value(sql, [gone.into(), kept.into()]).await? else { return Ok(None) };
    let sql = "select id from people where tenant_id = $tenant and id = $1 for update";
    scope.value::<Uuid>(sql, [kept.into()]).await?.ok_or(Error::Conflict)?;
    for sql in RETURNS.into_iter().chain([APART]) {
        scope.execute(sql, [gone.into(), kept.into()]).await?;
    }
    let sql = "delete from mergers where tenant_id = $tenant and gone = $1";
    scope.execute(sql, [gone.into()]).await?;
    Ok(Some(name))
}
