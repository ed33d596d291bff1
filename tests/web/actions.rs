//! Follow-up actions: assignment, mail, reports, handover and closure.

use crate::world::{
    Manager, OrganisingAgent, OrganisingOfficial, OrganisingStaff, OtherAgent, OtherOfficial, OtherStaff,
    Stranger, World,
};

const ID: &str = "12345678-0000-4000-8000-000000000000";
const OTHER_ID: &str = "12345678-0000-4000-8000-000000000001";
const FIRST: &str = "/montreuvray/series/eau/hearings/1";
const ACTIONS: &str = "/montreuvray/series/eau/hearings/1/actions";
/// For the department of Odile L’Haÿ, from turn 1.
const OPEN: &str = "/montreuvray/actions/90000000-0000-4000-8000-000000000001";
/// For Odile L’Haÿ, from the closed turn 3.
const CLOSED: &str = "/montreuvray/actions/90000000-0000-4000-8000-000000000002";
const DEPARTMENT: &str = "b0000000-0000-4000-8000-000000000003";
const GROUP: &str = "b0000000-0000-4000-8000-000000000002";
const ODILE: &str = "f0000000-0000-4000-8000-000000000006";
const THOMAS: &str = "f0000000-0000-4000-8000-000000000002";

fn form<'a>(turn: &'a str, body: &'a str, member: &'a str) -> Vec<(&'a str, &'a str)> {
    vec![
        ("id", ID),
        ("turn", turn),
        ("quote", "évite au réseau la moitié"),
        ("title", "Planter les cours"),
        ("body", body),
        ("member", member),
        ("due_on", "3 avril 2090"),
    ]
}

async fn outbox(world: &World) -> String {
    let all = "select coalesce(string_agg(recipient_email || ' | ' || subject || ' | ' || text || ' | ' || html, E'\\n'
                 order by recipient_email), '') from deliveries where kind = 'action'";
    world.text(all).await
}

#[actix_web::test]
async fn a_new_action_quotes_its_turn() {
    let world = World::start().await;
    let page = world.get(OrganisingStaff, &format!("{ACTIONS}/new?turn=1")).await;
    page.shows(
        200,
        &[
            "moitié des débordements. La nuance, c’est l’entretien.</textarea>",
            "name=\"turn\" value=\"1\"",
            "Direction des espaces verts",
            "Odile L’Haÿ",
        ],
    );
    page.hides("Syndicat des eaux du Vaulx").hides("[^1]");
    let quote = format!("{ACTIONS}/new?turn=1&quote=une+cour+qui+boit");
    world.get(OrganisingOfficial, &quote).await.shows(200, &["une cour qui boit</textarea>"]);
    let without = world.get(OrganisingStaff, &format!("{ACTIONS}/new")).await;
    without.shows(200, &["Ce qu’il faut faire"]).hides("name=\"quote\"");
    for nowhere in ["9", "x", "-1"] {
        let path = format!("{ACTIONS}/new?turn={nowhere}");
        world.get(OrganisingStaff, &path).await.shows(404, &[]);
    }
    world.get(OrganisingStaff, FIRST).await.shows(200, &["hearings/1/actions/new?turn=2"]);
    world.end().await;
}

#[actix_web::test]
async fn assigning_an_action_queues_mail_in_the_same_transaction() {
    let world = World::start().await;
    let answer = world.post(OrganisingStaff, ACTIONS, &form("1", DEPARTMENT, "")).await;
    answer.leads_to(&format!("/montreuvray/actions/{ID}"));
    let page = world.get(OtherStaff, answer.location()).await;
    page.shows(
        200,
        &[
            "Planter les cours",
            "évite au réseau la moitié",
            "/montreuvray/series/eau/hearings/1?turn=1#t1",
            "lundi 3 avril 2090",
            "À faire",
            "Thomas Œuvrard a confié cette suite. En charge\u{a0}: Direction des espaces verts.",
        ],
    );
    page.hides("Terminer la suite");
    let mail = outbox(&world).await;
    for words in [
        "odile.lhay@montreuvray.example | Une suite à donner\u{a0}: Planter les cours | Bonjour Odile L’Haÿ,",
        "Thomas Œuvrard confie une suite à donner à votre service, Direction des espaces verts.",
        "Pour le lundi 3\u{a0}avril 2090",
        "«\u{a0}évite au réseau la moitié\u{a0}»",
        &format!("https://greffe.example/montreuvray/actions/{ID}"),
    ] {
        assert!(mail.contains(words), "no “{words}” in\n{mail}");
    }
    assert_eq!(world.count("select count(*) from deliveries").await, 1);
    let same = format!("select count(*) from deliveries where action_id = '{ID}'");
    assert_eq!(world.count(&same).await, 1);
    world.expect_mail(1).await;
    world.end().await;
}

