//! The pool, private to the door, and the two kinds of transaction it opens.

use std::{
    collections::HashMap,
    str::FromStr as _,
    sync::{Arc, RwLock},
    time::Duration,
};

use sea_orm::{DbErr, FromQueryResult, RuntimeErr, TryGetable, Value};
use sqlx::{
    ConnectOptions as _, Connection as _, PgPool,
    postgres::{PgConnectOptions, PgPoolOptions},
};
use uuid::Uuid;

use super::{
    TenantTransaction,
    row_security::{PoolError, RowSecurity},
    sql,
    transaction::{self, StatementCount, Transaction},
};
use crate::{
    clock,
    web::{
        error::{Error, Result},
        session,
    },
};

/// Connections to the database, as the restricted role.
pub struct Pool {
    connections: PgPool,
    /// Slug to id. Slugs never change and ids are never used again, so an entry never goes stale.
    tenants: Arc<RwLock<HashMap<String, Uuid>>>,
    statements: StatementCount,
}

/// A worker of a server with many is left at least so many connections.
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
    /// Connects and makes sure that the wall holds for the connecting role.
    ///
    /// # Errors
    /// [`PoolError`], whose words say what to do.
    #[allow(clippy::disallowed_methods, reason = "this is the door")]
    pub async fn connect(url: &str, connections: u32) -> Result<Self, PoolError> {
        let options = PgConnectOptions::from_str(url)?.disable_statement_logging();
        // The pool would try again for a while and then only say that it waited.
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

    /// The share of one of so many workers, to be made on its own thread: a
    /// connection wakes the thread that opened it, so that one which is used by
    /// all of them wakes two for every answer of the database.
    #[allow(clippy::disallowed_methods, reason = "this is the door")]
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

    /// Counts the statements of this pool and of its shares: tests hold pages to their budgets.
    pub fn statements(&self) -> StatementCount {
        self.statements.clone()
    }

    /// A transaction inside one tenant.
    pub(super) async fn tenant(&self, id: Uuid, access: Access) -> Result<TenantTransaction> {
        // A statement and not set_config(): Citus forwards SET LOCAL to its workers.
        let tx = self.begin(access, &format!("set local app.tenant = '{id}'")).await?;
        Ok(TenantTransaction::new(tx, id))
    }

    /// Begins a transaction. A connection that died while it lay in the pool is
    /// given up for the next one, so that a restart of the database costs no
    /// request once it is back.
    async fn begin(&self, access: Access, setting: &str) -> Result<Transaction> {
        // What a page reads by several statements is of one moment.
        let mode = match access {
            Access::Read => "isolation level repeatable read read only",
            Access::Write => "read write",
        };
        let mut dead = 0;
        loop {
            let statement = format!("begin {mode}; {setting}");
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

    /// A transaction outside every tenant, for one account or for nobody yet.
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
        let lobby = self.begin_accounts(None, Access::Read).await?;
        let found: Option<Uuid> =
            lobby.values("select id from tenants where slug = $1", [slug.into()]).await?.into_iter().next();
        if let Some(id) = found {
            self.tenants.write().map_err(|_| Error::internal("poisoned"))?.insert(slug.to_owned(), id);
        }
        Ok(found)
    }

    /// Every tenant, and the installation itself (the nil id): what the worker walks.
    ///
    /// # Errors
    /// When the database cannot be reached.
    pub async fn all_tenants(&self) -> Result<Vec<Uuid>> {
        let lobby = self.begin_accounts(None, Access::Read).await?;
        lobby.values("select id from tenants order by id", []).await
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

    /// Notes that a session is in use.
    pub(super) async fn touch_session(&self, token: &session::Token) -> Result<()> {
        sqlx::query("update sessions set last_seen_at = $1 where token_hash = $2")
            .bind(clock::now())
            .bind(token.hash())
            .execute(&self.connections)
            .await
            .map_err(transaction::failed)?;
        Ok(())
    }

    /// Whether the database answers.
    ///
    /// # Errors
    /// When it does not.
    pub async fn ping(&self) -> Result<()> {
        self.begin_accounts(None, Access::Read).await.map(drop)
    }
}

/// A transaction outside every tenant: accounts, sessions, tokens. Of the
/// tenants' rows it shows only the memberships of the account it was opened for.
pub struct AccountsTransaction {
    tx: Transaction,
}

impl AccountsTransaction {
    /// The rows of a statement.
    pub async fn rows<T: FromQueryResult>(
        &self,
        sql: &str,
        values: impl IntoIterator<Item = Value>,
    ) -> Result<Vec<T>> {
        sql::rows(&self.tx, sql, values).await
    }

    /// The first row of a statement.
    pub async fn row<T: FromQueryResult>(
        &self,
        sql: &str,
        values: impl IntoIterator<Item = Value>,
    ) -> Result<Option<T>> {
        sql::row(&self.tx, sql, values).await
    }

    /// The first column of [`AccountsTransaction::rows`].
    pub async fn values<T: TryGetable>(
        &self,
        sql: &str,
        values: impl IntoIterator<Item = Value>,
    ) -> Result<Vec<T>> {
        sql::values(&self.tx, sql, values).await
    }

    /// How many rows changed.
    pub async fn execute(&self, sql: &str, values: impl IntoIterator<Item = Value>) -> Result<u64> {
        sql::execute(&self.tx, sql, values).await
    }

    /// Keeps what was changed.
    pub async fn commit(self) -> Result<()> {
        Ok(self.tx.commit().await?)
    }
}
