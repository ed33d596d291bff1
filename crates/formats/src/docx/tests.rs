use std::collections::BTreeMap;

use proptest::prelude::*;

use super::*;
use crate::{
    Category, Kind,
    testing::{Block, Run, archive, blocks, escaped, kept, letters, said},
};

const W: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" \
                 xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"";

/// A document with this body and these other parts.
fn document(body: &str, more: &[(&str, &str)]) -> Vec<u8> {
    let text = format!("<?xml version=\"1.0\"?><w:document {W}><w:body>{body}</w:body></w:document>");
    let mut parts = vec![("[Content_Types].xml", "<Types/>"), (DOCUMENT, text.as_str())];
    parts.extend(more);
    archive(&parts)
}

fn p(text: &str) -> String {
    format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>")
}

const HEAD: &str = "<w:p><w:pPr><w:pStyle w:val=\"Titre1\"/></w:pPr><w:r><w:t>AUDITION #5</w:t><w:br/>\
    <w:t>Des ruches sur les toits</w:t></w:r></w:p>\
    <w:p><w:r><w:t>4 mars 2024</w:t></w:r></w:p>\
    <w:tbl><w:tblPr/><w:tr><w:tc><w:p><w:r><w:t>Intervenants</w:t></w:r></w:p></w:tc>\
    <w:tc><w:p><w:r><w:t>Mme Oriane SILLERY, apicultrice chez Lumac</w:t></w:r></w:p>\
    <w:p><w:r><w:t>M. Tibor HALLEZ, botaniste</w:t></w:r></w:p></w:tc></w:tr>\
    <w:tr><w:tc><w:p><w:r><w:t>Administration</w:t></w:r></w:p></w:tc>\
    <w:tc><w:p><w:r><w:t>Ève MARAND, directrice</w:t></w:r></w:p></w:tc></w:tr></w:tbl>";

#[test]
fn minutes_in_word_are_read_completely() {
    let body = [
        HEAD,
        "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>Mme Oriane SILLERY</w:t></w:r></w:p>",
        "<w:p><w:r><w:t xml:space=\"preserve\">Le miel est </w:t></w:r><w:r><w:rPr><w:i/></w:rPr><w:t>clair</w:t></w:r>\
         <w:r><w:footnoteReference w:id=\"2\"/></w:r><w:r><w:t xml:space=\"preserve\"> le 12</w:t></w:r>\
         <w:r><w:rPr><w:vertAlign w:val=\"superscript\"/></w:rPr><w:t>e</w:t></w:r><w:r><w:t> jour. </w:t></w:r>\
         <w:hyperlink r:id=\"rId7\"><w:r><w:t>Voir ici</w:t></w:r></w:hyperlink></w:p>",
        &p("M. HALLEZ : Et les tilleuls &amp; les *autres* ?"),
    ]
    .concat();
    let notes = format!(
        "<w:footnotes {W}><w:footnote w:type=\"separator\" w:id=\"0\"><w:p><w:r><w:t>-</w:t></w:r></w:p></w:footnote>\
         <w:footnote w:id=\"2\"><w:p><w:r><w:footnoteRef/><w:t> Récolte de juin.</w:t></w:r></w:p><w:p><w:r><w:t>Et d’août.</w:t></w:r></w:p></w:footnote></w:footnotes>"
    );
    let header = format!("<w:hdr {W}>{}</w:hdr>", p("Ville de Morvence"));
    let links = "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
                 <Relationship Id=\"rId7\" Type=\"t\" Target=\"https://exemple.example/miel\" TargetMode=\"External\"/></Relationships>";
    let parts = [
        ("word/footnotes.xml", notes.as_str()),
        ("word/header1.xml", &header),
        ("word/_rels/document.xml.rels", links),
    ];
    let minutes = read(&document(&body, &parts)).unwrap();
    assert_eq!((minutes.number, minutes.title.as_deref()), (Some(5), Some("Des ruches sur les toits")));
    let present: Vec<_> = minutes.attendances.iter().map(|it| (it.name.as_str(), it.category)).collect();
    let (witness, administration) = (Category::Witness, Category::Administration);
    assert_eq!(
        present,
        [("Oriane SILLERY", witness), ("Tibor HALLEZ", witness), ("Ève MARAND", administration)]
    );
    assert_eq!(
        minutes.turns[0].text,
        "Le miel est *clair*[^1] le 12e jour. Voir ici <https://exemple.example/miel>"
    );
    assert_eq!(minutes.turns[0].footnotes[0].text, "Récolte de juin. Et d’août.");
    assert_eq!(minutes.turns[1].speaker, Some(1));
    assert_eq!(minutes.turns[1].text, "Et les tilleuls & les \\*autres\\* ?");
    assert_eq!(minutes.furniture[0].text, "Ville de Morvence");
    assert!(!minutes.warnings.iter().any(|it| matches!(it.kind, Kind::NoteWithoutCall { .. })));
}

