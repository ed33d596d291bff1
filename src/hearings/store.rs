//! Queries on hearings.

use uuid::Uuid;

use super::hearing::Hearing;
use crate::{
    error::{Error, Result},
    permissions::Permission,
    scope::Scope,
    series::store::{ORGANISER, who},
};

/// Columns of [`Hearing`] for the member ($1, of the body $2, who is the person $3).
fn select(narrowed: &str) -> String {
    format!(
        "select h.id, h.series_id, s.slug as series_slug, s.title as series_title, h.number, h.title, h.day,
                h.starts_at, h.place, h.state, h.version,
                (select count(*) from turns t where t.tenant_id = $tenant and t.hearing_id = h.id) as turns,
                {ORGANISER} as organiser,
                exists (select from attendances a where a.tenant_id = $tenant and a.hearing_id = h.id
                           and a.person_id = $3) as present
           from hearings h join series s on s.tenant_id = $tenant and s.id = h.series_id
          where h.tenant_id = $tenant {narrowed}"
    )
}

/// The hearings of a series, the latest number first.
pub async fn of_series<P: Permission>(scope: &Scope<P>, series_id: Uuid) -> Result<Vec<Hearing>> {
    let [member, body] = who(scope);
    let sql = select("and h.series_id = $4 order by h.number desc");
    scope.rows(&sql, [member, body, scope.member.person_id.into(), series_id.into()]).await
}

/// A hearing that the member may act on as `P` says.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Forbidden`].
pub async fn find<P: Permission>(scope: &Scope<P>, series: &str, number: i32) -> Result<Hearing> {
    let [member, body] = who(scope);
    let sql = select("and s.slug = $4 and h.number = $5");
    let values = [member, body, scope.member.person_id.into(), series.into(), number.into()];
    let hearing: Hearing = scope.row(&sql, values).await?.ok_or(Error::NotFound)?;
    let standing = hearing.standing();
    scope.admit(hearing, standing)
}
