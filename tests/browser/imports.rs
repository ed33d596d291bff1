//! Importing minutes.

use super::*;

#[actix_web::test]
async fn minutes_are_previewed_and_imported() {
    let world = world().await;
    let browser = signed_in(&world, "thomas.oeuvrard").await;
    browser.open("/montreuvray/series/eau").await;
    browser.press("Importer un compte rendu").await;
    browser.paste("text", include_str!("../fixtures/minutes/plain.txt")).await;
    browser.press("Lire le document").await;
    browser.sees(&["Relire avant d’importer", "Rien n’est encore enregistré"]).await;
    browser.press("Importer 6 interventions").await;
    browser.sees(&["Le compte rendu est importé", "Les transports après minuit", "Thibaud ERMELIN"]).await;

    // A call opens its note in place.
    let shown = "return document.querySelector('.note-card:popover-open')?.firstElementChild.textContent";
    browser.run("document.getElementById('t1-n1-call').scrollIntoView({ block: 'center' })").await;
    browser.click("//a[@href='#t1-n1']").await;
    browser.answers(shown, "Lignes N1 à N4, toutes les quarante minutes.").await;
    browser.close().await;
    world.end().await;
}