#[actix_web::test]
async fn mail_goes_to_every_active_member_of_the_body_except_the_author() {
    let world = World::start().await;
    world.sql("update accounts set language = 'en' where email like 'maiwenn%'").await;
    world.post(OrganisingStaff, ACTIONS, &form("1", GROUP, "")).await;
    let mail = outbox(&world).await;
    assert!(mail.contains("idriss.lemarchand@montreuvray.example | Une suite à donner"), "{mail}");
    assert!(mail.contains("maiwenn.tual@montreuvray.example | A follow-up: Planter les cours"), "{mail}");
    assert!(mail.contains("By Monday 3\u{a0}April 2090"), "{mail}");
    world.sql("delete from deliveries").await;
    world.sql("update members set removed_at = now() where name = 'Odile L’Haÿ'").await;
    let mine = "b0000000-0000-4000-8000-000000000001";
    world.post(OrganisingStaff, ACTIONS, &[&[("id", OTHER_ID)], &form("1", mine, "")[1..]].concat()).await;
    let told = "select string_agg(recipient_name, ', ' order by recipient_name) from deliveries";
    assert_eq!(world.text(told).await, "Nadia Brémond, Rachid Benkirane");
    world.expect_mail(2).await;
    world.end().await;
}

#[actix_web::test]
async fn assigning_an_action_to_oneself_sends_no_mail() {
    let world = World::start().await;
    let answer = world.post(OrganisingStaff, ACTIONS, &form("", "", THOMAS)).await;
    answer.leads_to(&format!("/montreuvray/actions/{ID}"));
    assert_eq!(outbox(&world).await, "");
    // Without a turn there is no quote, whatever the form says.
    assert_eq!(world.text(&format!("select quote from actions where id = '{ID}'")).await, "");
    world.end().await;
}

#[actix_web::test]
async fn a_form_sent_twice_makes_one_action_and_one_message() {
    let world = World::start().await;
    let form = form("1", "", ODILE);
    let (first, second) = tokio::join!(
        world.post(OrganisingStaff, ACTIONS, &form),
        world.post(OrganisingStaff, ACTIONS, &form),
    );
    first.leads_to(&format!("/montreuvray/actions/{ID}"));
    second.leads_to(&format!("/montreuvray/actions/{ID}"));
    assert_eq!(world.count("select count(*) from actions where title = 'Planter les cours'").await, 1);
    assert_eq!(world.count("select count(*) from deliveries").await, 1);
    assert_eq!(world.count("select count(*) from action_updates").await, 1);
    let elsewhere = "/montreuvray/series/eau/hearings/2/actions";
    world.post(OrganisingStaff, elsewhere, &form).await.shows(409, &[]);
    world.expect_mail(1).await;
    world.end().await;
}

#[actix_web::test]
async fn an_incomplete_form_keeps_its_input() {
    let world = World::start().await;
    let typed = [
        ("id", ID),
        ("turn", "1"),
        ("quote", "mes mots"),
        ("title", " "),
        ("body", ""),
        ("member", ""),
        ("due_on", "31/2/2090"),
    ];
    let answer = world.post(OrganisingStaff, ACTIONS, &typed).await;
    answer.shows(
        422,
        &[
            "mes mots</textarea>",
            "value=\"31/2/2090\"",
            "Cette date n’existe pas.",
            "Choisissez un service ou une personne.",
            "Dites de quoi il s’agit",
            &format!("name=\"id\" value=\"{ID}\""),
        ],
    );
    let gone = world.post(OrganisingStaff, ACTIONS, &form("9", DEPARTMENT, "")).await;
    gone.shows(422, &["n’est plus au compte rendu", "évite au réseau la moitié</textarea>"]);
    let outside = form("1", "b0000000-0000-4000-8000-000000000005", "");
    world.post(OrganisingStaff, ACTIONS, &outside).await.shows(422, &["Choisissez dans la liste."]);
    let foreign = form("1", "", "f0000000-0000-4000-8000-00000000000b");
    world.post(OrganisingStaff, ACTIONS, &foreign).await.shows(422, &["Choisissez dans la liste."]);
    assert_eq!(world.count("select count(*) from actions").await, 2);
    assert_eq!(world.count("select count(*) from deliveries").await, 0);
    world.end().await;
}

