//! A real browser: the few steps and checks that the tests are written in.

use std::{
    path::Path,
    time::{Duration, Instant},
};

use base64::{Engine as _, engine::general_purpose::STANDARD};
use serde_json::{Value, json};

use crate::{
    driver::{Driver, ELEMENT},
    world::Persona,
};

/// How long something may take to appear.
const PATIENCE: Duration = Duration::from_secs(10);

/// One person's browser on one server. Every page that it leaves or closes must be free of errors and
/// violations of the content policy.
pub struct Browser {
    pub driver: Driver,
    /// The address of the server.
    server: String,
}

impl Browser {
    /// A browser on the server at `server`.
    pub async fn start(server: &str) -> Self {
        Self { driver: Driver::start().await, server: server.to_owned() }
    }

    /// Opens a path of the server.
    pub async fn open(&self, path: &str) {
        self.check_silence().await;
        self.driver
            .post("/url", json!({ "url": format!("{}{path}", self.server) }))
            .await
            .expect("the page opens");
    }

    /// Goes back one page.
    pub async fn back(&self) {
        self.driver.post("/back", json!({})).await.expect("a page before");
    }

    /// The path of the current page.
    pub async fn path(&self) -> String {
        let url = self.driver.get("/url").await.expect("an address");
        url.as_str().unwrap_or_default().trim_start_matches(&self.server).to_owned()
    }

