//! Tenants: the local authorities: the table `tenants`.

#![expect(clippy::disallowed_methods, reason = "the code that SeaORM's macro writes calls them")]

use sea_orm::entity::prelude::*;

use crate::access::scope::{OpenToMembers, TenantOwned, Versioned};

/// A row of the table.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "tenants")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    #[sea_orm(column_type = "Text")]
    pub slug: String,
    #[sea_orm(column_type = "Text")]
    pub name: String,
    #[sea_orm(column_type = "Text")]
    pub time_zone: String,
    #[sea_orm(column_type = "Text")]
    pub language: String,
    pub created_at: DateTimeUtc,
    pub version: i32,
}

impl ActiveModelBehavior for ActiveModel {}

/// A transaction of a tenant selects its own row, and no other.
impl TenantOwned for Entity {
    const TENANT: Column = Column::Id;
}

impl OpenToMembers for Entity {}

impl Versioned for Entity {
    const ID: Column = Column::Id;
    const VERSION: Column = Column::Version;
}
