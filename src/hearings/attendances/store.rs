//! Queries on those present.

use uuid::Uuid;

use super::attendance::Attendance;
use crate::{error::Result, permissions::Permission, scope::Scope};

/// Those present at a hearing, in the order of the table.
pub async fn of_hearing<P: Permission>(scope: &Scope<P>, hearing_id: Uuid) -> Result<Vec<Attendance>> {
    scope
        .rows(
            "select a.id, a.person_id, a.category, a.name, a.title, a.body_name, a.body_id, b.colour
               from attendances a left join bodies b on b.tenant_id = $tenant and b.id = a.body_id
              where a.tenant_id = $tenant and a.hearing_id = $1
              order by a.position, a.id",
            [hearing_id.into()],
        )
        .await
}
