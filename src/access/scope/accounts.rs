//! The tables outside all tenants: accounts, their sessions and their single-use links.

use sea_orm::{ConnectionTrait, DeleteMany, EntityTrait, Insert, Select, UpdateMany};

use super::{AccountsTransaction, TenantTransaction, transaction::Transaction};
use crate::{
    sign_in::{account_entity as accounts, session_entity as sessions, token_entity as account_tokens},
    tenants::entity as tenants,
};

/// A table that belongs to no tenant.
pub trait OutsideTenants: EntityTrait {}

impl OutsideTenants for accounts::Entity {}
impl OutsideTenants for sessions::Entity {}
impl OutsideTenants for account_tokens::Entity {}
impl OutsideTenants for tenants::Entity {}

/// The tables outside all tenants, in a transaction of either kind.
#[derive(Clone, Copy)]
pub struct Accounts<'a>(&'a Transaction);

impl AccountsTransaction {
    /// The tables that it reads and writes.
    pub fn accounts(&self) -> Accounts<'_> {
        Accounts(self.transaction())
    }
}

impl TenantTransaction {
    /// The tables outside all tenants, in the same transaction.
    pub fn accounts(&self) -> Accounts<'_> {
        Accounts(self.transaction())
    }
}

#[expect(clippy::disallowed_methods, reason = "these tables belong to no tenant")]
impl<'a> Accounts<'a> {
    /// The connection, on which the queries run.
    pub fn db(self) -> &'a impl ConnectionTrait {
        self.0
    }

    /// Selects rows: add filters.
    pub fn find<E: OutsideTenants>(self) -> Select<E> {
        E::find()
    }

    /// Inserts a row.
    pub fn insert<E: OutsideTenants>(self, row: E::ActiveModel) -> Insert<E::ActiveModel> {
        E::insert(row)
    }

    /// Updates rows: add columns and filters.
    pub fn update_many<E: OutsideTenants>(self) -> UpdateMany<E> {
        E::update_many()
    }

    /// Deletes rows: add filters.
    pub fn delete_many<E: OutsideTenants>(self) -> DeleteMany<E> {
        E::delete_many()
    }
}
