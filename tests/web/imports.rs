//! Imports of minutes: a preview that writes nothing, and one confirmation that writes everything.

use std::{collections::BTreeSet, process::Command};

use reqwest::{
    Method,
    multipart::{Form, Part},
};
use sha2::{Digest as _, Sha256};

use crate::world::{Answer, OrganisingStaff, OtherStaff, World};

const IMPORTS: &str = "/montreuvray/series/eau/imports";
const ID: &str = "12345678-0000-4000-8000-00000000000a";
const PREVIEW: &str = "/montreuvray/series/eau/imports/12345678-0000-4000-8000-00000000000a";
const LEMARCHAND: &str = "d0000000-0000-4000-8000-000000000002";
const MINUTES: &str = include_str!("../fixtures/minutes/eau.md");
const SAMPLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/samples/audition-06-minutes.txt");

async fn send(world: &World, form: Form) -> Answer {
    Answer::of(world.request(OrganisingStaff, Method::POST, IMPORTS).multipart(form)).await
}

async fn upload(world: &World, bytes: impl Into<Vec<u8>>) -> Answer {
    let file = Part::bytes(bytes.into()).file_name("audition-4.md");
    send(world, Form::new().text("id", ID).text("text", "").part("file", file)).await
}

async fn confirm(world: &World, more: &[(&str, &str)]) -> Answer {
    let mut form = vec![
        ("number", "4"),
        ("title", "Ce que boit une cour"),
        ("day", "11 juin 2024"),
        ("time", ""),
        ("place", ""),
    ];
    form.extend(more);
    world.post(OrganisingStaff, &format!("{PREVIEW}/confirmation"), &form).await
}

#[actix_web::test]
async fn minutes_are_previewed_and_confirmed_once() {
    let world = World::start().await;
    upload(&world, MINUTES).await.leads_to(PREVIEW);
    // The same form sent twice stores one text.
    upload(&world, MINUTES).await.leads_to(PREVIEW);
    // The whole page is in snapshots/.
    let preview = world.get(OrganisingStaff, PREVIEW).await;
    preview.shows(
        200,
        &[
            "C’est Idriss Lemarchand, de l’annuaire",
            "<em>mille mètres carrés</em>",
            "&lt;script&gt;alert(1)",
            "Importer 3 interventions",
        ],
    );
    preview.hides("<script>alert");
    assert_eq!(world.count("select count(*) from hearings where number = 4").await, 0);
    assert_eq!(world.count("select count(*) from people").await, 5);

    // A person whose name is only similar is never chosen silently.
    confirm(&world, &[]).await.shows(422, &["Dites qui est chaque personne à vérifier.", "11 juin 2024"]);
    let (first, second) = tokio::join!(
        confirm(&world, &[("person-2", LEMARCHAND)]),
        confirm(&world, &[("person-2", LEMARCHAND)])
    );
    first.leads_to("/montreuvray/series/eau/hearings/4");
    second.leads_to("/montreuvray/series/eau/hearings/4");

    let facts = world
        .text(
            "select concat_ws('|', h.state, h.day,
                    (select count(*) from attendances a where a.hearing_id = h.id),
                    (select string_agg(t.number || ':' || coalesce(a.name, '?') || ':' || t.provenance, ' ' order by t.number)
                       from turns t left join attendances a on a.id = t.attendance_id where t.hearing_id = h.id),
                    (select string_agg((n ->> 0) || (n ->> 1), ' ') from turns t, jsonb_array_elements(t.footnotes) n
                      where t.hearing_id = h.id))
               from hearings h where number = 4",
        )
        .await;
    assert_eq!(
        facts,
        "held|2024-06-11|4|1:Solène KERVADEC:imported 2:Idriss LEMARCHAN:imported 3:?:imported|1<https://exemple.example/pluie>"
    );
    // Two new people with their positions, one new outside organisation; the known group is linked.
    assert_eq!(world.count("select count(*) from people").await, 7);
    assert_eq!(
        world
            .text("select string_agg(name, ',' order by name) from bodies where kind = 'organisation'")
            .await,
        "Bureau d'études Ruissel,Syndicat des eaux du Vaulx"
    );
    let frozen = "select a.title || '/' || a.body_name || '/' || b.name from attendances a join bodies b on b.id = a.body_id
                   where a.person_id = 'd0000000-0000-4000-8000-000000000002' and a.name = 'Idriss LEMARCHAN'";
    assert_eq!(world.text(frozen).await, "Conseiller municipal/Groupe Ecologie citoyenne/Écologie citoyenne");
    assert_eq!(world.count("select count(*) from changes where kind = 'import'").await, 1);
    world.get(OrganisingStaff, PREVIEW).await.shows(200, &["Cet import est confirmé."]);
    world.end().await;
}

