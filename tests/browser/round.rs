//! The correction round, from the mail to the corrected record.

use greffe::{access::scope::Pool, mail::worker::Worker};

use super::*;

#[actix_web::test]
async fn a_guest_proposes_a_correction_by_keyboard_without_scripts() {
    let world = world().await;
    let staff = signed_in(&world, "thomas.oeuvrard").await;
    staff.open("/montreuvray/series/eau/hearings/1").await;
    staff.press("Relecture").await;
    staff.sees(&["Solène Kervadec", "Consulter d’autres personnes"]).await;
    staff.press("Envoyer les liens").await;
    staff.sees(&["Les liens partent", "Idriss Lemarchand", "En attente"]).await;

    let pool = Pool::connect(&world.config.database_url, 4).await.unwrap();
    Worker::new(&pool, &world.config.mail).unwrap().send_all_due().await.unwrap();
    let guest = Browser::start(&world.address).await;
    guest.open("/mailbox").await;
    guest.press("Idriss Lemarchand").await;
    guest.sees(&["Seules les inexactitudes se corrigent"]).await;
    let link = guest.run("return document.querySelector('a[href*=\"/round/\"]').getAttribute('href')").await;
    let link = link.as_str().unwrap().trim_start_matches("https://greffe.example").to_owned();
    guest.without_scripts().await;
    guest.open(&link).await;
    guest.sees(&["Relire vos propos", "Lesquelles d’abord", "Sans réponse jusqu’au"]).await;
    guest.tab_to("Proposer une correction").await;
    guest.keys("\u{e007}").await;
    guest.sees(&["Texte"]).await;
    guest.fill("text", "Lesquelles des cours d’abord ?").await;
    guest.fill("comment", "Deux mots manquent.").await;
    guest.tab_to("Envoyer la proposition").await;
    guest.keys("\u{e007}").await;
    guest.sees(&["Votre proposition est envoyée", "À décider"]).await;

    staff.open("/montreuvray/series/eau/hearings/1/round").await;
    staff.press("Intervention 2").await;
    staff.sees(&["Deux mots manquent.", "Ce qui changerait"]).await;
    staff.press("Corriger l’intervention").await;
    staff.sees(&["L’intervention est corrigée", "Acceptée"]).await;
    staff.open("/montreuvray/series/eau/hearings/1").await;
    staff.sees(&["Lesquelles des cours d’abord"]).await;
    staff.close().await;

    guest.open(&link).await;
    guest.sees(&["Acceptée"]).await;
    guest.tab_to("J’ai tout relu").await;
    guest.keys("\u{e007}").await;
    guest.sees(&["Vous avez donné votre accord"]).await;
    guest.close().await;
    world.end().await;
}
