//! Mislabelled and harmful files.

use crate::{
    documents::{ID, bring},
    imported::{archive, bomb, docx, overlapping},
    pdf::{Pdf, pdf},
    sound::wav,
    world::*,
};

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\0\0\0\0\x3a\x7e\x9b\x55\0\0\0\nIDATx\xdac\x60\0\0\0\x02\0\x01\xe5\x27\xde\xfc\0\0\0\0IEND\xaeB`\x82";

#[actix_web::test]
async fn mislabelled_and_harmful_files_are_refused_with_a_reason() {
    let world = World::start().await;
    let words = pdf(&Pdf { lines: &["Mots"], ..Pdf::default() });
    let mut locked = docx(&["Mots"]);
    let directory = (0..locked.len()).find(|at| locked[*at..].starts_with(b"PK\x01\x02")).unwrap();
    locked[directory + 8] |= 1;
    let package =
        [&b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"[..], b"E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0"]
            .concat();
    let svg = "<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>";
    let cases: [(&str, Vec<u8>, u16, &str); 17] = [
        ("photo.png", words.clone(), 415, "contenu est du PDF"),
        ("note.pdf", PNG.to_vec(), 415, "contenu est du PNG"),
        ("note.exe", words.clone(), 415, "finit par « .exe »"),
        ("note.docm", docx(&["Mots"]), 415, "finit par « .docm »"),
        ("dessin.svg", svg.into(), 415, "aucun des formats"),
        ("dessin.png", svg.into(), 415, "aucun des formats"),
        ("page.html", "<!doctype html><script>alert(1)</script>".into(), 415, "aucun des formats"),
        ("note.txt", "Des mots.".into(), 415, "aucun des formats"),
        ("programme.pdf", b"MZ\x90\0".to_vec(), 415, "aucun des formats"),
        ("ancien.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec(), 415, "aucun des formats"),
        ("archive.docx", archive(&[("a.txt", b"a")]), 415, "aucun des formats"),
        ("bombe.docx", bomb(), 422, "anormalement volumineux"),
        ("double.docx", overlapping(), 422, "incomplet ou endommagé"),
        ("serrure.docx", locked, 422, "mot de passe"),
        ("serrure2.docx", package, 422, "mot de passe"),
        ("coupe.pdf", words[..60].to_vec(), 422, "incomplet ou endommagé"),
        ("coupe.png", PNG[..40].to_vec(), 422, "incomplet ou endommagé"),
    ];
    for (name, bytes, status, sentence) in cases {
        let answer = bring(&world, ID, name, bytes, &[("title", "Un titre")]).await;
        assert_eq!(answer.status, status, "{name}: {}", answer.body);
        answer.shows(status, &[sentence, "value=\"Un titre\"", "type=\"file\""]);
    }
    let locked = pdf(&Pdf { lines: &["Mots"], locked: true, ..Pdf::default() });
    bring(&world, ID, "serrure.pdf", locked, &[]).await.shows(422, &["mot de passe"]);
    assert_eq!(world.count("select count(*) from documents where sha256 is not null").await, 0);
    let left = std::fs::read_dir(&world.config.documents.place).unwrap().count();
    assert_eq!(left, 0, "no part of a refused file is stored");
    world.end().await;
}

#[actix_web::test]
async fn every_file_format_is_detected_by_content() {
    let world = World::start().await;
    let content = "<office:document-content xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\"><office:body><office:text><text:p>Pluie</text:p></office:text></office:body></office:document-content>";
    let meta = "<m:document-meta xmlns:m=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" xmlns:meta=\"urn:oasis:names:tc:opendocument:xmlns:meta:1.0\"><m:meta><meta:document-statistic meta:page-count=\"3\"/></m:meta></m:document-meta>";
    let odt = archive(&[
        ("mimetype", b"application/vnd.oasis.opendocument.text"),
        ("content.xml", content.as_bytes()),
        ("meta.xml", meta.as_bytes()),
    ]);
    let sheet = "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData><row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>Prix</t></is></c><c r=\"B1\"><v>12</v></c></row></sheetData></worksheet>";
    let book = "<workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><sheets><sheet name=\"Budget\" sheetId=\"1\" r:id=\"a\"/></sheets></workbook>";
    let links = "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"a\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>";
    let xlsx = archive(&[
        ("xl/workbook.xml", book.as_bytes()),
        ("xl/_rels/workbook.xml.rels", links.as_bytes()),
        ("xl/worksheets/sheet1.xml", sheet.as_bytes()),
    ]);
    let files: [(&str, Vec<u8>, &str); 8] = [
        ("note.docx", docx(&["Une cour qui boit."]), "docx taken Une cour qui boit. -"),
        ("note.odt", odt, "odt taken Pluie 3"),
        ("sans nom", PNG.to_vec(), "png none  -"),
        ("seance.wav", wav(100), "wav none  -"),
        ("seance.mp3", b"ID3\x04\0\0\0\0\0\0".to_vec(), "mp3 none  -"),
        ("scan.pdf", pdf(&Pdf::default()), "pdf none  1"),
        // Its text cannot be extracted: the file is stored all the same, and the page says so.
        (
            "rires.docx",
            archive(&[("word/document.xml", b"<!DOCTYPE l [<!ENTITY a \"ha\">]><l>&a;</l>")]),
            "docx failed  -",
        ),
        ("prix.xlsx", xlsx, "xlsx taken Budget\nPrix\t12 -"),
    ];
    for (number, (name, bytes, told)) in files.into_iter().enumerate() {
        let id = format!("d2000000-0000-4000-8000-00000000001{number}");
        let answer = bring(&world, &id, name, bytes, &[]).await;
        assert_eq!(answer.status, 303, "{name}: {}", answer.body);
        let sql = format!(
            "select media || ' ' || text_state || ' ' || trim(text, E'\\n ') || ' ' || coalesce(pages::text, '-') from documents where id = '{id}'"
        );
        assert_eq!(world.text(&sql).await, told, "{name}");
    }
    let last = format!("{}/d2000000-0000-4000-8000-000000000016", crate::documents::DOCUMENTS);
    world.get(OtherStaff, &last).await.shows(200, &["n’a pas pu être extrait"]);
    let image = format!("{}/d2000000-0000-4000-8000-000000000012", crate::documents::DOCUMENTS);
    world.get(OtherStaff, &image).await.shows(200, &["<img src=", "alt=\"sans nom\""]);
    world.end().await;
}

#[actix_web::test]
async fn a_file_that_is_too_large_is_refused_with_its_limit() {
    let world = World::start().await;
    // Limits: 30 MB for a paper, 20 MB for an image, 500 MB for a recording.
    let paper = [b"%PDF-1.4\n".to_vec(), vec![b' '; 30_000_000]].concat();
    bring(&world, ID, "gros.pdf", paper, &[("title", "Lourd")])
        .await
        .shows(413, &["dépasse 30 Mo", "value=\"Lourd\""]);
    let image = [PNG.to_vec(), vec![0; 20_000_000]].concat();
    bring(&world, ID, "gros.png", image, &[]).await.shows(413, &["dépasse 20 Mo"]);
    let unknown = vec![b'a'; 31_000_000];
    bring(&world, ID, "gros.txt", unknown, &[]).await.shows(413, &["dépasse 30 Mo"]);
    world.end().await;
}

#[actix_web::test]
async fn a_large_upload_is_not_kept_in_memory() {
    let world = World::start().await;
    let most = || {
        let told = std::fs::read_to_string("/proc/self/status").unwrap();
        let line = told.lines().find_map(|it| it.strip_prefix("VmRSS:")).unwrap();
        line.trim().trim_end_matches(" kB").parse::<u64>().unwrap()
    };
    // The test and the server share a process, so the upload is generated as a stream.
    let chunk = vec![128_u8; 1_000_000];
    let mut head = wav(1_000_000 - 44);
    head[4..8].copy_from_slice(&119_999_992_u32.to_le_bytes());
    head[40..44].copy_from_slice(&119_999_956_u32.to_le_bytes());
    let stream = futures_util::stream::iter((0..120).map(move |at| {
        let bytes = if at == 0 { head.clone() } else { chunk.clone() };
        Ok::<_, std::io::Error>(bytes)
    }));
    let before = most();
    let part = reqwest::multipart::Part::stream(reqwest::Body::wrap_stream(stream)).file_name("longue.wav");
    let form = reqwest::multipart::Form::new().text("id", ID).text("kind", "recording").part("file", part);
    let request = world.request(OrganisingStaff, reqwest::Method::POST, crate::documents::DOCUMENTS);
    Answer::of(request.multipart(form)).await.shows(303, &[]);
    let taken = most().saturating_sub(before);
    assert!(taken < 90_000, "{taken} kB for a file of 120,000 kB");
    assert_eq!(world.count("select bytes from documents where media = 'wav'").await, 120_000_000);
    world.end().await;
}