#[actix_web::test]
async fn an_import_fills_a_planned_hearing_and_never_replaces_a_record() {
    let world = World::start().await;
    upload(&world, MINUTES).await.leads_to(PREVIEW);
    let answer = confirm(&world, &[("person-2", "new"), ("number", "1")]).await;
    answer.shows(422, &["L’audition nº 1 a déjà un compte rendu", "value=\"Ce que boit une cour\""]);
    world.sql("update hearings set state = 'cancelled' where number = 3").await;
    let answer = confirm(&world, &[("person-2", "new"), ("number", "3")]).await;
    answer.shows(422, &["L’audition nº 3 est annulée, ou déjà en relecture."]);
    world.sql("update hearings set state = 'planned' where number = 3").await;
    let answer = confirm(&world, &[("person-2", "new"), ("number", "2")]).await;
    answer.shows(422, &["L’audition nº 2 a déjà un compte rendu"]);
    confirm(&world, &[("person-2", "new"), ("number", "3")])
        .await
        .leads_to("/montreuvray/series/eau/hearings/3");
    assert_eq!(
        world.text("select title || ' ' || state || ' ' || version from hearings where number = 3").await,
        "Ce que boit une cour held 2"
    );
    assert_eq!(world.count("select count(*) from people where name_key = 'idriss lemarchan'").await, 1);
    world.end().await;
}

#[actix_web::test]
async fn an_import_remembers_its_hearing() {
    let world = World::start().await;
    world.sql("delete from turns where hearing_id = '60000000-0000-4000-8000-000000000002'").await;
    let hearing = world.get(OrganisingStaff, "/montreuvray/series/eau/hearings/2").await;
    hearing.shows(200, &["/imports/new?hearing=2"]);
    let form = world.get(OrganisingStaff, &format!("{IMPORTS}/new?hearing=2")).await;
    form.shows(200, &["name=\"hearing\" value=\"2\"", "data-draft=\"/series/eau/imports/new?hearing=2\""]);
    let preview = format!("{PREVIEW}?hearing=2");
    let typed = Form::new().text("id", ID).text("hearing", "2").text("text", MINUTES);
    send(&world, typed).await.leads_to(&preview);
    let warning = "pour l’audition nº\u{a0}2, mais ce texte porte le nº\u{a0}4";
    world.get(OrganisingStaff, &preview).await.shows(200, &[warning, "name=\"number\" value=\"2\""]);
    confirm(&world, &[("hearing", "2")]).await.shows(422, &[warning]);
    for other in [PREVIEW.to_owned(), format!("{PREVIEW}?hearing=4"), format!("{PREVIEW}?hearing=x")] {
        world.get(OrganisingStaff, &other).await.shows(200, &["value=\"4\""]).hides("mais ce texte porte");
    }
    world.end().await;
}

/// The hearing is either cancelled or has a record, never both.
#[actix_web::test]
async fn a_hearing_with_a_concurrent_import_is_not_cancelled() {
    let world = World::start().await;
    upload(&world, MINUTES).await.leads_to(PREVIEW);
    world.sql("update hearings set state = 'held' where number = 3").await;
    let third = "/montreuvray/series/eau/hearings/3/cancellation";
    let (imported, cancelled) = tokio::join!(
        confirm(&world, &[("person-2", "new"), ("number", "3")]),
        world.post(OrganisingStaff, third, &[])
    );
    let kept = world
        .text(
            "select h.state || ' ' || count(t.id) from hearings h left join turns t on t.hearing_id = h.id
              where h.number = 3 group by h.id, h.state",
        )
        .await;
    let outcome = (imported.status, cancelled.status, kept.as_str());
    assert!(matches!(outcome, (303, 409, "held 3") | (422, 303, "cancelled 0")), "{outcome:?}");
    world.end().await;
}

