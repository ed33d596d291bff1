//! Follow-up actions: the table `actions`.

#![expect(clippy::disallowed_methods, reason = "the code that SeaORM's macro writes calls them")]

use sea_orm::entity::prelude::*;

use crate::access::scope::tenant_owned;
use crate::actions::action;
use crate::directory::bodies::entity as bodies;
use crate::hearings::entity as hearings;
use crate::members::entity as members;
use crate::record::entity as turns;

/// A row of the table.
#[sea_orm::model]
#[derive(Clone, Debug, Default, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "actions")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub hearing_id: Uuid,
    pub turn_id: Option<Uuid>,
    #[sea_orm(column_type = "Text")]
    pub quote: String,
    #[sea_orm(column_type = "Text")]
    pub title: String,
    pub body_id: Option<Uuid>,
    pub member_id: Option<Uuid>,
    pub due_on: Option<Date>,
    pub state: action::ActionState,
    pub version: i32,
    pub created_by: Uuid,
    pub closed_at: Option<DateTimeUtc>,
    pub created_at: DateTimeUtc,
    pub quote_closed: bool,
    #[sea_orm(belongs_to, from = "(tenant_id, turn_id)", to = "(tenant_id, id)")]
    pub turn: BelongsTo<Option<turns::Entity>>,
    #[sea_orm(belongs_to, from = "(tenant_id, body_id)", to = "(tenant_id, id)")]
    pub body: BelongsTo<Option<bodies::Entity>>,
    #[sea_orm(belongs_to, relation_enum = "Member", from = "(tenant_id, member_id)", to = "(tenant_id, id)")]
    pub member: BelongsTo<Option<members::Entity>>,
    #[sea_orm(
        belongs_to,
        relation_enum = "Creator",
        from = "(tenant_id, created_by)",
        to = "(tenant_id, id)"
    )]
    pub creator: BelongsTo<members::Entity>,
    #[sea_orm(belongs_to, from = "(tenant_id, hearing_id)", to = "(tenant_id, id)")]
    pub hearing: BelongsTo<hearings::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}

tenant_owned!(guarded, versioned);
