//! A real browser: Chromium, driven over WebDriver (W3C). The few commands that
//! journeys need, in the words of someone who sits before the screen.

use std::{
    io::{BufRead as _, BufReader, Read as _, Write as _},
    net::TcpStream,
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use base64::{Engine as _, engine::general_purpose::STANDARD};
use reqwest::{Client, Method};
use serde_json::{Value, json};

use crate::world::Persona;

/// How long something may take to show.
const PATIENCE: Duration = Duration::from_secs(10);
/// The key under which WebDriver hands out elements.
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

/// One person's browser, on one server. Every page that it leaves or closes
/// must have been silent: no violation of the content policy, no error.
pub struct Browser {
    driver: Child,
    client: Client,
    /// The address of the WebDriver session.
    session: String,
    /// The address of the server.
    server: String,
}

impl Drop for Browser {
    fn drop(&mut self) {
        // Ending the session ends its Chromium, which would outlive its driver.
        let _ = self.end_session();
        let _ = self.driver.kill();
        let _ = self.driver.wait();
    }
}

fn start_driver() -> (Child, String) {
    let mut driver = Command::new("chromedriver")
        .arg("--port=0")
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
        .expect("chromedriver tells its port");
    // Whatever else it says must not fill the pipe.
    std::thread::spawn(move || lines.for_each(drop));
    (driver, format!("http://127.0.0.1:{port}"))
}

impl Browser {
    /// A browser on the server at `server`, which asks for French.
    pub async fn start(server: &str) -> Self {
        let (driver, address) = start_driver();
        let mut browser = Self { driver, client: Client::new(), session: address, server: server.to_owned() };
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
            // What is clicked stands still: no scrolling in small steps.
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
        let made = browser.command(Method::POST, "/session", capabilities).await.expect("a session");
        let id = made["sessionId"].as_str().expect("its id").to_owned();
        browser.session = format!("{}/session/{id}", browser.session);
        browser
    }

    /// Without a runtime: also when a journey has failed.
    fn end_session(&self) -> std::io::Result<()> {
        let Some((host, path)) =
            self.session.trim_start_matches("http://").split_once('/').filter(|(_, path)| !path.is_empty())
        else {
            return Ok(());
        };
        let mut driver = TcpStream::connect(host)?;
        write!(driver, "DELETE /{path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n")?;
        driver.set_read_timeout(Some(PATIENCE))?;
        driver.read_to_end(&mut Vec::new()).map(drop)
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

    async fn post(&self, path: &str, body: Value) -> Result<Value, String> {
        self.command(Method::POST, path, body).await
    }

    /// Goes to a path of the server.
    pub async fn open(&self, path: &str) {
        self.check_silence().await;
        self.post("/url", json!({ "url": format!("{}{path}", self.server) })).await.expect("the page opens");
    }

    /// The path of the page that shows.
    pub async fn path(&self) -> String {
        let url = self.command(Method::GET, "/url", Value::Null).await.expect("an address");
        url.as_str().unwrap_or_default().trim_start_matches(&self.server).to_owned()
    }

    /// Waits until `found` is.
    async fn eventually<T>(&self, what: &str, found: impl AsyncFn() -> Result<T, String>) -> T {
        let until = Instant::now() + PATIENCE;
        loop {
            match found().await {
                Ok(it) => return it,
                Err(why) if Instant::now() > until => {
                    panic!("{what}: {why}\non {}\n{}", self.path().await, self.text().await)
                }
                Err(_) => tokio::time::sleep(Duration::from_millis(50)).await,
            }
        }
    }

    async fn find(&self, xpath: &str) -> Result<String, String> {
        let found = self.post("/element", json!({ "using": "xpath", "value": xpath })).await?;
        found[ELEMENT].as_str().map(str::to_owned).ok_or_else(|| "no element".to_owned())
    }

    /// Everything that can be read on the page.
    pub async fn text(&self) -> String {
        let script = json!({ "script": "return document.body.innerText", "args": [] });
        self.post("/execute/sync", script)
            .await
            .map_or(String::new(), |it| it.as_str().unwrap_or("").to_owned())
    }

    /// Waits until the page shows each of these texts.
    pub async fn sees(&self, texts: &[&str]) {
        for text in texts {
            self.eventually(&format!("“{text}” shows"), async || {
                let page = plain(&self.text().await);
                if page.contains(&plain(text)) { Ok(()) } else { Err("it does not".to_owned()) }
            })
            .await;
        }
    }

    /// Clicks what the XPath finds, once it can be clicked.
    pub async fn click(&self, xpath: &str) {
        self.check_silence().await;
        self.eventually(&format!("a click on {xpath}"), async || {
            let element = self.find(xpath).await?;
            self.post(&format!("/element/{element}/click"), json!({})).await
        })
        .await;
    }

    /// Clicks a button or a link by its words.
    pub async fn press(&self, words: &str) {
        let words = xpath_text(words);
        let by = |tag: &str| {
            format!("//{tag}[contains(translate(normalize-space(.), '\u{a0}\u{202f}', '  '), {words})]")
        };
        self.click(&format!("{} | {} | {}", by("button"), by("a"), by("summary"))).await;
    }

    /// Types into a field, by its name, in place of what it held.
    pub async fn fill(&self, name: &str, text: &str) {
        let xpath = format!("//*[@name={}][not(@type='hidden')]", xpath_text(name));
        self.eventually(&format!("typing into {name}"), async || {
            let element = self.find(&xpath).await?;
            self.post(&format!("/element/{element}/clear"), json!({})).await?;
            self.post(&format!("/element/{element}/value"), json!({ "text": text })).await
        })
        .await;
    }

    /// Pastes a long text into a field, by its name.
    pub async fn paste(&self, name: &str, text: &str) {
        let script = "const it = document.getElementsByName(arguments[0])[0]; it.value = arguments[1];
                      it.dispatchEvent(new Event('input', { bubbles: true }));";
        self.post("/execute/sync", json!({ "script": script, "args": [name, text] })).await.expect("a field");
    }

    /// Chooses an option of a list by its words, or ticks a box by those of its label.
    pub async fn choose(&self, words: &str) {
        let words = xpath_text(words);
        self.click(&format!("//option[contains(., {words})] | //label[contains(., {words})]")).await;
    }

    /// Types on the keyboard, wherever the focus is.
    pub async fn keys(&self, text: &str) {
        let active = self.command(Method::GET, "/element/active", Value::Null).await.expect("a focus");
        let element = active[ELEMENT].as_str().expect("an element").to_owned();
        self.post(&format!("/element/{element}/value"), json!({ "text": text })).await.expect("keys");
    }

    /// What a script answers, run in the page.
    pub async fn run(&self, script: &str) -> Value {
        self.post("/execute/sync", json!({ "script": script, "args": [] })).await.expect("a script that runs")
    }

    /// What a script gives to its last argument, a function.
    pub async fn run_async(&self, script: &str) -> Value {
        self.post("/execute/async", json!({ "script": script, "args": [] }))
            .await
            .expect("a script that ends")
    }

    /// Waits until a script of the page returns this.
    pub async fn answers(&self, script: &str, value: impl Into<Value>) {
        let value = value.into();
        self.eventually(script, async || {
            let is = self.run(script).await;
            if is == value { Ok(()) } else { Err(format!("{is}, not {value}")) }
        })
        .await;
    }

    /// A command of Chromium's own (DevTools protocol).
    async fn devtools(&self, command: &str, parameters: Value) {
        let body = json!({ "cmd": command, "params": parameters });
        self.post("/goog/cdp/execute", body).await.expect("a command that Chromium knows");
    }

    /// Shows what comes in a theme (`light`, `dark`) and so many pixels wide.
    pub async fn appear(&self, theme: &str, width: u32) {
        let media = json!({ "features": [
            { "name": "prefers-color-scheme", "value": theme },
            // What fades is judged when it has faded.
            { "name": "prefers-reduced-motion", "value": "reduce" },
        ]});
        self.devtools("Emulation.setEmulatedMedia", media).await;
        let size = json!({ "width": width, "height": 900, "deviceScaleFactor": 1, "mobile": false });
        self.devtools("Emulation.setDeviceMetricsOverride", size).await;
    }

    /// From here on the pages run no script.
    pub async fn without_scripts(&self) {
        self.devtools("Emulation.setScriptExecutionDisabled", json!({ "value": true })).await;
    }

    /// Goes from one thing to the next with the keyboard until one of these words has the focus.
    pub async fn tab_to(&self, words: &str) {
        for _ in 0..60 {
            self.keys("\u{e004}").await;
            let here = self.run("return document.activeElement.innerText").await;
            if here.as_str().is_some_and(|it| plain(it).contains(&plain(words))) {
                return;
            }
        }
        panic!("the keyboard does not reach “{words}”");
    }

    /// Takes over the session of a persona, or of nobody.
    pub async fn become_persona(&self, persona: Persona) {
        self.open("/sign-in").await;
        self.command(Method::DELETE, "/cookie", Value::Null).await.expect("no cookies");
        if persona != Persona::Nobody {
            let token = persona.token();
            let cookie = json!({ "name": "__Host-session", "value": token.secret(), "path": "/",
                "secure": true, "httpOnly": true });
            self.post("/cookie", json!({ "cookie": cookie })).await.expect("a cookie");
        }
    }

    /// What shows, as PNG.
    pub async fn picture(&self) -> Vec<u8> {
        let picture = self.command(Method::GET, "/screenshot", Value::Null).await.expect("a picture");
        STANDARD.decode(picture.as_str().unwrap_or_default()).expect("base64")
    }

    /// Fails if the pages so far wrote an error to the console; violations of
    /// the content policy are among them.
    pub async fn check_silence(&self) {
        let Ok(log) = self.post("/se/log", json!({ "type": "browser" })).await else { return };
        // A page that says what went wrong has a status that Chromium notes; nothing else may.
        let noted = |entry: &Value| {
            let message = entry["message"].as_str().unwrap_or("");
            ["403", "404", "410", "422"]
                .iter()
                .any(|status| message.contains(&format!("a status of {status} ")))
        };
        let loud: Vec<&Value> = log
            .as_array()
            .into_iter()
            .flatten()
            .filter(|entry| entry["level"] == "SEVERE" && !noted(entry))
            .collect();
        assert!(loud.is_empty(), "the console says {loud:#?}");
    }

    /// Closes the browser, whose last page must have been silent too.
    pub async fn close(self) {
        self.check_silence().await;
    }
}

/// With ordinary spaces and apostrophes.
fn plain(text: &str) -> String {
    text.replace(['\u{a0}', '\u{202f}', '\n'], " ")
}

/// A text as XPath writes it.
fn xpath_text(text: &str) -> String {
    if text.contains('\'') { format!("\"{text}\"") } else { format!("'{text}'") }
}