#[actix_web::test]
async fn an_unreadable_document_is_refused_with_a_reason() {
    let world = World::start().await;
    upload(&world, *b"\xff\xfeA\0").await.shows(400, &["n’est pas du texte en UTF-8", "type=\"file\""]);
    upload(&world, *b"a\0b").await.shows(422, &["un caractère nul"]);
    send(&world, Form::new().text("text", " ")).await.shows(422, &["Choisissez un fichier, ou collez"]);
    let both =
        Form::new().text("text", "Mots collés").part("file", Part::bytes(b"b".to_vec()).file_name("b"));
    send(&world, both).await.shows(422, &["gardez l’un des deux", "Mots collés</textarea>"]);
    upload(&world, vec![b'a'; 8 * 1024 * 1024 + 100_000]).await.shows(413, &["trop volumineux"]);
    let pasted = send(&world, Form::new().text("id", ID).text("text", "Deux mots.")).await;
    pasted.leads_to(PREVIEW);
    world.get(OrganisingStaff, PREVIEW).await.shows(200, &["La date est introuvable", "value=\"4\""]);
    world.get(OtherStaff, PREVIEW).await.shows(403, &[]).hides("Deux mots");
    assert_eq!(world.count("select count(*) from imports").await, 2);
    world.end().await;
}

/// Acceptance test of the importer. Runs where the sample is available.
#[actix_web::test]
async fn the_sample_is_imported_completely() {
    let Ok(sample) = std::fs::read(SAMPLE) else { return };
    let world = World::start().await;
    upload(&world, sample).await.leads_to(PREVIEW);
    world.get(OrganisingStaff, PREVIEW).await.shows(200, &["37 interventions, 11 notes, 13 personnes."]);
    let form = [("number", "6"), ("title", "L'IA"), ("day", "3/4/2024")];
    world
        .post(OrganisingStaff, &format!("{PREVIEW}/confirmation"), &form)
        .await
        .leads_to("/montreuvray/series/eau/hearings/6");
    let counts = world
        .text(
            "select concat_ws(' ', count(*), count(distinct attendance_id),
                    (select count(*) from attendances a where a.hearing_id = h.id),
                    (select sum(jsonb_array_length(t.footnotes)) from turns t where t.hearing_id = h.id))
               from turns t join hearings h on h.id = t.hearing_id where h.number = 6 group by h.id",
        )
        .await;
    assert_eq!(counts, "37 6 13 11");
    world.get(OrganisingStaff, "/montreuvray/series/eau/hearings/6").await.shows(200, &["id=\"t37\""]);
    world.end().await;
}

/// Acceptance test of the command line on the same sample. The title is compared by its hash, since the
/// text is not ours to publish.
#[test]
fn the_sample_is_printed_completely() {
    if !std::path::Path::new(SAMPLE).exists() {
        return;
    }
    let (done, printed, _) = greffe(&["import", "--dry-run", "--json", SAMPLE]);
    let minutes: serde_json::Value = serde_json::from_str(&printed).expect("one JSON object");
    assert!(done);
    let keys = |it: &serde_json::Value| it.as_object().unwrap().keys().cloned().collect::<BTreeSet<_>>();
    let named = |names: &[&str]| names.iter().map(|it| (*it).to_owned()).collect::<BTreeSet<_>>();
    let parts = ["series", "number", "title", "date", "attendances", "turns", "warnings"];
    assert_eq!(keys(&minutes), named(&parts));
    assert_eq!(keys(&minutes["attendances"][0]), named(&["name", "category", "title", "body"]));
    assert_eq!(keys(&minutes["turns"][0]), named(&["speaker", "label", "text", "footnotes"]));
    assert_eq!((minutes["number"].as_i64(), minutes["date"].as_str()), (Some(6), Some("2024-04-03")));
    let title = Sha256::digest(minutes["title"].as_str().unwrap());
    let title: String = title.iter().map(|byte| format!("{byte:02x}")).collect();
    assert_eq!(title, "0ebf37407f4f3d835b58f70adcf68bbdf5b7c1e4ba9a66a4d05c602612b7d776");
}

