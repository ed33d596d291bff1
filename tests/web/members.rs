//! Members: invitation, changes and removal. A tenant always has a manager.

use greffe::web::session::Token;
use reqwest::Method;

use crate::world::{Answer, Manager, Nobody, OrganisingStaff, OtherAgent, OtherStaff, World};

const MEMBERS: &str = "/montreuvray/members";
const PAUL: &str = "f0000000-0000-4000-8000-000000000007";
const MAIWENN: &str = "f0000000-0000-4000-8000-000000000005";
const ODILE: &str = "f0000000-0000-4000-8000-000000000006";
const THOMAS: &str = "f0000000-0000-4000-8000-000000000002";

const NEW: [(&str, &str); 4] = [
    ("name", "Églantine Vauquelin"),
    ("email", " Eglantine.Vauquelin@montreuvray.example"),
    ("role", "staff"),
    ("body", "b0000000-0000-4000-8000-000000000001"),
];

fn of(member: &str, suffix: &str) -> String {
    format!("{MEMBERS}/{member}{suffix}")
}

/// The last message of the tenant, to any recipient.
async fn last_mail(world: &World) -> String {
    world.text("select text from deliveries order by created_at desc, id desc limit 1").await
}

/// The path of the link in a message.
fn link(mail: &str) -> String {
    let link = mail.lines().find_map(|line| line.strip_prefix("https://greffe.example"));
    link.unwrap_or_else(|| panic!("no link in {mail}")).to_owned()
}

#[actix_web::test]
async fn an_invitation_leads_from_mail_to_sign_in() {
    let world = World::start().await;
    world.post(Manager, MEMBERS, &NEW).await.leads_to(MEMBERS);
    world.get(Manager, MEMBERS).await.shows(200, &["Églantine Vauquelin", "Invitation en attente"]);
    let mail = last_mail(&world).await;
    assert!(mail.contains("Paul Castagnet vous ouvre le registre des auditions – Ville de Montreuvray"));
    let link = link(&mail);
    world.get(Nobody, &link).await.shows(200, &["eglantine.vauquelin@montreuvray.example"]);
    let short = [("password", "court"), ("confirmation", "court")];
    world.post(Nobody, &link, &short).await.shows(422, &["au moins 12"]);
    let password = [("password", "douze lettres et plus"), ("confirmation", "douze lettres et plus")];
    let answer = world.post(Nobody, &link, &password).await;
    answer.leads_to("/");
    let session = answer.cookie("__Host-session").expect("a session");
    assert!(Token::parse(&session).is_some());
    let home = world.request(Nobody, Method::GET, "/montreuvray/series");
    Answer::of(home.header("cookie", format!("__Host-session={session}")))
        .await
        .shows(200, &["Églantine Vauquelin"]);
    world.get(Nobody, &link).await.shows(410, &["a déjà servi"]);
    world.post(Nobody, &link, &password).await.shows(410, &["a déjà servi"]);
    world
        .get(Manager, MEMBERS)
        .await
        .shows(200, &[])
        .hides("Inviter de nouveau <span class=\"visually-hidden\">Égl");
    world.expect_mail(1).await;
    world.end().await;
}

#[actix_web::test]
async fn a_form_sent_twice_invites_once() {
    let world = World::start().await;
    let (first, second) =
        tokio::join!(world.post(Manager, MEMBERS, &NEW), world.post(Manager, MEMBERS, &NEW));
    first.leads_to(MEMBERS);
    second.leads_to(MEMBERS);
    let mut other = NEW;
    other[2].1 = "administration";
    world.post(Manager, MEMBERS, &other).await.shows(422, &["déjà membre", "Églantine Vauquelin"]);
    assert_eq!(world.count("select count(*) from deliveries").await, 1);
    assert_eq!(world.count("select count(*) from members where name like 'Égl%'").await, 1);
    world.expect_mail(1).await;
    world.end().await;
}

