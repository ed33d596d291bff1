//! The correction round from opening to end.

use greffe::{access::scope::Pool, mail::worker::Worker};

use crate::{
    round_links::GUEST,
    world::{Nobody, OrganisingAgent, OrganisingOfficial, OrganisingStaff, OtherStaff, World},
};

const HEARING: &str = "/montreuvray/series/eau/hearings/1";
const ROUND: &str = "/montreuvray/series/eau/hearings/1/round";
const PROPOSAL: &str =
    "/montreuvray/series/eau/hearings/1/round/proposals/30000000-0000-4000-8000-000000000003";
const SOLENE: &str = "a0000000-0000-4000-8000-000000000001";
const IDRISS: &str = "a0000000-0000-4000-8000-000000000002";
const PROPOSED: &str =
    "Une cour qui boit évite au réseau le tiers des débordements[^1].\n\nLa nuance, c’est *l’entretien*.";
const NOTES: &str = "[^1]: Moyenne sur trente ans.";

/// Deletes the round of the world.
async fn without_round(world: &World) {
    world.sql("delete from rounds").await;
}

async fn text_of_first(world: &World) -> String {
    world.text("select text from turns where id = '70000000-0000-4000-8000-000000000001'").await
}

#[actix_web::test]
async fn opening_a_round_mails_a_link_to_each_guest() {
    let world = World::start().await;
    without_round(&world).await;
    let page = world.get(OrganisingStaff, ROUND).await;
    page.shows(
        200,
        &["Solène Kervadec", "idriss.lemarchand@montreuvray.example", "Seules les inexactitudes"],
    );
    // No guest, a date in the past, an invalid address: the form keeps its input.
    let empty = world.post(OrganisingStaff, ROUND, &[("due_on", "3/4/2024")]).await;
    empty.shows(422, &["Choisissez aujourd’hui", "value=\"3/4/2024\""]);
    let fields = |email| {
        [
            ("due_on", "demain"),
            ("attendance", SOLENE),
            ("email", email),
            ("attendance", IDRISS),
            ("email", ""),
        ]
    };
    world.post(OrganisingStaff, ROUND, &fields("")).await.shows(422, &["au moins une adresse"]);
    world
        .post(OrganisingStaff, ROUND, &fields("solene@"))
        .await
        .shows(422, &["de Solène Kervadec", "value=\"solene@\""]);
    assert_eq!(world.count("select count(*) from rounds").await, 0);
    for _ in 0..2 {
        world.post(OrganisingStaff, ROUND, &fields("Solene@Ruissel.example")).await.leads_to(ROUND);
    }
    assert_eq!(world.count("select count(*) from rounds").await, 1);
    let sent = "select recipient_email || ' ' || subject || ' ' || text from deliveries where kind = 'round'";
    assert_eq!(world.count("select count(*) from deliveries where kind = 'round'").await, 1);
    let sent = world.text(sent).await;
    for words in [
        "solene@ruissel.example",
        "relire vos propos",
        "https://greffe.example/montreuvray/round/",
        "Seules les inexactitudes",
        "réputés approuvés",
    ] {
        assert!(sent.contains(words), "{words} in {sent}");
    }
    world.get(OrganisingStaff, ROUND).await.shows(200, &["En attente", "Consulter d’autres personnes"]);
    let more = [("attendance", IDRISS), ("email", "idriss.lemarchand@montreuvray.example")];
    world.post(OrganisingAgent, &format!("{ROUND}/guests"), &more).await.leads_to(ROUND);
    assert_eq!(world.count("select count(*) from round_guests").await, 2);
    let told = world.get(OrganisingStaff, &format!("{HEARING}/history")).await;
    told.shows(
        200,
        &["Relecture ouverte", "Lien de relecture envoyé", "Thomas Œuvrard</bdi> (<bdi>Solène Kervadec"],
    );
    world.expect_mail(2).await;
    world.end().await;
}

