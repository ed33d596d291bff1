//! Links of guests: what a link shows, and what it refuses.

use reqwest::Method;

use greffe::web::session::Token;

use crate::world::{Answer, Nobody, OrganisingStaff, World};

/// The path of the link of Solène Kervadec, who is a guest of the world's round.
pub const GUEST: &str = "/montreuvray/round/AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE";
/// The words shown for every invalid link.
const ENDED: &str = "Ce lien ne mène plus nulle part";

/// Adds Idriss Lemarchand to the round and returns the path of the link.
async fn second_guest(world: &World) -> String {
    world
        .sql(
            "with guest as (insert into round_guests (id, round_id, attendance_id, email)
                 values (gen_random_uuid(), '30000000-0000-4000-8000-000000000001',
                         'a0000000-0000-4000-8000-000000000002', 'idriss.lemarchand@montreuvray.example') returning id)
             insert into round_links (guest_id, token_hash, expires_at)
             select id, sha256(decode(repeat('02', 32), 'hex')), now() + interval '1 day' from guest",
        )
        .await;
    "/montreuvray/round/AgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgI".to_owned()
}

async fn request_all(world: &World, link: &str) -> Vec<Answer> {
    let mut answers = Vec::new();
    for path in ["", "/turns/1"] {
        answers.push(world.get(Nobody, &format!("{link}{path}")).await);
    }
    for path in ["/turns/1", "/agreement", "/contribution"] {
        answers.push(world.post(Nobody, &format!("{link}{path}"), &[("text", "x"), ("version", "1")]).await);
    }
    answers
}

/// Fails unless every address of the link answers exactly as an unknown link does.
#[track_caller]
fn assert_invalid(answers: &[Answer], unknown: &[Answer], why: &str) {
    for (answer, like) in answers.iter().zip(unknown) {
        assert_eq!((answer.status, &answer.body), (410, &like.body), "{why}");
        assert!(answer.body.contains(ENDED), "{why}");
    }
}

#[actix_web::test]
async fn a_link_shows_only_the_turns_of_its_guest() {
    let world = World::start().await;
    world
        .get(Nobody, GUEST)
        .await
        .shows(
            200,
            &[
                "Ville de Montreuvray",
                "Une cour qui boit",
                "Montant confidentiel de l’offre.",
                "Moyenne sur trente ans",
            ],
        )
        .hides("Lesquelles d’abord")
        .hides("Idriss Lemarchand")
        .hides("/montreuvray/series")
        .hides("/sign-out");
    // A turn of another guest, a removed turn, and a turn that does not exist.
    assert_eq!(world.get(Nobody, &format!("{GUEST}/turns/2")).await.status, 404);
    assert_eq!(
        world.post(Nobody, &format!("{GUEST}/turns/2"), &[("text", "x"), ("version", "1")]).await.status,
        404
    );
    world.sql("update turns set removed = true where id = '70000000-0000-4000-8000-000000000003'").await;
    world.get(Nobody, GUEST).await.shows(200, &["Une cour qui boit"]).hides("Montant confidentiel");
    assert_eq!(world.get(Nobody, &format!("{GUEST}/turns/3")).await.status, 404);
    // The link gives access only to its own pages.
    for path in
        ["/montreuvray", "/montreuvray/series/eau/hearings/1", "/montreuvray/series/eau/hearings/1/round"]
    {
        world.get(Nobody, path).await.shows(303, &[]);
    }
    world.end().await;
}

#[actix_web::test]
async fn a_guest_cannot_see_or_change_turns_of_another() {
    let world = World::start().await;
    let other = second_guest(&world).await;
    let page = world.get(Nobody, &other).await;
    page.shows(200, &["Lesquelles d’abord"])
        .hides("Une cour qui boit")
        .hides("le tiers")
        .hides("Un tiers, non la moitié");
    let form = [("version", "1"), ("text", "Je n’ai rien dit.")];
    assert_eq!(world.post(Nobody, &format!("{other}/turns/1"), &form).await.status, 404);
    world.post(Nobody, &format!("{other}/agreement"), &[]).await.leads_to(&other);
    world.post(Nobody, &format!("{other}/contribution"), &[("contribution", "La mienne.")]).await;
    world.get(Nobody, GUEST).await.shows(200, &["J’ai tout relu"]).hides("La mienne.");
    assert_eq!(world.count("select count(*) from proposals").await, 1);
    world.end().await;
}

#[actix_web::test]
async fn all_invalid_links_answer_alike() {
    let world = World::start().await;
    let unknown_link = format!("/montreuvray/round/{}", Token::random().unwrap().secret());
    let unknown = request_all(&world, &unknown_link).await;
    assert_invalid(&unknown, &unknown, "an unknown link");
    // An unknown tenant, an existing one, and no token at all.
    let secret = GUEST.rsplit('/').next().unwrap();
    for link in [
        format!("/valserine/round/{secret}"),
        format!("/nowhere/round/{secret}"),
        "/montreuvray/round/x".to_owned(),
        format!("{GUEST}A"),
    ] {
        assert_invalid(&request_all(&world, &link).await, &unknown, &link);
    }
    for (why, end, again) in [
        (
            "expired",
            "update round_links set expires_at = now() - interval '1 second'",
            "update round_links set expires_at = now() + interval '1 day'",
        ),
        (
            "revoked",
            "update round_guests set revoked_at = now()",
            "update round_guests set revoked_at = null",
        ),
        ("closed", "update rounds set closed_at = now()", "update rounds set closed_at = null"),
        (
            "recalled",
            "update hearings set state = 'held' where number = 1",
            "update hearings set state = 'in_review' where number = 1",
        ),
        (
            "approved",
            "update hearings set state = 'approved' where number = 1",
            "update hearings set state = 'in_review' where number = 1",
        ),
    ] {
        world.sql(end).await;
        assert_invalid(&request_all(&world, GUEST).await, &unknown, why);
        world.sql(again).await;
    }
    assert_eq!(world.count("select count(*) from changes where kind like 'round%'").await, 0);
    world.get(Nobody, GUEST).await.shows(200, &["Une cour qui boit"]);
    world.end().await;
}

