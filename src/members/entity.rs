//! Members: accounts in a tenant: the table `members`.

#![expect(clippy::disallowed_methods, reason = "the code that SeaORM's macro writes calls them")]

use sea_orm::entity::prelude::*;

use crate::access::permissions::Role;
use crate::access::scope::tenant_owned;
use crate::directory::bodies::entity as bodies;
use crate::directory::people::entity as people;
use crate::sign_in::account_entity as accounts;

/// A row of the table.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "members")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub account_id: Uuid,
    #[sea_orm(column_type = "Text")]
    pub name: String,
    pub role: Role,
    pub manager: bool,
    pub body_id: Option<Uuid>,
    pub person_id: Option<Uuid>,
    pub removed_at: Option<DateTimeUtc>,
    pub created_at: DateTimeUtc,
    pub version: i32,
    #[sea_orm(belongs_to, from = "(tenant_id, body_id)", to = "(tenant_id, id)")]
    pub body: BelongsTo<Option<bodies::Entity>>,
    #[sea_orm(belongs_to, from = "account_id", to = "id")]
    pub account: BelongsTo<accounts::Entity>,
    #[sea_orm(belongs_to, from = "(tenant_id, person_id)", to = "(tenant_id, id)")]
    pub person: BelongsTo<Option<people::Entity>>,
}

impl ActiveModelBehavior for ActiveModel {}

tenant_owned!(open, versioned);
