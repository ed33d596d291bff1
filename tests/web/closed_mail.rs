//! Mail about a hearing that was just closed is not sent.

use std::time::Duration;

use greffe::{
    access::scope::Pool,
    mail::outbox::{self, Outcome},
};
use sqlx::{Connection as _, PgConnection};

use crate::{
    summaries::{SUMMARY, approve, dispatch},
    world::{OrganisingStaff, World},
};

const MONTREUVRAY: &str = "aaaaaaaa-0000-4000-8000-000000000000";
const PATH: &str = "/montreuvray/series/eau/hearings/1";

/// A sent summary with two queued messages.
async fn sent() -> World {
    let world = World::start().await;
    approve(&world).await;
    dispatch(&world).await.leads_to(SUMMARY);
    world
}

async fn states(world: &World) -> String {
    let states = "select string_agg(distinct state, ' ') from deliveries where edition_id is not null";
    world.text(states).await
}

#[actix_web::test]
async fn a_message_claimed_by_a_worker_is_withheld() {
    let world = sent().await;
    let pool = Pool::connect(&world.config.database_url, 4).await.unwrap();
    let tenant = MONTREUVRAY.parse().unwrap();
    let mut claims = Vec::new();
    for _ in 0..2 {
        let work = pool.as_operator(tenant).await.unwrap();
        claims.push(outbox::claim(&work).await.unwrap().expect("a queued message"));
        work.commit().await.unwrap();
    }
    let work = pool.as_operator(tenant).await.unwrap();
    assert!(outbox::hand_over(&work, &claims[0]).await.unwrap());
    work.commit().await.unwrap();

    world.post(OrganisingStaff, &format!("{PATH}/closed-session"), &[]).await.leads_to(PATH);
    let work = pool.as_operator(tenant).await.unwrap();
    assert!(!outbox::hand_over(&work, &claims[1]).await.unwrap(), "it must not be sent");
    // The server defers the message that it already has; it is not retried.
    let later = Outcome::Deferred("451 Come back later".to_owned());
    outbox::record(&work, &claims[0], later).await.unwrap();
    work.commit().await.unwrap();
    assert_eq!(states(&world).await, "bounced");
    world.get(OrganisingStaff, SUMMARY).await.shows(200, &["Retenu"]).hides("Come back later");
    world.end().await;
}

/// Sends a request while another transaction closes the hearing. That transaction lasts until the request
/// waits for it.
async fn while_closing(world: &World, path: &str, form: &[(&str, &str)]) -> u16 {
    let mut owner = PgConnection::connect(world.owner_url()).await.unwrap();
    let close = format!(
        "set app.tenant = '{MONTREUVRAY}'; begin;
         update hearings set closed = true, title = 'Zyxomante' where number = 1"
    );
    sqlx::raw_sql(sqlx::AssertSqlSafe(close)).execute(&mut owner).await.unwrap();
    let end = async {
        let waiting = "select exists (select from pg_locks w join pg_locks h using (transactionid)
                                       where not w.granted and h.granted and h.pid = pg_backend_pid())";
        for _ in 0..30 {
            if sqlx::query_scalar::<_, bool>(waiting).fetch_one(&mut owner).await.unwrap() {
                break;
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        sqlx::raw_sql("commit").execute(&mut owner).await.unwrap();
        owner.close().await.unwrap();
    };
    let (answer, ()) = tokio::join!(world.post(OrganisingStaff, path, form), end);
    answer.status
}

#[actix_web::test]
async fn a_retry_is_refused_while_the_hearing_is_being_closed() {
    let world = sent().await;
    world.sql("update deliveries set state = 'bounced'").await;
    let id = world.text("select id::text from deliveries limit 1").await;
    let retry = format!("/montreuvray/deliveries/{id}/retry");
    assert_eq!(while_closing(&world, &retry, &[]).await, 409);
    assert_eq!(states(&world).await, "bounced");
    world.end().await;
}

#[actix_web::test]
async fn a_message_about_an_action_does_not_reveal_a_hearing_closed_concurrently() {
    let world = World::start().await;
    let form = [
        ("id", "90000000-0000-4000-8000-000000000077"),
        ("title", "Peser la vase"),
        ("body", "b0000000-0000-4000-8000-000000000003"),
    ];
    let status = while_closing(&world, &format!("{PATH}/actions"), &form).await;
    assert!(matches!(status, 303 | 404), "{status}");
    let told = "select count(*) from deliveries where kind = 'action' and text like '%Peser la vase%'";
    assert_eq!(world.count(told).await, i64::from(status == 303));
    let leaks = "select count(*) from deliveries where text || html like '%Désimperméabiliser%' or text || html like '%Zyxomante%'";
    assert_eq!(world.count(leaks).await, 0);
    world.expect_mail(1).await;
    world.end().await;
}
