//! Queries on the history of a hearing and of its turns.

use chrono::{DateTime, Utc};
use sea_orm::{DbErr, FromQueryResult, QueryResult};
use uuid::Uuid;

use super::change::{ChangeKind, ChangeLine};
use crate::{
    access::{permissions::Permission, scope::Scope},
    record::{
        heading::Heading,
        provenance::Provenance,
        turn::{Footnote, Turn, read_footnotes},
    },
    web::error::{Error, Result},
};

/// How many deeds a page shows.
pub const PAGE: usize = 50;

const LINES: &str = "select d.id, d.kind, d.reason, coalesce(m.name, a.name) as author,
        case when d.member_id is not null then a.name end as guest, d.created_at as at,
        (select json_agg(t.number order by t.number) from turn_revisions r
           join turns t on t.tenant_id = $tenant and t.id = r.turn_id
          where r.tenant_id = $tenant and r.deed_id = d.id) as turns
   from deeds d
   left join members m on m.tenant_id = $tenant and m.id = d.member_id
   left join round_guests g on g.tenant_id = $tenant and g.id = d.guest_id
   left join attendances a on a.tenant_id = $tenant and a.id = g.attendance_id
  where d.tenant_id = $tenant and d.hearing_id = $1";

/// Whether a deed is upon the hearing or its record itself, so that whoever approves must have seen it.
const ON_THE_RECORD: &str = "d.kind not like 'round%' and d.kind not like 'document%'";

/// The latest deeds upon a hearing, or those before one of them; one more than
/// a page where there are more. For organisers: it tells of closed turns, too.
pub async fn of_hearing<P: Permission>(
    scope: &Scope<P>,
    hearing_id: Uuid,
    before: Option<Uuid>,
) -> Result<Vec<ChangeLine>> {
    // Deeds upon one hearing come one after the other, and so do their ids.
    let sql = format!("{LINES} and ($2::uuid is null or d.id < $2) order by d.id desc limit $3");
    scope.rows(&sql, [hearing_id.into(), before.into(), (PAGE as i64 + 1).into()]).await
}

/// What was done to a hearing and its record between two deeds, the first first.
pub async fn between<P: Permission>(
    scope: &Scope<P>,
    hearing_id: Uuid,
    after: Uuid,
    before: Uuid,
) -> Result<Vec<ChangeLine>> {
    let sql = format!("{LINES} and d.id > $2 and d.id < $3 and {ON_THE_RECORD} order by d.id");
    scope.rows(&sql, [hearing_id.into(), after.into(), before.into()]).await
}

/// The last deed upon a hearing; nil where there is none. What guests of a correction round do, and what is
/// put beside the record, changes nothing of it, and comes in no order with the deeds that do.
pub async fn last<P: Permission>(scope: &Scope<P>, hearing_id: Uuid) -> Result<Uuid> {
    let sql = format!(
        "select d.id from deeds d where d.tenant_id = $tenant and d.hearing_id = $1 and {ON_THE_RECORD}
          order by d.id desc limit 1"
    );
    Ok(scope.value(&sql, [hearing_id.into()]).await?.unwrap_or_default())
}

/// The approval of a record, and the last publication and withdrawal since, in their order.
pub async fn settlement<P: Permission>(scope: &Scope<P>, hearing_id: Uuid) -> Result<Vec<ChangeLine>> {
    let sql = format!(
        "{LINES} and d.id in (select distinct on (k.kind) k.id from deeds k
                               where k.tenant_id = $tenant and k.hearing_id = $1
                                 and k.kind in ('approval', 'publication', 'withdrawal')
                                 and not exists (select from deeds a where a.tenant_id = $tenant
                                                    and a.hearing_id = $1 and a.kind = 'approval' and a.id > k.id)
                               order by k.kind, k.id desc)
          order by d.id"
    );
    scope.rows(&sql, [hearing_id.into()]).await
}

/// How a version of a turn came to be.
#[derive(Debug, Clone, FromQueryResult)]
pub struct Version {
    pub version: i32,
    /// None: it was imported.
    pub kind: Option<ChangeKind>,
    pub author: Option<String>,
    pub at: DateTime<Utc>,
    pub provenance: Provenance,
}

/// The versions of a turn, the present one first.
pub async fn versions<P: Permission>(scope: &Scope<P>, turn: &Turn) -> Result<Vec<Version>> {
    scope
        .rows(
            "select v.version, d.kind, m.name as author, coalesce(d.created_at, v.created_at) as at, v.provenance
               from (select t.version, t.created_at, t.provenance from turns t
                      where t.tenant_id = $tenant and t.id = $1
                      union all
                     select r.version, t.created_at, r.provenance from turn_revisions r
                       join turns t on t.tenant_id = $tenant and t.id = r.turn_id
                      where r.tenant_id = $tenant and r.turn_id = $1 and not r.removed) v
               left join turn_revisions p
                 on p.tenant_id = $tenant and p.turn_id = $1 and p.version = v.version - 1
               left join deeds d on d.tenant_id = $tenant and d.id = p.deed_id
               left join members m on m.tenant_id = $tenant and m.id = d.member_id
              order by v.version desc",
            [turn.id.into()],
        )
        .await
}

/// What a turn said in one of its versions.
#[derive(Debug, Clone, PartialEq)]
pub struct Wording {
    pub speaker: Option<String>,
    pub text: String,
    pub closed: bool,
    pub footnotes: Vec<Footnote>,
    pub heading: Option<Heading>,
}

impl FromQueryResult for Wording {
    fn from_query_result(row: &QueryResult, _: &str) -> Result<Self, DbErr> {
        let section: Option<String> = row.try_get_by("section")?;
        Ok(Self {
            speaker: row.try_get_by("speaker")?,
            text: row.try_get_by("text")?,
            closed: row.try_get_by("closed")?,
            footnotes: read_footnotes(row.try_get_by("footnotes")?)?,
            heading: Heading::of(section.as_deref(), row.try_get_by("section_title")?),
        })
    }
}

/// What a turn said in a version.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn wording<P: Permission>(scope: &Scope<P>, turn: &Turn, version: i32) -> Result<Wording> {
    let columns = "v.text, v.closed, v.footnotes, v.section, v.section_title, a.name as speaker";
    let speaker = "left join attendances a on a.tenant_id = $tenant and a.id = v.attendance_id";
    let sql = format!(
        "select {columns} from turns v {speaker}
          where v.tenant_id = $tenant and v.id = $1 and v.version = $2
          union all
         select {columns} from turn_revisions v {speaker}
          where v.tenant_id = $tenant and v.turn_id = $1 and v.version = $2 and not v.removed"
    );
    scope.row(&sql, [turn.id.into(), version.into()]).await?.ok_or(Error::NotFound)
}
