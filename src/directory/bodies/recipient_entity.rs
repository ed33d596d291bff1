//! Distribution lists of political groups: the table `group_recipients`.

#![expect(clippy::disallowed_methods, reason = "the code that SeaORM's macro writes calls them")]

use sea_orm::entity::prelude::*;

use crate::access::scope::tenant_owned;
use crate::directory::bodies::entity as bodies;

/// A row of the table.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "group_recipients")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub body_id: Uuid,
    #[sea_orm(column_type = "Text")]
    pub name: String,
    #[sea_orm(column_type = "Text")]
    pub email: String,
    pub created_at: DateTimeUtc,
    pub version: i32,
    #[sea_orm(belongs_to, from = "(tenant_id, body_id)", to = "(tenant_id, id)")]
    pub body: BelongsTo<bodies::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}

tenant_owned!(open, versioned);
