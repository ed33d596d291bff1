//! Passwords: limited attempts, and reset by a mailed link.

use std::time::{Duration, Instant};

use reqwest::Method;
use sqlx::Row as _;

use crate::{
    sign_in::{PASSWORD, give_password},
    world::{Answer, Manager, Nobody, World},
};

const EMAIL: &str = "paul.castagnet@montreuvray.example";
const UNKNOWN: &str = "inconnue@montreuvray.example";
const NEW: [(&str, &str); 2] =
    [("password", "encore plus long qu’avant"), ("confirmation", "encore plus long qu’avant")];

async fn sign_in(world: &World, email: &str, password: &str) -> Answer {
    world.post(Nobody, "/sign-in", &[("email", email), ("password", password)]).await
}

#[actix_web::test]
async fn attempts_per_account_are_limited() {
    let world = World::start().await;
    give_password(&world).await;
    for _ in 0..10 {
        sign_in(&world, EMAIL, "non").await.shows(422, &[]);
    }
    // Even the right password is refused for a while, however the address is spelt.
    let answer = sign_in(&world, " Paul.Castagnet@Montreuvray.example ", PASSWORD).await;
    answer.shows(429, &["Trop d’essais", "Patientez quelques minutes"]);
    assert_eq!(answer.header("retry-after"), "60");
    assert!(answer.cookie("__Host-session").is_none());
    sign_in(&world, UNKNOWN, "non").await.shows(422, &[]);
    world.end().await;
}

#[actix_web::test]
async fn attempts_per_client_address_are_limited() {
    let world = World::start().await;
    // Requests for a link count against the same limit, without the cost of hashing.
    for n in 0..30 {
        let email = format!("n{n}@montreuvray.example");
        world.post(Nobody, "/password-reset", &[("email", &email)]).await.shows(200, &[]);
    }
    // On a slow machine the bucket may have refilled a little.
    let mut answer = sign_in(&world, UNKNOWN, "non").await;
    for _ in 0..8 {
        if answer.status == 422 {
            answer = sign_in(&world, UNKNOWN, "non").await;
        }
    }
    answer.shows(429, &["Trop d’essais"]);
    // The header is ignored unless a trusted proxy sent it.
    let request = world.request(Nobody, Method::POST, "/sign-in").header("x-forwarded-for", "203.0.113.9");
    let request = request
        .header("content-type", "application/x-www-form-urlencoded")
        .body("email=a%40b.example&password=x");
    Answer::of(request).await.shows(429, &[]);
    world.end().await;
}

/// Neither the words (see [`crate::sign_in`]) nor the time of the answer reveals whether an account exists.
#[actix_web::test]
async fn an_unknown_account_takes_as_long_as_a_known_one() {
    let world = World::start().await;
    give_password(&world).await;
    sign_in(&world, "chauffe@montreuvray.example", "non").await;
    let (mut known, mut unknown) = (Vec::new(), Vec::new());
    for _ in 0..9 {
        for (email, times) in [(EMAIL, &mut known), (UNKNOWN, &mut unknown)] {
            let start = Instant::now();
            sign_in(&world, email, "non").await.shows(422, &[]);
            times.push(start.elapsed());
        }
    }
    let median = |times: &mut Vec<Duration>| {
        times.sort_unstable();
        times[times.len() / 2].as_secs_f64()
    };
    let ratio = median(&mut unknown) / median(&mut known);
    assert!((0.4..2.5).contains(&ratio), "unknown / known: {ratio}");
    world.end().await;
}

/// The link in the latest message of the installation itself.
async fn mailed_link(world: &World) -> String {
    let sql = "select text, recipient_email from deliveries where kind = 'password_reset' order by created_at desc limit 1";
    let row = world.sql_in("00000000-0000-0000-0000-000000000000", sql).await.remove(0);
    assert_eq!(row.get::<String, _>(1), EMAIL);
    let text: String = row.get(0);
    let link = text.lines().find_map(|it| it.strip_prefix("https://greffe.example"));
    link.unwrap_or_else(|| panic!("no link in {text}")).to_owned()
}

async fn ask(world: &World) -> String {
    world
        .post(Nobody, "/password-reset", &[("email", EMAIL)])
        .await
        .shows(200, &[EMAIL, "valable une heure"]);
    mailed_link(world).await
}

#[actix_web::test]
async fn a_new_password_revokes_all_mailed_links() {
    let world = World::start().await;
    give_password(&world).await;
    let link = ask(&world).await;
    let invitation = "insert into account_tokens (token_hash, account_id, purpose, expires_at)
        select sha256('invitation'), account_id, 'invitation', expires_at from account_tokens";
    world.sql(invitation).await;
    let form = [
        ("current", PASSWORD),
        ("password", "encore plus long qu’avant"),
        ("confirmation", "encore plus long qu’avant"),
    ];
    assert_eq!(world.post(Manager, "/account", &form).await.status, 303);
    world.get(Nobody, &link).await.shows(410, &[]);
    assert_eq!(world.count("select count(*) from account_tokens").await, 0);
    world.expect_mail(1).await;
    world.end().await;
}