#[test]
fn tracked_changes_are_applied() {
    let body = "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>Nous </w:t></w:r><w:del><w:r><w:delText>ne voulons pas</w:delText>\
        <w:footnoteReference w:id=\"4\"/></w:r></w:del><w:ins><w:r><w:t>voulons</w:t></w:r></w:ins></w:p>\
        <w:p><w:r><w:t xml:space=\"preserve\"> des arbres.</w:t></w:r><w:moveFrom><w:r><w:t>Ailleurs.</w:t></w:r></w:moveFrom></w:p>\
        <w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>Secret.</w:t></w:r></w:p>";
    let notes =
        format!("<w:footnotes {W}><w:footnote w:id=\"4\">{}</w:footnote></w:footnotes>", p("Biffée."));
    let minutes = read(&document(body, &[("word/footnotes.xml", &notes)])).unwrap();
    assert_eq!(minutes.turns[0].text, "Nous voulons des arbres.");
    assert!(minutes.turns[0].footnotes.is_empty());
}

#[test]
fn unreadable_files_are_refused_with_a_reason() {
    let read = |bytes: &[u8]| read(bytes).unwrap_err();
    assert_eq!(read(&document("", &[])), Unreadable::Empty);
    assert_eq!(read(&document("<w:p>", &[])), Unreadable::Damaged);
    assert_eq!(read(b"PK\x03\x04 and nothing"), Unreadable::Damaged);
    let whole = document(&p("Mots."), &[]);
    assert_eq!(read(&whole[..whole.len() - 30]), Unreadable::Damaged);
    let deep = "<w:sdt>".repeat(500) + &"</w:sdt>".repeat(500);
    assert_eq!(read(&document(&deep, &[])), Unreadable::TooLargeInside);
    let laughing = "<!DOCTYPE w [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;\">]><w:document/>";
    assert_eq!(read(&archive(&[(DOCUMENT, laughing)])), Unreadable::Entities);
    assert_eq!(read(&document("<w:p><w:r><w:t>&ha;</w:t></w:r></w:p>", &[])), Unreadable::Entities);
    assert_eq!(read(&document(&p(&" ".repeat(30 * 1024 * 1024)), &[])), Unreadable::TooLargeInside);
}

fn run(run: &Run, notes: &mut String) -> String {
    let on = |is: bool, tag: &str| if is { format!("<w:{tag}/>") } else { String::new() };
    let raised = if run.raised { "<w:vertAlign w:val=\"superscript\"/>" } else { "" };
    let text = escaped(&run.text);
    let mut xml = format!("<w:r><w:rPr>{}{}{raised}</w:rPr>", on(run.strong, "b"), on(run.emphasis, "i"));
    xml += &match run.struck {
        true => format!("<w:delText>{text}</w:delText>"),
        false => format!("<w:t xml:space=\"preserve\">{text}</w:t>"),
    };
    if let Some(note) = &run.note {
        let id = notes.len();
        *notes += &format!("<w:footnote w:id=\"{id}\">{}</w:footnote>", p(&escaped(note)));
        xml += &format!("<w:footnoteReference w:id=\"{id}\"/>");
    }
    xml += "</w:r>";
    if run.struck { format!("<w:del>{xml}</w:del>") } else { xml }
}

/// A document with these blocks.
fn of(blocks: &[Block]) -> Vec<u8> {
    let (mut body, mut notes) = (String::new(), String::new());
    for block in blocks {
        let mut runs = |all: &[Run]| all.iter().map(|it| run(it, &mut notes)).collect::<String>();
        body += &match block {
            Block::Paragraph(all) => format!("<w:p>{}</w:p>", runs(all)),
            Block::Item(all) => {
                format!("<w:p><w:pPr><w:numPr><w:numId w:val=\"1\"/></w:numPr></w:pPr>{}</w:p>", runs(all))
            }
            Block::Heading(text) => {
                let style = "<w:pPr><w:pStyle w:val=\"Heading2\"/></w:pPr>";
                format!("<w:p>{style}<w:r><w:t>{}</w:t></w:r></w:p>", escaped(text))
            }
            Block::Table(rows) => {
                let cell = |text: &String| format!("<w:tc>{}</w:tc>", p(&escaped(text)));
                let row =
                    |row: &Vec<String>| format!("<w:tr>{}</w:tr>", row.iter().map(cell).collect::<String>());
                format!("<w:tbl>{}</w:tbl>", rows.iter().map(row).collect::<String>())
            }
        };
    }
    let notes = format!("<w:footnotes {W}>{notes}</w:footnotes>");
    document(&body, &[("word/footnotes.xml", &notes)])
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 100, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_word_of_a_document_is_lost(blocks in blocks()) {
        match read(&of(&blocks)) {
            Ok(minutes) => prop_assert_eq!(letters(said(&blocks), &kept(&minutes)), BTreeMap::new()),
            Err(why) => {
                prop_assert_eq!(why, Unreadable::Empty);
                prop_assert!(said(&blocks).is_empty());
            }
        }
    }

    #[test]
    fn no_bytes_make_it_panic(bytes in any::<Vec<u8>>(), at in any::<prop::sample::Index>(), with in any::<u8>()) {
        read(&bytes).ok();
        let mut document = document(HEAD, &[]);
        let at = at.index(document.len());
        document[at] = with;
        read(&document).ok();
    }
}
