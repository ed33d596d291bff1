//! Positions (Popolo *Membership*): a person in a body, with dates: the table `positions`.

#![expect(clippy::disallowed_methods, reason = "the code that SeaORM's macro writes calls them")]

use sea_orm::entity::prelude::*;

use crate::access::scope::tenant_owned;
use crate::directory::bodies::entity as bodies;
use crate::directory::people::entity as people;

/// A row of the table.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "positions")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub person_id: Uuid,
    pub body_id: Option<Uuid>,
    #[sea_orm(column_type = "Text")]
    pub title: String,
    pub since: Option<Date>,
    pub until: Option<Date>,
    pub created_at: DateTimeUtc,
    pub behalf_of: Option<Uuid>,
    pub version: i32,
    #[sea_orm(belongs_to, relation_enum = "Person", from = "(tenant_id, person_id)", to = "(tenant_id, id)")]
    pub person: BelongsTo<people::Entity>,
    #[sea_orm(
        belongs_to,
        relation_enum = "Principal",
        from = "(tenant_id, behalf_of)",
        to = "(tenant_id, id)"
    )]
    pub principal: BelongsTo<Option<people::Entity>>,
    #[sea_orm(belongs_to, from = "(tenant_id, body_id)", to = "(tenant_id, id)")]
    pub body: BelongsTo<Option<bodies::Entity>>,
}

impl ActiveModelBehavior for ActiveModel {}

tenant_owned!(open, versioned);