#[actix_web::test]
async fn a_mailed_link_sets_a_password_once() {
    let world = World::start().await;
    give_password(&world).await;
    let link = ask(&world).await;
    world.get(Nobody, &link).await.shows(200, &[EMAIL]);
    world.get(Manager, "/montreuvray/series").await.shows(200, &[]);
    let differing = [NEW[0], ("confirmation", "autre chose")];
    world.post(Nobody, &link, &differing).await.shows(422, &["Les deux saisies diffèrent"]);
    let (first, second) = tokio::join!(world.post(Nobody, &link, &NEW), world.post(Nobody, &link, &NEW));
    let mut outcomes = [first.status, second.status];
    outcomes.sort_unstable();
    assert_eq!(outcomes, [303, 410], "one of two concurrent requests succeeds");
    world.get(Nobody, &link).await.shows(410, &["a déjà servi"]);
    // All earlier sessions have ended, and only the new password works.
    world.get(Manager, "/montreuvray/series").await.leads_to("/sign-in?back=%2Fmontreuvray%2Fseries");
    sign_in(&world, EMAIL, PASSWORD).await.shows(422, &[]);
    sign_in(&world, EMAIL, NEW[0].1).await.leads_to("/");
    world.expect_mail(1).await;
    world.end().await;
}

#[actix_web::test]
async fn a_reset_link_ends_with_the_next_link_and_after_an_hour() {
    let world = World::start().await;
    give_password(&world).await;
    let first = ask(&world).await;
    let second = ask(&world).await;
    world.get(Nobody, &first).await.shows(410, &["Demandez-en un nouveau"]);
    world.get(Nobody, &second).await.shows(200, &[]);
    // A link works only for its own purpose.
    let other = second.replace("/password-reset/", "/invitations/");
    world.get(Nobody, &other).await.shows(410, &[]);
    world.post(Nobody, &other, &NEW).await.shows(410, &[]);
    world.sql("update account_tokens set expires_at = now() - interval '1 second'").await;
    world.get(Nobody, &second).await.shows(410, &[]);
    world.post(Nobody, &second, &NEW).await.shows(410, &[]);
    world.get(Nobody, "/password-reset/nonsense").await.shows(410, &[]);
    sign_in(&world, EMAIL, PASSWORD).await.leads_to("/");
    world.expect_mail(2).await;
    world.end().await;
}

#[actix_web::test]
async fn requesting_a_link_does_not_reveal_accounts() {
    let world = World::start().await;
    let mut took = Vec::new();
    let mut ask = async |email: &str| {
        let begun = std::time::Instant::now();
        let answer = world.post(Nobody, "/password-reset", &[("email", email)]).await;
        took.push(begun.elapsed());
        answer
    };
    let (known, unknown) = (ask(EMAIL).await, ask(UNKNOWN).await);
    assert_eq!(known.status, unknown.status);
    assert!(took.iter().all(|it| it.as_millis() >= 150), "the response time reveals the work: {took:?}");
    assert_eq!(known.body.replace(EMAIL, UNKNOWN), unknown.body);
    let nobody = world.sql_in("00000000-0000-0000-0000-000000000000", "select from deliveries").await;
    assert_eq!(nobody.len(), 1);
    assert_eq!(world.count("select count(*) from accounts where email like 'inconnue%'").await, 0);
    world.post(Nobody, "/password-reset", &[("email", "nulle part")]).await.shows(422, &["nulle part"]);
    world.expect_mail(1).await;
    world.end().await;
}

#[actix_web::test]
async fn changing_the_password_ends_all_other_sessions() {
    let world = World::start().await;
    give_password(&world).await;
    world.get(Nobody, "/account").await.leads_to("/sign-in?back=%2F");
    world.get(Manager, "/account").await.shows(200, &[EMAIL]);
    let wrong = [NEW[0], NEW[1], ("current", "autre chose")];
    world.post(Manager, "/account", &wrong).await.shows(422, &["pas votre mot de passe actuel"]);
    let short = [("password", "court"), ("confirmation", "court"), ("current", PASSWORD)];
    world.post(Manager, "/account", &short).await.shows(422, &["au moins 12"]);
    let right = [NEW[0], NEW[1], ("current", PASSWORD)];
    let answer = world.post(Manager, "/account", &right).await;
    answer.leads_to("/account");
    let session = answer.cookie("__Host-session").expect("a new session");
    Answer::of(world.request_with(&session, Method::GET, "/montreuvray/series")).await.shows(200, &[]);
    world.get(Manager, "/account").await.leads_to("/sign-in?back=%2F");
    sign_in(&world, EMAIL, NEW[0].1).await.leads_to("/");
    world.end().await;
}
