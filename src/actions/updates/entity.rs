//! Updates of an action: the table `action_updates`.

#![expect(clippy::disallowed_methods, reason = "the code that SeaORM's macro writes calls them")]

use sea_orm::entity::prelude::*;

use crate::access::scope::tenant_owned;
use crate::actions::entity as actions;
use crate::actions::updates::update::UpdateKind;
use crate::members::entity as members;

/// A row of the table.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "action_updates")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub action_id: Uuid,
    pub member_id: Uuid,
    pub kind: UpdateKind,
    #[sea_orm(column_type = "Text")]
    pub note: String,
    pub created_at: DateTimeUtc,
    #[sea_orm(column_type = "Text")]
    pub from_whom: String,
    #[sea_orm(column_type = "Text")]
    pub to_whom: String,
    #[sea_orm(belongs_to, from = "(tenant_id, member_id)", to = "(tenant_id, id)")]
    pub member: BelongsTo<members::Entity>,
    #[sea_orm(belongs_to, from = "(tenant_id, action_id)", to = "(tenant_id, id)")]
    pub action: BelongsTo<actions::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}

tenant_owned!(guarded);
