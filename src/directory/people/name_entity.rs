//! Other names of people: the table `person_names`.

#![expect(clippy::disallowed_methods, reason = "the code that SeaORM's macro writes calls them")]

use sea_orm::entity::prelude::*;

use crate::access::scope::tenant_owned;
use crate::directory::people::entity as people;
use crate::directory::people::names::NameKind;

/// A row of the table.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "person_names")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub person_id: Uuid,
    pub kind: NameKind,
    #[sea_orm(column_type = "Text")]
    pub name: String,
    #[sea_orm(column_type = "Text")]
    pub name_key: String,
    pub created_at: DateTimeUtc,
    pub version: i32,
    #[sea_orm(belongs_to, from = "(tenant_id, person_id)", to = "(tenant_id, id)")]
    pub person: BelongsTo<people::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}

tenant_owned!(open, versioned);
