//! Earlier versions of a summary: the table `summary_revisions`.

#![expect(clippy::disallowed_methods, reason = "the code that SeaORM's macro writes calls them")]

use sea_orm::entity::prelude::*;

use crate::access::scope::tenant_owned;
use crate::members::entity as members;
use crate::summaries::entity as summaries;

/// A row of the table.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "summary_revisions")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub summary_id: Uuid,
    pub version: i32,
    #[sea_orm(column_type = "Text")]
    pub title: String,
    #[sea_orm(column_type = "Text")]
    pub markdown: String,
    pub member_id: Uuid,
    pub created_at: DateTimeUtc,
    #[sea_orm(belongs_to, from = "(tenant_id, summary_id)", to = "(tenant_id, id)")]
    pub summary: BelongsTo<summaries::Entity>,
    #[sea_orm(belongs_to, from = "(tenant_id, member_id)", to = "(tenant_id, id)")]
    pub member: BelongsTo<members::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}

tenant_owned!(guarded);
