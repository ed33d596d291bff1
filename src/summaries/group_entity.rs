//! Political groups that a summary is for: the table `summary_groups`.

#![expect(clippy::disallowed_methods, reason = "the code that SeaORM's macro writes calls them")]

use sea_orm::entity::prelude::*;

use crate::access::scope::tenant_owned;
use crate::directory::bodies::entity as bodies;
use crate::summaries::entity as summaries;

/// A row of the table.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "summary_groups")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub summary_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub body_id: Uuid,
    pub id: Uuid,
    pub version: i32,
    #[sea_orm(belongs_to, from = "(tenant_id, summary_id)", to = "(tenant_id, id)")]
    pub summary: BelongsTo<summaries::Entity>,
    #[sea_orm(belongs_to, from = "(tenant_id, body_id)", to = "(tenant_id, id)")]
    pub body: BelongsTo<bodies::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}

tenant_owned!(guarded, versioned);
