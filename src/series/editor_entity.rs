//! Editors of a series: the table `series_editors`.

#![expect(clippy::disallowed_methods, reason = "the code that SeaORM's macro writes calls them")]

use sea_orm::entity::prelude::*;

use crate::access::scope::tenant_owned;
use crate::members::entity as members;
use crate::series::entity as series;

/// A row of the table.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "series_editors")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub series_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub member_id: Uuid,
    pub id: Uuid,
    pub version: i32,
    #[sea_orm(belongs_to, from = "(tenant_id, series_id)", to = "(tenant_id, id)")]
    pub series: BelongsTo<series::Entity>,
    #[sea_orm(belongs_to, from = "(tenant_id, member_id)", to = "(tenant_id, id)")]
    pub member: BelongsTo<members::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}

tenant_owned!(open, versioned);
