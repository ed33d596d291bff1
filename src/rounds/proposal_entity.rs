//! Corrections that guests propose: the table `proposals`.

#![expect(clippy::disallowed_methods, reason = "the code that SeaORM's macro writes calls them")]

use sea_orm::entity::prelude::*;

use crate::access::scope::tenant_owned;
use crate::history::entity as changes;
use crate::members::entity as members;
use crate::record::entity as turns;
use crate::rounds::guest_entity as round_guests;
use crate::rounds::round::ProposalState;

/// A row of the table.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "proposals")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub guest_id: Uuid,
    pub turn_id: Uuid,
    pub version: i32,
    #[sea_orm(column_type = "Text")]
    pub text: String,
    #[sea_orm(column_type = "JsonBinary")]
    pub footnotes: Json,
    #[sea_orm(column_type = "Text")]
    pub comment: String,
    pub state: ProposalState,
    #[sea_orm(column_type = "Text")]
    pub answer: String,
    pub decided_by: Option<Uuid>,
    pub decided_at: Option<DateTimeUtc>,
    pub change_id: Option<Uuid>,
    pub created_at: DateTimeUtc,
    #[sea_orm(belongs_to, from = "(tenant_id, guest_id)", to = "(tenant_id, id)")]
    pub guest: BelongsTo<round_guests::Entity>,
    #[sea_orm(belongs_to, from = "(tenant_id, turn_id)", to = "(tenant_id, id)")]
    pub turn: BelongsTo<turns::Entity>,
    #[sea_orm(belongs_to, from = "(tenant_id, change_id)", to = "(tenant_id, id)")]
    pub change: BelongsTo<Option<changes::Entity>>,
    #[sea_orm(belongs_to, from = "(tenant_id, decided_by)", to = "(tenant_id, id)")]
    pub decider: BelongsTo<Option<members::Entity>>,
}

impl ActiveModelBehavior for ActiveModel {}

tenant_owned!(guarded);
