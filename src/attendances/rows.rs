//! Queries on whether those noted were there.

use chrono::NaiveTime;
use sea_orm::FromQueryResult;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::presence::{Evidence, Presence};
use crate::{
    access::{permissions::Permission, scope::Scope},
    history::removals::{self, RemovalKind},
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
    let sql = "select id, presence, replaced_by, arrived_at, left_at, evidence from attendances
                where tenant_id = $tenant and hearing_id = $1";
    scope.rows(sql, [hearing_id.into()]).await
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

#[derive(FromQueryResult)]
struct Contradiction {
    name: String,
    speaks: bool,
}

/// Who was not there, and yet speaks or stands in for someone; said by this field.
pub async fn contradictions<P: Permission>(
    scope: &Scope<P>,
    hearing_id: Uuid,
    field: &'static str,
) -> Result<Errors> {
    let sql = "select name, speaks from (
                   select a.name, a.position,
                          exists (select from turns t where t.tenant_id = $tenant and t.hearing_id = $1
                                     and t.attendance_id = a.id) as speaks,
                          exists (select from attendances r where r.tenant_id = $tenant and r.hearing_id = $1
                                     and r.replaced_by = a.id) as replaces
                     from attendances a
                    where a.tenant_id = $tenant and a.hearing_id = $1
                      and a.presence in ('excused', 'absent')) away
                where speaks or replaces order by position";
    let found: Vec<Contradiction> = scope.rows(sql, [hearing_id.into()]).await?;
    let mut errors = Errors::default();
    for it in found {
        let id = if it.speaks { "presence-speaks" } else { "presence-replaces" };
        errors.add(field, scope.lang().t1(id, "name", it.name));
    }
    Ok(errors)
}
