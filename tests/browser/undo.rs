//! Nothing asks for confirmation: the message after a change offers an undo.

use super::*;
use crate::keyboard::{ENTER, TAB};

const THIRD: &str = "/montreuvray/series/eau/hearings/3/attendances";
const SECOND: &str = "/montreuvray/series/eau/hearings/2";

#[actix_web::test]
async fn undo_restores_a_removed_attendance() {
    let world = world().await;
    let browser = signed_in(&world, "thomas.oeuvrard").await;
    browser.open(THIRD).await;
    browser.fill("q", "kerva").await;
    browser.press("Ajouter Solène Kervadec").await;
    browser.sees(&["Personnes entendues 1"]).await;
    browser.press("Retirer Solène Kervadec").await;
    browser.sees(&["La personne est retirée", "Aucune personne n’est encore notée"]).await;

    // The message has the focus, and its button comes next.
    browser.answers("return document.activeElement.className", "flash").await;
    browser.key(TAB).await;
    assert_eq!(browser.focused_name().await, "Annuler cette opération");
    browser.key(ENTER).await;
    browser.sees(&["Les présences sont de nouveau comme avant", "Personnes entendues 1"]).await;
    browser.close().await;
    world.end().await;
}

#[actix_web::test]
async fn undo_restores_a_removed_turn_in_its_place() {
    let world = world().await;
    let browser = signed_in(&world, "thomas.oeuvrard").await;
    browser.open(&format!("{SECOND}/turns/1/edit")).await;
    browser.press("Retirer du compte rendu").await;
    browser.sees(&["L’intervention est retirée du compte rendu"]).await;
    browser.answers("return document.querySelectorAll('.turn').length", 0).await;
    browser.press("Annuler cette opération").await;
    browser.sees(&["Texte encore en préparation."]).await;
    browser.answers("return document.querySelectorAll('#t1').length", 1).await;
    browser.close().await;
    world.end().await;
}