#[actix_web::test]
async fn the_message_uses_the_language_of_the_tenant() {
    let world = World::start().await;
    without_round(&world).await;
    world.sql("update tenants set language = 'en' where slug = 'montreuvray'").await;
    let form = [("due_on", "tomorrow"), ("attendance", SOLENE), ("email", "solene@ruissel.example")];
    world.post(OrganisingStaff, ROUND, &form).await.leads_to(ROUND);
    let sent = world.text("select subject || text from deliveries where kind = 'round'").await;
    assert!(sent.contains("read your words") && sent.contains("Only inaccuracies"), "{sent}");
    world.expect_mail(1).await;
    world.end().await;
}

#[actix_web::test]
async fn a_round_needs_a_record_in_review() {
    let world = World::start().await;
    for number in [2, 3] {
        let round = format!("/montreuvray/series/eau/hearings/{number}/round");
        let form = [
            ("due_on", "demain"),
            ("attendance", "a0000000-0000-4000-8000-000000000003"),
            ("email", "a@b.example"),
        ];
        assert_eq!(world.post(OrganisingStaff, &round, &form).await.status, 409);
        world.get(OrganisingStaff, &round).await.shows(200, &["quand le compte rendu est en relecture"]);
    }
    assert_eq!(world.count("select count(*) from rounds").await, 1);
    world.end().await;
}

#[actix_web::test]
async fn a_guest_proposes_corrections_turn_by_turn() {
    let world = World::start().await;
    let turn = format!("{GUEST}/turns/3");
    world
        .get(Nobody, &turn)
        .await
        .shows(200, &["Montant confidentiel de l’offre.", "Seules les inexactitudes"]);
    let form = |text| [("version", "1"), ("text", text), ("comment", "Un chiffre manque.")];
    world
        .post(Nobody, &turn, &form("Montant confidentiel de l’offre."))
        .await
        .shows(422, &["Rien n’a changé", "Un chiffre manque."]);
    world.post(Nobody, &turn, &form("")).await.shows(422, &["Écrivez le texte"]);
    assert_eq!(world.post(Nobody, &turn, &[("version", "7"), ("text", "x")]).await.status, 409);
    for version in ["", "0", "x"] {
        let form = [("version", version), ("text", "x")];
        assert_eq!(world.post(Nobody, &turn, &form).await.status, 400, "{version:?}");
    }
    for _ in 0..2 {
        world.post(Nobody, &turn, &form("Montant public de l’offre.")).await.leads_to(&format!("{GUEST}#t3"));
    }
    world.get(Nobody, GUEST).await.shows(200, &["<del>confidentiel</del><ins>public</ins>", "À décider"]);
    // A new proposal replaces the earlier one.
    world.post(Nobody, &turn, &form("Montant de l’offre.")).await.leads_to(&format!("{GUEST}#t3"));
    assert_eq!(world.count("select count(*) from proposals").await, 2);
    assert_eq!(world.count("select count(*) from changes where kind = 'round_proposal'").await, 2);
    assert_eq!(
        world
            .count("select count(*) from changed_rows r join turns t on t.id = r.row_id where t.number = 3")
            .await,
        0
    );
    world
        .get(OrganisingStaff, ROUND)
        .await
        .shows(200, &["Intervention 3", "Un chiffre manque.", "Corrections proposées"]);
    world.end().await;
}

#[actix_web::test]
async fn a_guest_agrees_and_sends_a_written_contribution() {
    let world = World::start().await;
    for _ in 0..2 {
        world.post(Nobody, &format!("{GUEST}/agreement"), &[]).await.leads_to(GUEST);
        let form = [("contribution", "Le plan <des> sols.\r\nDeux pages.")];
        world
            .post(Nobody, &format!("{GUEST}/contribution"), &form)
            .await
            .leads_to(&format!("{GUEST}#contribution"));
    }
    world.get(Nobody, GUEST).await.shows(200, &["Vous avez donné votre accord le"]).hides("J’ai tout relu");
    world.get(OrganisingStaff, ROUND).await.shows(200, &["Accord donné", "Le plan &#60;des&#62; sols."]);
    let told = "select count(*) from changes where kind in ('round_agreement', 'round_contribution') and member_id is null";
    assert_eq!(world.count(told).await, 2);
    // A proposal ends the guest's agreement.
    let form = [("version", "1"), ("text", "Autre chose.")];
    world.post(Nobody, &format!("{GUEST}/turns/3"), &form).await;
    world.get(Nobody, GUEST).await.shows(200, &["J’ai tout relu"]);
    let long = "x".repeat(50_001);
    let form = [("contribution", long.as_str())];
    world.post(Nobody, &format!("{GUEST}/contribution"), &form).await.shows(422, &["trop long"]);
    world.end().await;
}

