//! The pool of connections, private to this module, and the two kinds of transaction that it opens.

use std::{
    collections::HashMap,
    str::FromStr as _,
    sync::{Arc, RwLock},
    time::Duration,
};

use sea_orm::{DbErr, QueryFilter as _, QueryOrder as _, QuerySelect as _, RuntimeErr};
use sqlx::{
    ConnectOptions as _, Connection as _, PgPool,
    postgres::{PgConnectOptions, PgPoolOptions},
};
use uuid::Uuid;

use super::{
    TenantTransaction,
    row_security::{PoolError, RowSecurity},
    transaction::{StatementCount, Transaction},
};
use crate::{
    tenants::entity as tenants,
    web::{
        error::{Error, Result},
        session,
    },
};

/// Connections to the database, as the restricted role.
pub struct Pool {
    connections: PgPool,
    /// Slug to id. Slugs never change and ids are never reused, so an entry never goes stale.
    tenants: Arc<RwLock<HashMap<String, Uuid>>>,
    statements: StatementCount,
}

/// PostgreSQL plans each statement once for a connection. By default it would plan the long ones
/// again for each page: this takes longer than to run them.
const ONE_PLAN: &str = "set local plan_cache_mode = force_generic_plan";

/// The fewest connections of a thread, for any number of threads.
const FEWEST_CONNECTIONS: u32 = 2;

fn is_pool_timeout(why: &DbErr) -> bool {
    matches!(why, DbErr::Query(RuntimeErr::SqlxError(cause)) if matches!(**cause, sqlx::Error::PoolTimedOut))
}

/// Whether a transaction may write.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    Read,
    Write,
}

impl Pool {
    /// Connects, and checks that row-level security holds for the role.
    ///
    /// # Errors
    /// [`PoolError`], with a message that says what to do.
    #[allow(clippy::disallowed_methods, reason = "only this module opens connections")]
    pub async fn connect(url: &str, connections: u32) -> Result<Self, PoolError> {
        let options = PgConnectOptions::from_str(url)?.disable_statement_logging();
        // The pool would retry and then report only a timeout.
        options.connect().await?.close().await?;
        let connections = PgPoolOptions::new()
            .max_connections(connections)
            .acquire_timeout(Duration::from_secs(3))
            .test_before_acquire(false)
            .connect_with(options)
            .await?;
        let pool = Self { connections, tenants: Arc::default(), statements: StatementCount::default() };
        RowSecurity::of(&pool.connections).await?.check()?;
        Ok(pool)
    }

    /// The pool of one of the server's threads; call it on that thread. A connection wakes the
    /// thread that opened it, so a pool shared by all threads would wake two for each answer.
    #[allow(clippy::disallowed_methods, reason = "only this module opens connections")]
    pub fn share(&self, workers: usize) -> Self {
        let options = self.connections.options().clone();
        let workers = u32::try_from(workers.max(1)).unwrap_or(u32::MAX);
        let most = (options.get_max_connections() / workers).max(FEWEST_CONNECTIONS);
        let connect = self.connections.connect_options().as_ref().clone();
        Self {
            connections: options.max_connections(most).connect_lazy_with(connect),
            tenants: Arc::clone(&self.tenants),
            statements: self.statements.clone(),
        }
    }

    /// Counts the statements of this pool and of its shares: tests check the budgets of pages.
    pub fn statements(&self) -> StatementCount {
        self.statements.clone()
    }

    /// A transaction inside one tenant.
    pub(super) async fn tenant(&self, id: Uuid, access: Access) -> Result<TenantTransaction> {
        // A statement and not set_config(): Citus forwards SET LOCAL to its workers.
        let tx = self.begin(access, &format!("set local app.tenant = '{id}'")).await?;
        Ok(TenantTransaction::new(tx, id))
    }

    /// Begins a transaction. A connection that died in the pool is replaced by the next one, so
    /// that no request fails once the database is back after a restart.
    async fn begin(&self, access: Access, setting: &str) -> Result<Transaction> {
        // The statements of one page read one snapshot.
        let mode = match access {
            Access::Read => "isolation level repeatable read read only",
            Access::Write => "read write",
        };
        let mut dead = 0;
        loop {
            let statement = format!("begin {mode}; {ONE_PLAN}; {setting}");
            let begun = Transaction::begin(&self.connections, statement, &self.statements).await;
            match begun.map_err(Error::from) {
                Err(Error::Unavailable(why))
                    if dead < self.connections.options().get_max_connections() && !is_pool_timeout(&why) =>
                {
                    dead += 1;
                }
                outcome => return outcome,
            }
        }
    }