/// The time of the answer must not reveal anything either, so each refusal is delayed.
#[actix_web::test]
async fn an_invalid_link_is_answered_slowly() {
    let world = World::start().await;
    for link in ["/montreuvray/round/x", "/nowhere/round/x"] {
        let started = std::time::Instant::now();
        world.get(Nobody, link).await;
        assert!(started.elapsed() >= std::time::Duration::from_millis(150), "{link}");
    }
    world.end().await;
}

#[actix_web::test]
async fn guest_pages_send_no_referrer_and_are_not_indexed() {
    let world = World::start().await;
    for link in [GUEST, "/montreuvray/round/x"] {
        let answer = world.get(Nobody, link).await;
        assert_eq!(answer.header("referrer-policy"), "no-referrer");
        assert_eq!(answer.header("x-robots-tag"), "noindex, nofollow");
        assert_eq!(answer.header("cache-control"), "no-store");
        assert_eq!(answer.cookie("__Host-session"), None);
    }
    assert_eq!(world.get(OrganisingStaff, "/montreuvray").await.header("referrer-policy"), "same-origin");
    world.end().await;
}

#[actix_web::test]
async fn cross_site_posts_for_a_guest_are_refused() {
    let world = World::start().await;
    let foreign = [("sec-fetch-site".parse().unwrap(), "cross-site".parse().unwrap())];
    let request = world
        .request(Nobody, Method::POST, &format!("{GUEST}/agreement"))
        .headers(reqwest::header::HeaderMap::from_iter(foreign));
    assert_eq!(Answer::of(request).await.status, 403);
    assert_eq!(world.count("select count(*) from round_guests where agreed_at is not null").await, 0);
    world.end().await;
}

#[actix_web::test]
async fn attempts_at_links_are_limited() {
    let world = World::start().await;
    let (mut statuses, link) = (Vec::new(), "/montreuvray/round/x");
    for _ in 0..30 {
        let four = tokio::join!(
            world.get(Nobody, link),
            world.get(Nobody, link),
            world.get(Nobody, link),
            world.get(Nobody, link)
        );
        statuses.extend([four.0.status, four.1.status, four.2.status, four.3.status]);
    }
    assert_eq!(statuses[..80].iter().filter(|it| **it == 429).count(), 0);
    assert!(statuses.contains(&429));
    world.end().await;
}

/// Fetching a link (mail scanners do) does not count as a visit; a visit is recorded once.
#[actix_web::test]
async fn the_first_visit_is_recorded_once() {
    let world = World::start().await;
    let visits = "select count(*) from changes where kind = 'round_visit' and member_id is null";
    Answer::of(world.request(Nobody, Method::HEAD, GUEST)).await;
    assert_eq!(world.count(visits).await, 0);
    for _ in 0..2 {
        world.get(Nobody, GUEST).await.shows(200, &[]);
    }
    assert_eq!(world.count(visits).await, 1);
    let page = "/montreuvray/series/eau/hearings/1/history";
    world.get(OrganisingStaff, page).await.shows(200, &["Page de relecture consultée", "Solène Kervadec"]);
    world.end().await;
}

/// The table of links holds no secret, and none stays in a sent message.
#[actix_web::test]
async fn only_the_hash_of_a_link_is_stored() {
    let world = World::start().await;
    let path =
        "/montreuvray/series/eau/hearings/1/round/guests/30000000-0000-4000-8000-000000000002/invitation";
    world.sql("update round_links set created_at = now() - interval '1 hour'").await;
    world.post(OrganisingStaff, path, &[]).await.shows(303, &[]);
    // The earlier link has ended as well.
    assert_eq!(world.get(Nobody, GUEST).await.status, 410);
    let text = world.text("select text from deliveries where kind = 'round'").await;
    let link =
        text.split("https://greffe.example").nth(1).unwrap().split('\n').next().unwrap().trim().to_owned();
    world.get(Nobody, &link).await.shows(200, &["Une cour qui boit"]);
    let pool = greffe::access::scope::Pool::connect(&world.config.database_url, 4).await.unwrap();
    greffe::mail::worker::Worker::new(&pool, &world.config.mail).unwrap().send_all_due().await.unwrap();
    assert_eq!(world.text("select text || html from deliveries where kind = 'round'").await, "");
    let secret = link.rsplit('/').next().unwrap();
    let kept = world.text("select string_agg(to_jsonb(l)::text, '') from round_links l").await;
    assert!(!kept.contains(secret));
    world.end().await;
}
