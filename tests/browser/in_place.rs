//! Pages that change in place: the window stays, the focus moves to the next step, and the change is
//! announced.

use super::*;
use crate::keyboard::ENTER;

/// Whether the window is still the one that was marked.
const SAME: &str = "return window.marked === true";
/// The announcement for screen readers.
const SAID: &str = "return document.querySelector('body > [role=status]').textContent";

#[actix_web::test]
async fn attendances_are_added_and_removed_without_a_page_load() {
    let world = world().await;
    let browser = signed_in(&world, "thomas.oeuvrard").await;
    browser.open("/montreuvray/series/eau/hearings/3/attendances").await;
    browser.run("window.marked = true").await;
    browser.fill("q", "kerva").await;
    browser.press("Ajouter Solène Kervadec").await;
    browser.sees(&["Personnes entendues 1"]).await;
    browser.answers(SAID, "La personne est notée.").await;
    // The next name can be typed immediately.
    browser.answers("return document.activeElement.id", "q").await;
    browser.press("Retirer Solène Kervadec").await;
    browser.answers(SAID, "La personne est retirée.").await;
    browser.answers("return document.activeElement.className", "flash").await;
    assert_eq!(browser.run(SAME).await, true);
    browser.close().await;
    world.end().await;
}

#[actix_web::test]
async fn tabs_change_in_place_and_the_back_button_follows_them() {
    let world = world().await;
    let browser = signed_in(&world, "thomas.oeuvrard").await;
    browser.open("/montreuvray/actions").await;
    browser.run("window.marked = true").await;
    let here = "return location.pathname + location.search";
    let shown = "return document.querySelector('.tabs [aria-current]').firstChild.textContent.trim()";
    let before = browser.run(shown).await;
    browser.reach(".tabs", "Toutes").await;
    browser.key(ENTER).await;
    browser.answers(shown, "Toutes").await;
    browser.sees(&["Chiffrer la reprise de douze cours"]).await;
    let stays = "return document.activeElement.matches('.tabs [aria-current]')";
    browser.answers(stays, true).await;
    browser.answers(here, "/montreuvray/actions?scope=all").await;
    browser.back().await;
    browser.answers(shown, before).await;
    browser.answers(here, "/montreuvray/actions").await;
    assert_eq!(browser.run(SAME).await, true);
    browser.close().await;
    world.end().await;
}

#[actix_web::test]
async fn an_upload_shows_its_progress() {
    let world = world().await;
    let folder = Scratch::new();
    let file = folder.0.join("compte-rendu.txt");
    let minutes = include_str!("../fixtures/minutes/plain.txt");
    std::fs::write(&file, format!("{minutes}\n\n{}", "Une phrase de plus. ".repeat(15_000))).unwrap();
    let browser = signed_in(&world, "thomas.oeuvrard").await;
    browser.open("/montreuvray/series/eau/imports/new").await;
    browser.slow_down(200_000).await;
    browser.attach("file", &file).await;
    browser.press("Lire le document").await;
    let part = "const it = document.querySelector('progress');
                return it !== null && it.checkVisibility() && it.value > 0 && it.value < 1";
    browser.answers(part, true).await;
    browser.sees(&["Relire avant d’importer"]).await;
    browser.close().await;
    world.end().await;
}
