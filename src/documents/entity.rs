//! Documents of a hearing: the table `documents`.

#![expect(clippy::disallowed_methods, reason = "the code that SeaORM's macro writes calls them")]

use sea_orm::entity::prelude::*;

use crate::access::scope::tenant_owned;
use crate::documents::document::DocumentKind;
use crate::documents::document::TextState;
use crate::documents::media::Media;
use crate::hearings::entity as hearings;
use crate::members::entity as members;

/// A row of the table.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "documents")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub hearing_id: Uuid,
    pub kind: DocumentKind,
    #[sea_orm(column_type = "Text")]
    pub title: String,
    #[sea_orm(column_type = "Text")]
    pub source: String,
    #[sea_orm(column_type = "Text")]
    pub author: String,
    pub dated: Option<Date>,
    #[sea_orm(column_type = "Text")]
    pub address: String,
    #[sea_orm(column_type = "Text")]
    pub description: String,
    pub closed: bool,
    #[sea_orm(column_type = "Text")]
    pub file_name: String,
    pub media: Option<Media>,
    pub bytes: Option<i64>,
    #[sea_orm(column_type = "VarBinary(StringLen::None)")]
    pub sha256: Option<Vec<u8>>,
    pub pages: Option<i32>,
    #[sea_orm(column_type = "Text")]
    pub text: String,
    pub text_state: TextState,
    pub version: i32,
    pub removed_at: Option<DateTimeUtc>,
    pub created_by: Uuid,
    pub created_at: DateTimeUtc,
    #[sea_orm(belongs_to, from = "(tenant_id, hearing_id)", to = "(tenant_id, id)")]
    pub hearing: BelongsTo<hearings::Entity>,
    #[sea_orm(belongs_to, from = "(tenant_id, created_by)", to = "(tenant_id, id)")]
    pub creator: BelongsTo<members::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}

tenant_owned!(guarded, versioned);
