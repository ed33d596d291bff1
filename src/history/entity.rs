//! The changes of members, guests and the program: the table `changes`.

#![expect(clippy::disallowed_methods, reason = "the code that SeaORM's macro writes calls them")]

use sea_orm::entity::prelude::*;

use crate::access::scope::tenant_owned;
use crate::hearings::entity as hearings;
use crate::members::entity as members;
use crate::rounds::guest_entity as round_guests;

/// A row of the table.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "changes")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    #[sea_orm(column_type = "Text")]
    pub kind: String,
    pub hearing_id: Option<Uuid>,
    #[sea_orm(column_type = "Text")]
    pub subject: String,
    #[sea_orm(column_type = "Text")]
    pub actor: String,
    pub member_id: Option<Uuid>,
    pub guest_id: Option<Uuid>,
    #[sea_orm(column_type = "Text")]
    pub reason: String,
    pub reverses: Option<Uuid>,
    pub created_at: DateTimeUtc,
    #[sea_orm(belongs_to, from = "(tenant_id, hearing_id)", to = "(tenant_id, id)")]
    pub hearing: BelongsTo<Option<hearings::Entity>>,
    #[sea_orm(belongs_to, from = "(tenant_id, member_id)", to = "(tenant_id, id)")]
    pub member: BelongsTo<Option<members::Entity>>,
    #[sea_orm(belongs_to, from = "(tenant_id, guest_id)", to = "(tenant_id, id)")]
    pub guest: BelongsTo<Option<round_guests::Entity>>,
    #[sea_orm(self_ref, relation_enum = "Reversed", from = "(tenant_id, reverses)", to = "(tenant_id, id)")]
    pub reversed: BelongsTo<Option<Entity>>,
}

impl ActiveModelBehavior for ActiveModel {}

tenant_owned!(guarded);
