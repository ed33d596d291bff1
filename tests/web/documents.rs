//! Documents of a hearing: upload, description, removal, restoration; who may see them, and how their files
//! are served.

use std::process::Command;

use reqwest::{
    Method,
    multipart::{Form, Part},
};

use crate::{
    pdf::{Pdf, pdf},
    sound::wav,
    world::*,
};

pub const DOCUMENTS: &str = "/montreuvray/series/eau/hearings/1/documents";
pub const ID: &str = "d2000000-0000-4000-8000-00000000000a";
const FILE: &str = "/montreuvray/series/eau/hearings/1/documents/d2000000-0000-4000-8000-00000000000a/file";
const SHOWN: &str = "/montreuvray/series/eau/hearings/1/documents/d2000000-0000-4000-8000-00000000000a";

/// A form with a file and further fields.
pub fn form(id: &str, name: &str, bytes: impl Into<Vec<u8>>, fields: &[(&str, &str)]) -> Form {
    let file = Part::bytes(bytes.into()).file_name(name.to_owned());
    let mut form = Form::new().text("id", id.to_owned());
    if !fields.iter().any(|(name, _)| *name == "kind") {
        form = form.text("kind", "other");
    }
    for (name, value) in fields {
        form = form.text((*name).to_owned(), (*value).to_owned());
    }
    form.part("file", file)
}

pub async fn bring(
    world: &World,
    id: &str,
    name: &str,
    bytes: impl Into<Vec<u8>>,
    fields: &[(&str, &str)],
) -> Answer {
    let request = world.request(OrganisingStaff, Method::POST, DOCUMENTS);
    Answer::of(request.multipart(form(id, name, bytes, fields))).await
}

fn note() -> Vec<u8> {
    pdf(&Pdf { lines: &["La pluie tombe sur la cour."], ..Pdf::default() })
}

#[actix_web::test]
async fn a_pdf_is_uploaded_shown_and_listed_in_the_history() {
    let world = World::start().await;
    bring(&world, ID, "Note de synthèse.pdf", note(), &[("kind", "contribution")]).await.leads_to(SHOWN);
    let page = world.get(OtherOfficial, SHOWN).await;
    page.shows(
        200,
        &["Note de synthèse", "Contribution écrite", "1 page", "Empreinte SHA-256", "Son texte a été relevé"],
    );
    page.hides("/edit\"");
    assert_eq!(
        world.text("select trim(text) from documents where pages = 1").await,
        "La pluie tombe sur la cour."
    );
    world.get(OtherStaff, DOCUMENTS).await.shows(200, &["Note de synthèse", "PDF"]);
    world
        .get(OtherStaff, "/montreuvray/series/eau/hearings/1")
        .await
        .shows(200, &["1 pièce", "Note de synthèse"]);
    let history = world.get(OrganisingOfficial, "/montreuvray/series/eau/hearings/1/history").await;
    history.shows(200, &["Pièce versée", "Note de synthèse", "Thomas Œuvrard"]);
    // The same form sent twice makes one document.
    bring(&world, ID, "Note de synthèse.pdf", note(), &[("kind", "contribution")]).await.leads_to(SHOWN);
    assert_eq!(
        world
            .count("select count(*) from documents where hearing_id = '60000000-0000-4000-8000-000000000001'")
            .await,
        1
    );
    // A new document does not count as an unseen change of the record.
    assert_eq!(world.count("select count(*) from changes where kind = 'document_addition'").await, 1);
    world.end().await;
}

#[actix_web::test]
async fn a_file_is_downloaded_unchanged_under_a_strict_policy() {
    let world = World::start().await;
    // The bidirectional control in it would reverse the rest of the name.
    bring(&world, ID, "Été \"2024\" – \u{202e}note.pdf", note(), &[]).await.leads_to(SHOWN);
    let answer = world.request(OtherAgent, Method::GET, FILE).send().await.unwrap();
    assert_eq!(answer.status(), 200);
    let header = |name: &str| answer.headers().get(name).map_or("", |it| it.to_str().unwrap()).to_owned();
    assert_eq!(header("content-type"), "application/pdf");
    assert_eq!(header("x-content-type-options"), "nosniff");
    assert_eq!(header("content-security-policy"), "sandbox; default-src 'none'");
    assert_eq!(header("cache-control"), "private, no-cache");
    let disposition = header("content-disposition");
    assert!(disposition.starts_with("attachment; filename=\"_t_ _2024_ _ note.pdf\""), "{disposition}");
    assert!(disposition.contains("filename*=UTF-8''%C3%89t%C3%A9"), "{disposition}");
    assert!(!disposition.contains("%E2%80%AE"), "{disposition}");
    // The same holds for a name stored before uploads were cleaned.
    world.sql("update documents set file_name = E'a\\u202Efdp.exe' where media = 'pdf'").await;
    let kept = world.request(OtherAgent, Method::GET, FILE).send().await.unwrap();
    let disposition = kept.headers()["content-disposition"].to_str().unwrap();
    assert!(disposition.ends_with("filename*=UTF-8''afdp.exe.pdf"), "{disposition}");
    let tag = header("etag");
    assert_eq!(tag.len(), 66, "{tag}");
    assert_eq!(answer.bytes().await.unwrap(), note());
    let again =
        world.request(OtherAgent, Method::GET, FILE).header("if-none-match", tag).send().await.unwrap();
    assert_eq!(again.status(), 304);
    // Pages keep their own policy, which allows no other host.
    let page = world.get(OtherAgent, SHOWN).await;
    assert!(page.header("content-security-policy").contains("media-src 'self';"), "{page:?}");
    world.end().await;
}

