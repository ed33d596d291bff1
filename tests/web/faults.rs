//! Bad input and faults: refused early, explained in words, survived.

use std::time::{Duration, Instant};

use greffe::migrations;
use private_postgres::PrivatePostgres;
use reqwest::Method;
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
};

use crate::world::{Answer, Manager, Nobody, Persona, World};

#[actix_web::test]
async fn every_response_has_the_strict_headers() {
    let world = World::start().await;
    for (persona, path, status) in [
        (Nobody, "/sign-in", 200),
        (Nobody, "/nowhere/at/all", 404),
        (Nobody, "/montreuvray/series", 303),
        (Nobody, "/health", 200),
        (Manager, "/montreuvray/series", 200),
        (Manager, "/montreuvray/series/rien", 404),
    ] {
        let answer = world.get(persona, path).await;
        assert_eq!(answer.status, status, "{path}");
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
async fn head_requests_answer_like_get() {
    let world = World::start().await;
    for (path, status) in [("/sign-in", 200), ("/montreuvray/series", 200), ("/montreuvray/series/rien", 404)]
    {
        let answer = Answer::of(world.request(Manager, Method::HEAD, path)).await;
        assert_eq!((answer.status, answer.body.as_str()), (status, ""), "{path}");
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{path}");
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
            "/boom/now",
            actix_web::web::get()
                .to(boom)
                .wrap(actix_web::middleware::from_fn(greffe::web::middleware::catch_panic)),
        );
    })
    .await;
    for _ in 0..3 {
        let answer = world.get(Nobody, "/boom/now").await;
        answer.shows(500, &["Une erreur est survenue"]).hides("on purpose");
        assert_eq!(answer.header("x-content-type-options"), "nosniff");
    }
    world.get(Manager, "/montreuvray/series").await.shows(200, &["Paul Castagnet"]);
    world.end().await;
}

/// Sends raw HTTP over a socket.
async fn connect(world: &World) -> TcpStream {
    TcpStream::connect(world.address.trim_start_matches("http://")).await.unwrap()
}

fn head(persona: Persona, path: &str, more: &str) -> String {
    let cookie = match persona {
        Nobody => String::new(),
        signed_in => format!("cookie: __Host-session={}\r\n", signed_in.token().secret()),
    };
    format!(
        "POST {path} HTTP/1.1\r\nhost: x\r\nsec-fetch-site: same-origin\r\naccept-language: fr\r\n{cookie}\
         content-type: application/x-www-form-urlencoded\r\n{more}\r\n\r\n"
    )
}

async fn answer(stream: &mut TcpStream) -> String {
    let mut text = Vec::new();
    let mut buffer = [0; 16 * 1024];
    while !String::from_utf8_lossy(&text).contains("</html>") {
        let read = tokio::time::timeout(Duration::from_secs(10), stream.read(&mut buffer)).await;
        match read.expect("a response in time") {
            Ok(0) | Err(_) => break,
            Ok(n) => text.extend_from_slice(&buffer[..n]),
        }
    }
    String::from_utf8_lossy(&text).into_owned()
}

#[actix_web::test]
async fn a_declared_oversize_body_is_refused_at_once() {
    let world = World::start().await;
    for (persona, path, length) in [
        (Manager, "/sign-in", 300_000),
        (Manager, "/sign-in", 17 << 20),
        (Manager, "/montreuvray/series", 300_000),
        (Persona::OrganisingStaff, "/montreuvray/series/eau/imports", 100 << 20),
    ] {
        let mut stream = connect(&world).await;
        let head = head(persona, path, &format!("content-length: {length}"));
        stream.write_all(head.as_bytes()).await.unwrap();
        let answer = answer(&mut stream).await;
        assert!(answer.starts_with("HTTP/1.1 413"), "{path}: {answer}");
        assert!(answer.contains("C’est trop volumineux"), "{answer}");
    }
    world.end().await;
}

