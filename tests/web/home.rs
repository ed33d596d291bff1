//! The page one begins with tells each what waits for him, and no more than he may know.

use crate::world::{
    Manager, OrganisingAgent, OrganisingOfficial, OrganisingStaff, OtherAgent, OtherOfficial, OtherStaff,
    World,
};

const HOME: &str = "/montreuvray";
const DRAFT: &str = "Synthèse de la première audition";

#[actix_web::test]
async fn each_finds_what_waits_for_him() {
    let world = World::start().await;
    // The draft is the official's to approve; the record the staff's and the agent's to finish.
    let answer = world.get(OrganisingOfficial, HOME).await;
    answer.shows(200, &["Synthèse à approuver", DRAFT]).hides("Compte rendu à terminer");
    for persona in [OrganisingStaff, OrganisingAgent] {
        let answer = world.get(persona, HOME).await;
        answer.shows(200, &["Compte rendu à terminer", "Les sols et la mémoire des crues"]).hides(DRAFT);
    }
    world.sql("delete from turns where hearing_id = '60000000-0000-4000-8000-000000000002'").await;
    let answer = world.get(OrganisingStaff, HOME).await;
    answer.shows(200, &["Compte rendu à importer"]).hides("Compte rendu à terminer");
    world.sql("update summaries set state = 'approved', approved_at = now()").await;
    world.get(OrganisingStaff, HOME).await.shows(200, &["Synthèse approuvée, à envoyer", DRAFT]);
    for persona in [OrganisingOfficial, OrganisingAgent] {
        world.get(persona, HOME).await.shows(200, &[]).hides(DRAFT);
    }
    // Those of other bodies are not told what is being prepared.
    for persona in [OtherOfficial, OtherStaff, OtherAgent, Manager] {
        let answer = world.get(persona, HOME).await;
        answer
            .shows(200, &["Le prix de l’eau", "Désimperméabiliser"])
            .hides(DRAFT)
            .hides("À faire de votre côté");
    }
    world.end().await;
}

#[actix_web::test]
async fn actions_of_the_member_and_of_the_body_come_with_the_late_ones_first() {
    let world = World::start().await;
    let answer = world.get(OtherAgent, HOME).await;
    answer
        .shows(200, &["Chiffrer la reprise de douze cours", "14 juin 2024", "En retard", "Vérifier l’offre"]);
    let (late, other) = (answer.body.find("Chiffrer").unwrap(), answer.body.find("Vérifier").unwrap());
    assert!(late < other);
    answer.hides("Montant confidentiel").hides("évite au réseau");
    world.get(OtherStaff, HOME).await.shows(200, &["Rien ne vous attend"]).hides("Chiffrer");
    world.sql("update actions set state = 'done', closed_at = now()").await;
    world.get(OtherAgent, HOME).await.shows(200, &["Rien ne vous attend"]).hides("Chiffrer");
    world.end().await;
}

#[actix_web::test]
async fn what_has_passed_is_asked_about_and_lists_stay_short() {
    let world = World::start().await;
    world
        .sql(
            "insert into hearings (id, series_id, number, title, day, state)
             select gen_random_uuid(), '50000000-0000-4000-8000-000000000001', 100 + n, 'Séance ' || n,
                    date '2031-01-01' + n, 'planned' from generate_series(1, 9) n",
        )
        .await;
    let answer = world.get(OrganisingStaff, HOME).await;
    assert_eq!(answer.body.matches(">Séance ").count(), 4, "five planned hearings, the nearest first");
    answer.hides("s’est-elle tenue");
    world.sql("update hearings set day = '2024-01-15' where number = 3").await;
    world.get(OrganisingStaff, HOME).await.shows(200, &["s’est-elle tenue", "Le prix de l’eau"]);
    world.get(OtherStaff, HOME).await.shows(200, &[]).hides("Le prix de l’eau");
    world.end().await;
}

#[actix_web::test]
async fn a_manager_of_an_empty_authority_is_shown_where_to_begin() {
    let world = World::start().await;
    world.get(Manager, HOME).await.hides("Pour commencer");
    world.sql("truncate series cascade").await;
    world.sql("update bodies set kind = 'organisation', colour = null").await;
    let answer = world.get(Manager, HOME).await;
    answer.hides("Rien ne vous attend").shows(
        200,
        &["Pour commencer", "href=\"/montreuvray/bodies\"", "href=\"/montreuvray/members\"", "/series/new\""],
    );
    world.get(OtherStaff, HOME).await.shows(200, &["Rien ne vous attend"]).hides("Pour commencer");
    let form = world.get(Manager, "/montreuvray/series/new").await;
    form.shows(200, &["Il faut d’abord une instance", "href=\"/montreuvray/bodies/new\""]);
    world.end().await;
}
