//! The numbered statements of `migrations/`, run by the owner of the database.

use sqlx::{
    Connection as _, PgConnection, SqlStr,
    migrate::{Migration, MigrationType, Migrator},
};

/// Version, description and statements of each file of `migrations/`, listed by `build.rs`:
/// `sqlx::migrate!` would compile sqlx twice.
const FILES: &[(i64, &str, &str)] = include!(concat!(env!("OUT_DIR"), "/migrations.rs"));

fn migrator() -> Migrator {
    let migration = |&(version, description, statements): &(i64, &'static str, &'static str)| {
        let statements = SqlStr::from_static(statements);
        Migration::new(version, description.into(), MigrationType::Simple, statements, false)
    };
    Migrator::with_migrations(FILES.iter().map(migration).collect())
}

/// Why the database could not be brought up to date.
#[derive(Debug, thiserror::Error)]
pub enum MigrateError {
    #[error("the database cannot be reached as its owner: {0}")]
    Connect(#[from] sqlx::Error),
    /// The database has migrations that this program does not contain.
    #[error(
        "the database was made by an unreleased or a newer version of Greffe, so this version cannot migrate it"
    )]
    OtherVersion,
    #[error("a migration failed, and nothing of it is kept: {0}")]
    Migrate(sqlx::migrate::MigrateError),
}

impl From<sqlx::migrate::MigrateError> for MigrateError {
    fn from(why: sqlx::migrate::MigrateError) -> Self {
        use sqlx::migrate::MigrateError::{VersionMismatch, VersionMissing};
        match why {
            VersionMismatch(_) | VersionMissing(_) => Self::OtherVersion,
            other => Self::Migrate(other),
        }
    }
}

/// Brings the database at `owner_url` up to date.
///
/// # Errors
/// [`MigrateError`], with a message that says what went wrong.
#[allow(clippy::disallowed_methods, reason = "migrations run as the owner, on a connection of their own")]
pub async fn run(owner_url: &str) -> Result<(), MigrateError> {
    let mut connection = PgConnection::connect(owner_url).await?;
    // Each run would log the notice that the table of migrations exists already.
    sqlx::raw_sql("set client_min_messages = warning").execute(&mut connection).await?;
    migrator().run(&mut connection).await?;
    connection.close().await?;
    Ok(())
}
