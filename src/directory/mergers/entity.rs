//! Mergers of two people: the table `mergers`.

#![expect(clippy::disallowed_methods, reason = "the code that SeaORM's macro writes calls them")]

use sea_orm::entity::prelude::*;

use crate::access::scope::tenant_owned;
use crate::members::entity as members;

/// A row of the table.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "mergers")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub gone: Uuid,
    pub kept: Uuid,
    #[sea_orm(column_type = "Text")]
    pub name: String,
    #[sea_orm(column_type = "JsonBinary")]
    pub content: Json,
    pub member_id: Uuid,
    pub created_at: DateTimeUtc,
    #[sea_orm(belongs_to, from = "(tenant_id, member_id)", to = "(tenant_id, id)")]
    pub member: BelongsTo<members::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}

tenant_owned!(open);