fn greffe(arguments: &[&str]) -> (bool, String, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_greffe")).args(arguments).output().expect("greffe runs");
    let text = |bytes| String::from_utf8(bytes).expect("text");
    (output.status.success(), text(output.stdout), text(output.stderr))
}

#[test]
fn the_command_line_prints_the_minutes_it_reads() {
    let file = "tests/fixtures/minutes/eau.md";
    let (done, printed, _) = greffe(&["import", "--dry-run", "--json", file]);
    let minutes: serde_json::Value = serde_json::from_str(&printed).expect("one JSON object");
    assert!(done);
    assert_eq!(minutes["number"], 4);
    assert_eq!(minutes["date"], "2024-06-11");
    assert_eq!(minutes["turns"][0]["speaker"], "Solène KERVADEC");
    assert_eq!(minutes["turns"][0]["footnotes"][0]["marker"], "1");
    let (done, printed, said) = greffe(&["import", "--dry-run", file, "/nowhere.txt"]);
    assert!(!done && printed.contains("Ce que boit une cour") && said.contains("/nowhere.txt"));
}

#[actix_web::test]
async fn an_import_from_the_command_line_is_listed_and_undone_on_the_web() {
    let world = World::start().await;
    let url = world.config.database_url.clone();
    let import = move |series: &str| {
        let place = ["import", "--tenant", "montreuvray", "--series", series, "--database-url", &url];
        greffe(&[&place[..], &["tests/fixtures/minutes/eau.md"]].concat())
    };
    let (done, said, _) = import("eau");
    assert!(done && said.contains("hearing 4, 3 turns, 4 present"), "{said}");
    assert!(said.contains("added Idriss LEMARCHAN, although the directory has Idriss Lemarchand"), "{said}");
    let (done, _, said) = import("eau");
    assert!(!done && said.contains("has a record already"), "{said}");
    assert!(!import("nulle-part").0);
    assert_eq!(
        world
            .count("select count(*) from turns t join hearings h on h.id = t.hearing_id where h.number = 4")
            .await,
        3
    );
    assert_eq!(world.text("select actor from changes where kind = 'import'").await, "greffe import");
    let list = world.get(OrganisingStaff, "/montreuvray/series/eau/imports").await;
    list.shows(200, &["eau.md", "Ligne de commande", "Annuler l’import"]);
    let id = world.text("select id::text from imports where file_name = 'eau.md'").await;
    let preview = format!("/montreuvray/series/eau/imports/{id}");
    world.post(OrganisingStaff, &format!("{preview}/reversal"), &[]).await.leads_to(&preview);
    assert_eq!(world.count("select count(*) from hearings where number = 4").await, 0);
    world.get(OrganisingStaff, &preview).await.shows(200, &["eau.md", "Ce que boit une cour"]);
    world.end().await;
}

#[actix_web::test]
async fn an_import_keeps_the_planned_time_and_place() {
    let world = World::start().await;
    let planned =
        "update hearings set day = '2024-06-11', starts_at = '2024-06-11 12:30Z', place = 'Salle haute'";
    world.sql(&format!("{planned} where number = 3")).await;
    let url = world.config.database_url.clone();
    let file = std::env::temp_dir().join(format!("greffe-import-{}.txt", uuid::Uuid::new_v4()));
    let text =
        "AUDITION #3\n\nCe que boit une cour\n\n11 juin 2024\n\nIntervention de Solène KERVADEC\n\nIl pleut.";
    std::fs::write(&file, text).unwrap();
    let place = ["import", "--tenant", "montreuvray", "--series", "eau", "--database-url", &url];
    let (done, said, _) = greffe(&[&place[..], &[file.to_str().unwrap()]].concat());
    std::fs::remove_file(file).unwrap();
    assert!(done, "{said}");
    let kept =
        "select concat_ws('|', starts_at at time zone 'UTC', place, state) from hearings where number = 3";
    assert_eq!(world.text(kept).await, "2024-06-11 12:30:00|Salle haute|held");
    world.end().await;
}

