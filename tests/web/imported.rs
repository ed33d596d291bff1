//! Imports of documents: word processors, PDF, XML, and hostile files that the server must survive.

use std::{
    io::{Cursor, Write as _},
    process::{Command, Stdio},
};

use reqwest::{
    Method,
    multipart::{Form, Part},
};
use zip::{ZipWriter, write::SimpleFileOptions};

use crate::{
    pdf::{Pdf, pdf},
    world::{Answer, OrganisingStaff, World},
};

const IMPORTS: &str = "/montreuvray/series/eau/imports";
const ID: &str = "12345678-0000-4000-8000-00000000000b";
const PREVIEW: &str = "/montreuvray/series/eau/imports/12345678-0000-4000-8000-00000000000b";

async fn upload(world: &World, name: &str, bytes: impl Into<Vec<u8>>) -> Answer {
    let file = Part::bytes(bytes.into()).file_name(name.to_owned());
    let form = Form::new().text("id", ID).text("text", "").part("file", file);
    Answer::of(world.request(OrganisingStaff, Method::POST, IMPORTS).multipart(form)).await
}

pub fn archive(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

pub fn docx(paragraphs: &[&str]) -> Vec<u8> {
    let paragraph = |text: &&str| format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>");
    let body: String = paragraphs.iter().map(paragraph).collect();
    let space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
    let text = format!("<w:document xmlns:w=\"{space}\"><w:body>{body}</w:body></w:document>");
    archive(&[("word/document.xml", text.as_bytes())])
}

/// A part that decompresses to a thousand times its size.
pub fn bomb() -> Vec<u8> {
    archive(&[("word/document.xml", &vec![b' '; 64 * 1024 * 1024])])
}

/// Two entries of the central directory refer to the same bytes.
pub fn overlapping() -> Vec<u8> {
    let mut bytes = archive(&[("word/document.xml", b"<a/>"), ("word/documents.xml", b"<a/>")]);
    let entries: Vec<usize> = (0..bytes.len()).filter(|at| bytes[*at..].starts_with(b"PK\x01\x02")).collect();
    let place = bytes[entries[0] + 42..entries[0] + 46].to_vec();
    bytes[entries[1] + 42..entries[1] + 46].copy_from_slice(&place);
    bytes
}

const LAUGHS: &str = "<?xml version=\"1.0\"?><!DOCTYPE l [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\">\
                      <!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;\">]><akomaNtoso><debate>&c;</debate></akomaNtoso>";

const RECORD: [&str; 5] = [
    "AUDITION #4",
    "Ce que boit une cour",
    "11 juin 2024",
    "Intervention de Solène KERVADEC",
    "La cour boit mille litres.",
];

#[actix_web::test]
async fn a_word_document_becomes_a_hearing() {
    let world = World::start().await;
    upload(&world, "audition-4.docx", docx(&RECORD)).await.leads_to(PREVIEW);
    let texts = ["audition-4.docx", "value=\"Ce que boit une cour\"", "La cour boit mille litres."];
    world.get(OrganisingStaff, PREVIEW).await.shows(200, &texts);
    world.end().await;
}

#[actix_web::test]
async fn sections_of_a_debate_become_sections_of_the_record() {
    let world = World::start().await;
    let debate = "<akomaNtoso><debate><meta><references><TLCPerson id=\"k\" showAs=\"Solène Kervadec\"/></references></meta>\
        <preface><docNumber>4</docNumber><docTitle>Ce que boit une cour</docTitle><docDate date=\"2024-06-11\">11 juin</docDate></preface>\
        <debateBody><debateSection><heading>La pluie</heading><speech by=\"#k\"><p>Il pleut.</p></speech></debateSection></debateBody></debate></akomaNtoso>";
    upload(&world, "debat.xml", debate).await.leads_to(PREVIEW);
    world.get(OrganisingStaff, PREVIEW).await.shows(200, &["<h3 class=\"part\">La pluie</h3>", "Il pleut."]);
    let form = [("number", "4"), ("title", "Ce que boit une cour"), ("day", "11 juin 2024")];
    let answer = world.post(OrganisingStaff, &format!("{PREVIEW}/confirmation"), &form).await;
    answer.leads_to("/montreuvray/series/eau/hearings/4");
    let section = "select t.section || ':' || t.section_title from turns t join hearings h on h.id = t.hearing_id where h.number = 4";
    assert_eq!(world.text(section).await, "titled:La pluie");
    world.end().await;
}

#[actix_web::test]
async fn a_pdf_becomes_a_hearing() {
    let world = World::start().await;
    let record = [
        "AUDITION #4",
        "Ce que boit une cour",
        "11 juin 2024",
        "",
        "Intervention de Paul VESLE",
        "",
        "Il pleut.",
    ];
    upload(&world, "audition-4.pdf", pdf(&Pdf { lines: &record, ..Pdf::default() })).await.leads_to(PREVIEW);
    let texts = ["audition-4.pdf", "value=\"Ce que boit une cour\"", "Il pleut."];
    world.get(OrganisingStaff, PREVIEW).await.shows(200, &texts);
    world.end().await;
}

#[actix_web::test]
async fn hostile_files_are_refused() {
    let world = World::start().await;
    let mut locked = docx(&RECORD);
    let directory = (0..locked.len()).find(|at| locked[*at..].starts_with(b"PK\x01\x02")).unwrap();
    locked[directory + 8] |= 1;
    let nested = Pdf { lines: &["Voir les pieces."], attached: Some("annexe.pdf"), ..Pdf::default() };
    let whole = pdf(&Pdf { lines: &["Mots"], ..Pdf::default() });
    let cases: [(&str, Vec<u8>, u16, &str); 12] = [
        ("bombe.docx", bomb(), 413, "un élément trop lourd"),
        ("double.docx", overlapping(), 422, "incomplet ou endommagé"),
        ("serrure.docx", locked, 422, "protégé par un mot de passe"),
        ("rires.xml", LAUGHS.into(), 422, "ses propres entités"),
        ("rires.docx", archive(&[("word/document.xml", LAUGHS.as_bytes())]), 422, "ses propres entités"),
        ("serrure.pdf", pdf(&Pdf { lines: &["Mots"], locked: true, ..Pdf::default() }), 422, "mot de passe"),
        ("coupe.pdf", whole[..60].to_vec(), 422, "incomplet ou endommagé"),
        ("scan.pdf", pdf(&Pdf::default()), 422, "que des images de pages"),
        ("dossier.pdf", pdf(&nested), 422, "en contient d’autres"),
        // Misleading names: a spreadsheet, an old image format, an old document format.
        ("minutes.docx", archive(&[("xl/workbook.xml", b"<a/>")]), 415, "d’un genre inconnu"),
        (
            "minutes.txt",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old".to_vec(),
            415,
            "d’un ancien traitement de texte",
        ),
        ("minutes.odt", b"\x89PNG\r\n\x1a\n\xff".to_vec(), 400, "UTF-8"),
    ];
    for (name, bytes, status, sentence) in cases {
        let answer = upload(&world, name, bytes).await;
        assert_eq!(answer.status, status, "{name}");
        answer.shows(status, &[sentence, "type=\"file\""]);
    }
    // A misleading name is harmless where the content can be read.
    upload(&world, "minutes.pdf", docx(&RECORD)).await.leads_to(PREVIEW);
    world.end().await;
}

/// The peak memory of parsing this file, in kilobytes. The process must exit normally.
fn memory(bytes: &[u8]) -> u64 {
    let path = std::env::temp_dir().join(format!("greffe-hostile-{}", uuid::Uuid::new_v4()));
    std::fs::write(&path, bytes).unwrap();
    let mut child = Command::new(env!("CARGO_BIN_EXE_greffe"))
        .args(["import", "--dry-run"])
        .arg(&path)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("greffe runs");
    let status = format!("/proc/{}/status", child.id());
    let mut most = 0;
    while child.try_wait().unwrap().is_none() {
        let told = std::fs::read_to_string(&status).unwrap_or_default();
        let line = told.lines().find_map(|it| it.strip_prefix("VmHWM:"));
        let kilobytes = line.and_then(|it| it.trim().trim_end_matches(" kB").parse().ok());
        most = kilobytes.unwrap_or(0).max(most);
        std::thread::sleep(std::time::Duration::from_millis(1));
    }
    std::fs::remove_file(path).unwrap();
    most
}

#[test]
fn hostile_files_take_less_than_a_hundred_megabytes() {
    let rest = memory(b"Deux mots.");
    assert!(rest > 0, "the memory of an idle process is known");
    // Numbers keep the data from compressing too well.
    let crowded = |of: &dyn Fn(usize) -> String, many: usize| {
        let all: String = (0..many).map(of).collect();
        let space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
        let text = format!("<w:document xmlns:w=\"{space}\"><w:body>{all}</w:body></w:document>");
        archive(&[("word/document.xml", text.as_bytes())])
    };
    let runs = |n| format!("<w:r n=\"{n}\"><w:rPr><w:b/></w:rPr><w:t>a</w:t></w:r><w:r><w:t>b</w:t></w:r>");
    let one = |n| {
        format!("{}{}", if n == 0 { "<w:p>" } else { "" }, runs(n)) + if n == 249_999 { "</w:p>" } else { "" }
    };
    let row = |n| {
        format!("{}<w:tc n=\"{n}\"/>", if n == 0 { "<w:tbl><w:tr>" } else { "" })
            + if n == 899_999 { "</w:tr></w:tbl>" } else { "" }
    };
    let speech = "<speech by=\"a\"><p>b</p></speech>".repeat(240_000);
    let hostile: [(&str, Vec<u8>); 12] = [
        ("bomb", bomb()),
        ("overlap", overlapping()),
        ("laughs", LAUGHS.into()),
        ("depth", "<akomaNtoso>".repeat(600_000).into()),
        ("lines", "a\n".repeat(4_000_000).into()),
        ("runs", crowded(&one, 250_000)),
        ("cells", crowded(&row, 900_000)),
        ("paragraphs", crowded(&|n| format!("<w:p n=\"{n}\"><w:r><w:t>a</w:t></w:r></w:p>"), 500_000)),
        ("stars", "*a ".repeat(2_700_000).into()),
        (
            "silence",
            format!("<akomaNtoso><debate>{}</debate></akomaNtoso>", "<speech/>".repeat(900_000)).into(),
        ),
        (
            "speeches",
            format!("<akomaNtoso><debate><debateBody>{speech}</debateBody></debate></akomaNtoso>").into(),
        ),
        ("announcements", [&b"PK\x03\x04"[..], &b"PK\x01\x02".repeat(1_900_000)].concat()),
    ];
    for (name, bytes) in hostile {
        let taken = memory(&bytes).saturating_sub(rest);
        assert!(taken < 100 * 1024, "{name}: {taken} kB above rest");
    }
}