    /// Waits until `found` returns `Ok`.
    pub async fn eventually<T>(&self, what: &str, found: impl AsyncFn() -> Result<T, String>) -> T {
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

    /// The visible text of the page.
    pub async fn text(&self) -> String {
        let script = json!({ "script": "return document.body.innerText", "args": [] });
        self.driver
            .post("/execute/sync", script)
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

    /// Clicks the element of an XPath as soon as it can be clicked.
    pub async fn click(&self, xpath: &str) {
        self.check_silence().await;
        self.eventually(&format!("a click on {xpath}"), async || {
            let element = self.driver.find(xpath).await?;
            let clicked = self.driver.post(&format!("/element/{element}/click"), json!({})).await;
            if clicked.as_ref().is_err_and(|why| why.contains("click intercepted")) {
                // Another element covers it: scroll, as a user would.
                let script = "arguments[0].scrollIntoView({ block: 'center' })";
                let args = [json!({ ELEMENT: element })];
                self.driver.post("/execute/sync", json!({ "script": script, "args": args })).await.ok();
            }
            clicked
        })
        .await;
    }

    /// Clicks a button or a link by its text.
    pub async fn press(&self, words: &str) {
        self.press_in("", words).await;
    }

    /// [`Browser::press`] within the element of an XPath.
    pub async fn press_in(&self, within: &str, words: &str) {
        let words = xpath_text(words);
        let by = |tag: &str| {
            format!(
                "{within}//{tag}[contains(translate(normalize-space(.), '\u{a0}\u{202f}', '  '), {words})]"
            )
        };
        self.click(&format!("{} | {} | {}", by("button"), by("a"), by("summary"))).await;
    }

    /// Replaces the content of a field, by its name.
    pub async fn fill(&self, name: &str, text: &str) {
        let xpath = format!("//*[@name={}][not(@type='hidden')]", xpath_text(name));
        self.eventually(&format!("typing into {name}"), async || {
            let element = self.driver.find(&xpath).await?;
            self.driver.post(&format!("/element/{element}/clear"), json!({})).await?;
            self.driver.post(&format!("/element/{element}/value"), json!({ "text": text })).await
        })
        .await;
    }

    /// Pastes a long text into a field, by its name.
    pub async fn paste(&self, name: &str, text: &str) {
        let script = "const it = document.getElementsByName(arguments[0])[0]; it.value = arguments[1];
                      it.dispatchEvent(new Event('input', { bubbles: true }));";
        self.driver
            .post("/execute/sync", json!({ "script": script, "args": [name, text] }))
            .await
            .expect("a field");
    }

    /// Chooses a file for a field, by its name.
    pub async fn attach(&self, name: &str, file: &Path) {
        let field = self.driver.find(&format!("//input[@name='{name}']")).await.expect("a field");
        let path = json!({ "text": file.to_str().expect("a path") });
        self.driver.post(&format!("/element/{field}/value"), path).await.expect("a file");
    }

    /// Chooses an option of a list by its text, or ticks a box by its label.
    pub async fn choose(&self, words: &str) {
        let words = xpath_text(words);
        self.click(&format!("//option[contains(., {words})] | //label[contains(., {words})]")).await;
    }

    /// Types at the current focus.
    pub async fn keys(&self, text: &str) {
        let element = self.driver.active().await.expect("a focus");
        self.driver.post(&format!("/element/{element}/value"), json!({ "text": text })).await.expect("keys");
    }

    /// The result of a script run in the page.
    pub async fn run(&self, script: &str) -> Value {
        self.driver
            .post("/execute/sync", json!({ "script": script, "args": [] }))
            .await
            .expect("a script that runs")
    }

    /// The value that a script passes to its last argument, a callback.
    pub async fn run_async(&self, script: &str) -> Value {
        self.driver
            .post("/execute/async", json!({ "script": script, "args": [] }))
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

    /// Emulates `prefers-reduced-motion`: `reduce` or `no-preference`.
    pub async fn motion(&self, wish: &str) {
        let media = json!({ "features": [{ "name": "prefers-reduced-motion", "value": wish }] });
        self.driver.devtools("Emulation.setEmulatedMedia", media).await;
    }

    /// Limits the upload to this many bytes a second.
    pub async fn slow_down(&self, upload: u32) {
        let line =
            json!({ "offline": false, "latency": 0, "downloadThroughput": -1, "uploadThroughput": upload });
        self.driver.devtools("Network.enable", json!({})).await;
        self.driver.devtools("Network.emulateNetworkConditions", line).await;
    }

    /// Sets the theme (`light`, `dark`) and the width in pixels for the next pages.
    pub async fn appear(&self, theme: &str, width: u32) {
        let media = json!({ "features": [
            { "name": "prefers-color-scheme", "value": theme },
            // Transitions must end before the page is checked.
            { "name": "prefers-reduced-motion", "value": "reduce" },
        ]});
        self.driver.devtools("Emulation.setEmulatedMedia", media).await;
        let size = json!({ "width": width, "height": 900, "deviceScaleFactor": 1, "mobile": false });
        self.driver.devtools("Emulation.setDeviceMetricsOverride", size).await;
    }

    /// From now on pages run no scripts.
    pub async fn without_scripts(&self) {
        self.driver.devtools("Emulation.setScriptExecutionDisabled", json!({ "value": true })).await;
    }

    /// Presses Tab until an element with one of these texts has the focus.
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
        self.driver.delete("/cookie").await.expect("no cookies");
        if persona != Persona::Nobody {
            let token = persona.token();
            let cookie = json!({ "name": "__Host-session", "value": token.secret(), "path": "/",
                "secure": true, "httpOnly": true });
            self.driver.post("/cookie", json!({ "cookie": cookie })).await.expect("a cookie");
        }
    }

    /// A screenshot as PNG.
    pub async fn picture(&self) -> Vec<u8> {
        let picture = self.driver.get("/screenshot").await.expect("a screenshot");
        STANDARD.decode(picture.as_str().unwrap_or_default()).expect("base64")
    }

    /// Fails if a page so far wrote an error to the console, violations of the content policy included.
    pub async fn check_silence(&self) {
        let Ok(log) = self.driver.post("/se/log", json!({ "type": "browser" })).await else { return };
        // Chromium logs the status of an error page; nothing else may be logged.
        let noted = |entry: &Value| {
            let message = entry["message"].as_str().unwrap_or("");
            ["403", "404", "409", "410", "422"]
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

    /// Ends like a crash, at once.
    pub fn crash(self) {
        self.driver.crash();
    }

    /// Closes the browser. The last page must be free of errors too.
    pub async fn close(self) {
        self.check_silence().await;
    }
}

/// The text with ordinary spaces and apostrophes.
pub fn plain(text: &str) -> String {
    text.replace(['\u{a0}', '\u{202f}', '\n'], " ")
}

/// A text as an XPath literal.
pub fn xpath_text(text: &str) -> String {
    if text.contains('\'') { format!("\"{text}\"") } else { format!("'{text}'") }
}
