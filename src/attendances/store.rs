//! Queries on those present.

use sea_orm::{
    ActiveValue::Set,
    ColumnTrait as _, Condition, ExprTrait as _, JoinType, QueryFilter as _, QueryOrder as _,
    QuerySelect as _, QueryTrait as _, RelationTrait as _, Select,
    sea_query::{Expr, Query, SelectStatement, extension::postgres::PgExpr as _},
};
use uuid::Uuid;

use super::{
    attendance::{Attendance, Category},
    entity as attendances,
};
use crate::{
    access::{
        permissions::Permission,
        scope::{Scope, Written},
    },
    directory::{bodies::entity as bodies, people::person::Holder},
    hearings::hearing::Hearing,
    history::{entity as changes, recording::Change, row_entity as changed_rows},
    record::entity as turns,
    web::error::Result,
};

/// The attendances of a hearing.
pub(super) fn all<P: Permission>(scope: &Scope<P>, hearing_id: Uuid) -> Select<attendances::Entity> {
    scope.visible::<attendances::Entity>().filter(attendances::COLUMN.hearing_id.eq(hearing_id))
}

/// The attendances of a hearing, in the order of the table.
pub async fn of_hearing<P: Permission>(scope: &Scope<P>, hearing: &Hearing) -> Result<Vec<Attendance>> {
    let attendances = scope
        .parts_of::<attendances::Entity, _>(hearing)
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
            attendances::Column::Version,
        ])
        .column(bodies::Column::Colour)
        .expr_as(Expr::from(substitute_name(scope)), "substitute")
        .join(JoinType::LeftJoin, attendances::Relation::Bodies.def())
        .order_by_asc(attendances::Column::Position)
        .order_by_asc(attendances::Column::Id);
    Ok(attendances.into_model().all(scope.db()).await?)
}

/// The name of the substitute of the selected attendance.
fn substitute_name<P: Permission>(scope: &Scope<P>) -> SelectStatement {
    let of = |column| Expr::col(("substitute", column));
    Query::select()
        .expr(of(attendances::Column::Name))
        .from_as(attendances::Entity, "substitute")
        .and_where(of(attendances::Column::TenantId).eq(scope.reader().tenant))
        .and_where(of(attendances::Column::Id).equals((attendances::Entity, attendances::Column::ReplacedBy)))
        .to_owned()
}

/// A new attendance.
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
    /// A person as in the directory on that day; in the usual category of their body unless another is given.
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

/// Adds someone to a hearing. Returns whether they are new to it.
pub async fn insert<P: Permission>(
    scope: &Scope<P>,
    change: Change,
    hearing_id: Uuid,
    new: &NewAttendance,
) -> Result<bool> {
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
    change.insert::<attendances::Entity>(scope, new.id, row).await
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

/// Removes someone from a hearing, unless they speak in the record, spoke in an earlier version of it,
/// or replace someone. Returns whether they were removed.
pub async fn remove<P: Permission>(
    scope: &Scope<P>,
    change: Change,
    hearing_id: Uuid,
    id: Uuid,
) -> Result<bool> {
    let version = all(scope, hearing_id)
        .select_only()
        .column(attendances::Column::Version)
        .filter(attendances::COLUMN.id.eq(id));
    let Some(version) = version.into_tuple().one(scope.db()).await? else { return Ok(true) };
    if is_needed(scope, hearing_id, id).await? {
        return Ok(false);
    }
    Ok(change.delete::<attendances::Entity>(scope, id, version).await? == Written::Updated)
}

/// Whether turns, earlier versions of turns or other attendances name the attendance.
async fn is_needed<P: Permission>(scope: &Scope<P>, hearing_id: Uuid, id: Uuid) -> Result<bool> {
    #[expect(clippy::disallowed_methods, reason = "for organisers: a removed turn can come back, too")]
    let turns = scope
        .find_unrestricted::<turns::Entity>()
        .filter(turns::COLUMN.hearing_id.eq(hearing_id))
        .select_only();
    let of_hearing = turns.clone().column(turns::Column::Id);
    let turns = turns.column(turns::Column::AttendanceId).filter(turns::Column::AttendanceId.is_not_null());
    let earlier = Query::select()
        .expr(Expr::value(1))
        .from(changed_rows::Entity)
        .and_where(changed_rows::COLUMN.tenant_id.eq(scope.reader().tenant))
        .and_where(changed_rows::COLUMN.table_name.eq("turns"))
        .and_where(changed_rows::Column::RowId.in_subquery(of_hearing.into_query()))
        .and_where(
            Expr::col((changed_rows::Entity, changed_rows::Column::Before))
                .cast_json_field("attendance_id")
                .eq(id.to_string()),
        )
        .to_owned();
    let replaced = all(scope, hearing_id)
        .select_only()
        .column(attendances::Column::ReplacedBy)
        .filter(attendances::Column::ReplacedBy.is_not_null());
    let needed = all(scope, hearing_id).select_only().column(attendances::Column::Id).filter(
        Condition::all().add(attendances::COLUMN.id.eq(id)).add(
            Condition::any()
                .add(attendances::Column::Id.in_subquery(turns.into_query()))
                .add(Expr::exists(earlier))
                .add(attendances::Column::Id.in_subquery(replaced.into_query())),
        ),
    );
    Ok(needed.into_tuple::<Uuid>().one(scope.db()).await?.is_some())
}

/// The change that last removed an attendance of the hearing.
pub async fn removal<P: Permission>(scope: &Scope<P>, hearing_id: Uuid, id: Uuid) -> Result<Option<Uuid>> {
    #[expect(clippy::disallowed_methods, reason = "of a hearing that the caller found")]
    let rows = scope.find_unrestricted::<changed_rows::Entity>();
    let removals = rows
        .select_only()
        .column(changed_rows::Column::ChangeId)
        .join(JoinType::InnerJoin, changed_rows::Relation::Changes.def())
        .filter(changes::COLUMN.hearing_id.eq(hearing_id))
        .filter(changed_rows::COLUMN.table_name.eq("attendances"))
        .filter(changed_rows::COLUMN.row_id.eq(id))
        .filter(changed_rows::COLUMN.deleted.eq(true))
        .order_by_desc(changed_rows::Column::Version);
    Ok(removals.into_tuple().one(scope.db()).await?)
}
