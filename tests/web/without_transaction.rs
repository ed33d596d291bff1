//! Long work holds no database connection, and the amount of concurrent work is limited.

use std::{
    sync::{
        LazyLock,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    time::Duration,
};

use actix_web::{HttpResponse, web};
use futures_util::future::{join, join_all};
use greffe::{
    access::{
        permissions::ReadRegister,
        scope::{FileReaders, Scope},
    },
    series::entity as series,
    web::error::{Error, Result},
};
use reqwest::{
    Method,
    multipart::{Form, Part},
};
use tokio::sync::Barrier;

use crate::{
    documents::{DOCUMENTS, ID, bring},
    sound::wav,
    world::*,
};

const IMPORTS: &str = "/montreuvray/series/eau/imports";

/// More than there are connections.
const MANY: usize = 6;

#[actix_web::test]
async fn long_work_holds_no_database_connection() {
    static ALL: LazyLock<Barrier> = LazyLock::new(|| Barrier::new(MANY));
    async fn meet(scope: Scope<ReadRegister>) -> Result<HttpResponse> {
        let (scope, _) = scope.without_transaction(async |_: &FileReaders| ALL.wait().await).await?;
        // The tenant is set again, and no other.
        let named = scope.find::<series::Entity>().all(scope.db()).await?;
        Ok(HttpResponse::Ok().body(named.into_iter().map(|it| it.title).collect::<Vec<_>>().join(", ")))
    }
    let world = World::start_with(|config| {
        config.route("/{tenant}/meet", web::get().to(meet));
    })
    .await;
    let all = join_all((0..MANY).map(|_| world.get(OtherAgent, "/montreuvray/meet")));
    let all =
        tokio::time::timeout(Duration::from_secs(20), all).await.expect("all requests wait at the same time");
    for answer in all {
        answer.shows(200, &["eau"]);
    }
    world.end().await;
}

static BUSY: AtomicUsize = AtomicUsize::new(0);
static DONE: AtomicBool = AtomicBool::new(false);

/// Reads until it is told to stop.
async fn read(scope: Scope<ReadRegister>) -> Result<HttpResponse> {
    let work = || {
        BUSY.fetch_add(1, Ordering::SeqCst);
        while !DONE.load(Ordering::SeqCst) {
            std::thread::sleep(Duration::from_millis(10));
        }
        Ok::<_, Error>(())
    };
    let (_, read) = scope.without_transaction(async |readers: &FileReaders| readers.read(work).await).await?;
    read?;
    Ok(HttpResponse::Ok().finish())
}

/// The responses while other files are being read.
async fn refused(world: &World, preview: &str) {
    while BUSY.load(Ordering::SeqCst) < 3 {
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    let busy = "Trop de fichiers sont examinés";
    bring(world, ID, "a.wav", wav(100), &[("title", "Une séance")])
        .await
        .shows(503, &[busy, "value=\"Une séance\""]);
    let form = Form::new().text("text", "Mme Douarne. – Bonjour.");
    let answer = Answer::of(world.request(OrganisingStaff, Method::POST, IMPORTS).multipart(form)).await;
    answer.shows(503, &[busy, "Mme Douarne. – Bonjour."]);
    let answer = world.get(OrganisingStaff, preview).await;
    answer.shows(503, &["trop de fichiers sont examinés"]);
    assert_eq!(answer.header("retry-after"), "10");
    let form = Form::new().part("file", Part::bytes(&b"Nom\nDouarne"[..]).file_name("a.csv"));
    let people = world.request(OrganisingStaff, Method::POST, "/montreuvray/people/imports");
    Answer::of(people.multipart(form)).await.shows(503, &[busy]);
    // A request without a file needs no reader.
    let text = [("kind", "other"), ("title", "Un texte"), ("text", "Bonjour.")];
    bring(world, "d2000000-0000-4000-8000-00000000000b", "", "", &text).await.shows(303, &[]);
}

#[actix_web::test]
async fn uploads_are_refused_while_too_many_files_are_read() {
    let world = World::start_with(|config| {
        config.route("/{tenant}/read", web::get().to(read));
    })
    .await;
    let form = Form::new().text("id", ID).text("text", include_str!("../fixtures/minutes/eau.md"));
    let preview = format!("{IMPORTS}/{ID}");
    let answer = Answer::of(world.request(OrganisingStaff, Method::POST, IMPORTS).multipart(form)).await;
    answer.leads_to(&preview);
    let reading = join_all((0..3).map(|_| world.get(OtherAgent, "/montreuvray/read")));
    let others = async {
        refused(&world, &preview).await;
        DONE.store(true, Ordering::SeqCst);
    };
    let (read, ()) = join(reading, others).await;
    assert!(read.iter().all(|it| it.status == 200), "{read:?}");
    bring(&world, ID, "a.wav", wav(100), &[]).await.leads_to(&format!("{DOCUMENTS}/{ID}"));
    world.get(OrganisingStaff, &preview).await.shows(200, &["Importer 3 interventions"]);
    world.end().await;
}
