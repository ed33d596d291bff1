//! Queries on whether those noted were there.

use chrono::NaiveTime;
use sea_orm::{
    ColumnTrait as _, Condition, FromQueryResult, QueryFilter as _, QueryOrder as _, QuerySelect as _,
    QueryTrait as _,
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{
    entity as attendances,
    presence::{Evidence, Presence},
    store,
};
use crate::{
    access::{permissions::Permission, scope::Scope},
    history::removals::{self, RemovalKind},
    record::entity as turns,
    web::{
        error::{Error, Result},
        forms::Errors,
    },
};

/// Whether someone noted was there.
#[derive(Debug, Clone, PartialEq, FromQueryResult, Serialize, Deserialize)]
pub struct Row {
    /// Of the attendance.
    pub id: Uuid,
    pub presence: Presence,
    pub replaced_by: Option<Uuid>,
    pub arrived_at: Option<NaiveTime>,
    pub left_at: Option<NaiveTime>,
    pub evidence: Evidence,
}

impl Row {
    /// Another presence, without what does not go with it.
    pub fn with(self, presence: Presence) -> Self {
        match presence.attended() {
            true => Self { presence, replaced_by: None, ..self },
            false => Self { presence, arrived_at: None, left_at: None, ..self },
        }
    }
}

/// All of a hearing.
pub async fn of_hearing<P: Permission>(scope: &Scope<P>, hearing_id: Uuid) -> Result<Vec<Row>> {
    Ok(store::all(scope, hearing_id).into_model().all(scope.db()).await?)
}

/// What was noted before, for whoever undoes it.
#[derive(Debug, Serialize, Deserialize)]
struct Before {
    hearing_id: Uuid,
    rows: Vec<Row>,
}

/// Notes these and keeps what was noted before; under which id.
pub async fn change<P: Permission>(
    scope: &Scope<P>,
    hearing_id: Uuid,
    before: Vec<Row>,
    rows: &[Row],
) -> Result<Uuid> {
    for row in rows {
        write(scope, hearing_id, row).await?;
    }
    let id = Uuid::now_v7();
    removals::keep(scope, RemovalKind::Roll, id, &Before { hearing_id, rows: before }).await?;
    Ok(id)
}

/// Notes what a list tells of someone.
pub async fn tell<P: Permission>(
    scope: &Scope<P>,
    hearing_id: Uuid,
    id: Uuid,
    presence: Presence,
    substitute: Option<Uuid>,
) -> Result<()> {
    let found = of_hearing(scope, hearing_id).await?.into_iter().find(|it| it.id == id);
    let Some(row) = found else { return Ok(()) };
    let replaced_by = substitute.filter(|it| *it != id).or(row.replaced_by);
    write(scope, hearing_id, &Row { replaced_by, ..row }.with(presence)).await
}

async fn write<P: Permission>(scope: &Scope<P>, hearing_id: Uuid, row: &Row) -> Result<()> {
    let sql = "update attendances
                  set presence = $3, replaced_by = $4, arrived_at = $5, left_at = $6, evidence = $7
                where tenant_id = $tenant and hearing_id = $1 and id = $2";
    let values = [
        hearing_id.into(),
        row.id.into(),
        row.presence.code().into(),
        row.replaced_by.into(),
        row.arrived_at.into(),
        row.left_at.into(),
        row.evidence.code().into(),
    ];
    scope.execute(sql, values).await?;
    Ok(())
}

/// Notes again what was noted before.
///
/// # Errors
/// [`Error::NotFound`] where it was undone already; [`Error::Conflict`] where
/// the record says otherwise since.
pub async fn restore<P: Permission>(scope: &Scope<P>, hearing_id: Uuid, id: Uuid) -> Result<()> {
    let before: Option<Before> = removals::take(scope, RemovalKind::Roll, id).await?;
    let before = before.filter(|it| it.hearing_id == hearing_id).ok_or(Error::NotFound)?;
    let there = of_hearing(scope, hearing_id).await?;
    for row in &before.rows {
        let replaced_by = row.replaced_by.filter(|id| there.iter().any(|it| it.id == *id));
        write(scope, hearing_id, &Row { replaced_by, ..row.clone() }).await?;
    }
    let errors = contradictions(scope, hearing_id, "roll").await?;
    if errors.is_empty() { Ok(()) } else { Err(Error::Conflict) }
}

/// Someone who was away and yet speaks or replaces someone.
#[derive(FromQueryResult)]
struct Contradiction {
    name: String,
    speaks: bool,
}

/// Who was away according to the list, and yet speaks or replaces someone; as errors of this field.
pub async fn contradictions<P: Permission>(
    scope: &Scope<P>,
    hearing_id: Uuid,
    field: &'static str,
) -> Result<Errors> {
    #[expect(clippy::disallowed_methods, reason = "for organisers: a removed turn can come back, too")]
    let turns = scope.find_unrestricted::<turns::Entity>();
    let speaks = turns.select_only().column(turns::Column::AttendanceId).filter(
        Condition::all()
            .add(turns::COLUMN.hearing_id.eq(hearing_id))
            .add(turns::Column::AttendanceId.is_not_null()),
    );
    let speaks = || attendances::Column::Id.in_subquery(speaks.clone().into_query());
    let replacing = store::all(scope, hearing_id)
        .select_only()
        .column(attendances::Column::ReplacedBy)
        .filter(attendances::Column::ReplacedBy.is_not_null());
    let replaces = attendances::Column::Id.in_subquery(replacing.into_query());
    let found = store::all(scope, hearing_id)
        .select_only()
        .column(attendances::Column::Name)
        .expr_as(speaks(), "speaks")
        .filter(attendances::Column::Presence.is_in(Presence::ALL.into_iter().filter(|it| !it.attended())))
        .filter(Condition::any().add(speaks()).add(replaces))
        .order_by_asc(attendances::Column::Position);
    let found: Vec<Contradiction> = found.into_model().all(scope.db()).await?;
    let mut errors = Errors::default();
    for it in found {
        let id = if it.speaks { "presence-speaks" } else { "presence-replaces" };
        errors.add(field, scope.lang().t1(id, "name", it.name));
    }
    Ok(errors)
}