#[actix_web::test]
async fn an_account_with_a_password_gets_a_notice_instead_of_a_link() {
    let world = World::start().await;
    world.sql("update accounts set password_hash = 'x' where email like 'yann.%'").await;
    let form = [("name", "Yann Étranger"), ("email", "yann.stranger@valserine.example"), ("role", "staff")];
    world.post(Manager, MEMBERS, &form).await.leads_to(MEMBERS);
    assert_eq!(link(&last_mail(&world).await), "/montreuvray");
    assert_eq!(world.count("select count(*) from account_tokens").await, 0);
    // Now a member of two tenants, who is asked to choose one.
    let answer = world.get(crate::world::Stranger, "/").await;
    answer.shows(200, &["Ville de Montreuvray", "Communauté de communes de la Valserine"]);
    world.expect_mail(1).await;
    world.end().await;
}

#[actix_web::test]
async fn a_resent_invitation_revokes_the_earlier_link() {
    let world = World::start().await;
    world.post(Manager, MEMBERS, &NEW).await.leads_to(MEMBERS);
    let first = link(&last_mail(&world).await);
    let id = world.text("select id::text from members where name like 'Égl%'").await;
    let again = of(&id, "/invitation");
    // Within a minute it counts as the same form sent twice.
    world.post(Manager, &again, &[]).await.leads_to(MEMBERS);
    assert_eq!(world.count("select count(*) from deliveries").await, 1);
    world.sql("update deliveries set created_at = created_at - interval '2 minutes'").await;
    world.post(Manager, &again, &[]).await.leads_to(MEMBERS);
    let second = link(&last_mail(&world).await);
    world.get(Nobody, &first).await.shows(410, &[]);
    world.get(Nobody, &second).await.shows(200, &[]);
    world.sql("update account_tokens set expires_at = now() - interval '1 second'").await;
    world.get(Nobody, &second).await.shows(410, &[]);
    world.expect_mail(2).await;
    world.end().await;
}

#[actix_web::test]
async fn a_role_change_applies_to_the_next_request() {
    let world = World::start().await;
    world.get(OtherStaff, MEMBERS).await.shows(403, &[]);
    let form = [("version", "1"), ("name", "Maïwenn Tual"), ("role", "staff"), ("manager", "yes")];
    world.post(Manager, &of(MAIWENN, ""), &form).await.leads_to(MEMBERS);
    world.get(OtherStaff, MEMBERS).await.shows(200, &["Maïwenn Tual"]);
    // A member who left the cabinet no longer organises its series.
    world.get(OrganisingStaff, "/montreuvray/series/eau").await.shows(200, &["Nouvelle audition"]);
    let form = [("version", "1"), ("name", "Thomas Œuvrard"), ("role", "elected_official")];
    world.post(Manager, &of(THOMAS, ""), &form).await.leads_to(MEMBERS);
    world.get(OrganisingStaff, "/montreuvray/series/eau").await.shows(200, &[]).hides("Nouvelle audition");
    world.get(Manager, "/montreuvray/audit").await.shows(
        200,
        &[
            "Paul Castagnet a nommé Maïwenn Tual gestionnaire.",
            "Thomas Œuvrard → Élu(e)",
            "Thomas Œuvrard → Aucun",
        ],
    );
    world.end().await;
}

#[actix_web::test]
async fn a_removed_member_loses_access_and_can_be_restored() {
    let world = World::start().await;
    world.get(OtherAgent, "/montreuvray/series").await.shows(200, &[]);
    world.sql("insert into series_editors (series_id, member_id) values ('50000000-0000-4000-8000-000000000001', 'f0000000-0000-4000-8000-000000000006')").await;
    for _ in 0..2 {
        world.post(Manager, &of(ODILE, "/removal"), &[]).await.leads_to(MEMBERS);
    }
    world.get(OtherAgent, "/montreuvray/series").await.shows(404, &[]);
    assert_eq!(world.count("select count(*) from changes where kind = 'member_removed'").await, 1);
    assert_eq!(world.count("select count(*) from series_editors").await, 0);
    world.get(Manager, MEMBERS).await.shows(200, &["Retirés", "Odile L’Haÿ"]);
    world.get(Manager, &of(ODILE, "/edit")).await.shows(404, &[]);
    world.post(Manager, &of(ODILE, ""), &[("name", "X"), ("role", "staff")]).await.shows(404, &[]);
    let prefilled = world.get(Manager, &format!("{MEMBERS}/new?member={ODILE}")).await;
    prefilled.shows(200, &["odile.lhay@montreuvray.example"]);
    let form = [
        ("name", "Odile L’Haÿ"),
        ("email", "odile.lhay@montreuvray.example"),
        ("role", "administration"),
        ("person", "d0000000-0000-4000-8000-000000000004"),
    ];
    world.post(Manager, MEMBERS, &form).await.leads_to(MEMBERS);
    world.get(OtherAgent, "/montreuvray/series").await.shows(200, &["Odile L’Haÿ"]);
    assert_eq!(
        world.text("select id::text from members where name like 'Odile%'").await,
        ODILE,
        "the same member, with all that is signed by it"
    );
    world.expect_mail(1).await;
    world.end().await;
}