    /// A transaction outside all tenants, for one account, or for a visitor who is not signed in.
    pub async fn begin_accounts(&self, account: Option<Uuid>, access: Access) -> Result<AccountsTransaction> {
        let account = account.map_or(String::new(), |id| id.to_string());
        let tx = self.begin(access, &format!("set local app.account = '{account}'")).await?;
        Ok(AccountsTransaction { tx })
    }

    /// The tenant called `slug` in addresses.
    pub(super) async fn tenant_named(&self, slug: &str) -> Result<Option<Uuid>> {
        let known = self.tenants.read().map_err(|_| Error::internal("poisoned"))?.get(slug).copied();
        if known.is_some() || slug.is_empty() {
            return Ok(known);
        }
        let tx = self.begin_accounts(None, Access::Read).await?;
        let tenant = tx.accounts().find::<tenants::Entity>().filter(tenants::COLUMN.slug.eq(slug));
        let id = tenant.select_only().column(tenants::Column::Id);
        let found: Option<Uuid> = id.into_tuple().one(tx.accounts().db()).await?;
        if let Some(id) = found {
            self.tenants.write().map_err(|_| Error::internal("poisoned"))?.insert(slug.to_owned(), id);
        }
        Ok(found)
    }

    /// The ids of all tenants, and the nil id of the installation itself.
    ///
    /// # Errors
    /// When the database cannot be reached.
    pub async fn all_tenants(&self) -> Result<Vec<Uuid>> {
        let tx = self.begin_accounts(None, Access::Read).await?;
        let tenants = tx.accounts().find::<tenants::Entity>().order_by_asc(tenants::Column::Id);
        let ids = tenants.select_only().column(tenants::Column::Id);
        Ok(ids.into_tuple().all(tx.accounts().db()).await?)
    }

    /// A writing transaction inside a tenant for the worker and the command
    /// line, which act for no member. Web handlers use [`super::Scope`].
    ///
    /// # Errors
    /// When the database cannot be reached.
    pub async fn as_operator(&self, tenant: Uuid) -> Result<TenantTransaction> {
        self.tenant(tenant, Access::Write).await
    }

    /// [`Pool::as_operator`] in the tenant called `slug`.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is none of that name.
    pub async fn as_operator_of(&self, slug: &str) -> Result<TenantTransaction> {
        let id = self.tenant_named(slug).await?.ok_or(Error::NotFound)?;
        self.as_operator(id).await
    }

    /// A writing transaction for mail of the installation itself.
    ///
    /// # Errors
    /// When the database cannot be reached.
    pub async fn installation(&self) -> Result<TenantTransaction> {
        self.tenant(Uuid::nil(), Access::Write).await
    }

    /// Records the last use of a session.
    pub(super) async fn touch_session(&self, token: &session::Token) -> Result<()> {
        let tx = self.begin_accounts(None, Access::Write).await?;
        session::touch(tx.accounts(), token).await?;
        tx.commit().await
    }

    /// Whether the database answers.
    ///
    /// # Errors
    /// When it does not.
    pub async fn ping(&self) -> Result<()> {
        self.begin_accounts(None, Access::Read).await.map(drop)
    }
}

/// A transaction outside all tenants: accounts, sessions, tokens. It shows no rows of tenants
/// except the memberships of its account.
pub struct AccountsTransaction {
    tx: Transaction,
}

impl AccountsTransaction {
    pub(super) fn transaction(&self) -> &Transaction {
        &self.tx
    }

    /// Commits the transaction.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn commit(self) -> Result<()> {
        Ok(self.tx.commit().await?)
    }
}

/// A connection as the owner of the database: for the commands that create tenants.
pub struct Owner(PgPool);

impl Owner {
    /// Connects.
    ///
    /// # Errors
    /// When the database cannot be reached.
    #[allow(clippy::disallowed_methods, reason = "only this module opens connections")]
    pub async fn connect(url: &str) -> Result<Self, sqlx::Error> {
        let options = PgConnectOptions::from_str(url)?.disable_statement_logging();
        Ok(Self(PgPoolOptions::new().max_connections(1).connect_with(options).await?))
    }

    /// A transaction in which the tenant is created.
    ///
    /// # Errors
    /// When the database cannot be reached.
    pub async fn begin_tenant(&self, id: Uuid) -> Result<TenantTransaction> {
        let statement = format!("begin; set local app.tenant = '{id}'");
        let tx = Transaction::begin(&self.0, statement, &StatementCount::default()).await?;
        Ok(TenantTransaction::new(tx, id))
    }
}