#[actix_web::test]
async fn a_recording_is_served_by_range() {
    let world = World::start().await;
    crate::recordings::open(&world).await;
    bring(&world, ID, "seance.wav", wav(8000), &[("kind", "recording")]).await.leads_to(SHOWN);
    world.get(OtherAgent, SHOWN).await.shows(200, &["<audio controls", "/file\""]);
    let part = async |range: &str| {
        let request = world.request(OtherAgent, Method::GET, FILE).header("range", range);
        let answer = request.send().await.unwrap();
        let told = answer.headers().get("content-range").map_or("", |it| it.to_str().unwrap()).to_owned();
        (answer.status().as_u16(), told, answer.bytes().await.unwrap().to_vec())
    };
    assert_eq!(part("bytes=0-3").await, (206, "bytes 0-3/8044".into(), b"RIFF".to_vec()));
    assert_eq!(part("bytes=8-11").await, (206, "bytes 8-11/8044".into(), b"WAVE".to_vec()));
    assert_eq!(part("bytes=-2").await, (206, "bytes 8042-8043/8044".into(), vec![128, 128]));
    assert_eq!(part("bytes=9000-").await, (416, "bytes */8044".into(), Vec::new()));
    assert_eq!(part("bytes=0-1,4-5").await.0, 200);
    let stale = world
        .request(OtherAgent, Method::GET, FILE)
        .header("range", "bytes=0-3")
        .header("if-range", "\"old\"");
    assert_eq!(stale.send().await.unwrap().status(), 200);
    world.end().await;
}

#[actix_web::test]
async fn a_press_article_has_a_text_and_a_source() {
    let world = World::start().await;
    let fields = [
        ("kind", "press_article"),
        ("title", "Les cours boiront la pluie"),
        ("source", "L’Écho du Vaulx"),
        ("author", "Garance Thibault"),
        ("day", "30 mai 2024"),
        ("address", "https://echo.example/cours"),
        ("text", "Un premier paragraphe.\n\n<b>Un second</b>."),
    ];
    bring(&world, ID, "", "", &fields).await.leads_to(SHOWN);
    let page = world.get(OtherOfficial, SHOWN).await;
    page.shows(
        200,
        &[
            "L’Écho du Vaulx",
            "Paru le 30 mai 2024",
            "https://echo.example/cours",
            "Un premier paragraphe.</p>",
        ],
    );
    page.hides("<b>Un second</b>").hides("Télécharger");
    world.get(OtherOfficial, FILE).await.shows(404, &[]);
    // An invalid form keeps its input.
    let wrong = [
        ("kind", "press_article"),
        ("title", "Un titre"),
        ("address", "javascript:alert(1)"),
        ("text", "Mots."),
    ];
    let answer = bring(&world, ID, "", "", &wrong).await;
    answer.shows(
        422,
        &["pas une adresse du web", "value=\"javascript:alert(1)\"", "Mots.", "value=\"Un titre\""],
    );
    bring(&world, ID, "", "", &[("title", "Rien")])
        .await
        .shows(422, &["Choisissez un fichier, collez un texte"]);
    world.end().await;
}

#[actix_web::test]
async fn a_removed_document_is_gone_until_it_is_restored_with_its_file() {
    let world = World::start().await;
    bring(&world, ID, "note.pdf", note(), &[]).await.leads_to(SHOWN);
    let removal = format!("{SHOWN}/removal");
    world.post(OrganisingStaff, &removal, &[]).await.leads_to(DOCUMENTS);
    for path in [SHOWN, FILE] {
        world.get(OrganisingStaff, path).await.shows(404, &[]);
    }
    world.get(OtherOfficial, "/montreuvray/series/eau/hearings/1").await.hides("1 pièce");
    world.post(OrganisingStaff, &format!("{SHOWN}/restoration"), &[]).await.leads_to(SHOWN);
    let answer = world.request(OtherOfficial, Method::GET, FILE).send().await.unwrap();
    assert_eq!(answer.bytes().await.unwrap(), note());
    let kinds = "select string_agg(kind, ',' order by id) from changes where kind like 'document%'";
    assert_eq!(world.text(kinds).await, "document_addition,document_removal,document_restoration");
    world.end().await;
}

