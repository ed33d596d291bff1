//! Editions: a summary as sent to one group: the table `editions`.

#![expect(clippy::disallowed_methods, reason = "the code that SeaORM's macro writes calls them")]

use sea_orm::entity::prelude::*;

use crate::access::scope::tenant_owned;
use crate::directory::bodies::entity as bodies;
use crate::summaries::entity as summaries;

/// A row of the table.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "editions")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub summary_id: Uuid,
    pub body_id: Uuid,
    #[sea_orm(column_type = "Text")]
    pub body_name: String,
    #[sea_orm(column_type = "Text")]
    pub subject: String,
    #[sea_orm(column_type = "Text")]
    pub text: String,
    #[sea_orm(column_type = "Text")]
    pub html: String,
    pub created_at: DateTimeUtc,
    #[sea_orm(belongs_to, from = "(tenant_id, body_id)", to = "(tenant_id, id)")]
    pub body: BelongsTo<bodies::Entity>,
    #[sea_orm(belongs_to, from = "(tenant_id, summary_id)", to = "(tenant_id, id)")]
    pub summary: BelongsTo<summaries::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}

tenant_owned!(guarded);
