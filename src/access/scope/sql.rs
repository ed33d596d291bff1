//! Raw statements on a transaction.

use sea_orm::{ConnectionTrait as _, DbBackend, DbErr, FromQueryResult, Statement, TryGetable, Value};

use super::transaction::Transaction;
use crate::web::error::Result;

fn statement(sql: &str, values: impl IntoIterator<Item = Value>) -> Statement {
    Statement::from_sql_and_values(DbBackend::Postgres, sql, values)
}

/// Every row.
pub async fn rows<T: FromQueryResult>(
    tx: &Transaction,
    sql: &str,
    values: impl IntoIterator<Item = Value>,
) -> Result<Vec<T>> {
    let rows = tx.query_all_raw(statement(sql, values)).await?;
    Ok(rows.iter().map(|row| T::from_query_result(row, "")).collect::<Result<_, DbErr>>()?)
}

/// The first row.
pub async fn row<T: FromQueryResult>(
    tx: &Transaction,
    sql: &str,
    values: impl IntoIterator<Item = Value>,
) -> Result<Option<T>> {
    let row = tx.query_one_raw(statement(sql, values)).await?;
    Ok(row.map(|row| T::from_query_result(&row, "")).transpose()?)
}

/// The first column of every row.
pub async fn values<T: TryGetable>(
    tx: &Transaction,
    sql: &str,
    values: impl IntoIterator<Item = Value>,
) -> Result<Vec<T>> {
    let rows = tx.query_all_raw(statement(sql, values)).await?;
    Ok(rows.iter().map(|row| row.try_get_by_index(0)).collect::<Result<_, DbErr>>()?)
}

/// The first column of the first row.
pub async fn value<T: TryGetable>(
    tx: &Transaction,
    sql: &str,
    values: impl IntoIterator<Item = Value>,
) -> Result<Option<T>> {
    let row = tx.query_one_raw(statement(sql, values)).await?;
    Ok(row.map(|row| row.try_get_by_index(0)).transpose()?)
}

/// How many rows changed.
pub async fn execute(tx: &Transaction, sql: &str, values: impl IntoIterator<Item = Value>) -> Result<u64> {
    Ok(tx.execute_raw(statement(sql, values)).await?.rows_affected())
}
