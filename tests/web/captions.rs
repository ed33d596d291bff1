//! Imports of timed texts: the times are stored and follow the text.

use std::process::Command;

use reqwest::{
    Method,
    multipart::{Form, Part},
};

use crate::world::{Answer, OrganisingStaff, World};

const IMPORTS: &str = "/montreuvray/series/eau/imports";
const ID: &str = "12345678-0000-4000-8000-00000000000c";
const PREVIEW: &str = "/montreuvray/series/eau/imports/12345678-0000-4000-8000-00000000000c";
const FOURTH: &str = "/montreuvray/series/eau/hearings/4";
const CAPTIONS: &[u8] = include_bytes!("../fixtures/captions/seance.vtt");
const PAGE: &[u8] = include_bytes!("../fixtures/captions/page.txt");
const SAMPLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/samples/broadcast-transcript.txt");

/// The file name suggests another format, but the content decides.
async fn upload(world: &World, bytes: impl Into<Vec<u8>>) -> Answer {
    let file = Part::bytes(bytes.into()).file_name("notes.docx");
    let form = Form::new().text("id", ID).text("text", "").part("file", file);
    Answer::of(world.request(OrganisingStaff, Method::POST, IMPORTS).multipart(form)).await
}

async fn confirm(world: &World) -> Answer {
    let form = [("number", "4"), ("title", "Le port"), ("day", "4 juin 2024"), ("time", ""), ("place", "")];
    world.post(OrganisingStaff, &format!("{PREVIEW}/confirmation"), &form).await
}

/// Number, text, times and cues of each turn of hearing 4, in order.
async fn times(world: &World) -> String {
    let sql = "select string_agg(concat_ws('|', t.number, left(t.text, 6), t.starts_ms, t.ends_ms, t.cues), E'\n' order by t.position)
                 from turns t join hearings h on h.id = t.hearing_id where h.number = 4 and not t.removed";
    world.text(sql).await
}

#[actix_web::test]
async fn captions_are_imported_with_their_times() {
    let world = World::start().await;
    upload(&world, CAPTIONS).await.leads_to(PREVIEW);
    let preview = world.get(OrganisingStaff, PREVIEW).await;
    preview.shows(
        200,
        &[
            "4 interventions, aucune note, 2 personnes.",
            "#4<small>00:07</small>",
            "Lien vers l’intervention 4, 00:07\"",
            "si a &lt; b * 2",
            "Le titre est introuvable",
        ],
    );
    confirm(&world).await.leads_to(FOURTH);
    world.get(OrganisingStaff, FOURTH).await.shows(200, &["#1<small>00:01</small>", "Ève Marand"]);
    assert_eq!(
        times(&world).await,
        "1|Bonsoi|1000|4000|[[0, 1000]]\n2|Merci.|4500|7000|[[0, 4500]]\n3|Je vou|4500|7000|[[0, 4500]]\n\
         4|Le qua|7000|18000|[[0, 7000], [17, 9000], [60, 15000]]"
    );
    let kept = "select count(*) from turns t join hearings h on h.id = t.hearing_id
                 where h.number = 4 and t.provenance = 'machine' and t.attendance_id is not null";
    assert_eq!(world.count(kept).await, 4);
    let source = "select count(*) from imports where convert_from(source, 'UTF8') like 'WEBVTT%'";
    assert_eq!(world.count(source).await, 1);
    world.end().await;
}

#[actix_web::test]
async fn times_move_with_the_text_and_are_restored_with_it() {
    let world = World::start().await;
    upload(&world, CAPTIONS).await.leads_to(PREVIEW);
    confirm(&world).await.leads_to(FOURTH);
    let before = times(&world).await;
    let undo = |done: &Answer| {
        let flash = done.cookie("__Host-flash").expect("a message after the change");
        flash.split_once('|').expect("a change that can be undone").1.to_owned()
    };

    let parts = "Hélas, le quai s’use, si a < b \\* 2,\r\n---\r\nil faut l’an prochain…\r\n\r\n… le refaire.";
    let divide = [("version", "1"), ("text", parts), ("speaker", "")];
    let done = world.post(OrganisingStaff, &format!("{FOURTH}/turns/4/partition"), &divide).await;
    let after = times(&world).await;
    let expected = "4|Hélas,|7000|9000|[[0, 7000], [25, 9000]]\n5|il fau|9000|18000|[[28, 15000]]";
    assert!(after.ends_with(expected), "{after}");
    world.post(OrganisingStaff, &undo(&done), &[]).await;
    assert_eq!(times(&world).await, before);

    let done = world.post(OrganisingStaff, &format!("{FOURTH}/turns/4/removal"), &[]).await;
    world.post(OrganisingStaff, &undo(&done), &[]).await;
    world.sql("update turns set attendance_id = null where number in (2, 3) and starts_ms is not null").await;
    let done = world.post(OrganisingStaff, &format!("{FOURTH}/turns/3/merger"), &[]).await;
    let after = times(&world).await;
    assert!(after.contains("2|Merci.|4500|7000|[[0, 4500], [33, 4500]]\n4|"), "{after}");
    world.post(OrganisingStaff, &undo(&done), &[]).await;
    assert_eq!(times(&world).await, before);
    world.end().await;
}

#[actix_web::test]
async fn captions_propose_the_people_they_name() {
    let world = World::start().await;
    upload(&world, PAGE).await.leads_to(PREVIEW);
    world.get(OrganisingStaff, PREVIEW).await.shows(
        200,
        &[
            "1 intervention, aucune note, 4 personnes.",
            "Nouvelles dans l’annuaire <span class=\"count\">4</span>",
            "<bdi>Paul de la Vesle</bdi>",
            "<bdi>Port de Morvence</bdi>",
            "value=\"4 juin 2024\"",
            "00:04 – «\u{a0}Marandalle\u{a0}» s’écrit presque comme Ève Marandal",
        ],
    );
    world.end().await;
}

#[actix_web::test]
async fn an_unreadable_file_is_not_stored() {
    let world = World::start().await;
    upload(&world, *b"{\"segments\": [{").await.shows(422, &["incomplet ou endommagé", "type=\"file\""]);
    upload(&world, *b"{\"cues\": []}").await.shows(415, &["d’un genre inconnu"]);
    upload(&world, *b"PK\x03\x04....").await.shows(422, &["incomplet ou endommagé"]);
    assert_eq!(world.count("select count(*) from imports").await, 1);
    world.end().await;
}

/// Acceptance test of the command line. Runs where the broadcast sample is available.
#[test]
fn the_command_line_prints_the_broadcast_with_its_times() {
    if !std::path::Path::new(SAMPLE).exists() {
        return;
    }
    let output =
        Command::new(env!("CARGO_BIN_EXE_greffe")).args(["import", "--dry-run", "--json", SAMPLE]).output();
    let output = output.expect("greffe runs");
    let read: serde_json::Value = serde_json::from_slice(&output.stdout).expect("one JSON object");
    let turns = read["turns"].as_array().unwrap();
    let cues: usize = turns.iter().map(|turn| turn["cues"].as_array().unwrap().len()).sum();
    assert_eq!((cues, turns[0]["start"].as_i64()), (1017, Some(0)));
    assert_eq!(read["attendances"].as_array().unwrap().len(), 5);
    assert!(read["warnings"].as_array().unwrap().iter().any(|it| it["code"] == "near_name"));
}
