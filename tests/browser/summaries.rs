//! Sending a summary to the groups.

use super::*;

#[actix_web::test]
async fn a_summary_is_written_approved_and_sent_to_a_group() {
    let world = world().await;
    let staff = signed_in(&world, "thomas.oeuvrard").await;
    staff.open("/montreuvray/series/eau/hearings/1").await;
    staff.press("Nouvelle synthèse").await;
    staff.fill("title", "Ce que la pluie demande").await;
    staff.fill("markdown", "## L’essentiel\n\nUne cour *vivante* se jardine [#1].").await;
    staff.sees(&["L’essentiel"]).await;
    staff.choose("Écologie citoyenne").await;
    staff.press("Enregistrer").await;
    staff.sees(&["La synthèse est enregistrée", "Brouillon"]).await;
    let summary = staff.path().await;

    // The page lists exactly the recipients; nothing can be sent yet.
    staff.press("Destinataires").await;
    staff.sees(&["2 messages partiront", "maiwenn.tual@montreuvray.example", "aura approuvé ce texte"]).await;

    let official = signed_in(&world, "nadia.bremond").await;
    official.open(&summary).await;
    official.press("Approuver cette version").await;
    official.sees(&["La synthèse est approuvée"]).await;
    official.close().await;

    staff.open(&format!("{summary}/recipients")).await;
    staff.press("Envoyer 2 messages").await;
    staff.sees(&["La synthèse est envoyée", "Maïwenn Tual", "En attente"]).await;
    staff.close().await;
    world.end().await;
}
