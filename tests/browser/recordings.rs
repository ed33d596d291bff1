//! The recording beside the record.

use reqwest::{
    Method,
    multipart::{Form, Part},
};

use super::*;
use crate::{
    sound::wav,
    world::{Answer, OrganisingStaff},
};

const HEARING: &str = "/montreuvray/series/eau/hearings/1";
const ID: &str = "d2000000-0000-4000-8000-00000000000a";
const CURRENT: &str = "return document.querySelector('.turn[aria-current]')?.id ?? ''";
const MEDIA: &str = "document.querySelector('audio')";

/// A hearing with a minute of silence and turns with times.
async fn heard() -> World {
    let world = world().await;
    let file = Part::bytes(wav(480_000)).file_name("seance.wav");
    let form = Form::new().text("id", ID).text("kind", "recording").part("file", file);
    let request =
        world.request(OrganisingStaff, Method::POST, &format!("{HEARING}/documents")).multipart(form);
    assert_eq!(Answer::of(request).await.status, 303);
    for (turn, from, to) in [(1, 0, 20_000), (2, 20_000, 35_000), (3, 41_500, 60_000)] {
        let times = format!("update turns set starts_ms = {from}, ends_ms = {to}");
        world.sql(&format!("{times} where id = '70000000-0000-4000-8000-00000000000{turn}'")).await;
    }
    world
}

#[actix_web::test]
async fn a_page_with_a_player_passes_axe() {
    let world = heard().await;
    let browser = signed_in(&world, "thomas.oeuvrard").await;
    let axe = std::fs::read_to_string(pages::tool("axe-core/axe.min.js")).unwrap();
    for path in [HEARING.to_owned(), format!("{HEARING}/documents/{ID}")] {
        browser.open(&path).await;
        let none: [String; 0] = [];
        assert_eq!(pages::judge(&browser, &axe).await, none, "{path}");
    }
    browser.close().await;
    world.end().await;
}

#[actix_web::test]
async fn clicking_the_time_of_a_turn_plays_from_there_and_moves_the_mark() {
    let world = heard().await;
    let browser = signed_in(&world, "thomas.oeuvrard").await;
    browser.open(HEARING).await;
    browser.sees(&["Pièces", "00:20", "00:41"]).await;
    browser.answers(CURRENT, "").await;
    browser.run("document.getElementById('t2').scrollIntoView()").await;
    browser.click("//article[@id='t2']//a[@class='heard']").await;
    browser.answers(CURRENT, "t2").await;
    browser
        .eventually("it plays", async || {
            match browser
                .run("const it = document.querySelector('audio'); return !it.paused && it.currentTime > 20")
                .await
            {
                serde_json::Value::Bool(true) => Ok(()),
                other => Err(other.to_string()),
            }
        })
        .await;
    assert_eq!(browser.path().await, HEARING, "the page stays the same");
    // Between turns, no turn is marked.
    browser.run(&format!("{MEDIA}.pause(); {MEDIA}.currentTime = 38")).await;
    browser.answers(CURRENT, "").await;
    // With the keyboard.
    browser.run("document.querySelector('#t3 .heard').focus()").await;
    browser.keys("\u{e007}").await;
    browser.answers(CURRENT, "t3").await;
    browser.answers(&format!("return {MEDIA}.currentTime >= 41.5"), true).await;
    // Seeking in the recording moves the mark.
    browser.run(&format!("{MEDIA}.pause(); {MEDIA}.currentTime = 3")).await;
    browser.answers(CURRENT, "t1").await;
    browser.close().await;
    world.end().await;
}
