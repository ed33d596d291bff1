//! Imports of people: the table `people_imports`.

#![expect(clippy::disallowed_methods, reason = "the code that SeaORM's macro writes calls them")]

use sea_orm::entity::prelude::*;

use crate::access::scope::tenant_owned;
use crate::members::entity as members;

/// A row of the table.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "people_imports")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    #[sea_orm(column_type = "Text")]
    pub file_name: String,
    #[sea_orm(column_type = "VarBinary(StringLen::None)")]
    pub source: Vec<u8>,
    pub created_by: Uuid,
    pub confirmed_at: Option<DateTimeUtc>,
    pub created_at: DateTimeUtc,
    #[sea_orm(belongs_to, from = "(tenant_id, created_by)", to = "(tenant_id, id)")]
    pub creator: BelongsTo<members::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}

tenant_owned!(open);
