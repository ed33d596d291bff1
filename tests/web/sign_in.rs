//! Sign-in and out.

use greffe::{session::Token, sign_in::passwords::Hasher};
use reqwest::Method;

use crate::world::{Answer, Manager, Nobody, World};

const PASSWORD: &str = "un mot de passe assez long";

async fn give_password(world: &World) {
    let hash = Hasher::default().hash(PASSWORD).await.unwrap();
    world.sql(&format!("update accounts set password_hash = '{hash}' where email like 'paul.%'")).await;
}

#[actix_web::test]
async fn a_password_opens_a_new_session_and_a_wrong_one_none() {
    let world = World::start().await;
    give_password(&world).await;
    let email = "Paul.Castagnet@montreuvray.example";
    let right = [("email", email), ("password", PASSWORD), ("back", "/montreuvray/series")];
    let answer = world.post(Nobody, "/sign-in", &right).await;
    answer.leads_to("/montreuvray/series");
    let secret = answer.cookie("__Host-session").expect("a session");
    let request = world.request(Nobody, Method::GET, "/montreuvray/series");
    let answer = Answer::of(request.header("cookie", format!("__Host-session={secret}"))).await;
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
async fn signing_out_ends_the_session_for_good() {
    let world = World::start().await;
    world.get(Manager, "/montreuvray/series").await.shows(200, &["Paul Castagnet"]);
    world.post(Manager, "/sign-out", &[]).await.leads_to("/sign-in");
    world.get(Manager, "/montreuvray/series").await.leads_to("/sign-in?back=%2Fmontreuvray%2Fseries");
    world.end().await;
}

#[actix_web::test]
async fn every_answer_carries_the_strict_headers() {
    let world = World::start().await;
    for path in ["/sign-in", "/nowhere/at/all", "/montreuvray/series", "/health"] {
        let answer = world.get(Nobody, path).await;
        let policy = answer.header("content-security-policy");
        assert!(policy.contains("default-src 'none'") && !policy.contains("unsafe"), "{path}: {policy}");
        assert!(policy.contains("frame-ancestors 'none'"));
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{path}");
        assert_eq!(answer.header("cross-origin-opener-policy"), "same-origin", "{path}");
        assert_eq!(answer.header("cache-control"), "no-store", "{path}");
        assert!(answer.header("strict-transport-security").starts_with("max-age="), "{path}");
    }
    world.end().await;
}

#[actix_web::test]
async fn a_panic_is_a_500_and_the_next_request_works() {
    async fn boom() -> actix_web::HttpResponse {
        panic!("on purpose")
    }
    let world = World::start_with(|config| {
        config.route(
            "/boom",
            actix_web::web::get().to(boom).wrap(actix_web::middleware::from_fn(greffe::answers::catch_panic)),
        );
    })
    .await;
    for _ in 0..3 {
        let answer = world.get(Nobody, "/boom").await;
        answer.shows(500, &["Une erreur est survenue"]).hides("on purpose");
        assert_eq!(answer.header("x-content-type-options"), "nosniff");
    }
    world.get(Manager, "/montreuvray/series").await.shows(200, &["Paul Castagnet"]);
    world.end().await;
}
