//! Rows that a change touched, as they were before it: the table `changed_rows`.

#![expect(clippy::disallowed_methods, reason = "the code that SeaORM's macro writes calls them")]

use sea_orm::entity::prelude::*;

use crate::access::scope::tenant_owned;
use crate::history::entity as changes;

/// A row of the table.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "changed_rows")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub change_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    #[sea_orm(column_type = "Text")]
    pub table_name: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub row_id: Uuid,
    pub version: i32,
    #[sea_orm(column_type = "JsonBinary")]
    pub before: Option<Json>,
    pub deleted: bool,
    #[sea_orm(belongs_to, from = "(tenant_id, change_id)", to = "(tenant_id, id)")]
    pub change: BelongsTo<changes::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}

tenant_owned!(guarded);
