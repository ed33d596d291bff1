//! Single-use links to an account: the table `account_tokens`.

#![expect(clippy::disallowed_methods, reason = "the code that SeaORM's macro writes calls them")]

use sea_orm::entity::prelude::*;

use crate::sign_in::account_entity as accounts;
use crate::sign_in::store::Purpose;

/// A row of the table.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "account_tokens")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    #[sea_orm(column_type = "VarBinary(StringLen::None)")]
    pub token_hash: Vec<u8>,
    pub account_id: Uuid,
    pub purpose: Purpose,
    pub expires_at: DateTimeUtc,
    pub created_at: DateTimeUtc,
    #[sea_orm(belongs_to, from = "account_id", to = "id")]
    pub account: BelongsTo<accounts::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