#[actix_web::test]
async fn a_closed_document_is_not_found_by_those_absent() {
    let world = World::start().await;
    bring(&world, ID, "offre.pdf", note(), &[("closed", "true"), ("title", "Offre confidentielle")])
        .await
        .leads_to(SHOWN);
    // Organisers, and Idriss Lemarchand, who was present.
    for persona in [OrganisingOfficial, OrganisingStaff, OrganisingAgent, OtherOfficial] {
        world.get(persona, SHOWN).await.shows(200, &["Offre confidentielle", "À huis clos : visible"]);
        let file = world.request(persona, Method::GET, FILE).send().await.unwrap();
        assert_eq!(
            (file.status().as_u16(), &file.headers()["cache-control"]),
            (200, &"no-store".parse().unwrap())
        );
        world.get(persona, "/montreuvray/series/eau/hearings/1").await.shows(200, &["1 pièce"]);
    }
    for persona in [OtherStaff, OtherAgent, Manager, Stranger] {
        for path in [SHOWN, FILE] {
            assert_eq!(world.get(persona, path).await.status, 404, "{persona:?} {path}");
        }
    }
    for persona in [OtherStaff, OtherAgent, Manager] {
        world.get(persona, DOCUMENTS).await.shows(200, &["Aucune pièce"]).hides("Offre confidentielle");
        world.get(persona, "/montreuvray/series/eau/hearings/1").await.hides("1 pièce").hides("Offre");
    }
    world.get(Manager, "/montreuvray/audit").await.shows(200, &["versé une pièce"]).hides("Offre");
    // Uploading the same file openly does not reveal the closed document.
    let open = "d2000000-0000-4000-8000-00000000000b";
    bring(&world, open, "note.pdf", note(), &[]).await;
    world.get(OtherStaff, &format!("{DOCUMENTS}/{open}")).await.shows(200, &["note"]).hides("Offre");
    world.end().await;
}

#[actix_web::test]
async fn a_stale_edit_shows_both_descriptions() {
    let world = World::start().await;
    bring(&world, ID, "note.pdf", note(), &[]).await.leads_to(SHOWN);
    let edit = |title, version| [("kind", "slides"), ("title", title), ("version", version)];
    world.post(OrganisingStaff, SHOWN, &edit("Un titre", "1")).await.leads_to(SHOWN);
    let answer = world.post(OrganisingAgent, SHOWN, &edit("Un autre titre", "1")).await;
    answer.shows(
        409,
        &["modifié cette pièce entre-temps", "<dd>Un titre</dd>", "<dd>Un autre titre</dd>", "value=\"2\""],
    );
    world.post(OrganisingAgent, SHOWN, &edit("", "2")).await.shows(422, &["Un titre"]);
    assert_eq!(
        world.text("select title || ' ' || kind || ' ' || text_state from documents where version = 2").await,
        "Un titre slides taken"
    );
    world.end().await;
}

#[actix_web::test]
async fn a_duplicate_file_in_a_hearing_is_reported() {
    let world = World::start().await;
    bring(&world, ID, "note.pdf", note(), &[("title", "La première")]).await.leads_to(SHOWN);
    let second = "d2000000-0000-4000-8000-00000000000b";
    let answer = bring(&world, second, "copie.pdf", note(), &[]).await;
    assert!(answer.cookie("__Host-flash").unwrap().starts_with("done-document-added-again"), "{answer:?}");
    world
        .get(OtherStaff, &format!("{DOCUMENTS}/{second}"))
        .await
        .shows(200, &["aussi versé sous", "La première"]);
    world.end().await;
}

/// The output of `greffe documents check`, and whether it succeeded.
fn check(world: &World, more: &[&str]) -> (String, bool) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_greffe"));
    command.args(["documents", "check", "--database-url", &world.config.database_url]);
    let done = command.args(["--documents", &world.config.documents.place]).args(more).output().unwrap();
    (String::from_utf8_lossy(&done.stdout).into_owned(), done.status.success())
}

