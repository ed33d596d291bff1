//! Earlier versions of a turn: the rows that changes kept of it.

use chrono::{DateTime, Utc};
use sea_orm::{
    FromQueryResult, JoinType, JsonValue, QueryFilter as _, QueryOrder as _, QuerySelect as _,
    RelationTrait as _, Select,
    sea_query::{Expr, extension::postgres::PgExpr as _},
};
use serde::Deserialize;
use uuid::Uuid;

use super::{
    heading::Heading,
    provenance::Provenance,
    store::TurnStatus,
    turn::{Footnote, Turn, read_footnotes},
};
use crate::{
    access::{permissions::Permission, scope::Scope},
    attendances::entity as attendances,
    hearings::hearing::Hearing,
    history::{change::ChangeKind, entity as changes, row_entity as changed_rows},
    web::error::{Error, Result},
};

/// A turn as it was before a change: the row as JSON.
#[derive(Debug, Clone, Deserialize)]
pub struct FormerTurn {
    pub attendance_id: Option<Uuid>,
    pub text: String,
    pub closed: bool,
    pub footnotes: JsonValue,
    pub section: Option<String>,
    pub section_title: String,
    pub removed: bool,
    pub provenance: Provenance,
    pub starts_ms: Option<i32>,
    pub ends_ms: Option<i32>,
    pub cues: JsonValue,
}

impl FormerTurn {
    /// From the column `before` of a changed row.
    ///
    /// # Errors
    /// When the JSON is no row of `turns`.
    pub fn read(before: JsonValue) -> Result<Self> {
        serde_json::from_value(before).map_err(|why| Error::internal(why.to_string()))
    }

    pub fn heading(&self) -> Option<Heading> {
        Heading::of(self.section.as_deref(), self.section_title.clone())
    }
}

/// The rows that changes kept of a turn. Each has the version that its change made.
fn kept<P: Permission>(scope: &Scope<P>, turn: &Turn) -> Select<changed_rows::Entity> {
    scope.parts_of::<changed_rows::Entity, _>(turn).select_only()
}

/// The origin of a version of a turn.
#[derive(Debug, Clone)]
pub struct Version {
    pub version: i32,
    /// None: it was imported.
    pub kind: Option<ChangeKind>,
    pub author: Option<String>,
    pub at: DateTime<Utc>,
    pub provenance: Provenance,
}

/// A row that a change kept, and the change.
#[derive(FromQueryResult)]
struct Kept {
    version: i32,
    provenance: Provenance,
    removed: String,
    kind: ChangeKind,
    actor: String,
    created_at: DateTime<Utc>,
}

/// The versions of a turn, the latest first. Those in which it was removed are left out.
pub async fn versions<P: Permission>(
    scope: &Scope<P>,
    turn: &Turn,
    status: &TurnStatus,
) -> Result<Vec<Version>> {
    let before = |field: &str| Expr::col(changed_rows::Column::Before).cast_json_field(field);
    let rows: Vec<Kept> = kept(scope, turn)
        .column(changed_rows::Column::Version)
        .expr_as(before("provenance"), "provenance")
        .expr_as(before("removed"), "removed")
        .columns([changes::Column::Kind, changes::Column::Actor, changes::Column::CreatedAt])
        .join(JoinType::InnerJoin, changed_rows::Relation::Changes.def())
        .filter(changed_rows::COLUMN.before.is_not_null())
        .order_by_desc(changed_rows::Column::Version)
        .into_model()
        .all(scope.db())
        .await?;
    let version = |number: i32, provenance| {
        let made = rows.iter().find(|it| it.version == number);
        Version {
            version: number,
            kind: made.map(|it| it.kind),
            author: made.map(|it| it.actor.clone()),
            at: made.map_or(status.created_at, |it| it.created_at),
            provenance,
        }
    };
    let former =
        rows.iter().filter(|it| it.removed != "true").map(|it| version(it.version - 1, it.provenance));
    Ok(std::iter::once(version(turn.version, turn.provenance)).chain(former).collect())
}

/// The turn as it was in an earlier version.
///
/// # Errors
/// [`Error::NotFound`] where there is no such version, or the turn was removed in it.
pub async fn former<P: Permission>(scope: &Scope<P>, turn: &Turn, version: i32) -> Result<FormerTurn> {
    let before: Option<JsonValue> = kept(scope, turn)
        .column(changed_rows::Column::Before)
        .filter(changed_rows::COLUMN.version.eq(version + 1))
        .filter(changed_rows::COLUMN.before.is_not_null())
        .into_tuple()
        .one(scope.db())
        .await?;
    let former = FormerTurn::read(before.ok_or(Error::NotFound)?)?;
    if former.removed { Err(Error::NotFound) } else { Ok(former) }
}

/// The content of a version of a turn.
#[derive(Debug, Clone, PartialEq)]
pub struct Wording {
    pub speaker: Option<String>,
    pub text: String,
    pub closed: bool,
    pub footnotes: Vec<Footnote>,
    pub heading: Option<Heading>,
}

/// The content of a version of a turn, the present one or an earlier one.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn wording<P: Permission>(
    scope: &Scope<P>,
    hearing: &Hearing,
    turn: &Turn,
    version: i32,
) -> Result<Wording> {
    if version == turn.version {
        return Ok(Wording {
            speaker: speaker(scope, hearing, turn.attendance_id).await?,
            text: turn.text.clone(),
            closed: turn.closed,
            footnotes: turn.footnotes.clone(),
            heading: turn.heading.clone(),
        });
    }
    let former = former(scope, turn, version).await?;
    Ok(Wording {
        speaker: speaker(scope, hearing, former.attendance_id).await?,
        heading: former.heading(),
        text: former.text,
        closed: former.closed,
        footnotes: read_footnotes(former.footnotes)?,
    })
}

async fn speaker<P: Permission>(
    scope: &Scope<P>,
    hearing: &Hearing,
    attendance: Option<Uuid>,
) -> Result<Option<String>> {
    let Some(id) = attendance else { return Ok(None) };
    let name = scope
        .parts_of::<attendances::Entity, _>(hearing)
        .select_only()
        .column(attendances::Column::Name)
        .filter(attendances::COLUMN.id.eq(id));
    Ok(name.into_tuple().one(scope.db()).await?)
}

/// Who changed a turn, and when.
#[derive(Debug, FromQueryResult)]
pub struct LatestChange {
    pub author: String,
    pub at: DateTime<Utc>,
}

/// The change that made the present version of a turn; none where nobody has changed it.
pub async fn latest_change<P: Permission>(scope: &Scope<P>, turn: &Turn) -> Result<Option<LatestChange>> {
    let change = kept(scope, turn)
        .column_as(changes::Column::Actor, "author")
        .column_as(changes::Column::CreatedAt, "at")
        .join(JoinType::InnerJoin, changed_rows::Relation::Changes.def())
        .filter(changed_rows::COLUMN.version.eq(turn.version));
    Ok(change.into_model().one(scope.db()).await?)
}