#[actix_web::test]
async fn the_last_manager_cannot_be_removed() {
    let world = World::start().await;
    let form = [("version", "1"), ("name", "Paul Castagnet"), ("role", "staff")];
    let advice = "nommez d’abord un autre gestionnaire";
    world.post(Manager, &of(PAUL, ""), &form).await.shows(422, &[advice]);
    world.post(Manager, &of(PAUL, "/removal"), &[]).await.shows(422, &[advice]);
    world.get(Manager, MEMBERS).await.shows(200, &[]);
    world.end().await;
}

/// Two managers remove each other at the same time: exactly one succeeds.
#[actix_web::test]
async fn two_managers_cannot_remove_each_other_concurrently() {
    let world = World::start().await;
    let plain = [("version", "1"), ("name", "N"), ("role", "staff")];
    for round in 0..8 {
        world
            .sql(&format!(
                "update members set manager = true, removed_at = null, version = 1 where id in ('{PAUL}', '{MAIWENN}')"
            ))
            .await;
        let suffix = if round % 2 == 0 { "" } else { "/removal" };
        let (maiwenn, paul) = (of(MAIWENN, suffix), of(PAUL, suffix));
        let (first, second) =
            tokio::join!(world.post(Manager, &maiwenn, &plain), world.post(OtherStaff, &paul, &plain));
        let mut outcomes = [first.status, second.status];
        outcomes.sort_unstable();
        assert!(matches!(outcomes, [303, 403 | 404]), "round {round}: {outcomes:?}");
        let left = world.count("select count(*) from members where manager and removed_at is null").await;
        assert_eq!(left, 1, "round {round}");
    }
    world.end().await;
}

#[actix_web::test]
async fn two_members_cannot_be_the_same_person() {
    let world = World::start().await;
    let nadia = "d0000000-0000-4000-8000-000000000003";
    let form = [("version", "1"), ("name", "Odile"), ("role", "administration"), ("person", nadia)];
    world.post(Manager, &of(ODILE, ""), &form).await.shows(422, &["Choisissez dans la liste."]);
    let form = [("name", ""), ("role", "king"), ("body", "x"), ("email", "nowhere")];
    world
        .post(Manager, MEMBERS, &form)
        .await
        .shows(422, &["Remplissez ce champ.", "adresse e-mail complète", "href=\"#role\"", "href=\"#body\""]);
    world.end().await;
}

#[actix_web::test]
async fn settings_change_what_every_page_shows() {
    let world = World::start().await;
    let path = "/montreuvray/settings";
    let form = [
        ("version", "1"),
        ("name", "Montreuvray-les-Bains"),
        ("time_zone", "Indian/Reunion"),
        ("language", "en"),
    ];
    world.post(Manager, path, &form).await.leads_to(path);
    world.post(Manager, path, &form).await.leads_to(path);
    assert_eq!(world.count("select count(*) from changes where kind = 'settings_changed'").await, 1);
    world.get(OtherStaff, "/montreuvray/series").await.shows(200, &["Montreuvray-les-Bains", "lang=\"en\""]);
    let wrong = [("version", "2"), ("name", " "), ("time_zone", "Europe/Atlantis"), ("language", "tlh")];
    let answer = world.post(Manager, path, &wrong).await;
    answer.shows(422, &["Europe/Atlantis", "There is no such time zone", "Choose from the list."]);
    let foreign = world.text("select name from tenants where slug = 'valserine'").await;
    assert_eq!(foreign, "Communauté de communes de la Valserine");
    world.end().await;
}

