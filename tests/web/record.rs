//! The hearing page: made for reading, and silent about what is not the reader's.

use crate::world::{
    Manager, OrganisingOfficial, OrganisingStaff, OtherAgent, OtherOfficial, OtherStaff, World,
};

const FIRST: &str = "/montreuvray/series/eau/hearings/1";
const SECOND: &str = "/montreuvray/series/eau/hearings/2";
const CLOSED: &str = "Montant confidentiel";

#[actix_web::test]
async fn the_record_is_read_turn_by_turn_with_its_notes() {
    let world = World::start().await;
    let page = world.get(OtherStaff, FIRST).await;
    page.shows(
        200,
        &[
            "<h1>Désimperméabiliser les cours d’école</h1>",
            "2 personnes présentes",
            "Personnes entendues",
            "<span class=\"group group-c6\">Écologie citoyenne</span>",
            "<a href=\"#t2\"><span class=\"at\">2</span> <span class=\"group group-c6\">Idriss Lemarchand</span></a>",
            "<em>l’entretien</em>",
            "<a href=\"#t1-n1\" id=\"t1-n1-call\" role=\"doc-noteref\"",
            "<li id=\"t1-n1\"><a href=\"#t1-n1-call\" role=\"doc-backlink\"",
            "Moyenne sur trente ans.",
            "<article class=\"turn\" id=\"t2\"",
        ],
    );
    page.hides("Corriger").hides("Créer une suite").hides("Envoyer en relecture");
    world.get(OrganisingStaff, FIRST).await.shows(200, &["/hearings/1/turns/2/edit", "actions/new?turn=2"]);
    world.get(OrganisingOfficial, FIRST).await.shows(200, &["actions/new?turn=2"]).hides("/turns/2/edit");
    world.end().await;
}

#[actix_web::test]
async fn a_closed_turn_does_not_exist_for_who_was_not_there() {
    let world = World::start().await;
    for persona in [OtherStaff, OtherAgent, Manager] {
        let page = world.get(persona, FIRST).await;
        page.shows(200, &["id=\"t2\""]).hides(CLOSED).hides("t3").hides("huis clos");
        world.get(persona, "/montreuvray/series/eau").await.shows(200, &["2 interventions"]);
    }
    for persona in [OrganisingStaff, OrganisingOfficial, OtherOfficial] {
        world.get(persona, FIRST).await.shows(200, &[CLOSED, "id=\"t3\"", "data-closed", "huis clos"]);
        world.get(persona, "/montreuvray/series/eau").await.shows(200, &["3 interventions"]);
    }
    world.end().await;
}

#[actix_web::test]
async fn before_review_the_record_is_the_organisers() {
    let world = World::start().await;
    let text = "Texte encore en préparation.";
    world.get(OrganisingOfficial, SECOND).await.shows(200, &[text]).hides("est en préparation</h2>");
    for persona in [OtherStaff, OtherOfficial, Manager] {
        let page = world.get(persona, SECOND).await;
        page.shows(200, &["Les sols et la mémoire des crues", "Solène Kervadec", "est en préparation</h2>"]);
        page.hides(text).hides("id=\"t1\"");
    }
    world.get(OtherStaff, "/montreuvray/series/eau/hearings/9").await.shows(404, &[]);
    world.get(OtherStaff, "/montreuvray/series/eau/hearings/x").await.shows(404, &[]);
    world.end().await;
}