#[actix_web::test]
async fn a_proposal_is_accepted_undone_and_accepted_again() {
    let world = World::start().await;
    world.get(OrganisingStaff, PROPOSAL).await.shows(
        200,
        &["<del>la</del><ins>le</ins> <del>moitié</del><ins>tiers</ins>", "Un tiers, non la moitié."],
    );
    let form = [("version", "1"), ("text", PROPOSED), ("notes", NOTES), ("answer", "Merci.")];
    let accept = format!("{PROPOSAL}/acceptance");
    let done = world.post(OrganisingStaff, &accept, &form).await;
    done.leads_to(ROUND);
    assert_eq!(text_of_first(&world).await, PROPOSED);
    let first = "select state || ' ' || answer from proposals";
    assert_eq!(world.text(first).await, "accepted Merci.");
    assert_eq!(
        world.text("select provenance from turns where id = '70000000-0000-4000-8000-000000000001'").await,
        "corrected"
    );
    world
        .get(OrganisingStaff, &format!("{HEARING}/history"))
        .await
        .shows(200, &["Correction proposée retenue", "(<bdi>Solène Kervadec"]);
    world.get(Nobody, GUEST).await.shows(200, &["Acceptée", "Merci."]);
    // Sending the decision twice applies it once.
    world.post(OrganisingStaff, &accept, &form).await.leads_to(ROUND);
    assert_eq!(world.count("select count(*) from changed_rows r join turns t on t.id = r.row_id where t.number = 1 and t.hearing_id = '60000000-0000-4000-8000-000000000001'").await, 1);
    let flash = done.cookie("__Host-flash").unwrap();
    let undo = flash.split_once('|').or_else(|| flash.split_once("%7C")).unwrap().1.replace("%2F", "/");
    world.post(OrganisingStaff, &undo, &[]).await.shows(303, &[]);
    assert!(text_of_first(&world).await.contains("la moitié"));
    assert_eq!(world.text(first).await, "proposed ");
    // The turn now has a later version than the one the proposal was based on.
    world.get(OrganisingStaff, PROPOSAL).await.shows(200, &["Voici les trois textes"]);
    let form = [("version", "3"), ("text", PROPOSED), ("notes", NOTES)];
    world.post(OrganisingStaff, &accept, &form).await.leads_to(ROUND);
    assert_eq!(text_of_first(&world).await, PROPOSED);
    world.end().await;
}

#[actix_web::test]
async fn a_proposal_can_be_accepted_with_another_text() {
    let world = World::start().await;
    let form = [("version", "1"), ("text", "Le tiers, en somme."), ("notes", "")];
    world.post(OrganisingStaff, &format!("{PROPOSAL}/acceptance"), &form).await.leads_to(ROUND);
    assert_eq!(text_of_first(&world).await, "Le tiers, en somme.");
    assert_eq!(world.text("select state from proposals").await, "amended");
    world.get(Nobody, GUEST).await.shows(200, &["Acceptée avec modification", "Le tiers, en somme."]);
    world.end().await;
}

#[actix_web::test]
async fn a_refusal_needs_a_reason() {
    let world = World::start().await;
    let refuse = format!("{PROPOSAL}/refusal");
    world.post(OrganisingStaff, &refuse, &[("text", "Tapé.")]).await.shows(422, &["Dites pourquoi", "Tapé."]);
    for _ in 0..2 {
        world
            .post(OrganisingStaff, &refuse, &[("answer", "L’enregistrement dit la moitié.")])
            .await
            .leads_to(ROUND);
    }
    assert!(text_of_first(&world).await.contains("la moitié"));
    world.get(Nobody, GUEST).await.shows(200, &["Refusée", "L’enregistrement dit la moitié."]);
    world
        .get(OrganisingStaff, &format!("{HEARING}/history"))
        .await
        .shows(200, &["Correction refusée", "L’enregistrement dit"]);
    assert_eq!(world.count("select count(*) from changes where kind = 'round_refusal'").await, 1);
    // A refused proposal cannot be accepted any more.
    let form = [("version", "1"), ("text", PROPOSED), ("notes", NOTES)];
    assert_eq!(world.post(OrganisingStaff, &format!("{PROPOSAL}/acceptance"), &form).await.status, 409);
    world.end().await;
}

