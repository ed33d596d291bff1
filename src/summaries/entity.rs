//! Summaries of a hearing: the table `summaries`.

#![expect(clippy::disallowed_methods, reason = "the code that SeaORM's macro writes calls them")]

use sea_orm::entity::prelude::*;

use crate::access::scope::tenant_owned;
use crate::hearings::entity as hearings;
use crate::members::entity as members;
use crate::summaries::summary::SummaryState;

/// A row of the table.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "summaries")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub hearing_id: Uuid,
    #[sea_orm(column_type = "Text")]
    pub title: String,
    #[sea_orm(column_type = "Text")]
    pub markdown: String,
    pub state: SummaryState,
    pub version: i32,
    pub created_by: Uuid,
    pub approved_by: Option<Uuid>,
    pub approved_at: Option<DateTimeUtc>,
    pub sent_by: Option<Uuid>,
    pub sent_at: Option<DateTimeUtc>,
    pub created_at: DateTimeUtc,
    pub closed: bool,
    #[sea_orm(belongs_to, relation_enum = "Sender", from = "(tenant_id, sent_by)", to = "(tenant_id, id)")]
    pub sender: BelongsTo<Option<members::Entity>>,
    #[sea_orm(belongs_to, from = "(tenant_id, hearing_id)", to = "(tenant_id, id)")]
    pub hearing: BelongsTo<hearings::Entity>,
    #[sea_orm(
        belongs_to,
        relation_enum = "Creator",
        from = "(tenant_id, created_by)",
        to = "(tenant_id, id)"
    )]
    pub creator: BelongsTo<members::Entity>,
    #[sea_orm(
        belongs_to,
        relation_enum = "Approver",
        from = "(tenant_id, approved_by)",
        to = "(tenant_id, id)"
    )]
    pub approver: BelongsTo<Option<members::Entity>>,
}

impl ActiveModelBehavior for ActiveModel {}

tenant_owned!(guarded, versioned);
