//! The outbox against a real mail server: refusals, delays, outages and killed workers.

use std::{
    io::{Read as _, Write as _},
    net::{TcpListener, TcpStream},
    process::{Child, Command, Stdio},
    thread,
};

use greffe::{access::scope::Pool, config::MailConfig, mail::worker::Worker};

use sqlx::{Connection as _, PgConnection};

use crate::{
    exim::{Exim, free_port, soon},
    summaries::{SUMMARY, approve, dispatch},
    world::{Nobody, OrganisingStaff, World},
};

fn config(url: &str) -> MailConfig {
    MailConfig {
        public_url: "https://greffe.example".parse().unwrap(),
        smtp_url: Some(url.to_owned()),
        mail_from: "Greffe de Montreuvray <greffe@montreuvray.example>".to_owned(),
        mailbox: None,
    }
}

async fn pool(world: &World) -> Pool {
    Pool::connect(&world.config.database_url, 4).await.unwrap()
}

/// Sends everything that is due to the relay at `url`.
async fn work(world: &World, url: &str) {
    let pool = pool(world).await;
    Worker::new(&pool, &config(url)).unwrap().send_all_due().await.unwrap();
}

/// Sends the summary of the world to these addresses.
async fn send_to(world: &World, names: &[&str]) {
    world.sql("delete from group_recipients").await;
    for name in names {
        let insert = format!(
            "insert into group_recipients (id, body_id, name, email) values
             (gen_random_uuid(), 'b0000000-0000-4000-8000-000000000002', 'Prénom « {name} »', '{name}@montreuvray.example')"
        );
        world.sql(&insert).await;
    }
    approve(world).await;
    dispatch(world).await.leads_to(SUMMARY);
}

/// The state of the message to an address, and the last reply of the server.
async fn state(world: &World, name: &str) -> String {
    let select = format!(
        "select state || ' ' || attempts || ' ' || last_response from deliveries
          where recipient_email = '{name}@montreuvray.example'"
    );
    world.text(&select).await
}

/// Makes deferred messages due.
async fn make_due(world: &World) {
    world.sql("update deliveries set next_attempt_at = now() - interval '1 second', claimed_until = now() - interval '1 second'").await;
}

