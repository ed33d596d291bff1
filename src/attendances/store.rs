//! Queries on those present.

use chrono::NaiveTime;
use sea_orm::FromQueryResult;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{
    attendance::{Attendance, Category},
    presence::{Evidence, Presence},
};
use crate::{
    access::{permissions::Permission, scope::Scope},
    directory::people::person::Holder,
    history::removals::{self, RemovalKind},
    web::error::{Error, Result},
};

/// Those noted at a hearing, in the order of the table.
pub async fn of_hearing<P: Permission>(scope: &Scope<P>, hearing_id: Uuid) -> Result<Vec<Attendance>> {
    scope
        .rows(
            "select a.id, a.person_id, a.category, a.name, a.title, a.body_name, a.body_id, b.colour, a.presence,
                    a.replaced_by, a.arrived_at, a.left_at, a.evidence,
                    (select r.name from attendances r
                      where r.tenant_id = $tenant and r.id = a.replaced_by) as substitute
               from attendances a left join bodies b on b.tenant_id = $tenant and b.id = a.body_id
              where a.tenant_id = $tenant and a.hearing_id = $1
              order by a.position, a.id",
            [hearing_id.into()],
        )
        .await
}

/// Someone in the capacity of the day, about to be noted as present.
#[derive(Debug)]
pub struct NewAttendance {
    pub id: Uuid,
    pub person_id: Uuid,
    pub category: Category,
    pub name: String,
    pub title: String,
    pub body_name: String,
    pub body_id: Option<Uuid>,
}

impl NewAttendance {
    /// Someone as the directory has him on the day; in the category where his
    /// body puts him unless another is given.
    pub fn of(id: Uuid, holder: Holder, category: Option<Category>) -> Self {
        Self {
            id,
            person_id: holder.person_id,
            category: category.unwrap_or_else(|| Category::expected(holder.body_kind)),
            name: holder.name,
            title: holder.title.unwrap_or_default(),
            body_name: holder.body_name.unwrap_or_default(),
            body_id: holder.body_id,
        }
    }
}

/// Notes someone as present; whether he was not yet.
pub async fn insert<P: Permission>(scope: &Scope<P>, hearing_id: Uuid, new: &NewAttendance) -> Result<bool> {
    let kept = scope
        .execute(
            "insert into attendances
                    (tenant_id, id, hearing_id, person_id, category, name, title, body_name, body_id, position)
             values ($tenant, $1, $2, $3, $4, $5, $6, $7, $8,
                     (select coalesce(max(position), 0) + 1 from attendances
                       where tenant_id = $tenant and hearing_id = $2))
             on conflict do nothing",
            [
                new.id.into(),
                hearing_id.into(),
                new.person_id.into(),
                new.category.code().into(),
                new.name.clone().into(),
                new.title.clone().into(),
                new.body_name.clone().into(),
                new.body_id.into(),
            ],
        )
        .await?;
    Ok(kept == 1)
}

/// The attendance of a person at a hearing.
pub async fn of_person<P: Permission>(
    scope: &Scope<P>,
    hearing_id: Uuid,
    person_id: Uuid,
) -> Result<Option<Uuid>> {
    let sql = "select id from attendances where tenant_id = $tenant and hearing_id = $1 and person_id = $2";
    scope.value(sql, [hearing_id.into(), person_id.into()]).await
}

/// Someone who was taken away, frozen as he stood there.
#[derive(Debug, FromQueryResult, Serialize, Deserialize)]
struct Gone {
    hearing_id: Uuid,
    person_id: Uuid,
    position: i32,
    category: String,
    name: String,
    title: String,
    body_name: String,
    body_id: Option<Uuid>,
    #[serde(default)]
    presence: Presence,
    #[serde(default)]
    replaced_by: Option<Uuid>,
    #[serde(default)]
    arrived_at: Option<NaiveTime>,
    #[serde(default)]
    left_at: Option<NaiveTime>,
    #[serde(default)]
    evidence: Evidence,
}

/// Takes someone away from those present, unless he speaks in the record, spoke
/// in an earlier version of it, or stands in for someone; whether he is gone.
pub async fn remove<P: Permission>(scope: &Scope<P>, hearing_id: Uuid, id: Uuid) -> Result<bool> {
    let gone: Option<Gone> = scope
        .row(
            "delete from attendances where tenant_id = $tenant and hearing_id = $1 and id = $2
                and not exists (select from turns where tenant_id = $tenant and hearing_id = $1
                                   and attendance_id = $2)
                and not exists (select from turns t
                                  join changed_rows r on r.tenant_id = $tenant and r.row_id = t.id
                                 where t.tenant_id = $tenant and t.hearing_id = $1 and r.table_name = 'turns'
                                   and r.before ->> 'attendance_id' = $2::text)
                and not exists (select from attendances r where r.tenant_id = $tenant and r.hearing_id = $1
                                   and r.replaced_by = $2)
             returning hearing_id, person_id, position, category, name, title, body_name, body_id,
                       presence, replaced_by, arrived_at, left_at, evidence",
            [hearing_id.into(), id.into()],
        )
        .await?;
    if let Some(gone) = gone {
        removals::keep(scope, RemovalKind::Attendance, id, &gone).await?;
        return Ok(true);
    }
    let left: Option<Uuid> = scope
        .value(
            "select id from attendances where tenant_id = $tenant and hearing_id = $1 and id = $2",
            [hearing_id.into(), id.into()],
        )
        .await?;
    Ok(left.is_none())
}

/// Puts back who was taken away from this hearing, just as he stood there.
///
/// # Errors
/// [`Error::NotFound`] where nobody was, or too long ago.
pub async fn restore<P: Permission>(scope: &Scope<P>, hearing_id: Uuid, id: Uuid) -> Result<()> {
    let gone: Option<Gone> = removals::take(scope, RemovalKind::Attendance, id).await?;
    let gone = gone.filter(|it| it.hearing_id == hearing_id).ok_or(Error::NotFound)?;
    scope
        .execute(
            "insert into attendances
                    (tenant_id, id, hearing_id, person_id, position, category, name, title, body_name, body_id,
                     presence, replaced_by, arrived_at, left_at, evidence)
             values ($tenant, $1, $2, $3, $4, $5, $6, $7, $8, $9, $10,
                     (select id from attendances where tenant_id = $tenant and hearing_id = $2 and id = $11),
                     $12, $13, $14)
             on conflict do nothing",
            [
                id.into(),
                gone.hearing_id.into(),
                gone.person_id.into(),
                gone.position.into(),
                gone.category.into(),
                gone.name.into(),
                gone.title.into(),
                gone.body_name.into(),
                gone.body_id.into(),
                gone.presence.code().into(),
                gone.replaced_by.into(),
                gone.arrived_at.into(),
                gone.left_at.into(),
                gone.evidence.code().into(),
            ],
        )
        .await?;
    Ok(())
}
