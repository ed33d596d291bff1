//! Two people edit one record at the same time, each in their own browser.

use super::*;

const FIRST: &str = "/montreuvray/series/eau/hearings/1";

/// Opens the form of a turn in place.
async fn corrects(browser: &Browser, turn: i32) {
    browser.press_in(&format!("//*[@id='t{turn}']"), "Corriger").await;
    browser.answers("return document.activeElement.id", "text").await;
    browser.answers("return location.pathname", FIRST).await;
}

#[actix_web::test]
async fn corrections_of_different_turns_do_not_conflict() {
    let world = world().await;
    let (one, other) =
        (signed_in(&world, "thomas.oeuvrard").await, signed_in(&world, "rachid.benkirane").await);
    one.open(FIRST).await;
    other.open(FIRST).await;
    corrects(&one, 1).await;
    corrects(&other, 2).await;
    one.paste("text", "Le texte de Thomas.").await;
    other.paste("text", "Le texte de Rachid.").await;
    one.press_in("//*[@id='t1']/form", "Enregistrer").await;
    one.sees(&["L’intervention est corrigée", "Le texte de Thomas."]).await;
    other.press_in("//*[@id='t2']/form", "Enregistrer").await;
    other.sees(&["L’intervention est corrigée", "Le texte de Thomas.", "Le texte de Rachid."]).await;
    other.answers("return location.hash", "#t2").await;
    one.close().await;
    other.close().await;
    world.end().await;
}

#[actix_web::test]
async fn an_interrupted_correction_is_offered_again() {
    let world = world().await;
    let browser = signed_in(&world, "thomas.oeuvrard").await;
    browser.open(FIRST).await;
    corrects(&browser, 1).await;
    browser.paste("text", "Une phrase à moitié").await;
    // Immediately, before the delay after which drafts are saved.
    browser.open("/montreuvray/actions").await;
    browser.open(FIRST).await;
    browser.press_in("//*[@id='t1']", "Corriger").await;
    browser.sees(&["Vous aviez commencé à remplir cette page"]).await;
    browser.press("Reprendre").await;
    browser.answers("return document.getElementById('text').value", "Une phrase à moitié").await;
    browser.close().await;
    world.end().await;
}

#[actix_web::test]
async fn the_message_after_a_change_is_visible_and_covers_no_focus() {
    let world = world().await;
    let browser = signed_in(&world, "thomas.oeuvrard").await;
    browser.open(&format!("{FIRST}/turns/2/edit")).await;
    browser.paste("text", &"Une phrase bien longue. ".repeat(400)).await;
    browser.press("Enregistrer").await;
    browser.sees(&["L’intervention est corrigée"]).await;
    browser.answers("return location.hash", "#t2").await;
    let shows = "const it = document.querySelector('main > .flash').getBoundingClientRect();
                 return it.top >= 0 && it.bottom <= innerHeight";
    browser.answers(shows, true).await;
    let hidden = "const flash = document.querySelector('main > .flash');
        document.documentElement.style.scrollBehavior = 'auto';
        return [...document.querySelectorAll('main a[href], main button, footer a')].filter((it) => {
            it.focus();
            const box = it.getBoundingClientRect();
            const over = flash.getBoundingClientRect();
            return it === document.activeElement && !flash.contains(it) && box.height > 0
                && box.top >= over.top && box.bottom <= over.bottom
                && box.left >= over.left && box.right <= over.right;
        }).map((it) => it.textContent.trim()).join()";
    browser.answers(hidden, "").await;
    browser.close().await;
    world.end().await;
}

#[actix_web::test]
async fn concurrent_corrections_of_one_turn_show_both_texts() {
    let world = world().await;
    let (one, other) =
        (signed_in(&world, "thomas.oeuvrard").await, signed_in(&world, "rachid.benkirane").await);
    one.open(FIRST).await;
    other.open(FIRST).await;
    corrects(&one, 1).await;
    corrects(&other, 1).await;
    one.paste("text", "Le texte de Thomas.").await;
    other.paste("text", "Le texte de Rachid.").await;
    one.press_in("//*[@id='t1']/form", "Enregistrer").await;
    one.sees(&["L’intervention est corrigée"]).await;
    other.press_in("//*[@id='t1']/form", "Enregistrer").await;
    other
        .sees(&[
            "Thomas Œuvrard a enregistré cette intervention",
            "Le texte de Thomas.",
            "Le texte de Rachid.",
        ])
        .await;
    other.press("Enregistrer mon texte par-dessus").await;
    other.sees(&["L’intervention est corrigée", "Le texte de Rachid."]).await;
    // Neither text is lost: the history has both.
    other.open(&format!("{FIRST}/turns/1/history")).await;
    other.sees(&["Thomas Œuvrard", "Rachid Benkirane", "De la version 2 à la version 3"]).await;
    // Cancelling the form shows the turn as it was.
    one.open(FIRST).await;
    corrects(&one, 2).await;
    one.press_in("//*[@id='t2']/form", "Annuler").await;
    one.answers("return document.activeElement.textContent", "Corriger").await;
    one.answers("return document.querySelector('#t2 .said').checkVisibility()", true).await;
    one.close().await;
    other.close().await;
    world.end().await;
}
