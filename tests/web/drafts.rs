//! Drafts: long forms are saved while typing, and a draft is offered only to its author.

use reqwest::Method;
use sqlx::{Connection as _, PgConnection};

use crate::world::{Answer, OrganisingAgent, OrganisingOfficial, OrganisingStaff, Persona, Stranger, World};

const SUMMARY: &str = "/summaries/10000000-0000-4000-8000-000000000001/edit";
const ACTION: &str = "/actions/90000000-0000-4000-8000-000000000001";
const TURN: &str = "/series/eau/hearings/1/turns/1/edit";
const NEW_ACTION: &str = "/series/eau/hearings/1/actions/new?turn=1";

/// The owner may read every draft, to count them; the serving role still may not.
async fn start() -> World {
    let world = World::start().await;
    world.sql("alter table drafts no force row level security").await;
    world
}

async fn keep(world: &World, persona: Persona, form: &str, fields: &[(&str, &str)]) -> Answer {
    let fields = [&[("draft", form)], fields].concat();
    world.post(persona, "/montreuvray/drafts", &fields).await
}

async fn open(world: &World, persona: Persona, form: &str) -> Answer {
    world.get(persona, &format!("/montreuvray{form}")).await
}

async fn resume(world: &World, persona: Persona, form: &str) -> Answer {
    let mark = if form.contains('?') { '&' } else { '?' };
    open(world, persona, &format!("{form}{mark}draft=resume")).await
}

#[actix_web::test]
async fn a_draft_is_offered_and_resumed_without_scripts() {
    let world = start().await;
    let fields = [
        ("version", "1"),
        ("title", "Titre commencé"),
        ("markdown", "Une phrase\r\n\r\nque j’avais\u{202f}; « tapée »"),
        ("groups", "b0000000-0000-4000-8000-000000000004"),
    ];
    open(&world, OrganisingStaff, SUMMARY).await.shows(200, &["data-draft=\"/summaries/"]).hides("commencé");
    assert_eq!(keep(&world, OrganisingStaff, SUMMARY, &fields).await.status, 204);

    let offered = open(&world, OrganisingStaff, SUMMARY).await;
    let address = format!("href=\"/montreuvray{SUMMARY}?draft=resume\"");
    offered.shows(200, &["Vous aviez commencé", "Reprendre", "Oublier", &address, "data-draft-offer"]);
    offered.hides("Titre commencé");

    let resumed = resume(&world, OrganisingStaff, SUMMARY).await;
    resumed.shows(
        200,
        &["Voici ce que vous aviez commencé", "value=\"Titre commencé\"", "que j’avais\u{202f}; « tapée »"],
    );
    resumed.shows(200, &["value=\"b0000000-0000-4000-8000-000000000004\" checked"]).hides("data-draft-offer");

    // A later draft replaces it.
    keep(&world, OrganisingStaff, SUMMARY, &[("title", "Plus tard"), ("markdown", "x")]).await;
    resume(&world, OrganisingStaff, SUMMARY)
        .await
        .shows(200, &["value=\"Plus tard\""])
        .hides("Titre commencé");
    assert_eq!(world.count("select count(*) from drafts").await, 1);
    world.end().await;
}

/// The author, the form and the fields of a draft.
type Typed<'a> = (Persona, &'a str, &'a [(&'a str, &'a str)]);

#[actix_web::test]
async fn every_long_form_saves_drafts() {
    let world = start().await;
    let forms: [Typed; 6] = [
        (
            OrganisingStaff,
            "/series/eau/hearings/1/summaries/new",
            &[("title", "T"), ("markdown", "MA SAISIE")],
        ),
        (OrganisingStaff, TURN, &[("version", "1"), ("text", "MA SAISIE"), ("notes", "")]),
        (OrganisingStaff, "/series/eau/imports/new", &[("text", "MA SAISIE")]),
        (OrganisingStaff, NEW_ACTION, &[("turn", "1"), ("quote", "q"), ("title", "MA SAISIE")]),
        (OrganisingAgent, ACTION, &[("note", "MA SAISIE")]),
        (OrganisingAgent, &format!("{ACTION}/assignment"), &[("version", "1"), ("note", "MA SAISIE")]),
    ];
    for (persona, form, fields) in forms {
        let fresh = open(&world, persona, form).await;
        fresh.shows(200, &[&format!("data-draft=\"{form}\""), "data-draft-status", "js/drafts."]);
        assert_eq!(keep(&world, persona, form, fields).await.status, 204, "{form}");
        open(&world, persona, form).await.shows(200, &["Vous aviez commencé"]).hides("MA SAISIE");
        resume(&world, persona, form).await.shows(200, &["Voici ce que vous aviez commencé", "MA SAISIE"]);
    }
    world.end().await;
}

