//! `greffe demo` run as a user would: started, stopped, killed and started again.

use std::{path::Path, process::Stdio, time::Duration};

use greffe::migrations;
use reqwest::Client;
use sqlx::{Connection as _, PgConnection};
use tokio::{
    io::{AsyncBufReadExt as _, BufReader, Lines},
    process::{Child, ChildStdout, Command},
    time::timeout,
};

/// A running demonstration.
struct Demo {
    process: Child,
    /// Kept open, because the process still prints where its data is.
    _output: Lines<BufReader<ChildStdout>>,
    address: String,
}

impl Demo {
    /// Starts it and reads its address from the output.
    async fn start(folder: &Path, more: &[&str]) -> Self {
        let mut process = Command::new(env!("CARGO_BIN_EXE_greffe"))
            .args(["demo", "--listen", "127.0.0.1:0", "--data-dir"])
            .arg(folder)
            .args(more)
            .env_remove("DATABASE_URL")
            .stdout(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .expect("greffe runs");
        let mut lines = BufReader::new(process.stdout.take().expect("its output")).lines();
        let address = async {
            while let Some(line) = lines.next_line().await.expect("lines") {
                if let Some(address) = line.strip_prefix("Greffe: ") {
                    return address.to_owned();
                }
            }
            panic!("it ended before it served");
        };
        let address = timeout(Duration::from_secs(60), address).await.expect("it serves within a minute");
        Self { process, _output: lines, address }
    }

    /// Signs in with the form and returns the next page.
    async fn read(&self, email: &str, path: &str) -> String {
        let client = Client::builder().redirect(reqwest::redirect::Policy::none()).build().unwrap();
        let answer = client
            .post(format!("{}/sign-in", self.address))
            .header("content-type", "application/x-www-form-urlencoded")
            .header("sec-fetch-site", "same-origin")
            .body(format!("email={email}&password=montreuvray+1856"))
            .send()
            .await
            .unwrap();
        assert_eq!(answer.status(), 303, "{email} is let in");
        let cookie = answer.headers()["set-cookie"].to_str().unwrap().split(';').next().unwrap().to_owned();
        let page =
            client.get(format!("{}{path}", self.address)).header("cookie", cookie).send().await.unwrap();
        assert_eq!(page.status(), 200, "{email} reads {path}");
        page.text().await.unwrap()
    }

    /// Stops it with SIGINT, like Ctrl-C.
    async fn stop(mut self) {
        let id = self.process.id().expect("it runs").to_string();
        assert!(Command::new("kill").args(["-INT", &id]).status().await.unwrap().success());
        let ended = timeout(Duration::from_secs(20), self.process.wait()).await.expect("it ends");
        assert!(ended.unwrap().success());
    }
}

/// The command line of every process that names this folder or runs in it.
fn processes_of(folder: &Path) -> Vec<String> {
    let processes = std::fs::read_dir("/proc").unwrap().flatten().filter_map(|process| {
        let line = std::fs::read(process.path().join("cmdline")).ok()?;
        let line = String::from_utf8_lossy(&line).replace('\0', " ");
        let works_there =
            std::fs::read_link(process.path().join("cwd")).is_ok_and(|it| it.starts_with(folder));
        (works_there || line.contains(&*folder.to_string_lossy())).then_some(line)
    });
    processes.collect()
}

#[actix_web::test]
async fn demo_data_is_complete_and_survives_ctrl_c_and_kill() {
    let folder = std::env::temp_dir().join(format!("greffe-demo-{}", std::process::id()));
    let demo = Demo::start(&folder, &[]).await;
    let people = ["nadia.bremond", "thomas.oeuvrard", "odile.lhay", "paul.castagnet"];
    for name in people {
        demo.read(&format!("{name}@montreuvray.example"), "/montreuvray").await;
    }
    let staff = "thomas.oeuvrard@montreuvray.example";
    let actions = demo.read(staff, "/montreuvray/actions?scope=all").await;
    let summaries = demo.read(staff, "/montreuvray/summaries").await;
    let series = demo.read(staff, "/montreuvray/series").await;
    assert!(actions.contains("Commander les sondages de sol"), "actions to do");
    assert!(series.contains("L’eau dans la ville"), "series");
    demo.read("paul.castagnet@montreuvray.example", "/valserine/series").await;
    demo.stop().await;
    assert_eq!(processes_of(&folder), Vec::<String>::new(), "Ctrl-C ended all that it started");

    let mut killed = Demo::start(&folder, &[]).await;
    assert_eq!(
        killed.read(staff, "/montreuvray/summaries").await,
        summaries,
        "a second start finds the same"
    );
    killed.process.start_kill().unwrap();
    killed.process.wait().await.unwrap();

    let again = Demo::start(&folder, &[]).await;
    assert_eq!(again.read(staff, "/montreuvray/series").await, series, "no data is lost after kill -9");
    again.stop().await;

    let fresh = Demo::start(&folder, &["--fresh"]).await;
    assert_ne!(fresh.read(staff, "/montreuvray/summaries").await, summaries, "--fresh made other data");
    fresh.stop().await;
    std::fs::remove_dir_all(&folder).unwrap();
}

/// Runs `greffe`, expects it to fail, and returns its output.
async fn failure(arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_greffe"))
        .args(arguments)
        .env_remove("DATABASE_URL")
        .env_remove("GREFFE_OWNER_URL")
        .kill_on_drop(true)
        .output();
    let output = timeout(Duration::from_secs(60), output).await.expect("it ends").expect("greffe runs");
    assert_eq!(output.status.code(), Some(1));
    String::from_utf8(output.stderr).unwrap()
}

#[actix_web::test]
async fn data_of_another_version_is_refused_with_one_sentence() {
    let folder = std::env::temp_dir().join(format!("greffe-version-{}", std::process::id()));
    let data_dir = folder.to_str().unwrap();
    let postgres =
        private_postgres::PrivatePostgres::start(Some(folder.clone())).await.expect("a Postgres of its own");
    migrations::run(postgres.owner_url()).await.expect("migrated");
    let mut owner = PgConnection::connect(postgres.owner_url()).await.unwrap();
    for change in [
        // A migration was modified.
        "update _sqlx_migrations set checksum = '' where version = 1",
        // A migration is missing.
        "update _sqlx_migrations set version = 9999 where version = 1",
    ] {
        sqlx::raw_sql(change).execute(&mut owner).await.unwrap();
        assert_eq!(
            failure(&["migrate", "--owner-url", postgres.owner_url()]).await,
            "greffe: the database was made by an unreleased or a newer version of Greffe, \
             so this version cannot migrate it\n"
        );
    }
    owner.close().await.unwrap();
    postgres.stop().await.expect("stopped");
    assert_eq!(
        failure(&["demo", "--listen", "127.0.0.1:0", "--data-dir", data_dir]).await,
        format!(
            "greffe: the data in {data_dir} was made by another version of Greffe: \
             start again with --fresh to replace it\n"
        )
    );
    std::fs::remove_dir_all(&folder).unwrap();
}