#[actix_web::test]
async fn members_in_charge_report_close_and_reopen() {
    let world = World::start().await;
    let report = |id, note| [("id", id), ("note", note)];
    let updates = format!("{OPEN}/updates");
    let closure = format!("{OPEN}/closure");
    world.post(OtherAgent, &updates, &report(ID, " ")).await.shows(422, &["Remplissez ce champ."]);
    for _ in 0..2 {
        world.post(OtherAgent, &updates, &report(ID, "Devis reçu.\r\nSuite demain.")).await.leads_to(OPEN);
    }
    assert_eq!(world.text("select state from actions where title like 'Chiffrer%'").await, "in_progress");
    world
        .get(OtherStaff, OPEN)
        .await
        .shows(200, &["Odile L’Haÿ a noté\u{a0}:</strong>", "Devis reçu.<br", "En retard de"]);
    world.post(OrganisingAgent, &closure, &report(OTHER_ID, "")).await.leads_to(OPEN);
    world
        .get(OtherAgent, OPEN)
        .await
        .shows(200, &["Rachid Benkirane a terminé cette suite.", "Rouvrir", "Terminée"]);
    let reopening = format!("{OPEN}/reopening");
    world.post(OtherAgent, &reopening, &[("note", "Devis refusé.")]).await.leads_to(OPEN);
    assert_eq!(
        world.text("select state || (closed_at is null) from actions where title like 'Chiffrer%'").await,
        "in_progresstrue"
    );
    // The closing form sent again does not close the action a second time.
    world.post(OrganisingAgent, &closure, &report(OTHER_ID, "")).await.leads_to(OPEN);
    world.get(OtherAgent, OPEN).await.shows(200, &["Terminer la suite"]);
    world.end().await;
}

#[actix_web::test]
async fn an_action_closes_once_and_keeps_every_note() {
    let world = World::start().await;
    let closure = format!("{OPEN}/closure");
    let (first, second) = tokio::join!(
        world.post(OtherAgent, &closure, &[("id", ID)]),
        world.post(OrganisingStaff, &closure, &[("id", OTHER_ID)]),
    );
    first.leads_to(OPEN);
    second.leads_to(OPEN);
    assert_eq!(world.count("select count(*) from action_updates where kind = 'closure'").await, 1);
    let late = world.post(OrganisingStaff, &closure, &[("note", "Tout est planté.")]).await;
    late.shows(409, &["Quelqu’un d’autre a déjà terminé cette suite.", "Tout est planté.</textarea>"]);
    world.end().await;
}

#[actix_web::test]
async fn a_handover_mails_the_next_body_and_records_the_previous_one() {
    let world = World::start().await;
    let assignment = format!("{OPEN}/assignment");
    let page = world.get(OtherAgent, &assignment).await;
    page.shows(200, &["name=\"version\" value=\"1\"", &format!("value=\"{DEPARTMENT}\" selected")]);
    let handover = [("id", ID), ("version", "1"), ("member", THOMAS), ("note", "À toi, <merci>.")];
    for _ in 0..2 {
        world.post(OtherAgent, &assignment, &handover).await.leads_to(OPEN);
    }
    let sentence = "Odile L’Haÿ a transmis cette suite. En charge\u{a0}: Thomas Œuvrard\u{202f}; auparavant\u{a0}: Direction des espaces verts.";
    world.get(OtherAgent, OPEN).await.shows(200, &[sentence]).hides("Terminer la suite");
    world.post(OtherAgent, &format!("{OPEN}/closure"), &[]).await.shows(403, &[]);
    let mail = outbox(&world).await;
    assert!(mail.contains("thomas.oeuvrard@montreuvray.example | Une suite à donner"), "{mail}");
    assert!(mail.contains("Odile L’Haÿ vous confie une suite à donner."), "{mail}");
    assert!(mail.contains("À toi, <merci>.") && mail.contains("À toi, &#60;merci&#62;."), "{mail}");
    assert_eq!(world.count("select count(*) from deliveries").await, 1);
    // The note keeps the name of the body on that day, even after a rename.
    world.sql("update bodies set name = 'Direction de la nature' where name like 'Direction%'").await;
    world.get(OtherAgent, OPEN).await.shows(200, &[sentence]);
    world.expect_mail(1).await;
    world.end().await;
}