#[actix_web::test]
async fn a_draft_ends_when_its_form_is_accepted() {
    let world = start().await;
    keep(&world, OrganisingStaff, TURN, &[("version", "1"), ("text", "Brouillon")]).await;
    keep(&world, OrganisingStaff, SUMMARY, &[("version", "1"), ("markdown", "Brouillon")]).await;
    keep(&world, OrganisingStaff, ACTION, &[("note", "Brouillon")]).await;
    keep(&world, OrganisingStaff, NEW_ACTION, &[("turn", "1"), ("title", "Brouillon")]).await;

    let turn = "/montreuvray/series/eau/hearings/1/turns/1";
    world.post(OrganisingStaff, turn, &[("version", "1"), ("text", "")]).await.shows(422, &[]);
    let summary = "/montreuvray/summaries/10000000-0000-4000-8000-000000000001";
    world.post(OrganisingStaff, summary, &[("version", "1"), ("markdown", "")]).await.shows(422, &[]);
    assert_eq!(world.count("select count(*) from drafts").await, 4);

    let attendance = "a0000000-0000-4000-8000-000000000001";
    let form = [("version", "1"), ("speaker", attendance), ("text", "Corrigé.")];
    assert_eq!(world.post(OrganisingStaff, turn, &form).await.status, 303);
    let form = [("version", "1"), ("title", "Titre"), ("markdown", "Texte")];
    assert_eq!(world.post(OrganisingStaff, summary, &form).await.status, 303);
    let updates = format!("/montreuvray{ACTION}/updates");
    assert_eq!(world.post(OrganisingStaff, &updates, &[("note", "Envoyé")]).await.status, 303);
    let body = "b0000000-0000-4000-8000-000000000003";
    let form = [("turn", "1"), ("title", "Envoyé"), ("body", body)];
    assert_eq!(
        world.post(OrganisingStaff, "/montreuvray/series/eau/hearings/1/actions", &form).await.status,
        303
    );
    assert_eq!(world.count("select count(*) from drafts").await, 0);
    world.expect_mail(1).await;
    world.end().await;
}

#[actix_web::test]
async fn a_draft_can_be_discarded() {
    let world = start().await;
    keep(&world, OrganisingStaff, NEW_ACTION, &[("turn", "1"), ("title", "À oublier")]).await;
    keep(&world, OrganisingStaff, TURN, &[("version", "1"), ("text", "À garder")]).await;
    let removal = "/montreuvray/drafts/removal";
    let answer = world.post(OrganisingStaff, removal, &[("form", NEW_ACTION)]).await;
    answer.leads_to(&format!("/montreuvray{NEW_ACTION}"));
    open(&world, OrganisingStaff, NEW_ACTION).await.hides("Vous aviez commencé");
    open(&world, OrganisingStaff, TURN).await.shows(200, &["Vous aviez commencé"]);
    world.end().await;
}

