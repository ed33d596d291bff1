//! The numbered statements of `migrations/`, run by the owner of the database.

use sqlx::{Connection as _, PgConnection, migrate::Migrator};

static MIGRATOR: Migrator = sqlx::migrate!("./migrations");

/// Why the database could not be brought up to date.
#[derive(Debug, thiserror::Error)]
pub enum MigrateError {
    #[error("the database cannot be reached as its owner: {0}")]
    Connect(#[from] sqlx::Error),
    #[error("a migration failed, and nothing of it is kept: {0}")]
    Migrate(#[from] sqlx::migrate::MigrateError),
}

/// Brings the database at `owner_url` up to date.
///
/// # Errors
/// [`MigrateError`], whose words say what went wrong.
#[allow(clippy::disallowed_methods, reason = "migrations run as the owner, outside the door")]
pub async fn run(owner_url: &str) -> Result<(), MigrateError> {
    let mut connection = PgConnection::connect(owner_url).await?;
    MIGRATOR.run(&mut connection).await?;
    connection.close().await?;
    Ok(())
}
