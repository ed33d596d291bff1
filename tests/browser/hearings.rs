//! Logging a hearing.

use super::*;

#[actix_web::test]
async fn a_hearing_is_logged_with_its_attendances() {
    let world = world().await;
    let browser = signed_in(&world, "thomas.oeuvrard").await;
    browser.open("/montreuvray/series/eau").await;
    browser.press("Nouvelle audition").await;
    browser.fill("title", "Les fontaines des places").await;
    browser.fill("day", "3 avril 2024").await;
    browser.fill("time", "14 h 30").await;
    browser.fill("place", "Salle des Tilleuls").await;
    browser.press("Enregistrer, puis noter les présents").await;
    browser.sees(&["L’audition est enregistrée"]).await;

    // A person of the directory is found while typing.
    browser.fill("q", "kerva").await;
    browser.sees(&["1 proposition", "Hydrologue"]).await;
    browser.press("Ajouter Solène Kervadec").await;
    browser.sees(&["La personne est notée", "Personnes entendues 1"]).await;

    // A new person is created on the spot.
    browser.press("Cette personne n’est pas dans l’annuaire").await;
    browser.fill("name", "Apolline Verdurand").await;
    browser.fill("title", "Fontainière").await;
    browser.press("Créer et ajouter").await;
    browser.sees(&["Personnes entendues 2", "Fontainière"]).await;

    browser.press("Terminé").await;
    browser.sees(&["Les fontaines des places", "14 h 30", "Salle des Tilleuls", "Apolline Verdurand"]).await;
    browser.close().await;
    world.end().await;
}
