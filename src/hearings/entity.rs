//! Hearings: the table `hearings`.

#![expect(clippy::disallowed_methods, reason = "the code that SeaORM's macro writes calls them")]

use sea_orm::entity::prelude::*;

use crate::access::scope::tenant_owned;
use crate::hearings::hearing::HearingState;
use crate::members::entity as members;
use crate::series::entity as series;

/// A row of the table.
#[sea_orm::model]
#[derive(Clone, Debug, Default, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "hearings")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub series_id: Uuid,
    pub number: i32,
    #[sea_orm(column_type = "Text")]
    pub title: String,
    /// In the time zone of the tenant.
    pub day: Date,
    /// On that day, when the hour is known.
    pub starts_at: Option<DateTimeUtc>,
    #[sea_orm(column_type = "Text")]
    pub place: String,
    pub state: HearingState,
    pub version: i32,
    pub created_by: Option<Uuid>,
    pub created_at: DateTimeUtc,
    /// Held in closed session, as a whole.
    pub closed: bool,
    #[sea_orm(belongs_to, from = "(tenant_id, created_by)", to = "(tenant_id, id)")]
    pub creator: BelongsTo<Option<members::Entity>>,
    #[sea_orm(belongs_to, from = "(tenant_id, series_id)", to = "(tenant_id, id)")]
    pub series: BelongsTo<series::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}

tenant_owned!(guarded, versioned);
