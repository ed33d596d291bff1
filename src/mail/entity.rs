//! Deliveries: one message to one recipient: the table `deliveries`.

#![expect(clippy::disallowed_methods, reason = "the code that SeaORM's macro writes calls them")]

use sea_orm::entity::prelude::*;

use crate::access::scope::tenant_owned;
use crate::actions::entity as actions;
use crate::mail::DeliveryKind;
use crate::mail::delivery::DeliveryState;
use crate::summaries::edition_entity as editions;

/// A row of the table.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "deliveries")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub kind: DeliveryKind,
    pub edition_id: Option<Uuid>,
    pub action_id: Option<Uuid>,
    #[sea_orm(column_type = "Text")]
    pub recipient_name: String,
    #[sea_orm(column_type = "Text")]
    pub recipient_email: String,
    #[sea_orm(column_type = "Text")]
    pub message_id: String,
    #[sea_orm(column_type = "Text")]
    pub subject: String,
    #[sea_orm(column_type = "Text")]
    pub text: String,
    #[sea_orm(column_type = "Text")]
    pub html: String,
    pub state: DeliveryState,
    pub handed_over: bool,
    pub attempts: i32,
    pub next_attempt_at: DateTimeUtc,
    pub claimed_until: Option<DateTimeUtc>,
    #[sea_orm(column_type = "Text")]
    pub last_response: String,
    pub sent_at: Option<DateTimeUtc>,
    pub created_at: DateTimeUtc,
    pub last_attempt_at: Option<DateTimeUtc>,
    pub withheld: bool,
    #[sea_orm(belongs_to, from = "(tenant_id, edition_id)", to = "(tenant_id, id)")]
    pub edition: BelongsTo<Option<editions::Entity>>,
    #[sea_orm(belongs_to, from = "(tenant_id, action_id)", to = "(tenant_id, id)")]
    pub action: BelongsTo<Option<actions::Entity>>,
}

impl ActiveModelBehavior for ActiveModel {}

tenant_owned!(guarded);