/// A real worker process.
fn spawn_worker(world: &World, url: &str) -> Child {
    Command::new(env!("CARGO_BIN_EXE_greffe"))
        .arg("work")
        .env("DATABASE_URL", &world.config.database_url)
        .env("GREFFE_PUBLIC_URL", "https://greffe.example")
        .env("GREFFE_MAIL_FROM", "greffe@montreuvray.example")
        .env("SMTP_URL", url)
        .env_remove("GREFFE_MAILBOX")
        .stdin(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

fn kill(mut worker: Child) {
    worker.kill().unwrap();
    worker.wait().unwrap();
}

#[actix_web::test]
async fn a_failing_outbox_does_not_delay_other_tenants() {
    let (world, exim) = (World::start().await, Exim::start().await);
    send_to(&world, &["anne"]).await;
    // The first tenant in the worker's order has a message that the database does not let it claim.
    for sql in [
        "insert into tenants (id, slug, name) values ('00000000-0000-4000-8000-000000000000', 'aubrive', 'Aubrive')",
        "insert into deliveries (tenant_id, id, kind, recipient_email, message_id, subject, text, html)
         values ('00000000-0000-4000-8000-000000000000', gen_random_uuid(), 'invitation', 'x@aubrive.example',
                 'x@greffe.example', '', '', '')",
        "create function refuse() returns trigger language plpgsql as $$ begin raise exception 'refused'; end $$",
        "create trigger refuse before update on deliveries for each row
         when (old.tenant_id = '00000000-0000-4000-8000-000000000000') execute function refuse()",
    ] {
        world.sql_in("00000000-0000-4000-8000-000000000000", sql).await;
    }
    work(&world, &exim.url()).await;
    assert_eq!(exim.arrived().await, ["anne@montreuvray.example"]);
    world.expect_any_mail();
    world.end().await;
}

#[actix_web::test]
async fn a_refused_recipient_does_not_affect_the_others() {
    let (world, exim) = (World::start().await, Exim::start().await);
    send_to(&world, &["anne", "refused", "zoe"]).await;
    work(&world, &exim.url()).await;
    assert_eq!(exim.arrived().await, ["anne@montreuvray.example", "zoe@montreuvray.example"]);
    assert_eq!(state(&world, "refused").await, "bounced 1 550 5.1.1 No such user here");
    assert!(state(&world, "zoe").await.starts_with("sent 1 250 OK id="), "{}", state(&world, "zoe").await);
    world
        .get(OrganisingStaff, SUMMARY)
        .await
        .shows(200, &["Refusé", "550 5.1.1 No such user here", "Réessayer"]);
    // Only a person can retry it.
    make_due(&world).await;
    work(&world, &exim.url()).await;
    assert_eq!(exim.accepted(), 2);
    let message = exim.messages().await.into_iter().find(|it| it.contains("anne@")).unwrap();
    let read = mail_parser::MessageParser::default().parse(&message).unwrap();
    assert_eq!(read.subject(), Some("Synthèse de la première audition – Ville de Montreuvray"));
    assert!(read.body_text(0).unwrap().contains("Une cour vivante se jardine."));
    assert!(read.body_html(0).unwrap().contains("<em>vivante</em>"));
    assert!(message.contains("Auto-Submitted: auto-generated"), "{message}");
    assert!(!message.contains("zoe@"), "recipients do not see each other");
    world.end().await;
}

#[actix_web::test]
async fn a_deferred_message_is_retried_with_the_same_id() {
    let (world, exim) = (World::start().await, Exim::start().await);
    send_to(&world, &["later"]).await;
    let message_id = world.text("select message_id from deliveries").await;
    work(&world, &exim.url()).await;
    assert_eq!(state(&world, "later").await, "deferred 1 451 4.2.0 Come back later");
    assert_eq!(world.count("select count(*) from deliveries where next_attempt_at between now() + interval '50 seconds' and now() + interval '60 seconds'").await, 1);
    work(&world, &exim.url()).await;
    assert!(state(&world, "later").await.starts_with("deferred 1"), "not retried before it is due");
    exim.accept_deferred();
    make_due(&world).await;
    work(&world, &exim.url()).await;
    assert!(state(&world, "later").await.starts_with("sent 2"));
    assert!(exim.messages().await[0].contains(&format!("Message-ID: {message_id}")));
    assert_eq!(world.text("select message_id from deliveries").await, message_id);
    // After two days the message is given up.
    world
        .sql("update deliveries set state = 'deferred', attempts = 8, recipient_email = 'refused@x.example'")
        .await;
    make_due(&world).await;
    work(&world, &format!("smtp://127.0.0.1:{}", free_port())).await;
    assert_eq!(
        world.count("select count(*) from deliveries where state = 'bounced' and attempts = 9").await,
        1
    );
    world.end().await;
}

#[actix_web::test]
async fn mail_waits_while_the_server_is_down() {
    let world = World::start().await;
    send_to(&world, &["anne"]).await;
    let port = free_port();
    work(&world, &format!("smtp://127.0.0.1:{port}")).await;
    let refused = state(&world, "anne").await;
    assert!(refused.starts_with("deferred 1") && refused.contains("refused"), "{refused}");
    let exim = Exim::start_on(port, "").await;
    make_due(&world).await;
    work(&world, &exim.url()).await;
    assert_eq!(exim.arrived().await, ["anne@montreuvray.example"]);
    world.end().await;
}

#[actix_web::test]
async fn several_workers_send_each_message_once() {
    let (world, exim) = (World::start().await, Exim::start().await);
    let names: Vec<String> = (10..40).map(|it| format!("n{it}")).collect();
    send_to(&world, &names.iter().map(String::as_str).collect::<Vec<_>>()).await;
    let url = exim.url();
    tokio::join!(work(&world, &url), work(&world, &url), work(&world, &url));
    assert_eq!(
        world.count("select count(*) from deliveries where state = 'sent' and attempts = 1").await,
        30
    );
    let mut arrived = exim.arrived().await;
    assert_eq!(arrived.len(), 30);
    arrived.dedup();
    assert_eq!(arrived.len(), 30, "each recipient once");
    world.end().await;
}

#[actix_web::test]
async fn a_worker_killed_before_handover_leaves_mail_that_is_sent_once() {
    let world = World::start().await;
    send_to(&world, &["anne"]).await;
    // The server accepts the connection and then stays silent, while the worker holds the message.
    let silent = TcpListener::bind("127.0.0.1:0").unwrap();
    let worker = spawn_worker(&world, &format!("smtp://{}", silent.local_addr().unwrap()));
    soon("the worker takes the message", async || state(&world, "anne").await.starts_with("sending 1")).await;
    kill(worker);
    let exim = Exim::start().await;
    work(&world, &exim.url()).await;
    assert!(state(&world, "anne").await.starts_with("sending 1"), "another worker may still hold it");
    make_due(&world).await;
    let worker = spawn_worker(&world, &exim.url());
    soon("it is sent", async || state(&world, "anne").await.starts_with("sent 2")).await;
    // A worker exits on SIGTERM.
    nix::sys::signal::kill(nix::unistd::Pid::from_raw(worker.id() as i32), nix::sys::signal::SIGTERM)
        .unwrap();
    let mut worker = worker;
    assert!(worker.wait().unwrap().success());
    assert_eq!(exim.arrived().await, ["anne@montreuvray.example"]);
    world.end().await;
}

/// Forwards everything to the server, but nothing back once the server waits for the content.
fn drop_last_reply(port: u16) -> u16 {
    let ours = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = ours.local_addr().unwrap();
    thread::spawn(move || {
        let Ok((client, _)) = ours.accept() else { return };
        let server = TcpStream::connect(("127.0.0.1", port)).unwrap();
        let (mut from, mut to) = (client.try_clone().unwrap(), server.try_clone().unwrap());
        thread::spawn(move || std::io::copy(&mut from, &mut to));
        let (mut server, mut client) = (server, client);
        let (mut buffer, mut content) = ([0; 4096], false);
        while let Ok(read @ 1..) = server.read(&mut buffer) {
            if !content {
                client.write_all(&buffer[..read]).ok();
            }
            content |= buffer[..read].starts_with(b"354");
        }
    });
    address.port()
}

#[actix_web::test]
async fn a_worker_killed_after_handover_leaves_an_uncertain_delivery_and_no_duplicate() {
    let (world, exim) = (World::start().await, Exim::start().await);
    send_to(&world, &["anne"]).await;
    let worker = spawn_worker(&world, &format!("smtp://127.0.0.1:{}", drop_last_reply(exim.port)));
    soon("the server has the message", async || exim.accepted() == 1).await;
    kill(worker);
    assert!(state(&world, "anne").await.starts_with("sending 1"));
    make_due(&world).await;
    work(&world, &exim.url()).await;
    assert!(state(&world, "anne").await.starts_with("uncertain 1"));
    make_due(&world).await;
    work(&world, &exim.url()).await;
    assert_eq!(exim.accepted(), 1, "not sent twice");
    world.get(OrganisingStaff, SUMMARY).await.shows(200, &["Incertain", "peut-être arrivé", "Réessayer"]);
    // A person decides.
    let retry =
        format!("/montreuvray/deliveries/{}/retry", world.text("select id::text from deliveries").await);
    world.post(OrganisingStaff, &retry, &[]).await.leads_to(SUMMARY);
    work(&world, &exim.url()).await;
    assert!(state(&world, "anne").await.starts_with("sent 2"));
    assert_eq!(exim.arrived().await.len(), 2);
    world.end().await;
}

#[actix_web::test]
async fn mail_that_requires_tls_needs_a_trusted_certificate() {
    let world = World::start().await;
    send_to(&world, &["anne"]).await;
    let (exim, certificate) = Exim::start_with_tls().await;
    let url = format!("smtp://localhost:{}?tls=required", exim.port);
    work(&world, &url).await;
    let refused = state(&world, "anne").await;
    assert!(refused.starts_with("deferred 1") && refused.contains("certificate"), "{refused}");
    assert_eq!(exim.accepted(), 0);
    make_due(&world).await;
    let mut worker = Command::new(env!("CARGO_BIN_EXE_greffe"))
        .args(["work", "--database-url", &world.config.database_url, "--smtp-url", &url])
        .args(["--mail-from", "greffe@montreuvray.example"])
        .env("SSL_CERT_FILE", &certificate)
        .env_remove("GREFFE_MAILBOX")
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    soon("it is sent", async || state(&world, "anne").await.starts_with("sent 2")).await;
    worker.kill().unwrap();
    worker.wait().unwrap();
    assert_eq!(exim.arrived().await, ["anne@montreuvray.example"]);
    exim.stop();
    // Without encryption the message is not sent.
    let plain = Exim::start().await;
    world.sql("update deliveries set state = 'queued'").await;
    work(&world, &format!("smtp://localhost:{}?tls=required", plain.port)).await;
    let refused = state(&world, "anne").await;
    assert!(refused.starts_with("deferred 3") && refused.contains("STARTTLS"), "{refused}");
    std::fs::remove_dir_all(certificate.parent().unwrap()).ok();
    world.end().await;
}

#[actix_web::test]
async fn the_local_mailbox_has_a_page_and_secret_links_are_erased() {
    let world = World::start().await;
    world.get(Nobody, "/mailbox").await.shows(200, &["Boîte locale", "Aucun message"]);
    send_to(&world, &["anne"]).await;
    world.sql("update deliveries set html = '<script>alert(1)</script>'").await;
    world.post(Nobody, "/password-reset", &[("email", "paul.castagnet@montreuvray.example")]).await;
    let pool = pool(&world).await;
    let worker = Worker::new(&pool, &world.config.mail).unwrap();
    worker.send_all_due().await.unwrap();
    world
        .get(Nobody, "/mailbox")
        .await
        .shows(200, &["<strong><bdi>Prénom « anne »</bdi></strong>", "Votre nouveau mot de passe"]);
    let id = world.text("select id::text from deliveries").await;
    world
        .get(Nobody, &format!("/mailbox/{id}"))
        .await
        .shows(
            200,
            &["Une cour vivante se jardine.", &format!("<a href=\"https://greffe.example{SUMMARY}\">")],
        )
        .hides("<script>alert");
    world.get(Nobody, &format!("/mailbox/{}", uuid::Uuid::nil())).await.shows(404, &[]);
    world.get(Nobody, "/mailbox/..%2F..%2Fetc%2Fpasswd").await.shows(404, &[]);
    assert_eq!(world.count("select count(*) from deliveries where html <> ''").await, 1, "a summary is kept");
    // Mail of the installation itself, outside the tenant Montreuvray.
    let mut owner = PgConnection::connect(world.owner_url()).await.unwrap();
    sqlx::raw_sql("set app.tenant = '00000000-0000-0000-0000-000000000000'")
        .execute(&mut owner)
        .await
        .unwrap();
    let blank = "select count(*) from deliveries where state = 'sent' and text = '' and html = ''";
    assert_eq!(sqlx::query_scalar::<_, i64>(blank).fetch_one(&mut owner).await.unwrap(), 1);
    owner.close().await.unwrap();
    std::fs::remove_dir_all(world.config.mail.mailbox.clone().unwrap()).ok();
    world.end().await;
}
