//! The series: its table and what it is to a member.

use sea_orm::{FromQueryResult, entity::prelude::*};

use crate::access::{permissions::Standing, scope::TenantOwned};

/// A row of the table.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "series")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub slug: String,
    pub title: String,
    pub description: String,
    pub letterhead: String,
    pub body_id: Uuid,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl TenantOwned for Entity {
    const TENANT: Column = Column::TenantId;
}

/// A series as a member sees it.
#[derive(Debug, Clone, FromQueryResult)]
pub struct Series {
    pub id: Uuid,
    pub slug: String,
    pub title: String,
    pub description: String,
    pub letterhead: String,
    pub body_id: Uuid,
    pub body_name: String,
    pub version: i32,
    pub hearings: i64,
    /// Whether the member is an organiser of it.
    pub organiser: bool,
}

impl Series {
    /// Inside the tenant.
    pub fn path(&self) -> String {
        format!("/series/{}", self.slug)
    }

    /// What the member is to it.
    pub fn standing(&self) -> Standing {
        Standing::organiser(self.organiser)
    }
}