#[actix_web::test]
async fn a_stale_handover_shows_both_versions() {
    let world = World::start().await;
    let assignment = format!("{OPEN}/assignment");
    world.post(OtherAgent, &assignment, &[("version", "1"), ("member", THOMAS)]).await.leads_to(OPEN);
    let late = [("id", OTHER_ID), ("version", "1"), ("body", GROUP), ("note", "Mon mot")];
    let answer = world.post(OrganisingStaff, &assignment, &late).await;
    answer.shows(
        409,
        &[
            "<p><bdi>Thomas Œuvrard</bdi></p>",
            "<p>Écologie citoyenne</p>",
            "Mon mot</textarea>",
            "name=\"version\" value=\"2\"",
        ],
    );
    let unchanged = [("version", "2"), ("member", THOMAS)];
    let answer = world.post(OrganisingStaff, &assignment, &unchanged).await;
    answer.shows(422, &["Cette suite lui est déjà confiée."]);
    world
        .post(OrganisingStaff, &assignment, &[("version", "2")])
        .await
        .shows(422, &["Choisissez un service"]);
    world.post(OrganisingStaff, &format!("{OPEN}/closure"), &[]).await.leads_to(OPEN);
    world.post(OrganisingStaff, &assignment, &late).await.shows(409, &["rouvrez-la"]);
    world.expect_mail(1).await;
    world.end().await;
}

#[actix_web::test]
async fn closed_quotes_are_shown_only_to_those_present_and_organisers() {
    let world = World::start().await;
    const WORDS: &str = "Montant confidentiel";
    for persona in [OtherAgent, OtherStaff, Manager] {
        let page = world.get(persona, CLOSED).await;
        page.shows(200, &["Vérifier l’offre"]).hides(WORDS).hides("#t3").hides("intervention 3");
        let register = world.get(persona, "/montreuvray/actions?scope=all").await;
        register.shows(200, &["Vérifier l’offre"]).hides(WORDS).hides("intervention 3");
        world.get(persona, FIRST).await.shows(200, &["Vérifier l’offre"]).hides(WORDS).hides("#t3");
    }
    for persona in [OrganisingStaff, OrganisingOfficial, OtherOfficial] {
        world.get(persona, CLOSED).await.shows(200, &[WORDS, "hearings/1?turn=3#t3"]);
        world
            .get(persona, FIRST)
            .await
            .shows(200, &["<a href=\"#t3\">intervention 3</a>", "2\u{a0}suites</a>", "1\u{a0}suite</a>"]);
    }
    // To the group of a person who was present and of one who was not.
    let mut form = form("3", GROUP, "");
    form[2] = ("quote", WORDS);
    world.post(OrganisingStaff, ACTIONS, &form).await.leads_to(&format!("/montreuvray/actions/{ID}"));
    let with = format!(
        "select string_agg(recipient_name, ', ') from deliveries where text like '%{WORDS}%' and html like '%{WORDS}%'"
    );
    assert_eq!(world.text(&with).await, "Idriss Lemarchand");
    assert_eq!(world.count("select count(*) from deliveries").await, 2);
    // Closing a turn later also closes its quotes.
    world.sql("update turns set closed = true where number = 1").await;
    world.get(OtherAgent, OPEN).await.shows(200, &["Chiffrer"]).hides("évite au réseau").hides("#t1");
    world.expect_mail(2).await;
    world.end().await;
}