#[actix_web::test]
async fn the_audit_trail_is_paginated() {
    let world = World::start().await;
    world
        .sql(
            "insert into changes (id, actor, kind, subject, created_at)
             select gen_random_uuid(), 'Acteur', 'series_created', 'cycle nº ' || n,
                    now() - (n / 3) * interval '1 hour' from generate_series(1, 120) n",
        )
        .await;
    let (mut path, mut seen) = ("/montreuvray/audit".to_owned(), Vec::new());
    loop {
        let answer = world.get(Manager, &path).await;
        answer.shows(200, &[]);
        let subjects = answer.body.split("cycle nº ").skip(1);
        seen.extend(subjects.filter_map(|it| it.split('\u{a0}').next().unwrap_or("").parse::<u32>().ok()));
        let Some((_, rest)) = answer.body.split_once("/audit?before=") else { break };
        path = format!("/montreuvray/audit?before={}", &rest[..36]);
    }
    seen.sort_unstable();
    assert_eq!(seen, (1..=120).collect::<Vec<_>>(), "each entry once");
    world.end().await;
}

#[actix_web::test]
async fn every_permission_is_shown() {
    let world = World::start().await;
    let answer = world.get(Manager, "/montreuvray/permissions").await;
    for rule in greffe::access::permissions::TABLE {
        answer.shows(200, &[&greffe::text::i18n::Lang::Fr.t(rule.label_id)]);
    }
    world.end().await;
}

/// A manager who could change their own body or person could open every closed hearing to themselves.
#[actix_web::test]
async fn managers_cannot_change_their_own_body_or_person() {
    let world = World::start().await;
    let (cabinet, solene) = ("b0000000-0000-4000-8000-000000000001", "d0000000-0000-4000-8000-000000000001");
    let own = world.get(Manager, &of(PAUL, "/edit")).await;
    let advice = "Seul un autre gestionnaire peut le changer";
    own.shows(200, &[advice, "name=\"body\" class=\"medium\" disabled"]);
    world.get(Manager, &of(MAIWENN, "/edit")).await.shows(200, &[]).hides(advice).hides("disabled");
    let place = format!("select concat_ws('|', body_id, person_id, name) from members where id = '{PAUL}'");
    for (field, value) in [("person", solene), ("body", cabinet)] {
        let form =
            [("version", "1"), ("name", "Paul C."), ("role", "staff"), ("manager", "yes"), (field, value)];
        world.post(Manager, &of(PAUL, ""), &form).await.shows(422, &[advice]);
        assert_eq!(world.text(&place).await, "Paul Castagnet");
    }
    // Another manager may change them, and fields that the form does not send stay.
    world.sql(&format!("update members set manager = true where id = '{MAIWENN}'")).await;
    let form = [
        ("version", "1"),
        ("name", "Paul Castagnet"),
        ("role", "staff"),
        ("manager", "yes"),
        ("person", "d0000000-0000-4000-8000-000000000005"),
        ("body", "b0000000-0000-4000-8000-000000000002"),
    ];
    world.post(OtherStaff, &of(PAUL, ""), &form).await.leads_to(MEMBERS);
    let form = [("version", "2"), ("name", "Paul C."), ("role", "staff"), ("manager", "yes")];
    world.post(Manager, &of(PAUL, ""), &form).await.leads_to(MEMBERS);
    assert_eq!(
        world.text(&place).await,
        "b0000000-0000-4000-8000-000000000002|d0000000-0000-4000-8000-000000000005|Paul C."
    );
    // A merger with a person who was present is refused as well.
    let merger = format!("/montreuvray/people/{solene}/merger");
    let other = [("other", "d0000000-0000-4000-8000-000000000005")];
    world.post(Manager, &merger, &other).await.shows(422, &["C’est vous, dans l’annuaire"]);
    world.end().await;
}

