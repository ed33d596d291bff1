//! Sign-in, sign-out, sessions and their limits.

use greffe::{sign_in::passwords::Hasher, web::session::Token};
use reqwest::Method;

use crate::world::{Answer, Manager, Nobody, Stranger, World};

pub const PASSWORD: &str = "un mot de passe assez long";
const EMAIL: &str = "paul.castagnet@montreuvray.example";
const SERIES: &str = "/montreuvray/series";

/// Gives the manager Paul Castagnet a password.
pub async fn give_password(world: &World) {
    let hash = Hasher::default().hash(PASSWORD).await.unwrap();
    world.sql(&format!("update accounts set password_hash = '{hash}' where email like 'paul.%'")).await;
}

#[actix_web::test]
async fn only_the_right_password_creates_a_session() {
    let world = World::start().await;
    give_password(&world).await;
    let email = "Paul.Castagnet@montreuvray.example";
    let right = [("email", email), ("password", PASSWORD), ("back", "/montreuvray/series")];
    let answer = world.post(Nobody, "/sign-in", &right).await;
    answer.leads_to("/montreuvray/series");
    let secret = answer.cookie("__Host-session").expect("a session");
    let answer = Answer::of(world.request_with(&secret, Method::GET, "/montreuvray/series")).await;
    answer.shows(200, &["Paul Castagnet"]);
    let token = Token::parse(&secret).unwrap();
    let kept = world.text("select string_agg(encode(token_hash, 'hex'), ' ') from sessions").await;
    assert!(kept.contains(&token.hash().iter().map(|byte| format!("{byte:02x}")).collect::<String>()));

    let wrong = world.post(Nobody, "/sign-in", &[("email", email), ("password", "autre chose")]).await;
    wrong.shows(422, &["incorrect"]);
    assert!(wrong.cookie("__Host-session").is_none());
    let unknown =
        world.post(Nobody, "/sign-in", &[("email", "x@y.example"), ("password", "autre chose")]).await;
    assert_eq!(
        unknown.body.replace("x@y.example", email),
        wrong.body,
        "an unknown account is answered alike"
    );
    world.end().await;
}

#[actix_web::test]
async fn signing_in_replaces_the_session() {
    let world = World::start().await;
    give_password(&world).await;
    let old = Manager.token().secret();
    let form = serde_html_form::to_string([("email", EMAIL), ("password", PASSWORD)]).unwrap();
    let request = world
        .request(Manager, Method::POST, "/sign-in")
        .header("content-type", "application/x-www-form-urlencoded")
        .body(form);
    let answer = Answer::of(request).await;
    answer.leads_to("/");
    let new = answer.cookie("__Host-session").expect("a session");
    assert_ne!(new, old);
    Answer::of(world.request_with(&new, Method::GET, SERIES)).await.shows(200, &[]);
    world.get(Manager, SERIES).await.leads_to("/sign-in?back=%2Fmontreuvray%2Fseries");
    world.end().await;
}

#[actix_web::test]
async fn cookies_are_host_only_secure_and_http_only() {
    let world = World::start().await;
    give_password(&world).await;
    let signed_in = world.post(Nobody, "/sign-in", &[("email", EMAIL), ("password", PASSWORD)]).await;
    let settings = [("version", "1"), ("name", "Ville"), ("time_zone", "Europe/Paris"), ("language", "fr")];
    let flash = world.post(Manager, "/montreuvray/settings", &settings).await;
    let signed_out = world.post(Manager, "/sign-out", &[]).await;
    for answer in [signed_in, flash, signed_out] {
        let cookie = answer.header("set-cookie").to_lowercase();
        assert!(cookie.starts_with("__host-"), "{cookie}");
        for attribute in ["; secure", "; httponly", "; samesite=lax", "; path=/"] {
            assert!(cookie.contains(attribute), "{cookie}");
        }
        assert!(!cookie.contains("domain="), "{cookie}");
    }
    world.end().await;
}

