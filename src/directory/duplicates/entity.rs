//! Pairs of people who are not the same person: the table `distinct_people`.

#![expect(clippy::disallowed_methods, reason = "the code that SeaORM's macro writes calls them")]

use sea_orm::entity::prelude::*;

use crate::access::scope::tenant_owned;
use crate::directory::people::entity as people;

/// A row of the table.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "distinct_people")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub one: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub other: Uuid,
    pub created_at: DateTimeUtc,
    #[sea_orm(belongs_to, relation_enum = "First", from = "(tenant_id, one)", to = "(tenant_id, id)")]
    pub first: BelongsTo<people::Entity>,
    #[sea_orm(belongs_to, relation_enum = "Second", from = "(tenant_id, other)", to = "(tenant_id, id)")]
    pub second: BelongsTo<people::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}

tenant_owned!(open);
