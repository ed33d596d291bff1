//! Queries on the history of a hearing and of its turns.

use chrono::{DateTime, Utc};
use sea_orm::{
    ColumnTrait as _, DbErr, FromQueryResult, QueryFilter as _, QueryOrder as _, QueryResult,
    QuerySelect as _,
};
use uuid::Uuid;

use super::{
    change::{ChangeKind, ChangeLine},
    entity,
};
use crate::{
    access::{permissions::Permission, scope::Scope},
    record::{
        heading::Heading,
        provenance::Provenance,
        turn::{Footnote, Turn, read_footnotes},
    },
    web::error::{Error, Result},
};

/// How many changes a page shows.
pub const PAGE: usize = 50;

const LINES: &str = "select c.id, c.kind, c.reason, c.actor as author,
        case when c.member_id is not null or c.kind = 'round_reminder' then a.name end as guest, c.created_at as at,
        (select json_agg(t.number order by t.number) from turn_revisions r
           join turns t on t.tenant_id = $tenant and t.id = r.turn_id
          where r.tenant_id = $tenant and r.change_id = c.id) as turns
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
            "select v.version, d.kind, d.actor as author, coalesce(d.created_at, v.created_at) as at, v.provenance
               from (select t.version, t.created_at, t.provenance from turns t
                      where t.tenant_id = $tenant and t.id = $1
                      union all
                     select r.version, t.created_at, r.provenance from turn_revisions r
                       join turns t on t.tenant_id = $tenant and t.id = r.turn_id
                      where r.tenant_id = $tenant and r.turn_id = $1 and not r.removed) v
               left join turn_revisions p
                 on p.tenant_id = $tenant and p.turn_id = $1 and p.version = v.version - 1
               left join changes d on d.tenant_id = $tenant and d.id = p.change_id
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