#[actix_web::test]
async fn an_import_can_be_undone_until_its_record_changes() {
    let world = World::start().await;
    upload(&world, MINUTES).await.leads_to(PREVIEW);
    let undo = format!("{PREVIEW}/reversal");
    let turns =
        "select count(*)::text from turns t join hearings h on h.id = t.hearing_id where h.number = 4";

    let flash = confirm(&world, &[("person-2", LEMARCHAND)]).await.cookie("__Host-flash").expect("a message");
    assert_eq!(flash, format!("done-minutes-imported|{undo}"));
    assert_eq!(world.text(turns).await, "3");
    assert_eq!(world.post(OtherStaff, &undo, &[]).await.status, 403);
    world.post(OrganisingStaff, &undo, &[]).await.leads_to(PREVIEW);
    assert_eq!(world.text(turns).await, "0");
    // A second undo does nothing, and the document can be confirmed again.
    world.post(OrganisingStaff, &undo, &[]).await.leads_to(PREVIEW);
    confirm(&world, &[("person-2", LEMARCHAND)]).await.leads_to("/montreuvray/series/eau/hearings/4");
    assert_eq!(world.text(turns).await, "3");

    let removal = "/montreuvray/series/eau/hearings/4/turns/2/removal";
    assert_eq!(world.post(OrganisingStaff, removal, &[("version", "2")]).await.status, 303);
    assert_eq!(world.post(OrganisingStaff, &undo, &[]).await.status, 409);
    assert_eq!(world.text(turns).await, "3");
    world.end().await;
}

#[actix_web::test]
async fn a_person_of_the_minutes_can_be_left_out() {
    let world = World::start().await;
    upload(&world, MINUTES).await.leads_to(PREVIEW);
    let choices = [("person-0", "none"), ("person-1", "none"), ("person-2", "none")];
    confirm(&world, &choices).await.leads_to("/montreuvray/series/eau/hearings/4");
    let kept = "select concat_ws('|', (select string_agg(name, ',' order by position) from attendances where hearing_id = h.id),
                                      (select count(*) from turns where hearing_id = h.id and attendance_id is null))
                  from hearings h where number = 4";
    assert_eq!(world.text(kept).await, "Clothilde D'ARVIEUX|3");
    // Neither the people left out nor those they represented enter the directory.
    assert_eq!(world.count("select count(*) from people").await, 6);
    assert_eq!(world.count("select count(*) from bodies where kind = 'organisation'").await, 1);
    world.end().await;
}

#[actix_web::test]
async fn missing_values_come_from_the_planned_hearing() {
    let world = World::start().await;
    world.sql("update hearings set title = 'Le prix de l’eau', day = '2024-06-20', starts_at = '2024-06-20 12:30Z', place = 'Salle haute' where number = 3").await;
    let text = "Intervention de Solène KERVADEC\n\nIl pleut.";
    let form = Form::new().text("id", ID).text("text", text).text("hearing", "3");
    send(&world, form).await.leads_to(&format!("{PREVIEW}?hearing=3"));
    let preview = world.get(OrganisingStaff, &format!("{PREVIEW}?hearing=3")).await;
    preview.shows(
        200,
        &[
            "value=\"Le prix de l’eau\"",
            "value=\"20 juin 2024\"",
            "value=\"Salle haute\"",
            "14\u{a0}h\u{a0}30",
        ],
    );
    // A day in the future is refused.
    confirm(&world, &[("day", "3 mars 2199")]).await.shows(422, &["Ce jour est à venir"]);
    world.end().await;
}
