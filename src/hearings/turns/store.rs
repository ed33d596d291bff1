//! Queries on turns, and the one place that decides who may read which.

use uuid::Uuid;

use super::turn::{COLUMNS, Turn};
use crate::{
    error::Result,
    permissions::{Permission, ReadClosed, ReadDrafts, Standing},
    scope::Scope,
    series::store::{ORGANISER, who},
};

/// Whether the member ($1, of the body $2, who is the person $3) was present at the hearing `h`.
pub const PRESENT: &str = "exists (select from attendances p where p.tenant_id = $tenant
    and p.hearing_id = h.id and p.person_id = $3)";

/// Whether the member ($1, of the body $2, who is the person $3) may read the
/// turn `t` of the hearing `h` of the series `s`: the permission table, as a
/// condition. Every query that shows, quotes or counts turns has it; a turn
/// that it leaves out does not exist for the member.
pub fn readable<P: Permission>(scope: &Scope<P>) -> String {
    let (before_review, closed) = (holds::<ReadDrafts, P>(scope), holds::<ReadClosed, P>(scope));
    format!(
        "((h.state in ('in_review', 'approved', 'published') or {before_review})
          and (not t.closed or {closed}))"
    )
}

/// The condition under which the member has `Q` towards the hearing `h`.
fn holds<Q: Permission, P: Permission>(scope: &Scope<P>) -> String {
    let may = |organiser, present| scope.may::<Q>(Standing { organiser, present, ..Standing::default() });
    match (may(false, false), may(true, false), may(false, true)) {
        (true, ..) => "true".to_owned(),
        (_, true, true) => format!("({ORGANISER} or {PRESENT})"),
        (_, true, false) => ORGANISER.to_owned(),
        (_, false, true) => PRESENT.to_owned(),
        (_, false, false) => "false".to_owned(),
    }
}

/// The record of a hearing, as far as the member may read it.
pub async fn of_hearing<P: Permission>(scope: &Scope<P>, hearing_id: Uuid) -> Result<Vec<Turn>> {
    let sql = format!(
        "select {COLUMNS}
           from turns t
           join hearings h on h.tenant_id = $tenant and h.id = t.hearing_id
           join series s on s.tenant_id = $tenant and s.id = h.series_id
          where t.tenant_id = $tenant and t.hearing_id = $4 and {}
          order by t.position",
        readable(scope)
    );
    let [member, body] = who(scope);
    scope.rows(&sql, [member, body, scope.member.person_id.into(), hearing_id.into()]).await
}