const CABINET: &str = "b0000000-0000-4000-8000-000000000001";

/// The form of Thomas Œuvrard with a role, loaded at this version.
fn thomas<'a>(role: &'a str, version: &'a str) -> Vec<(&'a str, &'a str)> {
    vec![("name", "Thomas Œuvrard"), ("body", CABINET), ("role", role), ("version", version)]
}

/// The address of the undo, as the next page offers it.
fn undo_of(answer: &Answer) -> String {
    let flash = answer.cookie("__Host-flash").expect("a message");
    let undo = flash.rsplit("%7C").next().unwrap_or_default().rsplit('|').next().unwrap_or_default();
    undo.replace("%2F", "/")
}

#[actix_web::test]
async fn a_stale_member_form_shows_both_versions() {
    let world = World::start().await;
    world.sql(&format!("update members set manager = true where id = '{MAIWENN}'")).await;
    world.get(Manager, &of(THOMAS, "/edit")).await.shows(200, &["name=\"version\" value=\"1\""]);
    world.post(Manager, &of(THOMAS, ""), &thomas("administration", "1")).await.leads_to(MEMBERS);
    let late = world.post(OtherStaff, &of(THOMAS, ""), &thomas("elected_official", "1")).await;
    late.shows(409, &["pendant que vous le modifiiez", "Déjà enregistré", "name=\"version\" value=\"2\""]);
    let role = format!("select role from members where id = '{THOMAS}'");
    assert_eq!(world.text(&role).await, "administration");
    world.post(OtherStaff, &of(THOMAS, ""), &thomas("elected_official", "2")).await.leads_to(MEMBERS);
    assert_eq!(world.text(&role).await, "elected_official");
    world.end().await;
}

#[actix_web::test]
async fn undoing_a_role_that_changed_again_conflicts() {
    let world = World::start().await;
    world.sql(&format!("update members set manager = true where id = '{MAIWENN}'")).await;
    let role = format!("select role from members where id = '{THOMAS}'");
    let first = world.post(Manager, &of(THOMAS, ""), &thomas("administration", "1")).await;
    let second = world.post(OtherStaff, &of(THOMAS, ""), &thomas("elected_official", "2")).await;
    world.post(Manager, &undo_of(&first), &[]).await.shows(409, &[]);
    assert_eq!(world.text(&role).await, "elected_official");
    world.post(OtherStaff, &undo_of(&second), &[]).await.leads_to(MEMBERS);
    assert_eq!(world.text(&role).await, "administration");
    world.end().await;
}

#[actix_web::test]
async fn members_cannot_undo_changes_of_their_own_membership() {
    let world = World::start().await;
    world.sql(&format!("update members set manager = true where id = '{MAIWENN}'")).await;
    let form = [("name", "Maïwenn Tual"), ("role", "staff"), ("manager", "yes"), ("version", "1")];
    let change = world.post(Manager, &of(MAIWENN, ""), &form).await;
    world.post(OtherStaff, &undo_of(&change), &[]).await.shows(403, &[]);
    assert_eq!(
        world.text(&format!("select (body_id is null)::text from members where id = '{MAIWENN}'")).await,
        "true"
    );
    world.end().await;
}

#[actix_web::test]
async fn a_stale_settings_form_shows_both_versions() {
    let world = World::start().await;
    let path = "/montreuvray/settings";
    let form = |name| [("name", name), ("time_zone", "Europe/Paris"), ("language", "fr"), ("version", "1")];
    world.get(Manager, path).await.shows(200, &["name=\"version\" value=\"1\""]);
    world.post(Manager, path, &form("Montreuvray-les-Bains")).await.leads_to(path);
    let late = world.post(Manager, path, &form("Montreuvray-le-Vieux")).await;
    late.shows(
        409,
        &["Montreuvray-les-Bains</dd>", "Montreuvray-le-Vieux</dd>", "name=\"version\" value=\"2\""],
    );
    assert_eq!(
        world.text("select name from tenants where slug = 'montreuvray'").await,
        "Montreuvray-les-Bains"
    );
    world.end().await;
}
