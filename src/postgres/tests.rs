//! A real server.
#![allow(clippy::disallowed_methods, reason = "these tests are about connecting")]

use std::path::PathBuf;
use std::time::{Duration, Instant};

use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;
use sqlx::{Connection, PgConnection};

use super::*;

/// A data folder that goes away with the test.
struct DataDir(PathBuf);

impl DataDir {
    fn new(name: &str) -> Self {
        let parent = PathBuf::from("/tmp").join(format!("greffe-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&parent).expect("a folder");
        Self(parent)
    }

    fn settings(&self) -> Settings {
        Settings::persistent(self.0.join("data"))
    }
}

impl Drop for DataDir {
    fn drop(&mut self) {
        let _ = home::remove(&self.0);
    }
}

async fn connect(url: &str) -> PgConnection {
    PgConnection::connect(url).await.expect("a connection")
}

async fn ask(connection: &mut PgConnection, query: &'static str) -> String {
    sqlx::query_scalar(query).fetch_one(connection).await.expect(query)
}

#[tokio::test]
async fn a_temporary_server_has_both_roles_and_leaves_nothing() {
    let postgres = PrivatePostgres::start(Settings::temporary()).await.expect("started");
    let folder = postgres.folder().to_path_buf();

    let mut owner = connect(postgres.owner_url()).await;
    assert_eq!(ask(&mut owner, "SELECT current_user::text").await, OWNER_ROLE);
    assert_eq!(ask(&mut owner, "SELECT unaccent('élue') || similarity('Zoé', 'zoe')::int").await, "elue0");
    assert_eq!(
        ask(&mut owner, "SELECT min(x COLLATE \"fr-x-icu\") FROM unnest('{z,é,f}'::text[]) x").await,
        "é"
    );
    assert_eq!(
        ask(
            &mut owner,
            "SELECT upper('é') || pg_encoding_to_char(encoding) FROM pg_database WHERE datname = 'greffe'"
        )
        .await,
        "ÉUTF8"
    );
    assert_eq!(ask(&mut owner, "SELECT string_agg(extname, ' ' ORDER BY extname) FROM pg_extension JOIN pg_roles r ON r.oid = extowner WHERE rolname = 'greffe_owner'").await, "btree_gist pg_trgm unaccent");
    sqlx::raw_sql("CREATE TABLE hearing (title text)").execute(&mut owner).await.expect("a table");

    let mut app = connect(postgres.app_url()).await;
    assert_eq!(ask(&mut app, "SELECT (rolsuper OR rolbypassrls OR rolcreatedb OR rolcreaterole)::text FROM pg_roles WHERE rolname = current_user").await, "false");
    for forbidden in
        ["SELECT * FROM hearing", "CREATE TABLE other ()", "CREATE SCHEMA other", "SET ROLE greffe_owner"]
    {
        let error = sqlx::raw_sql(forbidden).execute(&mut app).await.expect_err(forbidden);
        let code = error.as_database_error().and_then(|error| error.code().map(|code| code.into_owned()));
        assert_eq!(code.as_deref(), Some("42501"), "{forbidden}");
    }
    drop((owner, app));
    postgres.stop().await.expect("stopped");
    assert!(!folder.exists(), "{} is still there", folder.display());
}

#[tokio::test]
async fn the_owner_clones_the_database_and_drops_a_clone_in_use() {
    let postgres = PrivatePostgres::start(Settings::temporary()).await.expect("started");
    let beside = |database: &str| postgres.owner_url().replace("/greffe?", &format!("/{database}?"));
    let mut owner = connect(&beside("postgres")).await;
    sqlx::raw_sql("CREATE DATABASE clone TEMPLATE greffe").execute(&mut owner).await.expect("a clone");
    let mut app = connect(&postgres.app_url().replace("/greffe?", "/clone?")).await;
    assert_eq!(ask(&mut app, "SELECT unaccent('é')").await, "e");
    sqlx::raw_sql("DROP DATABASE clone WITH (FORCE)").execute(&mut owner).await.expect("dropped");
}

#[tokio::test]
async fn a_wrong_password_is_refused() {
    let postgres = PrivatePostgres::start(Settings::temporary()).await.expect("started");
    let (before, after) = postgres.owner_url().split_once('@').expect("an address");
    let guess = format!("{}wrong@{after}", &before[..before.len() - 5]);
    assert!(PgConnection::connect(&guess).await.is_err());
    assert!(PgConnection::connect(&format!("postgres://postgres@{after}")).await.is_err());
}

#[tokio::test]
async fn rows_stay_and_a_second_start_is_refused_meanwhile() {
    let folder = DataDir::new("stay");
    let postgres = PrivatePostgres::start(folder.settings()).await.expect("started");
    let mut owner = connect(postgres.owner_url()).await;
    sqlx::raw_sql("CREATE TABLE kept AS SELECT 'yes' AS answer").execute(&mut owner).await.expect("a row");

    let second = PrivatePostgres::start(folder.settings()).await.expect_err("taken");
    assert!(second.to_string().contains(&std::process::id().to_string()), "{second}");
    postgres.stop().await.expect("stopped");

    let before = Instant::now();
    let postgres = PrivatePostgres::start(folder.settings()).await.expect("started again");
    eprintln!("second start: {:?}", before.elapsed());
    assert_eq!(ask(&mut connect(postgres.owner_url()).await, "SELECT answer FROM kept").await, "yes");
    postgres.stop().await.expect("stopped");
}

#[tokio::test]
async fn a_killed_server_is_noticed_and_starts_again() {
    let folder = DataDir::new("killed");
    let postgres = PrivatePostgres::start(folder.settings()).await.expect("started");
    let mut owner = connect(postgres.owner_url()).await;
    sqlx::raw_sql("CREATE TABLE kept AS SELECT 'yes' AS answer").execute(&mut owner).await.expect("a row");
    kill(Pid::from_raw(postgres.pid().cast_signed()), Signal::SIGKILL).expect("killed");
    let ended = tokio::time::timeout(Duration::from_secs(5), postgres.ended()).await;
    assert!(ended.expect("noticed").is_some());
    drop(postgres);

    std::fs::remove_file(folder.0.join("data/postgres/secrets")).expect("secrets lost, too");
    let postgres = PrivatePostgres::start(folder.settings()).await.expect("recovered");
    assert_eq!(ask(&mut connect(postgres.owner_url()).await, "SELECT answer FROM kept").await, "yes");
}

#[tokio::test]
async fn a_half_made_folder_is_made_anew_and_another_version_is_named() {
    let folder = DataDir::new("half");
    let base = folder.0.join("data/postgres");
    std::fs::create_dir_all(base.join("data.new/base")).expect("a half-made folder");
    let postgres = PrivatePostgres::start(folder.settings()).await.expect("started");
    assert!(!base.join("data.new").exists());
    postgres.stop().await.expect("stopped");

    std::fs::write(base.join("data/PG_VERSION"), "9.6\n").expect("another version");
    let error = PrivatePostgres::start(folder.settings()).await.expect_err("refused").to_string();
    assert!(error.contains("written by PostgreSQL 9.6"), "{error}");
}

#[tokio::test]
async fn a_failed_start_says_why() {
    let folder = DataDir::new("fails");
    let postgres = PrivatePostgres::start(folder.settings()).await.expect("started");
    postgres.stop().await.expect("stopped");
    std::fs::write(folder.0.join("data/postgres/postgresql.conf"), "no_such_setting = 1\n")
        .expect("a bad setting");
    let error = PrivatePostgres::start(folder.settings()).await.expect_err("refused").to_string();
    assert!(error.contains("no_such_setting"), "{error}");
}

#[tokio::test]
async fn a_long_path_and_odd_names_do_not_matter() {
    let folder = DataDir::new("long");
    let data_dir = folder.0.join(format!("été, \"{}\"", "x".repeat(100)));
    let postgres = PrivatePostgres::start(Settings::persistent(&data_dir)).await.expect("started");
    let sockets = postgres.home.sockets.clone();
    assert!(!sockets.starts_with(&data_dir) && sockets.exists());
    connect(postgres.app_url()).await.close().await.expect("closed");
    postgres.stop().await.expect("stopped");
    assert!(!sockets.exists());
}