/// Sends a body without a length; returns the beginning of the response.
async fn pour(world: &World, persona: Persona, path: &str, mebibytes: usize) -> String {
    let (mut reader, mut writer) = connect(world).await.into_split();
    let head = head(persona, path, "transfer-encoding: chunked");
    let pouring = async move {
        writer.write_all(head.as_bytes()).await.unwrap();
        let chunk = format!("100000\r\n{}\r\n", "a".repeat(0x10_0000));
        for _ in 0..mebibytes {
            // The server may discard an unwanted body, leave it unread, or close the connection.
            let write =
                tokio::time::timeout(Duration::from_secs(2), writer.write_all(chunk.as_bytes())).await;
            if !matches!(write, Ok(Ok(()))) {
                break;
            }
        }
    };
    let reading = async move {
        let mut text = vec![0; 1024];
        let read = tokio::time::timeout(Duration::from_secs(20), reader.read(&mut text)).await;
        text.truncate(read.map_or(0, |it| it.unwrap_or(0)));
        String::from_utf8_lossy(&text).into_owned()
    };
    tokio::join!(pouring, reading).1
}

/// Resident memory of this process, in MiB.
fn resident() -> usize {
    let pages = std::fs::read_to_string("/proc/self/statm").unwrap();
    pages.split(' ').nth(1).and_then(|it| it.parse::<usize>().ok()).unwrap() / 256
}

/// No more of a body is buffered than the route accepts, with or without a length; nothing is read from a
/// client without permission.
#[actix_web::test]
async fn a_body_without_a_length_is_cut_off() {
    let world = World::start().await;
    let before = resident();
    for (persona, path, status, mebibytes) in [
        (Nobody, "/sign-in", 413, 192),
        (Manager, "/montreuvray/series", 413, 4),
        (Nobody, "/montreuvray/series", 303, 4),
        (Persona::OtherStaff, "/montreuvray/series", 403, 4),
    ] {
        let answer = pour(&world, persona, path, mebibytes).await;
        assert!(answer.starts_with(&format!("HTTP/1.1 {status}")), "{path} as {persona:?}: {answer}");
    }
    // Other tests run at the same time, so the bound is wide.
    let grown = resident().saturating_sub(before);
    assert!(grown < 128, "{grown} MiB more");
    world.get(Manager, "/montreuvray/series").await.shows(200, &[]);
    world.end().await;
}

/// Empty parts still cost memory for their headers.
#[actix_web::test]
async fn a_form_of_many_empty_parts_is_cut_off() {
    let world = World::start().await;
    let mut stream = connect(&world).await;
    let head =
        head(Persona::OrganisingStaff, "/montreuvray/series/eau/imports", "transfer-encoding: chunked")
            .replace("application/x-www-form-urlencoded", "multipart/form-data; boundary=X");
    stream.write_all(head.as_bytes()).await.unwrap();
    let part = format!("--X\r\ncontent-disposition: form-data; name=\"{}\"\r\n\r\n\r\n", "n".repeat(4000));
    let parts = part.repeat(256);
    let chunk = format!("{:x}\r\n{parts}\r\n", parts.len());
    for _ in 0..12 {
        let write = tokio::time::timeout(Duration::from_secs(2), stream.write_all(chunk.as_bytes())).await;
        if !matches!(write, Ok(Ok(()))) {
            break;
        }
    }
    let answer = answer(&mut stream).await;
    assert!(answer.starts_with("HTTP/1.1 413"), "{answer}");
    world.end().await;
}

/// More stalled forms than there are connections to the database.
#[actix_web::test]
async fn stalled_bodies_do_not_block_other_requests() {
    let world = World::start().await;
    let mut stalled = Vec::new();
    for _ in 0..8 {
        let mut stream = connect(&world).await;
        let head = head(Manager, "/montreuvray/series", "content-length: 9");
        stream.write_all(format!("{head}titl").as_bytes()).await.unwrap();
        stalled.push(stream);
    }
    tokio::time::sleep(Duration::from_millis(300)).await;
    world.get(Manager, "/montreuvray/series").await.shows(200, &["L’eau dans la ville"]);
    for stream in &mut stalled {
        stream.write_all(b"e=Air").await.unwrap();
        let answer = answer(stream).await;
        assert!(answer.starts_with("HTTP/1.1 422"), "{answer}");
    }
    world.end().await;
}

