//! Tests in a real Chromium, against the real server on a real Postgres: the daily jobs, as people do them.
//! Run by bin/test, or `greffe with-postgres -- cargo test --test browser`.

#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    dead_code,
    reason = "tests inspect internals and fail by panicking; the world is shared with the web tests"
)]

mod actions;
mod browser;
mod comfort;
mod drafts;
mod driver;
mod editing;
mod hearings;
mod imports;
mod in_place;
mod jobs;
mod keyboard;
mod pages;
mod person;
mod record;
mod recordings;
mod round;
mod screenshots;
mod sign_in;
#[path = "../web/sound.rs"]
mod sound;
mod summaries;
mod undo;
#[path = "../web/world.rs"]
mod world;

use std::path::PathBuf;

use browser::Browser;
use greffe::sign_in::passwords::Hasher;
use world::World;

/// The password of every account.
const PASSWORD: &str = "une phrase de passe";

/// A world whose accounts have passwords.
async fn world() -> World {
    let world = World::start().await;
    let hash = Hasher::default().hash(PASSWORD).await.unwrap();
    // The web tests check the mail.
    world.expect_any_mail();
    world.sql(&format!("update accounts set password_hash = '{hash}'")).await;
    world
}

/// A browser in which a member of Montreuvray has signed in.
async fn signed_in(world: &World, name: &str) -> Browser {
    let browser = Browser::start(&world.address).await;
    browser.open("/sign-in?back=/montreuvray/series").await;
    browser.fill("email", &format!("{name}@montreuvray.example")).await;
    browser.fill("password", PASSWORD).await;
    browser.press("Se connecter").await;
    browser.sees(&["Ville de Montreuvray"]).await;
    browser
}

/// A folder that is removed when the value is dropped.
struct Scratch(PathBuf);

impl Scratch {
    fn new() -> Self {
        let folder = std::env::temp_dir().join(format!("greffe-{}", uuid::Uuid::new_v4().simple()));
        std::fs::create_dir_all(&folder).unwrap();
        Self(folder)
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}
