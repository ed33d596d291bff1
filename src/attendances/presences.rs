//! Queries on presences: who attended, when, and the evidence.

use chrono::NaiveTime;
use sea_orm::{
    ColumnTrait as _, Condition, FromQueryResult, QueryFilter as _, QueryOrder as _, QuerySelect as _,
    QueryTrait as _, Value,
};
use serde::Serialize;
use uuid::Uuid;

use super::{
    attendance::Attendance,
    entity as attendances,
    presence::{Evidence, Presence},
    store,
};
use crate::{
    access::{
        permissions::Permission,
        scope::{Scope, raw_sql},
    },
    hearings::hearing::Hearing,
    history::{change::ChangeKind, recording::Change, store as changes, undo},
    record::entity as turns,
    web::{
        error::{Error, Result},
        forms::Errors,
    },
};

/// The presence of one attendance.
#[derive(Debug, Clone, PartialEq, FromQueryResult, Serialize)]
pub struct Row {
    /// The id of the attendance.
    pub id: Uuid,
    pub presence: Presence,
    pub replaced_by: Option<Uuid>,
    pub arrived_at: Option<NaiveTime>,
    pub left_at: Option<NaiveTime>,
    pub evidence: Evidence,
}

impl Row {
    pub fn of(attendance: &Attendance) -> Self {
        Self {
            id: attendance.id,
            presence: attendance.presence,
            replaced_by: attendance.replaced_by,
            arrived_at: attendance.arrived_at,
            left_at: attendance.left_at,
            evidence: attendance.evidence,
        }
    }

    /// The row with another presence, without the values that contradict it.
    pub fn with(self, presence: Presence) -> Self {
        match presence.attended() {
            true => Self { presence, replaced_by: None, ..self },
            false => Self { presence, arrived_at: None, left_at: None, ..self },
        }
    }
}

/// The presences of a hearing.
pub async fn of_hearing<P: Permission>(scope: &Scope<P>, hearing_id: Uuid) -> Result<Vec<Row>> {
    Ok(store::all(scope, hearing_id).into_model().all(scope.db()).await?)
}

raw_sql! {
    /// Writes any number of presences in one statement.
    const WRITE = "update attendances a
           set presence = n.presence, replaced_by = n.replaced_by, arrived_at = n.arrived_at,
               left_at = n.left_at, evidence = n.evidence, version = a.version + 1
          from jsonb_to_recordset($2::jsonb) as n(id uuid, presence text, replaced_by uuid,
               arrived_at time, left_at time, evidence text)
         where a.tenant_id = $tenant and a.hearing_id = $1 and a.id = n.id";
}

/// Changes presences. The former ones are kept, so that the change can be undone.
pub async fn change<P: Permission>(
    scope: &Scope<P>,
    change: Change,
    hearing_id: Uuid,
    rows: &[Row],
) -> Result<()> {
    let ids = rows.iter().map(|it| it.id).collect();
    change.keep_many::<attendances::Entity>(scope, ids).await?;
    write(scope, hearing_id, rows).await
}

/// Writes presences of attendances that the change has kept or created.
pub async fn write<P: Permission>(scope: &Scope<P>, hearing_id: Uuid, rows: &[Row]) -> Result<()> {
    let rows = serde_json::to_value(rows).map_err(|why| Error::internal(why.to_string()))?;
    let values: [Value; 2] = [hearing_id.into(), rows.into()];
    scope.raw_execute(WRITE, values).await?;
    Ok(())
}

/// Undoes a change of the attendances of a hearing.
///
/// # Errors
/// [`Error::NotFound`] where it is none of these; [`Error::Conflict`] where someone else has changed
/// one of the attendances since, or the record contradicts what they were.
pub async fn undo<P: Permission>(scope: &Scope<P>, hearing: &Hearing, id: Uuid) -> Result<Change> {
    changes::hold(scope, hearing.id, ChangeKind::Attendance).await?;
    let change = undo::find(scope, id).await?;
    if change.hearing_id != Some(hearing.id) || change.kind != ChangeKind::Attendance {
        return Err(Error::NotFound);
    }
    let reversal = undo::undo(scope, id).await?;
    check(scope, hearing.id).await?;
    Ok(reversal)
}

/// Checks that no absent person speaks or replaces someone.
///
/// # Errors
/// [`Error::Conflict`].
pub async fn check<P: Permission>(scope: &Scope<P>, hearing_id: Uuid) -> Result<()> {
    let errors = contradictions(scope, hearing_id, "roll").await?;
    if errors.is_empty() { Ok(()) } else { Err(Error::Conflict) }
}

/// An absent person who speaks or replaces someone.
#[derive(FromQueryResult)]
struct Contradiction {
    name: String,
    speaks: bool,
}

/// The absent people who speak or replace someone, as errors of this field.
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
