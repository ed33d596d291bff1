//! The connection to Chromium: the chromedriver process and the WebDriver commands (W3C).

use std::{
    io::{BufRead as _, BufReader, Read as _, Write as _},
    net::TcpStream,
    path::Path,
    process::{Child, Command, Stdio},
    time::Duration,
};

use nix::{
    sys::signal::{Signal, kill},
    unistd::Pid,
};
use reqwest::{Client, Method};
use serde_json::{Value, json};

use crate::Scratch;

/// How long the driver may take to end a session.
const PATIENCE: Duration = Duration::from_secs(10);
/// The key under which WebDriver returns elements.
pub const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

/// A WebDriver session: one Chromium with a profile of its own.
pub struct Driver {
    process: Child,
    client: Client,
    /// The address of the session.
    session: String,
    /// The process id of Chromium.
    chromium: u64,
    /// The folder of its profile, removed at the end.
    _profile: Scratch,
}

impl Drop for Driver {
    fn drop(&mut self) {
        // Ending the session ends its Chromium, which would otherwise outlive the driver.
        let _ = self.end_session();
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn start_process(folder: &Path) -> (Child, String) {
    let mut driver = Command::new("chromedriver")
        .arg("--port=0")
        .env("TMPDIR", folder)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("chromedriver runs (bin/install-needs test)");
    let mut lines = BufReader::new(driver.stdout.take().expect("its output")).lines();
    let port = lines
        .find_map(|line| {
            let line = line.expect("a line");
            Some(line.split_once("started successfully on port ")?.1.trim_end_matches('.').to_owned())
        })
        .expect("chromedriver prints its port");
    // The rest of the output is read so that the pipe does not fill up.
    std::thread::spawn(move || lines.for_each(drop));
    (driver, format!("http://127.0.0.1:{port}"))
}

impl Driver {
    /// A Chromium that prefers French.
    pub async fn start() -> Self {
        // The client needs a TLS provider. A server of this process may have set it before.
        rustls::crypto::ring::default_provider().install_default().ok();
        let profile = Scratch::new();
        let (process, address) = start_process(&profile.0);
        let mut driver =
            Self { process, client: Client::new(), session: address, chromium: 0, _profile: profile };
        let mut arguments = vec![
            "--headless=new",
            "--disable-gpu",
            "--hide-scrollbars",
            "--disable-quic",
            "--disable-dev-shm-usage",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--no-first-run",
            // No smooth scrolling, so that elements do not move while they are clicked.
            "--force-prefers-reduced-motion",
            "--window-size=1280,1000",
            "--lang=fr",
        ];
        if nix::unistd::geteuid().is_root() {
            arguments.push("--no-sandbox");
        }
        let capabilities = json!({ "capabilities": { "alwaysMatch": {
            "browserName": "chrome",
            "goog:loggingPrefs": { "browser": "ALL" },
            "goog:chromeOptions": {
                "args": arguments,
                "prefs": { "intl.accept_languages": "fr,fr_FR" },
            },
        }}});
        let made = driver.command(Method::POST, "/session", capabilities).await.expect("a session");
        let id = made["sessionId"].as_str().expect("its id").to_owned();
        driver.session = format!("{}/session/{id}", driver.session);
        driver.chromium = made["capabilities"]["goog:processID"].as_u64().expect("its process");
        driver
    }

    /// Kills Chromium, so that pages get no chance to react.
    pub fn crash(self) {
        let process = Pid::from_raw(self.chromium.try_into().expect("the number of a process"));
        kill(process, Signal::SIGKILL).expect("Chromium runs");
    }

    /// Works without an async runtime, and also after a failed test.
    fn end_session(&self) -> std::io::Result<()> {
        let Some((host, path)) =
            self.session.trim_start_matches("http://").split_once('/').filter(|(_, path)| !path.is_empty())
        else {
            return Ok(());
        };
        let mut driver = TcpStream::connect(host)?;
        write!(driver, "DELETE /{path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n")?;
        driver.set_read_timeout(Some(PATIENCE))?;
        // The response comes after Chromium has ended; the connection stays open after it.
        driver.read(&mut [0; 64]).map(drop)
    }

    async fn command(&self, method: Method, path: &str, body: Value) -> Result<Value, String> {
        let mut request = self.client.request(method.clone(), format!("{}{path}", self.session));
        if method == Method::POST {
            request = request.header("content-type", "application/json").body(body.to_string());
        }
        let answer = request.send().await.expect("the driver answers").text().await.expect("a text");
        let mut answer: Value = serde_json::from_str(&answer).expect("JSON");
        let value = answer["value"].take();
        match value["error"].as_str() {
            Some(_) => Err(value["message"].as_str().unwrap_or("no message").to_owned()),
            None => Ok(value),
        }
    }

    /// Sends a command to the session.
    pub async fn post(&self, path: &str, body: Value) -> Result<Value, String> {
        self.command(Method::POST, path, body).await
    }

    /// Reads a value from the session.
    pub async fn get(&self, path: &str) -> Result<Value, String> {
        self.command(Method::GET, path, Value::Null).await
    }

    /// Deletes something in the session.
    pub async fn delete(&self, path: &str) -> Result<Value, String> {
        self.command(Method::DELETE, path, Value::Null).await
    }

    /// The element that an XPath finds.
    pub async fn find(&self, xpath: &str) -> Result<String, String> {
        let found = self.post("/element", json!({ "using": "xpath", "value": xpath })).await?;
        found[ELEMENT].as_str().map(str::to_owned).ok_or_else(|| "no element".to_owned())
    }

    /// The element that has the focus.
    pub async fn active(&self) -> Result<String, String> {
        let found = self.get("/element/active").await?;
        found[ELEMENT].as_str().map(str::to_owned).ok_or_else(|| "nothing has the focus".to_owned())
    }

    /// A command of Chromium's DevTools protocol.
    pub async fn devtools(&self, command: &str, parameters: Value) {
        let body = json!({ "cmd": command, "params": parameters });
        self.post("/goog/cdp/execute", body).await.expect("a command that Chromium knows");
    }
}