#[actix_web::test]
async fn a_draft_is_private_and_survives_a_sign_out() {
    let world = start().await;
    keep(&world, OrganisingStaff, TURN, &[("version", "1"), ("text", "Pour moi seule")]).await;
    for other in [OrganisingAgent, OrganisingOfficial] {
        let answer = resume(&world, other, TURN).await;
        answer.hides("Pour moi seule").hides("Vous aviez commencé");
        world.post(other, "/montreuvray/drafts/removal", &[("form", TURN)]).await;
        keep(&world, other, TURN, &[("text", "Autre")]).await;
    }
    // The stranger is no member here, and the other tenant has drafts of its own.
    assert_eq!(keep(&world, Stranger, TURN, &[("text", "Ailleurs")]).await.status, 404);
    let there = [("draft", TURN), ("text", "Ailleurs")];
    assert_eq!(world.post(Stranger, "/valserine/drafts", &there).await.status, 204);

    world.post(OrganisingStaff, "/sign-out", &[]).await;
    open(&world, OrganisingStaff, TURN).await.shows(303, &[]);
    let thomas = "(select id from accounts where email like 'thomas.oeuvrard%')";
    let token = OrganisingOfficial.token();
    let hash: String = token.hash().iter().map(|byte| format!("{byte:02x}")).collect();
    world.sql(&format!("update sessions set account_id = {thomas} where token_hash = '\\x{hash}'")).await;
    let answer =
        world.request_with(&token.secret(), Method::GET, &format!("/montreuvray{TURN}?draft=resume"));
    Answer::of(answer).await.shows(200, &["Pour moi seule"]);
    world.end().await;
}

/// Defence in depth: the serving role sees only the drafts of the current member, and none without a
/// member.
#[actix_web::test]
async fn row_level_security_shows_a_draft_only_to_its_author() {
    let world = start().await;
    keep(&world, OrganisingStaff, TURN, &[("text", "a")]).await;
    keep(&world, OrganisingAgent, TURN, &[("text", "b")]).await;
    let mut app = PgConnection::connect(&world.config.database_url).await.unwrap();
    for (member, expected) in [
        ("", 0_i64),
        ("f0000000-0000-4000-8000-000000000002", 1),
        ("f0000000-0000-4000-8000-000000000001", 0),
    ] {
        let mut tx = app.begin().await.unwrap();
        let set = format!(
            "set local app.tenant = 'aaaaaaaa-0000-4000-8000-000000000000'; set local app.member = '{member}'"
        );
        sqlx::raw_sql(sqlx::AssertSqlSafe(set)).execute(&mut *tx).await.unwrap();
        let seen: i64 = sqlx::query_scalar("select count(*) from drafts").fetch_one(&mut *tx).await.unwrap();
        assert_eq!(seen, expected, "{member}");
    }
    app.close().await.unwrap();
    world.end().await;
}

#[actix_web::test]
async fn drafts_expire_and_are_limited_in_number_and_size() {
    let world = start().await;
    keep(&world, OrganisingStaff, TURN, &[("version", "1"), ("text", "Vieux")]).await;
    keep(&world, OrganisingAgent, TURN, &[("version", "1"), ("text", "Vieux aussi")]).await;
    world.sql("update drafts set saved_at = now() - interval '31 days'").await;
    resume(&world, OrganisingStaff, TURN).await.shows(200, &[]).hides("Vieux");
    keep(&world, OrganisingStaff, ACTION, &[("note", "Neuf")]).await;
    assert_eq!(world.count("select count(*) from drafts").await, 1);

    for number in 0..55 {
        keep(
            &world,
            OrganisingStaff,
            &format!("/series/eau/hearings/{number}/actions/new"),
            &[("title", "x")],
        )
        .await;
    }
    assert_eq!(world.count("select count(*) from drafts").await, 50);

    // Only internal addresses are accepted; a text that is too long is not stored.
    for form in ["", "https://ailleurs.example/", "/a\r\nb", &format!("/{}", "a".repeat(300))] {
        assert_eq!(keep(&world, OrganisingStaff, form, &[("text", "x")]).await.status, 400, "{form:?}");
        let removal = world.post(OrganisingStaff, "/montreuvray/drafts/removal", &[("form", form)]).await;
        assert_eq!(removal.status, 400);
    }
    let long = "x".repeat(2 * 1024 * 1024);
    assert_eq!(keep(&world, OrganisingStaff, TURN, &[("text", &long)]).await.status, 413);
    // Fields that the form can no longer parse are offered in vain, and do no harm.
    keep(&world, OrganisingStaff, TURN, &[("version", "pas un nombre"), ("text", "x")]).await;
    resume(&world, OrganisingStaff, TURN).await.shows(200, &["Vous aviez commencé"]);
    world.end().await;
}
