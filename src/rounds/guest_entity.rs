//! Guests of a correction round: the table `round_guests`.

#![expect(clippy::disallowed_methods, reason = "the code that SeaORM's macro writes calls them")]

use sea_orm::entity::prelude::*;

use crate::access::scope::tenant_owned;
use crate::attendances::entity as attendances;
use crate::mail::entity as deliveries;
use crate::rounds::entity as rounds;

/// A row of the table.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "round_guests")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub round_id: Uuid,
    pub attendance_id: Uuid,
    #[sea_orm(column_type = "Text")]
    pub email: String,
    pub delivery_id: Option<Uuid>,
    pub first_opened_at: Option<DateTimeUtc>,
    pub agreed_at: Option<DateTimeUtc>,
    pub revoked_at: Option<DateTimeUtc>,
    pub reminded_at: Option<DateTimeUtc>,
    #[sea_orm(column_type = "Text")]
    pub contribution: String,
    pub created_at: DateTimeUtc,
    #[sea_orm(belongs_to, from = "(tenant_id, round_id)", to = "(tenant_id, id)")]
    pub round: BelongsTo<rounds::Entity>,
    #[sea_orm(belongs_to, from = "(tenant_id, delivery_id)", to = "(tenant_id, id)")]
    pub delivery: BelongsTo<Option<deliveries::Entity>>,
    #[sea_orm(belongs_to, from = "(tenant_id, attendance_id)", to = "(tenant_id, id)")]
    pub attendance: BelongsTo<attendances::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}

tenant_owned!(guarded);
