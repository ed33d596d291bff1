//! Bodies (Popolo *Organization*): the table `bodies`.

#![expect(clippy::disallowed_methods, reason = "the code that SeaORM's macro writes calls them")]

use sea_orm::entity::prelude::*;

use crate::access::scope::tenant_owned;
use crate::directory::bodies::body::BodyKind;

/// A row of the table.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "bodies")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub kind: BodyKind,
    #[sea_orm(column_type = "Text")]
    pub name: String,
    pub colour: Option<i16>,
    pub created_at: DateTimeUtc,
    #[sea_orm(column_type = "Text")]
    pub register_number: Option<String>,
    pub version: i32,
}

impl ActiveModelBehavior for ActiveModel {}

tenant_owned!(open, versioned);