#[actix_web::test]
async fn quotes_of_a_record_before_review_are_shown_only_to_organisers() {
    let world = World::start().await;
    let actions = "/montreuvray/series/eau/hearings/2/actions";
    let mut form = form("1", DEPARTMENT, "");
    form[2] = ("quote", "encore en préparation");
    world.post(OrganisingStaff, actions, &form).await.leads_to(&format!("/montreuvray/actions/{ID}"));
    let path = format!("/montreuvray/actions/{ID}");
    world.get(OtherAgent, &path).await.shows(200, &["Planter"]).hides("encore en préparation");
    world.get(OrganisingOfficial, &path).await.shows(200, &["encore en préparation"]);
    assert!(!outbox(&world).await.contains("encore en préparation"));
    world.expect_mail(1).await;
    world.end().await;
}

#[actix_web::test]
async fn registers_list_own_body_and_all_actions_late_ones_first() {
    let world = World::start().await;
    let all = world.get(OtherAgent, "/montreuvray/actions?scope=all").await;
    all.shows(
        200,
        &[
            "Les miennes <span class=\"count\">1</span>",
            "Celles de mon service <span class=\"count\">1</span>",
        ],
    );
    let (late, undated) = (all.body.find("Chiffrer").unwrap(), all.body.find("Vérifier").unwrap());
    assert!(late < undated);
    world.get(OtherAgent, "/montreuvray/actions").await.shows(200, &["Vérifier l’offre"]).hides("Chiffrer");
    let body = world.get(OtherAgent, "/montreuvray/actions?scope=body").await;
    body.shows(200, &["Chiffrer", "data-state=\"late\""]).hides("Vérifier l’offre");
    // Without a choice the page opens the first list that is not empty; an explicit choice is respected.
    world.get(OrganisingStaff, "/montreuvray/actions").await.shows(200, &["Chiffrer", "Vérifier l’offre"]);
    let mine = world.get(OrganisingStaff, "/montreuvray/actions?scope=mine").await;
    mine.shows(200, &["Rien n’attend ici"]).hides("Chiffrer");
    world.get(Manager, "/montreuvray/actions").await.shows(200, &[]).hides("Celles de mon service");
    world.post(OtherAgent, &format!("{CLOSED}/closure"), &[]).await.leads_to(CLOSED);
    world.get(OtherAgent, "/montreuvray/actions").await.shows(200, &["Chiffrer"]).hides("Vérifier l’offre");
    let done = world.get(OtherAgent, "/montreuvray/actions?scope=mine&state=done").await;
    done.shows(200, &["Vérifier l’offre", "data-state=\"done\""]);
    world.get(OtherAgent, "/montreuvray/actions?scope=x&state=y&page=z").await.shows(200, &["Les miennes"]);
    world.end().await;
}

#[actix_web::test]
async fn a_long_register_is_paginated() {
    let world = World::start().await;
    world
        .sql(
            "insert into actions (id, hearing_id, title, body_id, due_on, created_by)
             select gen_random_uuid(), '60000000-0000-4000-8000-000000000001', 'Suite nº ' || n,
                    'b0000000-0000-4000-8000-000000000003', date '2090-01-01' + n, 'f0000000-0000-4000-8000-000000000002'
               from generate_series(1, 119) n",
        )
        .await;
    let body = "/montreuvray/actions?scope=body";
    let first = world.get(OtherAgent, body).await;
    first.shows(200, &["<span class=\"count\">120</span>", "Chiffrer", "Suite nº 49<", "?scope=body&page=2"]);
    first.hides("Suite nº 50<");
    world.get(OtherAgent, &format!("{body}&page=3")).await.shows(200, &["Suite nº 100<", "Suite nº 119<"]);
    world.get(OtherAgent, &format!("{body}&page=99")).await.shows(200, &["Suite nº 119<"]);
    world.end().await;
}

#[actix_web::test]
async fn actions_of_another_tenant_are_not_found() {
    let world = World::start().await;
    let id = OPEN.rsplit('/').next().unwrap();
    world.get(Stranger, &format!("/valserine/actions/{id}")).await.shows(404, &[]);
    world.post(Stranger, &format!("/valserine/actions/{id}/closure"), &[]).await.shows(404, &[]);
    world.get(OtherStaff, "/montreuvray/actions/x").await.shows(404, &[]);
    world.end().await;
}
