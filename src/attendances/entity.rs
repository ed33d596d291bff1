//! Attendances: people at a hearing, in the capacity of that day: the table `attendances`.

#![expect(clippy::disallowed_methods, reason = "the code that SeaORM's macro writes calls them")]

use sea_orm::entity::prelude::*;

use crate::access::scope::tenant_owned;
use crate::attendances::attendance::Category;
use crate::attendances::presence::Evidence;
use crate::attendances::presence::Presence;
use crate::directory::bodies::entity as bodies;
use crate::directory::people::entity as people;
use crate::hearings::entity as hearings;

/// A row of the table.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "attendances")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub hearing_id: Uuid,
    pub person_id: Uuid,
    pub position: i32,
    pub category: Category,
    #[sea_orm(column_type = "Text")]
    pub name: String,
    #[sea_orm(column_type = "Text")]
    pub title: String,
    #[sea_orm(column_type = "Text")]
    pub body_name: String,
    pub body_id: Option<Uuid>,
    pub created_at: DateTimeUtc,
    pub presence: Presence,
    pub replaced_by: Option<Uuid>,
    pub arrived_at: Option<Time>,
    pub left_at: Option<Time>,
    pub evidence: Evidence,
    pub version: i32,
    #[sea_orm(belongs_to, from = "(tenant_id, body_id)", to = "(tenant_id, id)")]
    pub body: BelongsTo<Option<bodies::Entity>>,
    #[sea_orm(belongs_to, from = "(tenant_id, hearing_id)", to = "(tenant_id, id)")]
    pub hearing: BelongsTo<hearings::Entity>,
    #[sea_orm(belongs_to, from = "(tenant_id, person_id)", to = "(tenant_id, id)")]
    pub person: BelongsTo<people::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}

tenant_owned!(guarded, versioned);
