//! Imports of minutes: the table `imports`.

#![expect(clippy::disallowed_methods, reason = "the code that SeaORM's macro writes calls them")]

use sea_orm::entity::prelude::*;

use crate::access::scope::tenant_owned;
use crate::hearings::entity as hearings;
use crate::members::entity as members;
use crate::series::entity as series;

/// A row of the table.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "imports")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub series_id: Uuid,
    pub hearing_id: Option<Uuid>,
    #[sea_orm(column_type = "Text")]
    pub file_name: String,
    #[sea_orm(column_type = "VarBinary(StringLen::None)")]
    pub source: Vec<u8>,
    pub created_by: Option<Uuid>,
    pub confirmed_at: Option<DateTimeUtc>,
    pub created_at: DateTimeUtc,
    #[sea_orm(column_type = "JsonBinary")]
    pub former: Option<Json>,
    pub undone: i32,
    #[sea_orm(belongs_to, from = "(tenant_id, created_by)", to = "(tenant_id, id)")]
    pub creator: BelongsTo<Option<members::Entity>>,
    #[sea_orm(belongs_to, from = "(tenant_id, hearing_id)", to = "(tenant_id, id)")]
    pub hearing: BelongsTo<Option<hearings::Entity>>,
    #[sea_orm(belongs_to, from = "(tenant_id, series_id)", to = "(tenant_id, id)")]
    pub series: BelongsTo<series::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}

tenant_owned!(guarded);
