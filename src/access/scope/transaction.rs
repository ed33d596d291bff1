//! A transaction that begins and sets its mode and its tenant in one round trip.
//!
//! SeaORM's own transaction sends BEGIN, the access mode and the tenant one after the other,
//! and waits for its ROLLBACK before a page is answered. This one is sqlx's: it begins with any
//! statement and rolls back on its way to the pool. It runs SeaORM's queries, too.

use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};

use sea_orm::{ConnectionTrait, DbBackend, DbErr, ExecResult, QueryResult, RuntimeErr, Statement};
use sea_query_sqlx::SqlxValues;
use sqlx::{AssertSqlSafe, Executor as _, PgPool, Postgres};
use tokio::sync::{Mutex, MutexGuard};

/// How many statements the transactions of a pool have sent, their beginnings and ends included.
#[derive(Debug, Clone, Default)]
pub struct StatementCount(Arc<AtomicU64>);

impl StatementCount {
    /// The number so far.
    pub fn get(&self) -> u64 {
        self.0.load(Ordering::Relaxed)
    }

    fn add_one(&self) {
        self.0.fetch_add(1, Ordering::Relaxed);
    }
}

/// An open transaction; dropping it rolls it back.
pub struct Transaction {
    tx: Mutex<sqlx::Transaction<'static, Postgres>>,
    count: StatementCount,
}

impl Transaction {
    /// Begins with this statement, which must itself open a transaction and may do more.
    ///
    /// In a task of its own: a request that is cancelled meanwhile (another argument of the
    /// handler is refused, the client disconnects) would leave a connection in the pool inside
    /// an open transaction, with its tenant.
    pub async fn begin(pool: &PgPool, statement: String, count: &StatementCount) -> Result<Self, DbErr> {
        let (pool, count) = (pool.clone(), count.clone());
        count.add_one();
        let beginning = tokio::spawn(async move { pool.begin_with(AssertSqlSafe(statement)).await });
        let tx = beginning.await.map_err(|why| DbErr::Custom(why.to_string()))?.map_err(failed)?;
        Ok(Self { tx: Mutex::new(tx), count })
    }

    /// Commits the transaction.
    pub async fn commit(self) -> Result<(), DbErr> {
        self.count.add_one();
        self.tx.into_inner().commit().await.map_err(failed)
    }
}

impl Transaction {
    /// The connection, for one more statement.
    async fn lock(&self) -> MutexGuard<'_, sqlx::Transaction<'static, Postgres>> {
        self.count.add_one();
        self.tx.lock().await
    }
}

/// sqlx's error as SeaORM's.
pub fn failed(why: sqlx::Error) -> DbErr {
    DbErr::Query(RuntimeErr::SqlxError(Arc::new(why)))
}

/// sqlx's query for a statement of SeaORM's.
#[expect(clippy::disallowed_methods, reason = "the statement is a builder's or a declared one")]
fn query(statement: Statement) -> sqlx::query::Query<'static, Postgres, SqlxValues> {
    let values = statement.values.unwrap_or(sea_orm::Values(Vec::new()));
    sqlx::query_with(AssertSqlSafe(statement.sql), SqlxValues(values))
}

#[async_trait::async_trait]
impl ConnectionTrait for Transaction {
    fn get_database_backend(&self) -> DbBackend {
        DbBackend::Postgres
    }

    async fn execute_raw(&self, statement: Statement) -> Result<ExecResult, DbErr> {
        let mut tx = self.lock().await;
        query(statement).execute(&mut **tx).await.map(Into::into).map_err(failed)
    }

    async fn execute_unprepared(&self, sql: &str) -> Result<ExecResult, DbErr> {
        let mut tx = self.lock().await;
        (**tx).execute(AssertSqlSafe(sql)).await.map(Into::into).map_err(failed)
    }

    async fn query_one_raw(&self, statement: Statement) -> Result<Option<QueryResult>, DbErr> {
        let mut tx = self.lock().await;
        let row = query(statement).fetch_optional(&mut **tx).await.map_err(failed)?;
        Ok(row.map(Into::into))
    }

    async fn query_all_raw(&self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        let mut tx = self.lock().await;
        let rows = query(statement).fetch_all(&mut **tx).await.map_err(failed)?;
        Ok(rows.into_iter().map(Into::into).collect())
    }
}