/// A request with an unreadable address is abandoned while its permission is being checked: no connection
/// may return to the pool inside a transaction.
#[actix_web::test]
async fn an_abandoned_request_leaves_no_transaction() {
    let world = World::start().await;
    let page = || world.get(Manager, "/montreuvray/series");
    tokio::join!(page(), page(), page(), page());
    for _ in 0..3 {
        tokio::time::sleep(Duration::from_millis(100)).await;
        world.get(Manager, "/montreuvray/series/eau/hearings/nonsense").await.shows(404, &[]);
    }
    tokio::time::sleep(Duration::from_millis(300)).await;
    let open = "select count(*) from pg_locks l join pg_stat_activity a using (pid)
                 where l.locktype = 'virtualxid' and a.datname = current_database() and l.pid <> pg_backend_pid()";
    assert_eq!(world.count(open).await, 0);
    world.end().await;
}

/// A member who is removed during an upload must not have it stored.
#[actix_web::test]
async fn permission_is_checked_again_after_the_body() {
    let world = World::start().await;
    let mut stream = connect(&world).await;
    let head = head(Manager, "/montreuvray/settings", "content-length: 9");
    stream.write_all(format!("{head}name").as_bytes()).await.unwrap();
    tokio::time::sleep(Duration::from_millis(300)).await;
    world.sql("update members set manager = false where manager").await;
    stream.write_all(b"=Aube").await.unwrap();
    let answer = answer(&mut stream).await;
    assert!(answer.starts_with("HTTP/1.1 403"), "{answer}");
    world.end().await;
}

#[actix_web::test]
async fn invalid_utf8_and_nul_are_rejected() {
    let world = World::start().await;
    for (bytes, status, words) in [("%FF", 400, "Demande illisible"), ("a%00b", 422, "caractère nul")] {
        for path in [
            format!("/montreuvray/series/{bytes}"),
            format!("/{bytes}/series"),
            format!("/montreuvray/series?q={bytes}"),
            format!("/sign-in?back={bytes}"),
        ] {
            world.get(Manager, &path).await.shows(status, &[words]);
        }
        for path in ["/sign-in", "/montreuvray/series", "/montreuvray/members", "/montreuvray/settings"] {
            let request = world
                .request(Manager, Method::POST, path)
                .header("content-type", "application/x-www-form-urlencoded")
                .body(format!("title={bytes}&email=x&password=y&name={bytes}"));
            Answer::of(request).await.shows(status, &[words]);
        }
    }
    world.get(Manager, "/montreuvray/audit?before=nonsense").await.shows(400, &["Demande illisible"]);
    world.get(Manager, "/montreuvray/members/nonsense/edit").await.shows(404, &[]);
    world.end().await;
}

/// While the database is down every page says so; the next request after its return succeeds.
#[actix_web::test]
async fn the_server_recovers_when_the_database_returns() {
    let folder = std::path::PathBuf::from(format!("/tmp/greffe-faults-{}", std::process::id()));
    let postgres = PrivatePostgres::start(Some(folder.clone())).await.expect("a Postgres of its own");
    migrations::run(postgres.owner_url()).await.expect("migrated");
    let (owner, app) = (postgres.owner_url().to_owned(), postgres.app_url().to_owned());
    let world = World::serving(owner, &app, "greffe".to_owned(), |_| ()).await;
    for _ in 0..2 {
        world.get(Manager, "/montreuvray/series").await.shows(200, &["L’eau dans la ville"]);
    }
    postgres.stop().await.expect("stopped");
    for path in ["/montreuvray/series", "/", "/health"] {
        let answer = world.get(Manager, path).await;
        answer.shows(503, &["Service momentanément indisponible"]);
        assert_eq!(answer.header("retry-after"), "5", "{path}");
    }
    let form = [("title", "Perdue ?"), ("body", "")];
    world.post(Manager, "/montreuvray/series", &form).await.shows(503, &[]);
    world.get(Nobody, "/sign-in").await.shows(200, &[]);
    let postgres = PrivatePostgres::start(Some(folder.clone())).await.expect("started again");
    let back = Instant::now();
    world.get(Manager, "/montreuvray/series").await.shows(200, &["L’eau dans la ville"]);
    assert!(back.elapsed() < Duration::from_secs(5));
    world.end().await;
    postgres.stop().await.expect("stopped");
    std::fs::remove_dir_all(&folder).expect("a folder that can be removed");
}