#[actix_web::test]
async fn an_outdated_proposal_shows_three_texts_and_a_stale_decision_is_returned() {
    let world = World::start().await;
    let form = [
        ("version", "1"),
        ("speaker", SOLENE),
        ("text", "Une cour qui boit, tout simplement."),
        ("notes", ""),
    ];
    world.post(OrganisingAgent, &format!("{HEARING}/turns/1"), &form).await.shows(303, &[]);
    world.get(OrganisingStaff, PROPOSAL).await.shows(
        200,
        &[
            "Voici les trois textes",
            "évite au réseau la moitié",
            "tout simplement",
            "évite au réseau le tiers",
        ],
    );
    let stale = [("version", "1"), ("text", "Ma reprise."), ("notes", "")];
    let answer = world.post(OrganisingStaff, &format!("{PROPOSAL}/acceptance"), &stale).await;
    answer.shows(
        409,
        &["Quelqu’un vient de corriger", "Ma reprise.", "tout simplement", "name=\"version\" value=\"2\""],
    );
    assert_eq!(text_of_first(&world).await, "Une cour qui boit, tout simplement.");
    assert_eq!(world.text("select state from proposals").await, "proposed");
    // A proposal for a removed turn cannot be accepted.
    world
        .post(OrganisingStaff, &format!("{HEARING}/turns/1/removal"), &[("version", "2")])
        .await
        .shows(303, &[]);
    world
        .get(OrganisingStaff, PROPOSAL)
        .await
        .shows(200, &["ne peut plus qu’être refusée"])
        .hides("Corriger l’intervention</button>");
    assert_eq!(world.post(OrganisingStaff, &format!("{PROPOSAL}/acceptance"), &stale).await.status, 409);
    world.end().await;
}

async fn remind(world: &World) {
    let pool = Pool::connect(&world.config.database_url, 4).await.unwrap();
    Worker::new(&pool, &world.config.mail).unwrap().remind().await.unwrap();
}

#[actix_web::test]
async fn each_guest_is_reminded_once_before_the_date_unless_agreed() {
    let world = World::start().await;
    let reminders = "select count(*) from deliveries where kind = 'round' and subject like 'Rappel%'";
    world.sql("update round_guests set created_at = now() - interval '10 days'").await;
    // Twenty days before the date is too early, a day after it too late.
    for days in [20, -1] {
        world.sql(&format!("update rounds set due_on = current_date + {days}")).await;
        remind(&world).await;
        assert_eq!(world.count(reminders).await, 0, "{days}");
    }
    world.sql("update rounds set due_on = current_date + 2").await;
    for (no, yes) in [
        ("update round_guests set agreed_at = now()", "update round_guests set agreed_at = null"),
        ("update round_guests set revoked_at = now()", "update round_guests set revoked_at = null"),
        ("update rounds set closed_at = now()", "update rounds set closed_at = null"),
        (
            "update hearings set state = 'approved' where number = 1",
            "update hearings set state = 'in_review' where number = 1",
        ),
    ] {
        world.sql(no).await;
        remind(&world).await;
        assert_eq!(world.count(reminders).await, 0, "{no}");
        world.sql(yes).await;
    }
    tokio::join!(remind(&world), remind(&world));
    remind(&world).await;
    assert_eq!(world.count(reminders).await, 1);
    // Its link is valid, and so is the first one.
    let text = world.text("select text from deliveries where kind = 'round'").await;
    let link =
        text.split("https://greffe.example").nth(1).unwrap().split('\n').next().unwrap().trim().to_owned();
    for link in [link.as_str(), GUEST] {
        world.get(Nobody, link).await.shows(200, &["Une cour qui boit"]);
    }
    world
        .get(OrganisingStaff, &format!("{HEARING}/history"))
        .await
        .shows(200, &["Rappel de relecture envoyé"]);
    world.expect_mail(1).await;
    world.end().await;
}