#[actix_web::test]
async fn documents_check_finds_damaged_missing_and_orphaned_files() {
    let world = World::start().await;
    bring(&world, ID, "seance.wav", wav(30_000), &[]).await.leads_to(SHOWN);
    let (said, well) = check(&world, &[]);
    assert!(well && said.contains("1 files are as they were brought, 0 are not; 0 left over"), "{said}");
    let folder = std::path::Path::new(&world.config.documents.place)
        .join("aaaaaaaa-0000-4000-8000-000000000000")
        .join(ID);
    let file = std::fs::read_dir(&folder).unwrap().next().unwrap().unwrap().path();
    let name = file.file_name().unwrap().to_string_lossy().into_owned();
    assert!(name.len() == 64 && !name.contains("seance"), "{name}");

    // Bytes without a row, as a crash leaves them, are removed once they are a day old.
    let orphan = folder.join("0".repeat(64));
    std::fs::write(&orphan, b"abc").unwrap();
    assert!(check(&world, &["--sweep"]).0.contains("0 left over"));
    let yesterday = std::time::SystemTime::now() - std::time::Duration::from_secs(100_000);
    std::fs::File::options().write(true).open(&orphan).unwrap().set_modified(yesterday).unwrap();
    let (said, well) = check(&world, &["--sweep"]);
    assert!(well && said.contains("belongs to no document: taken away") && !orphan.exists(), "{said}");
    assert!(check(&world, &["--sweep"]).0.contains("0 left over"));

    // After a sweep against a database of another day, files that belong to documents can be moved back.
    let root = std::path::Path::new(&world.config.documents.place);
    let trash = |it: &std::path::Path| root.join("trash").join(it.strip_prefix(root).unwrap());
    assert_eq!(std::fs::read(trash(&orphan)).unwrap(), b"abc");
    std::fs::File::options().write(true).open(&file).unwrap().set_modified(yesterday).unwrap();
    world.sql(&format!("update documents set id = '{}' where id = '{ID}'", ID.replace('d', "e"))).await;
    assert!(check(&world, &["--sweep"]).0.contains("belongs to no document: taken away"));
    std::fs::rename(trash(&file), &file).unwrap();
    world.sql(&format!("update documents set id = '{ID}' where id = '{}'", ID.replace('d', "e"))).await;
    assert!(check(&world, &["--sweep"]).1);

    // A damaged file is reported, and never served completely.
    let mut bytes = std::fs::read(&file).unwrap();
    bytes[100] ^= 1;
    std::fs::write(&file, bytes).unwrap();
    let (said, well) = check(&world, &[]);
    assert!(!well && said.contains("is damaged"), "{said}");
    let whole = match world.request(OtherOfficial, Method::GET, FILE).send().await {
        Ok(answer) => answer.bytes().await.is_ok(),
        Err(_) => false,
    };
    assert!(!whole, "a damaged file was served completely");
    std::fs::remove_file(&file).unwrap();
    assert!(check(&world, &[]).0.contains("is missing"));
    world.get(OtherOfficial, FILE).await.shows(500, &[]);
    world.get(OtherOfficial, SHOWN).await.shows(200, &["seance"]);
    world.end().await;
}

#[actix_web::test]
async fn unknown_and_repeated_form_fields_are_refused() {
    let world = World::start().await;
    for (fields, files) in [(&[("more", "1")][..], 0), (&[("title", "A"), ("title", "B")], 0), (&[], 1)] {
        let mut form = form(ID, "note.pdf", note(), fields);
        for _ in 0..files {
            form = form.part("file", Part::bytes(note()).file_name("autre.pdf"));
        }
        let request = world.request(OrganisingStaff, Method::POST, DOCUMENTS);
        Answer::of(request.multipart(form)).await.shows(400, &[]);
    }
    assert_eq!(world.count(&format!("select count(*) from documents where id = '{ID}'")).await, 0);
    world.end().await;
}

#[actix_web::test]
async fn a_form_resent_with_other_content_is_a_conflict() {
    let world = World::start().await;
    bring(&world, ID, "note.pdf", note(), &[("title", "Note")]).await.leads_to(SHOWN);
    bring(&world, ID, "note.pdf", note(), &[("title", "Note")]).await.leads_to(SHOWN);
    let says = "n’est pas celle-ci";
    let other = bring(&world, ID, "note.wav", wav(100), &[("title", "Note")]).await;
    other.shows(409, &[says, "value=\"Note\""]).hides(ID);
    bring(&world, ID, "note.pdf", note(), &[("title", "Autre")]).await.shows(409, &[says]);
    world.post(OrganisingStaff, &format!("{SHOWN}/removal"), &[]).await.leads_to(DOCUMENTS);
    bring(&world, ID, "note.pdf", note(), &[("title", "Note")]).await.shows(409, &[says]);
    assert_eq!(world.count("select count(*) from documents where media is not null").await, 1);
    world.end().await;
}
