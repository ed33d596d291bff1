//! What an import replaced: the hearing and its attendances before the import and after it, as
//! `imports.former` stores them for [`super::undoing`].

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::{
    ActiveValue::Set, ColumnTrait as _, FromQueryResult, Iterable as _, JsonValue, QueryFilter as _,
    QuerySelect as _, sea_query::LockType,
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::entity as imports;
use crate::{
    access::{
        permissions::Permission,
        scope::{Scope, TenantTransaction},
    },
    attendances::entity as attendances,
    hearings::{entity as hearings, hearing::HearingState},
    web::error::{Error, Result},
};

/// The columns of a hearing that an import can change.
#[derive(Debug, Clone, Serialize, Deserialize, FromQueryResult)]
pub(super) struct HearingValues {
    pub title: String,
    pub day: NaiveDate,
    pub starts_at: Option<DateTime<Utc>>,
    pub place: String,
    pub state: HearingState,
}

/// A hearing and its attendances, which are rows by their ids.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Standing {
    #[serde(flatten)]
    pub hearing: HearingValues,
    pub attendances: BTreeMap<Uuid, JsonValue>,
}

/// `imports.former`
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Former {
    /// None where the import added the hearing.
    pub before: Option<Standing>,
    pub after: Standing,
}

/// The hearing of a number as it is now, if there is one. Nobody changes it until this transaction ends.
pub(super) async fn standing_of_number(
    tenant: &TenantTransaction,
    series_id: Uuid,
    number: i32,
) -> Result<Option<Standing>> {
    #[expect(clippy::disallowed_methods, reason = "the number of a closed hearing is taken, too")]
    let hearings = tenant.find_unrestricted::<hearings::Entity>();
    let id = hearings
        .select_only()
        .column(hearings::Column::Id)
        .filter(hearings::COLUMN.series_id.eq(series_id))
        .filter(hearings::COLUMN.number.eq(number))
        .lock(LockType::Update)
        .into_tuple::<Uuid>()
        .one(tenant.db())
        .await?;
    // A separate statement: one that waits for a lock does not see rows written meanwhile.
    match id {
        Some(id) => Ok(Some(standing(tenant, id).await?)),
        None => Ok(None),
    }
}

/// A hearing as it is now.
pub(super) async fn standing(tenant: &TenantTransaction, hearing_id: Uuid) -> Result<Standing> {
    #[expect(clippy::disallowed_methods, reason = "it is stored for an undo and not shown")]
    let (hearings, attendances) =
        (tenant.find_unrestricted::<hearings::Entity>(), tenant.find_unrestricted::<attendances::Entity>());
    let hearing = hearings.filter(hearings::COLUMN.id.eq(hearing_id)).into_model().one(tenant.db());
    let hearing = hearing.await?.ok_or(Error::NotFound)?;
    let changing =
        [attendances::Column::TenantId, attendances::Column::CreatedAt, attendances::Column::Version];
    let rows = attendances
        .select_only()
        .columns(attendances::Column::iter().filter(|it| !changing.iter().any(|other| is_same(it, other))))
        .filter(attendances::COLUMN.hearing_id.eq(hearing_id))
        .into_json()
        .all(tenant.db())
        .await?;
    let by_id = |row: JsonValue| {
        let id = row.get("id").and_then(JsonValue::as_str).and_then(|it| it.parse().ok());
        Some((id?, row))
    };
    Ok(Standing { hearing, attendances: rows.into_iter().filter_map(by_id).collect() })
}

fn is_same(one: &attendances::Column, other: &attendances::Column) -> bool {
    std::mem::discriminant(one) == std::mem::discriminant(other)
}

/// Stores the hearing as it was `before` an import, and as it is now, with the import.
pub(super) async fn store_former(
    tenant: &TenantTransaction,
    import: Uuid,
    hearing_id: Uuid,
    before: Option<Standing>,
) -> Result<()> {
    let former = Former { before, after: standing(tenant, hearing_id).await? };
    let to = imports::ActiveModel {
        former: Set(Some(serde_json::to_value(&former).map_err(Error::internal)?)),
        ..Default::default()
    };
    tenant
        .update_many::<imports::Entity>()
        .set(to)
        .filter(imports::COLUMN.id.eq(import))
        .exec(tenant.db())
        .await?;
    Ok(())
}

/// The first version of hearings and turns that an import adds to a series: no form of an import
/// that was undone has it.
pub(super) async fn first_version(tenant: &TenantTransaction, series_id: Uuid) -> Result<i32> {
    #[expect(clippy::disallowed_methods, reason = "a sum over the imports of the series")]
    let imports = tenant.find_unrestricted::<imports::Entity>();
    let undone: Vec<i32> = imports
        .select_only()
        .column(imports::Column::Undone)
        .filter(imports::COLUMN.series_id.eq(series_id))
        .filter(imports::COLUMN.undone.gt(0))
        .into_tuple()
        .all(tenant.db())
        .await?;
    Ok(1 + undone.into_iter().sum::<i32>())
}

/// What the import of a hearing replaced, if it is this one.
pub(super) async fn former<P: Permission>(scope: &Scope<P>, import: Uuid, hearing: Uuid) -> Result<Former> {
    let former = scope
        .visible::<imports::Entity>()
        .select_only()
        .column(imports::Column::Former)
        .filter(imports::COLUMN.id.eq(import))
        .filter(imports::Column::HearingId.eq(hearing))
        .into_tuple::<Option<JsonValue>>()
        .one(scope.db())
        .await?;
    let former = former.flatten().ok_or(Error::Conflict)?;
    serde_json::from_value(former).map_err(Error::internal)
}
