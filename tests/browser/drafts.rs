//! Typed text is not lost.

use super::*;

const TURN: &str = "/montreuvray/series/eau/hearings/2/turns/1/edit";
const FIELD: &str = "return document.getElementById('text').value";

#[actix_web::test]
async fn drafts_survive_a_crash_and_a_sign_out() {
    let world = world().await;
    let browser = signed_in(&world, "thomas.oeuvrard").await;
    browser.open(TURN).await;
    browser.fill("text", "Une phrase que personne n’a enregistrée.").await;
    browser.sees(&["Brouillon gardé"]).await;
    browser.crash();

    // Another machine works too, because the draft belongs to its author.
    let browser = signed_in(&world, "thomas.oeuvrard").await;
    browser.open(TURN).await;
    browser.sees(&["Vous aviez commencé à remplir cette page"]).await;
    assert_eq!(browser.run(FIELD).await, "Texte encore en préparation.");
    browser.press("Reprendre").await;
    browser.sees(&["Voici ce que vous aviez commencé"]).await;
    browser.answers(FIELD, "Une phrase que personne n’a enregistrée.").await;

    // More typing, then a sign-out.
    browser.fill("text", "Une phrase et sa suite.").await;
    browser.sees(&["Brouillon gardé"]).await;
    browser.press("Thomas Œuvrard").await;
    browser.press("Se déconnecter").await;
    browser.sees(&["Adresse"]).await;
    browser.close().await;
    let browser = signed_in(&world, "thomas.oeuvrard").await;
    browser.open(TURN).await;
    browser.press("Reprendre").await;
    browser.answers(FIELD, "Une phrase et sa suite.").await;

    // A saved text is no longer a draft.
    browser.press("Enregistrer").await;
    browser.sees(&["L’intervention est corrigée", "Une phrase et sa suite."]).await;
    browser.open(TURN).await;
    browser.answers("return document.querySelectorAll('[data-draft-offer]').length", 0).await;
    browser.close().await;
    world.end().await;
}
