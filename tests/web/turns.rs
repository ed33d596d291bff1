//! Correcting the record: nothing is lost, and a stale edit shows both texts.

use crate::world::{Answer, OrganisingAgent, OrganisingStaff, OtherOfficial, World};

const EDIT: &str = "/montreuvray/series/eau/hearings/1/turns/1/edit";
const TURN: &str = "/montreuvray/series/eau/hearings/1/turns/1";
const AFTER: &str = "/montreuvray/series/eau/hearings/1#t1";
const KERVADEC: &str = "a0000000-0000-4000-8000-000000000001";
const LEMARCHAND: &str = "a0000000-0000-4000-8000-000000000002";

async fn correct(world: &World, version: &str, text: &str, notes: &str) -> Answer {
    let form = [("version", version), ("speaker", KERVADEC), ("text", text), ("notes", notes)];
    world.post(OrganisingStaff, TURN, &form).await
}

#[actix_web::test]
async fn a_correction_keeps_the_earlier_text() {
    let world = World::start().await;
    world.get(OrganisingStaff, EDIT).await.shows(
        200,
        &["[^1]: Moyenne sur trente ans.", "name=\"version\" value=\"1\"", "selected>Solène Kervadec"],
    );
    let form = [
        ("version", "1"),
        ("speaker", LEMARCHAND),
        ("text", "Une cour qui boit[^a].\r\n\r\nEt *deux*."),
        ("notes", "[^a]: Première.\r\n[^b]: Voir <https://exemple.example/b>"),
        ("closed", "yes"),
    ];
    world.post(OrganisingStaff, TURN, &form).await.leads_to(AFTER);
    world.get(OrganisingStaff, "/montreuvray/series/eau/hearings/1").await.shows(
        200,
        &[
            "<p>Une cour qui boit<sup><a href=\"#t1-n1\"",
            "<p>Et <em>deux</em>.</p>",
            "<a href=\"https://exemple.example/b\" rel=\"noopener noreferrer nofollow\">",
            "data-closed",
        ],
    );
    let kept = world
        .text(
            "select concat_ws('|', r.version, r.before ->> 'version', r.before ->> 'closed', left(r.before ->> 'text', 12),
                              r.before -> 'footnotes', m.name, t.provenance, t.version)
               from changed_rows r join changes d on d.id = r.change_id join members m on m.id = d.member_id
               join turns t on t.id = r.row_id where t.hearing_id = '60000000-0000-4000-8000-000000000001'",
        )
        .await;
    assert_eq!(
        kept,
        "2|1|false|Une cour qui|[[\"1\", \"Moyenne sur trente ans.\"]]|Thomas Œuvrard|corrected|2"
    );
    assert_eq!(world.count("select count(*) from changes where kind = 'correction' and hearing_id = '60000000-0000-4000-8000-000000000001'").await, 1);
    world.end().await;
}

#[actix_web::test]
async fn a_stale_correction_shows_both_texts_and_may_be_saved() {
    let world = World::start().await;
    let theirs = [("version", "1"), ("speaker", KERVADEC), ("text", "Le texte de Rachid.")];
    world.post(OrganisingAgent, TURN, &theirs).await.leads_to(AFTER);
    let answer = correct(&world, "1", "Le texte de Thomas.", "").await;
    answer.shows(
        409,
        &[
            "Rachid Benkirane a enregistré cette intervention",
            "<p>Le texte de Rachid.</p>",
            "<p>Le texte de Thomas.</p>",
            "name=\"version\" value=\"2\"",
            "Enregistrer mon texte par-dessus",
        ],
    );
    correct(&world, "2", "Le texte de Thomas.", "").await.leads_to(AFTER);
    // The same form sent twice is one correction.
    correct(&world, "2", "Le texte de Thomas.", "").await.leads_to(AFTER);
    assert_eq!(world.count("select count(*) from changed_rows where table_name = 'turns'").await, 2 + 1);
    assert_eq!(
        world.text("select text from turns where number = 1 and version = 3").await,
        "Le texte de Thomas."
    );
    world.end().await;
}

#[actix_web::test]
async fn an_invalid_form_keeps_its_input() {
    let world = World::start().await;
    let answer = correct(&world, "1", " ", "sans appel").await;
    answer.shows(422, &["Écrivez le texte.", "Commencez chaque note par son appel", "sans appel</textarea>"]);
    let answer = correct(&world, "1", "Mot", "[^1]: a\n[^1]: b").await;
    answer.shows(422, &["Deux notes portent l’appel 1", "Mot</textarea>"]);
    let stranger = [("version", "1"), ("speaker", "a0000000-0000-4000-8000-000000000003"), ("text", "Mot")];
    world.post(OrganisingStaff, TURN, &stranger).await.shows(422, &["Choisissez dans la liste."]);
    world.get(OrganisingStaff, "/montreuvray/series/eau/hearings/1/turns/9/edit").await.shows(404, &[]);
    world.get(OtherOfficial, EDIT).await.shows(403, &[]);
    assert_eq!(world.count("select count(*) from changed_rows where table_name = 'turns'").await, 1);
    world.end().await;
}

#[actix_web::test]
async fn an_approved_record_cannot_be_corrected() {
    let world = World::start().await;
    world.sql("update hearings set state = 'approved' where number = 1").await;
    world.get(OrganisingStaff, "/montreuvray/series/eau/hearings/1").await.hides("/turns/1/edit");
    world
        .get(OrganisingStaff, EDIT)
        .await
        .shows(200, &["ne peut plus être corrigé"])
        .hides("<button>Enregistrer");
    let answer = correct(&world, "1", "Trop tard.", "").await;
    answer.shows(409, &["ne peut plus être corrigé", "Trop tard.</textarea>"]);
    assert_eq!(world.count("select count(*) from turns where version > 1").await, 1);
    world.end().await;
}
