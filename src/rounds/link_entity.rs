//! Mailed links of guests: the table `round_links`.

#![expect(clippy::disallowed_methods, reason = "the code that SeaORM's macro writes calls them")]

use sea_orm::entity::prelude::*;

use crate::access::scope::tenant_owned;
use crate::rounds::guest_entity as round_guests;

/// A row of the table.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "round_links")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    #[sea_orm(column_type = "VarBinary(StringLen::None)")]
    pub token_hash: Vec<u8>,
    pub guest_id: Uuid,
    pub expires_at: DateTimeUtc,
    pub created_at: DateTimeUtc,
    #[sea_orm(belongs_to, from = "(tenant_id, guest_id)", to = "(tenant_id, id)")]
    pub guest: BelongsTo<round_guests::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}

tenant_owned!(guarded);
