//! Queries on those present.

use chrono::NaiveTime;
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait as _, ExprTrait as _, FromQueryResult, JoinType, QueryFilter as _, QueryOrder as _,
    QuerySelect as _, RelationTrait as _, Select,
    sea_query::{Expr, Query, SelectStatement},
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{
    attendance::{Attendance, Category},
    entity as attendances,
    presence::{Evidence, Presence},
};
use crate::{
    access::{permissions::Permission, scope::Scope},
    directory::{bodies::entity as bodies, people::person::Holder},
    history::removals::{self, RemovalKind},
    web::error::{Error, Result},
};

/// The attendances of a hearing.
pub(super) fn all<P: Permission>(scope: &Scope<P>, hearing_id: Uuid) -> Select<attendances::Entity> {
    scope.visible::<attendances::Entity>().filter(attendances::COLUMN.hearing_id.eq(hearing_id))
}

/// The attendances of a hearing, in the order of the table.
pub async fn of_hearing<P: Permission>(scope: &Scope<P>, hearing_id: Uuid) -> Result<Vec<Attendance>> {
    let attendances = all(scope, hearing_id)
        .select_only()
        .columns([
            attendances::Column::Id,
            attendances::Column::PersonId,
            attendances::Column::Category,
            attendances::Column::Name,
            attendances::Column::Title,
            attendances::Column::BodyName,
            attendances::Column::BodyId,
            attendances::Column::Presence,
            attendances::Column::ReplacedBy,
            attendances::Column::ArrivedAt,
            attendances::Column::LeftAt,
            attendances::Column::Evidence,
        ])
        .column(bodies::Column::Colour)
        .expr_as(Expr::from(substitute_name(scope)), "substitute")
        .join(JoinType::LeftJoin, attendances::Relation::Bodies.def())
        .order_by_asc(attendances::Column::Position)
        .order_by_asc(attendances::Column::Id);
    Ok(attendances.into_model().all(scope.db()).await?)
}

/// The name of whoever replaces the selected attendance.
fn substitute_name<P: Permission>(scope: &Scope<P>) -> SelectStatement {
    let of = |column| Expr::col(("substitute", column));
    Query::select()
        .expr(of(attendances::Column::Name))
        .from_as(attendances::Entity, "substitute")
        .and_where(of(attendances::Column::TenantId).eq(scope.reader().tenant))
        .and_where(of(attendances::Column::Id).equals((attendances::Entity, attendances::Column::ReplacedBy)))
        .to_owned()
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

/// Adds someone to a hearing; whether they were not there before.
pub async fn insert<P: Permission>(scope: &Scope<P>, hearing_id: Uuid, new: &NewAttendance) -> Result<bool> {
    if of_person(scope, hearing_id, new.person_id).await?.is_some() {
        return Ok(false);
    }
    let last: Option<Option<i32>> = all(scope, hearing_id)
        .select_only()
        .expr(attendances::Column::Position.max())
        .into_tuple()
        .one(scope.db())
        .await?;
    let row = attendances::ActiveModel {
        id: Set(new.id),
        hearing_id: Set(hearing_id),
        person_id: Set(new.person_id),
        position: Set(last.flatten().unwrap_or(0) + 1),
        category: Set(new.category),
        name: Set(new.name.clone()),
        title: Set(new.title.clone()),
        body_name: Set(new.body_name.clone()),
        body_id: Set(new.body_id),
        ..Default::default()
    };
    scope.insert(row).await
}

/// The attendance of a person at a hearing.
pub async fn of_person<P: Permission>(
    scope: &Scope<P>,
    hearing_id: Uuid,
    person_id: Uuid,
) -> Result<Option<Uuid>> {
    let attendance = all(scope, hearing_id)
        .select_only()
        .column(attendances::Column::Id)
        .filter(attendances::COLUMN.person_id.eq(person_id));
    Ok(attendance.into_tuple().one(scope.db()).await?)
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
                and not exists (select from turn_revisions where tenant_id = $tenant and attendance_id = $2)
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