#[actix_web::test]
async fn links_can_be_revoked_resent_and_reminded_manually() {
    let world = World::start().await;
    let guest = format!("{ROUND}/guests/30000000-0000-4000-8000-000000000002");
    world.post(OrganisingStaff, &format!("{guest}/revocation"), &[]).await.leads_to(ROUND);
    assert_eq!(world.get(Nobody, GUEST).await.status, 410);
    assert_eq!(world.post(OrganisingStaff, &format!("{guest}/reminder"), &[]).await.status, 409);
    for _ in 0..2 {
        world.post(OrganisingStaff, &format!("{guest}/invitation"), &[]).await.leads_to(ROUND);
    }
    assert_eq!(world.count("select count(*) from deliveries where kind = 'round'").await, 1);
    assert_eq!(world.count("select count(*) from round_guests where revoked_at is null").await, 1);
    world.sql("update round_links set created_at = now() - interval '1 hour'").await;
    for _ in 0..2 {
        world.post(OrganisingStaff, &format!("{guest}/reminder"), &[]).await.leads_to(ROUND);
    }
    assert_eq!(world.count("select count(*) from round_links").await, 2);
    world.post(OrganisingStaff, &format!("{ROUND}/closure"), &[]).await.leads_to(ROUND);
    for act in ["invitation", "reminder", "revocation"] {
        assert_eq!(world.post(OrganisingStaff, &format!("{guest}/{act}"), &[]).await.status, 404, "{act}");
    }
    // Another round may follow.
    let form = [("due_on", "demain"), ("attendance", SOLENE), ("email", "solene@ruissel.example")];
    world.post(OrganisingStaff, ROUND, &form).await.leads_to(ROUND);
    assert_eq!(world.count("select count(*) from rounds").await, 2);
    world.expect_mail(3).await;
    world.end().await;
}

#[actix_web::test]
async fn guests_who_do_not_answer_by_the_date_agree() {
    let world = World::start().await;
    world.sql("delete from proposals").await;
    world.get(OrganisingStaff, ROUND).await.shows(200, &["l’accord est réputé donné"]).hides("Accord tacite");
    world.sql("update rounds set due_on = current_date - 2").await;
    world.get(OrganisingStaff, ROUND).await.shows(200, &["Accord tacite"]).hides("Relancer");
    let guest = format!("{ROUND}/guests/30000000-0000-4000-8000-000000000002");
    assert_eq!(world.post(OrganisingStaff, &format!("{guest}/invitation"), &[]).await.status, 409);
    world.end().await;
}

#[actix_web::test]
async fn approval_warns_of_an_open_round_and_may_proceed() {
    let world = World::start().await;
    let page = world.get(OrganisingOfficial, HEARING).await;
    page.shows(200, &["1 proposition attend une décision"]).hides(&format!("{ROUND}\""));
    world.get(OrganisingStaff, HEARING).await.shows(200, &[&format!("{ROUND}\"")]);
    world.get(OtherStaff, HEARING).await.hides("/round").hides("attend une décision");
    let told = [("round", crate::world::ROUND)];
    world.post(OrganisingOfficial, &format!("{HEARING}/approval"), &told).await.leads_to(HEARING);
    assert_eq!(world.get(Nobody, GUEST).await.status, 410);
    let form = [("version", "1"), ("text", PROPOSED), ("notes", NOTES)];
    assert_eq!(world.post(OrganisingStaff, &format!("{PROPOSAL}/acceptance"), &form).await.status, 409);
    world.end().await;
}

/// A guest's visit does not count as an unseen change of the record.
#[actix_web::test]
async fn guest_activity_does_not_block_the_approval() {
    let world = World::start().await;
    let page = world.get(OrganisingOfficial, HEARING).await;
    let seen =
        page.body.split("name=\"seen\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    world.post(Nobody, &format!("{GUEST}/agreement"), &[]).await.leads_to(GUEST);
    world
        .post(
            OrganisingOfficial,
            &format!("{HEARING}/approval"),
            &[("seen", seen.as_str()), ("round", crate::world::ROUND)],
        )
        .await
        .leads_to(HEARING);
    world.end().await;
}
