//! Tests with a real server.
#![allow(clippy::disallowed_methods, reason = "these tests are about connecting")]

use std::fs;
use std::os::unix::fs::PermissionsExt as _;

use nix::sys::signal::{Signal, kill};
use sqlx::{Connection as _, PgConnection};

use super::*;

async fn connect(url: &str) -> PgConnection {
    PgConnection::connect(url).await.expect("a connection")
}

async fn ask(connection: &mut PgConnection, query: &'static str) -> String {
    sqlx::query_scalar(query).fetch_one(connection).await.expect(query)
}

async fn start(data_dir: &Path) -> PrivatePostgres {
    PrivatePostgres::start(Some(data_dir.into())).await.expect("started")
}

async fn start_error(data_dir: &Path) -> String {
    PrivatePostgres::start(Some(data_dir.into())).await.err().expect("an error").to_string()
}

/// A folder that the server's account can enter.
fn folder() -> tempfile::TempDir {
    let mode = fs::Permissions::from_mode(0o755);
    tempfile::Builder::new().permissions(mode).tempdir_in("/tmp").expect("a folder")
}

#[tokio::test]
async fn temporary_server_has_restricted_roles_and_is_removed() {
    let postgres = PrivatePostgres::start(None).await.expect("started");
    let mut owner = connect(postgres.owner_url()).await;
    assert_eq!(ask(&mut owner, "SELECT upper('é')").await, "É");
    sqlx::raw_sql("CREATE TABLE hearing ()").execute(&mut owner).await.expect("a table");

    let mut app = connect(postgres.app_url()).await;
    let rights = "SELECT (rolsuper OR rolbypassrls OR rolcreatedb OR rolcreaterole)::text FROM pg_roles \
                  WHERE rolname = current_user";
    assert_eq!(ask(&mut app, rights).await, "false");
    for forbidden in ["TABLE hearing", "CREATE TABLE a ()", "CREATE SCHEMA a", "SET ROLE greffe_owner"] {
        let error = sqlx::raw_sql(forbidden).execute(&mut app).await.expect_err(forbidden);
        assert!(error.to_string().contains("permission denied"), "{forbidden}: {error}");
    }
    let (_, address) = postgres.app_url().split_once('@').expect("an address");
    for account in ["greffe_owner:wrong", "postgres"] {
        assert!(PgConnection::connect(&format!("postgres://{account}@{address}")).await.is_err());
    }
    let folder = postgres.cluster.base.clone();
    postgres.stop().await.expect("stopped");
    assert!(!folder.exists(), "{} is removed", folder.display());
}

#[tokio::test]
async fn persistent_data_survives_killed_processes() {
    let folder = folder();
    let base = folder.path().join("postgres");
    fs::create_dir_all(base.join("data.new-1/base")).expect("an unfinished data directory");
    let postgres = start(folder.path()).await;
    assert!(!base.join("data.new-1").exists());
    let mut owner = connect(postgres.owner_url()).await;
    sqlx::raw_sql("CREATE TABLE kept AS SELECT 'yes' AS it").execute(&mut owner).await.expect("a row");
    let id = std::process::id();
    assert!(
        start_error(folder.path())
            .await
            .contains(&format!("already runs on {} (process {id})", base.display()))
    );

    kill(postgres.pid, Signal::SIGKILL).expect("killed");
    tokio::time::timeout(Duration::from_secs(5), postgres.ended()).await.expect("noticed");
    drop(postgres);
    let pid_file = base.join("data/postmaster.pid");
    let stale = fs::read_to_string(&pid_file).expect("a stale file");
    let (_, rest) = stale.split_once('\n').expect("lines");
    fs::write(&pid_file, format!("{}\n{rest}", std::os::unix::process::parent_id()))
        .expect("a reused number");
    fs::remove_file(base.join("secrets")).expect("lost secrets");

    let mut postgres = start(folder.path()).await;
    assert_eq!(ask(&mut connect(postgres.owner_url()).await, "SELECT it FROM kept").await, "yes");
    // The system closes this pipe when Greffe is killed.
    postgres.cluster.guard.as_mut().and_then(|guard| guard.stdin.take()).expect("a guard");
    tokio::time::timeout(Duration::from_secs(5), postgres.ended()).await.expect("stopped by the guard");
}

#[tokio::test]
async fn odd_paths_are_accepted_and_start_errors_are_explained() {
    let folder = folder();
    let data_dir = folder.path().join(format!("été, \"$HOME\" '{}'", "x".repeat(100)));
    let postgres = start(&data_dir).await;
    connect(postgres.app_url()).await.close().await.expect("closed");
    let sockets = postgres.cluster.sockets.clone();
    postgres.stop().await.expect("stopped");
    assert!(sockets.starts_with("/tmp") && !sockets.exists());

    let base = data_dir.join("postgres");
    fs::write(base.join("postgresql.conf"), "no_such_setting = 1\n").expect("a bad setting");
    assert!(start_error(&data_dir).await.contains("no_such_setting"));
    fs::write(base.join("data/PG_VERSION"), "9.6\n").expect("another version");
    assert!(start_error(&data_dir).await.contains("written by PostgreSQL 9.6"));
    PrivatePostgres::forget(&data_dir).await.expect("forgotten");
    assert!(!base.join("data").exists());
}
