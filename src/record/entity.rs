//! Turns of a record: the table `turns`.

#![expect(clippy::disallowed_methods, reason = "the code that SeaORM's macro writes calls them")]

use sea_orm::entity::prelude::*;

use crate::access::scope::tenant_owned;
use crate::attendances::entity as attendances;
use crate::hearings::entity as hearings;
use crate::record::provenance::Provenance;

/// A row of the table.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "turns")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub hearing_id: Uuid,
    pub number: i32,
    #[sea_orm(column_type = "custom(\"numeric\")", select_as = "text", save_as = "numeric")]
    pub position: String,
    pub attendance_id: Option<Uuid>,
    #[sea_orm(column_type = "Text")]
    pub label: String,
    #[sea_orm(column_type = "Text")]
    pub text: String,
    pub closed: bool,
    pub provenance: Provenance,
    pub version: i32,
    pub created_at: DateTimeUtc,
    #[sea_orm(column_type = "JsonBinary")]
    pub footnotes: Json,
    #[sea_orm(column_type = "Text")]
    pub section: Option<String>,
    #[sea_orm(column_type = "Text")]
    pub section_title: String,
    pub removed: bool,
    pub merged_into: Option<Uuid>,
    pub starts_ms: Option<i32>,
    pub ends_ms: Option<i32>,
    #[sea_orm(column_type = "JsonBinary")]
    pub cues: Json,
    #[sea_orm(self_ref, relation_enum = "Target", from = "(tenant_id, merged_into)", to = "(tenant_id, id)")]
    pub target: BelongsTo<Option<Entity>>,
    #[sea_orm(belongs_to, from = "(tenant_id, hearing_id)", to = "(tenant_id, id)")]
    pub hearing: BelongsTo<hearings::Entity>,
    #[sea_orm(belongs_to, from = "(tenant_id, attendance_id)", to = "(tenant_id, id)")]
    pub attendance: BelongsTo<Option<attendances::Entity>>,
}

impl ActiveModelBehavior for ActiveModel {}

tenant_owned!(guarded, versioned);
