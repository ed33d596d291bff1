//! The hearing page: easy to read, and without anything the reader may not see.

use crate::world::{
    Manager, OrganisingOfficial, OrganisingStaff, OtherAgent, OtherOfficial, OtherStaff, World,
};

const FIRST: &str = "/montreuvray/series/eau/hearings/1";
const SECOND: &str = "/montreuvray/series/eau/hearings/2";
const CLOSED: &str = "Montant confidentiel";

#[actix_web::test]
async fn the_record_shows_its_turns_and_notes() {
    let world = World::start().await;
    let page = world.get(OtherStaff, FIRST).await;
    page.shows(
        200,
        &[
            "<h1>Désimperméabiliser les cours d’école</h1>",
            "2 personnes présentes",
            "Personnes entendues",
            "<span class=\"group group-c6\"><bdi>Écologie citoyenne</bdi></span>",
            "<a href=\"#t2\"><span class=\"at\">2</span> <bdi class=\"group group-c6\">Idriss Lemarchand</bdi></a>",
            "Conseiller municipal, <span class=\"group\">Écologie citoyenne</span>",
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
async fn a_closed_turn_is_hidden_from_those_absent() {
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
async fn a_record_before_review_is_shown_only_to_organisers() {
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

#[actix_web::test]
async fn a_search_covers_only_what_the_reader_may_see() {
    let world = World::start().await;
    let seek = async |persona, words: &str| world.get(persona, &format!("{FIRST}?q={words}")).await;
    let first = "<a class=\"found\" href=\"#m1\" id=\"m1\" aria-describedby=\"found-next\"><mark>";
    let page = seek(OtherStaff, "DEBORDEMENTS").await;
    page.shows(
        200,
        &["1 passage trouvé", "value=\"DEBORDEMENTS\"", &format!("{first}débordements</mark></a>")],
    );
    page.shows(200, &["id=\"t1-n1-call\"", "Effacer la recherche"]);
    // Across emphasis, in a note, in the name of the speaker.
    seek(OtherStaff, "est+l'entretien")
        .await
        .shows(200, &[&format!("{first}est </mark></a><em><mark>l’entretien</mark></em>")]);
    seek(OtherStaff, "trente").await.shows(200, &[&format!("{first}trente</mark></a> ans.")]);
    seek(OtherStaff, "lemarchand")
        .await
        .shows(200, &[&format!("<bdi>Idriss {first}Lemarchand</mark></a></bdi>")]);
    // A closed turn is neither shown nor counted.
    for persona in [OtherStaff, OtherAgent, Manager] {
        seek(persona, "confidentiel")
            .await
            .shows(200, &["Rien ne correspond"])
            .hides("Montant")
            .hides("<mark>");
        seek(persona, "kervadec").await.shows(200, &["1 passage trouvé"]);
    }
    for persona in [OrganisingStaff, OtherOfficial] {
        seek(persona, "confidentiel").await.shows(200, &["1 passage trouvé"]);
        seek(persona, "kervadec").await.shows(200, &["2 passages trouvés"]);
    }
    world
        .get(OtherStaff, &format!("{SECOND}?q=texte"))
        .await
        .shows(200, &[])
        .hides("passage trouvé")
        .hides("<mark>");
    // Typed markup is shown literally.
    seek(OtherStaff, "e").await.shows(200, &["Écrivez au moins deux lettres"]).hides("<mark>");
    seek(OtherStaff, "%3Cscript%3E").await.shows(200, &["Rien ne correspond"]).hides("<script>");
    seek(OtherStaff, "++").await.shows(200, &[]).hides("Effacer la recherche");
    seek(OtherStaff, "%00").await.shows(422, &[]);
    world.end().await;
}

#[actix_web::test]
async fn a_record_without_search_is_short_and_offers_its_tools() {
    let world = World::start().await;
    let page = world.get(OtherStaff, FIRST).await;
    page.shows(
        200,
        &[
            "data-cite>Citer</button>",
            "/static/js/record.",
            "role=\"search\" action=\"",
            "aria-keyshortcuts=\"/\"",
        ],
    );
    page.shows(200, &["— {speaker}. Ville de Montreuvray, audition nº\u{a0}1\u{a0}: Désimperméabiliser les cours d’école, 28\u{a0}mai 2024."]);
    page.hides("<mark>").hides("id=\"found");
    world.get(OtherStaff, "/montreuvray/series/eau").await.shows(200, &[]).hides("/static/js/record.");
    world.end().await;
}

#[actix_web::test]
async fn print_shows_the_letterhead_of_the_series() {
    let world = World::start().await;
    world
        .get(OtherStaff, FIRST)
        .await
        .shows(200, &["<div class=\"letterhead\">\n  <p>Ville de Montreuvray</p>"]);
    world.sql("update series set letterhead = E'Mission « eau »\\nHôtel de ville'").await;
    let page = world.get(OtherStaff, FIRST).await;
    page.shows(
        200,
        &[
            "<p>Mission « eau »\nHôtel de ville</p>",
            "<p>Compte rendu de l’audition nº\u{a0}1</p>",
            "<p>L’eau dans la ville</p>",
        ],
    );
    world.end().await;
}

#[actix_web::test]
async fn attendee_names_are_isolated_and_long_lists_are_folded() {
    let world = World::start().await;
    let turned = "\u{202e}kedavreK enèloS";
    world.sql(&format!("update attendances set name = '{turned}' where name = 'Solène Kervadec'")).await;
    let page = world.get(OtherStaff, FIRST).await;
    let isolated = format!("<bdi>{turned}</bdi>");
    assert_eq!(page.body.matches(turned).count(), page.body.matches(&isolated).count(), "{}", page.body);
    page.shows(200, &["<details class=\"wide-open disclosure present\">"]);

    world
        .get(OtherStaff, "/montreuvray/series/eau/hearings/3")
        .await
        .shows(200, &["Personne n’est encore noté"]);
    world
        .sql(
            "with crowd as (insert into people (id, name, name_key)
                 select gen_random_uuid(), repeat('Personne', 25), 'personne ' || n from generate_series(1, 198) n
                 returning id, name)
             insert into attendances (id, hearing_id, person_id, position, category, name, title, body_name)
             select gen_random_uuid(), '60000000-0000-4000-8000-000000000001', id, 10 + row_number() over (),
                    'administration', name, repeat('Titre', 100), repeat('Corps', 60) from crowd",
        )
        .await;
    let page = world.get(OtherStaff, FIRST).await;
    page.shows(200, &["200 personnes présentes", "<details class=\"disclosure present\">"]);
    world.end().await;
}
