//! The recording of a hearing beside its record.

use crate::{
    documents::{DOCUMENTS, ID, bring},
    sound::wav,
    world::*,
};

const HEARING: &str = "/montreuvray/series/eau/hearings/1";
const SHOWN: &str = "/montreuvray/series/eau/hearings/1/documents/d2000000-0000-4000-8000-00000000000a";

/// Opens the one closed turn, so that everyone may play the whole recording.
pub async fn open(world: &World) {
    world.sql("update turns set closed = false").await;
}

/// Sets the times of the first two turns.
async fn time(world: &World) {
    world.sql("update turns set starts_ms = 0, ends_ms = 4000 where id = '70000000-0000-4000-8000-000000000001'").await;
    world.sql("update turns set starts_ms = 83200 where id = '70000000-0000-4000-8000-000000000002'").await;
}

#[actix_web::test]
async fn a_recording_plays_beside_a_record_that_has_times() {
    let world = World::start().await;
    open(&world).await;
    bring(&world, ID, "seance.wav", wav(100), &[("kind", "recording")]).await.leads_to(SHOWN);
    world.get(OtherStaff, HEARING).await.hides("class=\"player\"").hides("js/player");
    time(&world).await;
    let page = world.get(OtherStaff, HEARING).await;
    let file = format!("src=\"{SHOWN}/file\"");
    page.shows(200, &["class=\"player\"", "<audio", &file, "/static/js/player."]);
    // Without scripts, the time links to the page of the recording, which starts there.
    let link = format!("href=\"{SHOWN}?t=83.2\" data-from=\"83200\"");
    page.shows(200, &[&link, "data-from=\"0\" data-to=\"4000\"", "Écouter à partir de 01:23"]);
    world.get(OtherStaff, &format!("{SHOWN}?t=83.2")).await.shows(200, &["/file#t=83.2\""]);
    world.get(OtherStaff, &format!("{SHOWN}?t=\"><b>")).await.shows(200, &["/file\""]).hides("<b>");
    assert!(page.header("content-security-policy").contains("media-src 'self';"));
    world.end().await;
}

#[actix_web::test]
async fn a_closed_recording_plays_only_for_those_present() {
    let world = World::start().await;
    open(&world).await;
    time(&world).await;
    let fields = [("kind", "recording"), ("closed", "true"), ("title", "Séance")];
    bring(&world, ID, "seance.wav", wav(100), &fields).await.leads_to(SHOWN);
    world.get(OtherOfficial, HEARING).await.shows(200, &["class=\"player\""]);
    for persona in [OtherStaff, Manager] {
        world.get(persona, HEARING).await.hides("class=\"player\"").hides("class=\"heard\"");
    }
    world.end().await;
}

#[actix_web::test]
async fn only_pages_with_an_external_recording_allow_its_host() {
    let world = World::start().await;
    open(&world).await;
    time(&world).await;
    let address = "https://films.example:8443/conseil/seance.mp4?x=1";
    let fields = [("kind", "recording"), ("title", "Film de la séance"), ("address", address)];
    bring(&world, ID, "", "", &fields).await.leads_to(SHOWN);
    for path in [HEARING, SHOWN] {
        let page = world.get(OtherStaff, path).await;
        page.shows(200, &["preload=\"none\"", "films.example", "seance.mp4?x=1"]);
        assert!(
            page.header("content-security-policy").contains("media-src 'self' https://films.example:8443;")
        );
        assert_eq!(page.header("referrer-policy"), "same-origin");
    }
    for path in [DOCUMENTS, "/montreuvray/series/eau/hearings/2", "/montreuvray"] {
        let page = world.get(OtherStaff, path).await;
        assert!(page.header("content-security-policy").contains("media-src 'self';"), "{path}");
    }
    // An address that is no film or does not use TLS is only a link.
    for other in
        ["https://films.example/page", "http://films.example/seance.mp4", "https://films.example/a.mp4/b"]
    {
        world.sql(&format!("update documents set address = '{other}' where id = '{ID}'")).await;
        let page = world.get(OtherStaff, HEARING).await;
        page.hides("class=\"player\"");
        assert!(page.header("content-security-policy").contains("media-src 'self';"), "{other}");
    }
    world.end().await;
}

#[actix_web::test]
async fn recordings_are_shown_only_where_the_whole_record_is() {
    let world = World::start().await;
    let id = |at: u32| format!("d2000000-0000-4000-8000-00000000002{at}");
    bring(&world, &id(1), "seance.wav", wav(100), &[("kind", "recording")]).await.shows(303, &[]);
    bring(&world, &id(2), "autre.wav", wav(100), &[]).await.shows(303, &[]);
    let fields = [("kind", "broadcast_transcript"), ("title", "À l’antenne"), ("text", "Tout est dit.")];
    bring(&world, &id(3), "", "", &fields).await.shows(303, &[]);
    let film = [("kind", "recording"), ("title", "Film"), ("address", "https://films.example/a.mp4")];
    bring(&world, &id(4), "", "", &film).await.shows(303, &[]);
    let article = [("kind", "press_article"), ("title", "Dans la presse"), ("text", "Il pleut.")];
    bring(&world, &id(5), "", "", &article).await.shows(303, &[]);
    let look = async |persona: Persona, status: u16| {
        for at in 1..5 {
            let path = format!("{DOCUMENTS}/{}", id(at));
            assert_eq!(world.get(persona, &path).await.status, status, "{persona:?} {path}");
        }
        let file = format!("{DOCUMENTS}/{}/file", id(1));
        assert_eq!(world.get(persona, &file).await.status, status, "{persona:?}");
        let list = world.get(persona, DOCUMENTS).await;
        list.shows(200, &["Dans la presse"]);
        assert_eq!(list.body.contains("À l’antenne"), status == 200, "{persona:?}");
    };
    // Turn 3 is closed and audible in the recording.
    look(OtherStaff, 404).await;
    look(OtherOfficial, 200).await;
    look(OrganisingAgent, 200).await;
    world.sql("update turns set removed = true where closed").await;
    look(OtherStaff, 404).await;
    open(&world).await;
    look(OtherStaff, 200).await;
    // Before review, the recording is as hidden as the record.
    world.sql("update hearings set state = 'held'").await;
    look(OtherStaff, 404).await;
    look(OtherOfficial, 404).await;
    look(OrganisingAgent, 200).await;
    world.end().await;
}