#[actix_web::test]
async fn signing_out_ends_the_session_for_good() {
    let world = World::start().await;
    world.get(Manager, SERIES).await.shows(200, &["Paul Castagnet"]);
    let answer = world.post(Manager, "/sign-out", &[]).await;
    answer.leads_to("/sign-in");
    assert_eq!(answer.cookie("__Host-session").as_deref(), Some(""), "the browser deletes the cookie");
    world.get(Manager, SERIES).await.leads_to("/sign-in?back=%2Fmontreuvray%2Fseries");
    world.post(Manager, "/sign-out", &[]).await.leads_to("/sign-in");
    world.end().await;
}

/// A session of Paul Castagnet with this age and this idle time.
async fn aged(world: &World, began: &str, used: &str) -> Answer {
    world
        .sql(&format!(
            "update sessions set created_at = now() - interval '{began}', last_seen_at = now() - interval '{used}'"
        ))
        .await;
    world.get(Manager, SERIES).await
}

/// Waits until the last use of the session is recorded, which happens after the response.
async fn use_is_noted(world: &World) {
    let noted = "select count(*) from sessions where last_seen_at > now() - interval '1 minute'";
    for _ in 0..50 {
        if world.count(noted).await == 1 {
            return;
        }
        actix_web::rt::time::sleep(std::time::Duration::from_millis(100)).await;
    }
    panic!("the last use of the session is not recorded");
}

#[actix_web::test]
async fn sessions_end_when_idle_and_after_a_fixed_time() {
    let world = World::start().await;
    let gone = "/sign-in?back=%2Fmontreuvray%2Fseries";
    aged(&world, "13 days 23 hours", "1 day 23 hours").await.shows(200, &[]);
    use_is_noted(&world).await;
    aged(&world, "13 days", "49 hours").await.leads_to(gone);
    aged(&world, "14 days 1 hour", "0 hours").await.leads_to(gone);
    world.get(Manager, "/").await.leads_to("/sign-in?back=%2F");
    aged(&world, "1 day", "1 hour").await.shows(200, &[]);
    use_is_noted(&world).await;
    world.end().await;
}

#[actix_web::test]
async fn sign_in_redirects_only_within_the_site() {
    let world = World::start().await;
    give_password(&world).await;
    for elsewhere in ["https://evil.example/", "//evil.example", "/\\evil.example", "evil", "/a\r\nX: y"] {
        let form = [("email", EMAIL), ("password", PASSWORD), ("back", elsewhere)];
        world.post(Nobody, "/sign-in", &form).await.leads_to("/");
        let form = [("language", "en"), ("back", elsewhere)];
        world.post(Manager, "/language", &form).await.leads_to("/");
    }
    world.end().await;
}

#[actix_web::test]
async fn a_single_tenant_is_entered_directly_and_several_are_listed() {
    let world = World::start().await;
    world.get(Manager, "/").await.leads_to("/montreuvray");
    world.get(Stranger, "/").await.leads_to("/valserine");
    world
        .sql(
            "insert into members (id, account_id, name, role)
             values (gen_random_uuid(), 'c0000000-0000-4000-8000-000000000008', 'Yann', 'staff')",
        )
        .await;
    let both = ["href=\"/montreuvray\"", "href=\"/valserine\""];
    world.get(Stranger, "/").await.shows(200, &both);
    world.sql("update members set removed_at = now() where name = 'Yann'").await;
    world.get(Stranger, "/").await.leads_to("/valserine");
    world.sql("update members set removed_at = now() where name = 'Paul Castagnet'").await;
    world.get(Manager, "/").await.shows(200, &["Demandez à un gestionnaire"]);
    world.end().await;
}

#[actix_web::test]
async fn the_chosen_language_is_stored_with_the_account() {
    let world = World::start().await;
    world.get(Manager, SERIES).await.shows(200, &["Cycles d’auditions"]);
    world.post(Manager, "/language", &[("language", "en"), ("back", SERIES)]).await.leads_to(SERIES);
    world.get(Manager, SERIES).await.shows(200, &["Series of hearings", "lang=\"en\""]);
    world.post(Manager, "/language", &[("language", "tlh")]).await.shows(400, &[]);
    world.post(Nobody, "/language", &[("language", "en")]).await.leads_to("/sign-in?back=%2F");
    world.end().await;
}
