//! Files in an S3 store: a small one made for these tests, which refuses unsigned requests.

use std::{
    collections::HashMap,
    net::TcpListener,
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use actix_web::{App, HttpRequest, HttpResponse, HttpServer, dev::ServerHandle, web};
use futures_util::future::{join, join_all};
use greffe::storage::{Objects, Secrets};
use reqwest::Method;
use tokio::sync::Semaphore;

use crate::{
    documents::{ID, bring},
    sound::wav,
    world::*,
};

const FILE: &str = "/montreuvray/series/eau/hearings/1/documents/d2000000-0000-4000-8000-00000000000a/file";
const HEARING: &str = "/montreuvray/series/eau/hearings/1";

/// How many uploads wait in the slow bucket, and the lock that lets them continue.
static WAITING: AtomicUsize = AtomicUsize::new(0);
static OPEN: Semaphore = Semaphore::const_new(0);

type Kept = Arc<Mutex<HashMap<String, Vec<u8>>>>;

/// PUT, GET (with an optional range), HEAD and DELETE of `/bucket/key`, signed with the one key.
async fn answer(request: HttpRequest, body: web::Bytes, kept: web::Data<Kept>) -> HttpResponse {
    let header = |name: &str| request.headers().get(name).and_then(|it| it.to_str().ok()).unwrap_or("");
    let signed = header("authorization");
    if !signed.starts_with("AWS4-HMAC-SHA256 Credential=the-key/")
        || !signed.contains("/nord/s3/aws4_request")
    {
        return HttpResponse::Forbidden().finish();
    }
    let key = request.path().to_owned();
    if key.starts_with("/slow/") {
        WAITING.fetch_add(1, Ordering::SeqCst);
        OPEN.acquire().await.unwrap().forget();
    }
    if key.starts_with("/broken/") {
        return broken(&request);
    }
    let mut kept = kept.lock().unwrap();
    match request.method().as_str() {
        "PUT" => {
            kept.insert(key, body.to_vec());
            HttpResponse::Ok().insert_header(("etag", "\"e\"")).finish()
        }
        "DELETE" => {
            kept.remove(&key);
            HttpResponse::NoContent().finish()
        }
        _ => {
            let Some(bytes) = kept.get(&key) else { return HttpResponse::NotFound().finish() };
            let mut answer = HttpResponse::Ok();
            answer
                .insert_header(("etag", "\"e\""))
                .insert_header(("last-modified", "Tue, 28 May 2024 12:30:00 GMT"));
            match header("range").strip_prefix("bytes=").and_then(|it| it.split_once('-')) {
                Some((from, to)) => {
                    let (from, to): (usize, usize) = (from.parse().unwrap(), to.parse().unwrap());
                    let told = format!("bytes {from}-{to}/{}", bytes.len());
                    answer.status(actix_web::http::StatusCode::PARTIAL_CONTENT);
                    answer.insert_header(("content-range", told)).body(bytes[from..=to].to_vec())
                }
                None => answer.body(bytes.clone()),
            }
        }
    }
}

static ABORTED: AtomicUsize = AtomicUsize::new(0);

/// A bucket that starts multipart uploads and refuses every part.
fn broken(request: &HttpRequest) -> HttpResponse {
    match request.method().as_str() {
        "POST" => HttpResponse::Ok().content_type("application/xml").body(
            "<InitiateMultipartUploadResult><Bucket>broken</Bucket><Key>k</Key><UploadId>7</UploadId>\
             </InitiateMultipartUploadResult>",
        ),
        "DELETE" if request.query_string().contains("uploadId=7") => {
            ABORTED.fetch_add(1, Ordering::SeqCst);
            HttpResponse::NoContent().finish()
        }
        _ => HttpResponse::Forbidden().finish(),
    }
}

/// The store on a port of this machine.
fn store() -> (String, Kept, ServerHandle) {
    let kept = Kept::default();
    let (shared, socket) = (kept.clone(), TcpListener::bind("127.0.0.1:0").unwrap());
    let address = format!("http://{}", socket.local_addr().unwrap());
    let app = move || {
        let data = web::Data::new(shared.clone());
        App::new().app_data(data).app_data(web::PayloadConfig::new(64 << 20)).default_service(web::to(answer))
    };
    let server = HttpServer::new(app).workers(1).listen(socket).unwrap().run();
    let handle = server.handle();
    actix_web::rt::spawn(server);
    (address, kept, handle)
}

fn secrets() -> Secrets {
    Secrets { key: "the-key".into(), secret: "the-secret".into() }
}

#[actix_web::test]
async fn files_are_stored_over_s3() {
    let (address, kept, handle) = store();
    let world = World::start_storing(|config| {
        let mut config = config.clone();
        config.s3_endpoint = Some(address.parse().unwrap());
        config.s3_region = "nord".into();
        Objects::in_s3("bucket/greffe", &config, secrets()).unwrap()
    })
    .await;
    assert_eq!(bring(&world, ID, "seance.wav", wav(8000), &[]).await.status, 303);
    let keys: Vec<String> = kept.lock().unwrap().keys().cloned().collect();
    let [key] = keys.as_slice() else { panic!("{keys:?}") };
    assert!(key.starts_with(&format!("/bucket/greffe/aaaaaaaa-0000-4000-8000-000000000000/{ID}/")), "{key}");
    assert!(!key.contains("seance"), "{key}");
    let whole = world.request(OtherOfficial, Method::GET, FILE).send().await.unwrap();
    assert_eq!(whole.bytes().await.unwrap(), wav(8000));
    let part =
        world.request(OtherOfficial, Method::GET, FILE).header("range", "bytes=8-11").send().await.unwrap();
    assert_eq!((part.status().as_u16(), part.bytes().await.unwrap().to_vec()), (206, b"WAVE".to_vec()));

    // The store is down: pages that need a file say so, and the rest works.
    handle.stop(false).await;
    let answer = world.get(OtherOfficial, FILE).await;
    answer.shows(503, &["momentanément indisponible", "l’espace des fichiers ne répond pas"]);
    world.get(OtherOfficial, HEARING).await.shows(200, &["seance"]);
    let other = "d2000000-0000-4000-8000-00000000000b";
    let answer = bring(&world, other, "autre.wav", wav(100), &[("title", "Une autre")]).await;
    answer.shows(503, &["ne répond pas. Rien n’est enregistré", "value=\"Une autre\""]);
    assert_eq!(
        world.count("select count(*) from documents where media is not null").await,
        1,
        "no row without bytes"
    );
    world.end().await;
}

async fn waiting(many: usize) {
    let all = async {
        while WAITING.load(Ordering::SeqCst) < many {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(20), all).await.expect("as many files at the store");
}

#[actix_web::test]
async fn a_slow_store_delays_only_uploads() {
    let (address, _, handle) = store();
    let world = World::start_storing(|config| {
        let mut config = config.clone();
        config.s3_endpoint = Some(address.parse().unwrap());
        config.s3_region = "nord".into();
        Objects::in_s3("slow", &config, secrets()).unwrap()
    })
    .await;
    // More requests than there are connections, one after the other.
    let bringing = join_all((0..6).map(|at| {
        let world = &world;
        async move {
            waiting(at).await;
            let id = format!("d2000000-0000-4000-8000-00000000002{at}");
            bring(world, &id, "seance.wav", wav(100), &[]).await.status
        }
    }));
    let meanwhile = async {
        waiting(6).await;
        world.get(OtherOfficial, HEARING).await.shows(200, &["Désimperméabiliser"]);
        // The member loses the permission while the bytes are uploaded, so nothing is stored.
        world.sql("update members set removed_at = now() where name = 'Thomas Œuvrard'").await;
        OPEN.add_permits(6);
    };
    let (statuses, ()) = join(bringing, meanwhile).await;
    assert_eq!(statuses, [404; 6]);
    assert_eq!(world.count("select count(*) from documents where media is not null").await, 0);
    handle.stop(false).await;
    world.end().await;
}

#[actix_web::test]
async fn a_failed_upload_removes_its_parts_from_the_store() {
    let (address, _, handle) = store();
    let world = World::start_storing(|config| {
        let mut config = config.clone();
        config.s3_endpoint = Some(address.parse().unwrap());
        config.s3_region = "nord".into();
        Objects::in_s3("broken", &config, secrets()).unwrap()
    })
    .await;
    bring(&world, ID, "seance.wav", wav(40_000_000), &[]).await.shows(503, &["Rien n’est enregistré"]);
    assert_eq!(ABORTED.load(Ordering::SeqCst), 1);
    handle.stop(false).await;
    world.end().await;
}
