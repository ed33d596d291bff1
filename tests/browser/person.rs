//! A person at work: each daily job is written once and run in every manner.

use serde_json::json;

use crate::{
    PASSWORD,
    browser::{Browser, plain, xpath_text},
    keyboard::{CONTROL, END, ENTER, RELEASE},
    world::World,
};

/// The input device.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hand {
    Keyboard,
    Pointer,
}

/// Whether the browser runs scripts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scripts {
    Run,
    Off,
}

/// How a person works: the input device, scripts, and the width of the screen.
#[derive(Debug, Clone, Copy)]
pub struct Manner(pub Hand, pub Scripts, pub u32);

impl Manner {
    /// Each input device with and without scripts, on a phone and on a desktop.
    pub const ALL: [Self; 4] = [
        Self(Hand::Keyboard, Scripts::Run, 1280),
        Self(Hand::Keyboard, Scripts::Off, 360),
        Self(Hand::Pointer, Scripts::Run, 360),
        Self(Hand::Pointer, Scripts::Off, 1280),
    ];
}

/// A person with a browser.
pub struct Person {
    browser: Browser,
    manner: Manner,
}

impl Person {
    /// A member of Montreuvray signs in and is on the home page.
    pub async fn sign_in(world: &World, name: &str, manner: Manner) -> Self {
        let Manner(_, scripts, width) = manner;
        let person = Self { browser: Browser::start(&world.address).await, manner };
        person.browser.appear("light", width).await;
        let off = json!({ "value": scripts == Scripts::Off });
        person.browser.driver.devtools("Emulation.setScriptExecutionDisabled", off).await;
        person.browser.open("/sign-in").await;
        person.writes("Adresse e-mail", &format!("{name}@montreuvray.example")).await;
        person.writes("Mot de passe", PASSWORD).await;
        person.presses("Se connecter").await;
        person.reads(&["Bonjour"]).await;
        // The theme switch appears only with scripts.
        let is_hidden = "return document.querySelector('[data-theme-switch]').hidden";
        person.browser.answers(is_hidden, scripts == Scripts::Off).await;
        person
    }

    /// Activates a link or a button by its text.
    pub async fn presses(&self, words: &str) {
        self.presses_in("body", words).await;
    }

    /// Activates a link or a button in a part of the page (`#id`, or a tag).
    pub async fn presses_in(&self, part: &str, words: &str) {
        match self.manner.0 {
            Hand::Keyboard => {
                self.browser.check_silence().await;
                self.browser.reach(part, words).await;
                self.browser.key(ENTER).await;
            }
            Hand::Pointer => {
                let within = match part.strip_prefix('#') {
                    Some(id) => format!("//*[@id='{id}']"),
                    None => format!("//{part}"),
                };
                self.browser.press_in(&within, words).await;
            }
        }
    }

    /// Replaces the short content of a field, by its label.
    pub async fn writes(&self, label: &str, text: &str) {
        match self.manner.0 {
            Hand::Keyboard => {
                self.browser.reach("body", label).await;
                self.browser.keys(text).await;
            }
            Hand::Pointer => self.types(label, "/clear", text).await,
        }
        self.browser.check_silence().await;
    }

    /// Appends to the content of a field.
    pub async fn adds(&self, label: &str, text: &str) {
        match self.manner.0 {
            Hand::Keyboard => {
                self.browser.reach("body", label).await;
                self.browser.keys(&format!("{CONTROL}{END}{RELEASE}{text}")).await;
            }
            Hand::Pointer => self.types(label, "/click", &format!("{CONTROL}{END}{RELEASE}{text}")).await,
        }
    }

    /// Chooses an option of a list, by its label and the first letters of the option.
    pub async fn picks(&self, label: &str, option: &str) {
        match self.manner.0 {
            Hand::Keyboard => {
                self.browser.reach("body", label).await;
                self.browser.keys(option).await;
            }
            Hand::Pointer => {
                let option = xpath_text(option);
                self.browser.click(&format!("{}/option[contains(., {option})]", field(label))).await;
            }
        }
        let chosen = format!("{}/option[contains(., {})]", field(label), xpath_text(option));
        let chosen = self.browser.driver.find(&chosen).await.expect("the option");
        let is = self.browser.driver.get(&format!("/element/{chosen}/selected")).await;
        assert_eq!(is, Ok(json!(true)), "“{option}” is chosen");
    }

    /// Waits until the page shows each of these texts, and checks that the page fits the screen.
    pub async fn reads(&self, texts: &[&str]) {
        self.browser.sees(texts).await;
        let fits = "return document.documentElement.scrollWidth <= document.documentElement.clientWidth";
        self.browser.answers(fits, true).await;
    }

    /// Waits until a part of the page shows this text.
    pub async fn reads_in(&self, part: &str, text: &str) {
        let said = format!("return document.querySelector('{part}')?.innerText ?? ''");
        self.browser
            .eventually(&format!("{part} says “{text}”"), async || {
                let is = self.browser.run(&said).await;
                let is = plain(is.as_str().unwrap_or(""));
                if is.contains(&plain(text)) { Ok(()) } else { Err(is) }
            })
            .await;
    }

    /// Closes the browser.
    pub async fn leaves(self) {
        self.browser.close().await;
    }

    async fn types(&self, label: &str, first: &str, text: &str) {
        self.browser
            .eventually(&format!("writing into {label}"), async || {
                let element = self.browser.driver.find(&field(label)).await?;
                self.browser.driver.post(&format!("/element/{element}{first}"), json!({})).await?;
                let keys = json!({ "text": text });
                self.browser.driver.post(&format!("/element/{element}/value"), keys).await
            })
            .await;
    }
}

/// The element that belongs to a label.
fn field(label: &str) -> String {
    let label = xpath_text(label);
    format!("//*[@id = //label[contains(normalize-space(.), {label})]/@for]")
}
