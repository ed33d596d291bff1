use std::collections::BTreeMap;

use proptest::prelude::*;

use super::*;
use crate::testing::{Block, Run, archive, blocks, escaped, kept, letters, said};

const SPACES: &str = "xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" \
    xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\" \
    xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" \
    xmlns:style=\"urn:oasis:names:tc:opendocument:xmlns:style:1.0\" \
    xmlns:fo=\"urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0\" \
    xmlns:xlink=\"http://www.w3.org/1999/xlink\"";

const STYLES: &str = "<office:automatic-styles>\
    <style:style style:name=\"B\" style:family=\"text\"><style:text-properties fo:font-weight=\"bold\"/></style:style>\
    <style:style style:name=\"I\" style:family=\"text\"><style:text-properties fo:font-style=\"italic\"/></style:style>\
    <style:style style:name=\"R\" style:family=\"text\"><style:text-properties style:text-position=\"super 58%\"/></style:style>\
    </office:automatic-styles>";

fn document(body: &str, more: &[(&str, &str)]) -> Vec<u8> {
    let text = format!(
        "<?xml version=\"1.0\"?><office:document-content {SPACES}>{STYLES}<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    );
    let mut parts = vec![("mimetype", KIND), (CONTENT, text.as_str())];
    parts.extend(more);
    archive(&parts)
}

const HEAD: &str = "<text:tracked-changes><text:changed-region><text:deletion><text:p>Mots biffés</text:p></text:deletion></text:changed-region></text:tracked-changes>\
    <text:h text:outline-level=\"1\">AUDITION #5<text:line-break/>Des ruches sur les toits</text:h>\
    <text:p>4 mars 2024</text:p><text:p>Intervenants</text:p>\
    <text:list><text:list-item><text:p>Mme Oriane SILLERY, apicultrice chez Lumac</text:p></text:list-item>\
    <text:list-item><text:p>M. Tibor HALLEZ, botaniste</text:p></text:list-item></text:list>";

#[test]
fn minutes_in_open_document_are_read_completely() {
    let body = [
        HEAD,
        "<text:p><text:span text:style-name=\"B\">Mme Oriane SILLERY</text:span></text:p>",
        "<text:p>Le <text:s text:c=\"2\"/>miel\n est <text:span text:style-name=\"I\">clair</text:span>\
         <text:note text:note-class=\"footnote\"><text:note-citation>1</text:note-citation><text:note-body><text:p>Récolte de juin.</text:p></text:note-body></text:note>\
         <text:change text:change-id=\"c\"/> le 12<text:span text:style-name=\"R\">e</text:span> jour.\
         <office:annotation><text:p>Une remarque</text:p></office:annotation></text:p>",
        "<text:p><text:a xlink:href=\"https://exemple.example/miel\">https://exemple.example/miel</text:a></text:p>",
    ]
    .concat();
    let page = format!(
        "<office:document-styles {SPACES}><office:master-styles><style:master-page><style:footer><text:p>Ville de Morvence</text:p></style:footer></style:master-page></office:master-styles></office:document-styles>"
    );
    let minutes = read(&document(&body, &[("styles.xml", &page)])).unwrap();
    assert_eq!((minutes.number, minutes.title.as_deref()), (Some(5), Some("Des ruches sur les toits")));
    let present: Vec<_> = minutes.attendances.iter().map(|it| it.name.as_str()).collect();
    assert_eq!(present, ["Oriane SILLERY", "Tibor HALLEZ"]);
    assert_eq!(minutes.turns[0].speaker, Some(0));
    let said = "Le  miel est *clair*[^1] le 12e jour.\n\n<https://exemple.example/miel>";
    assert_eq!(minutes.turns[0].text, said);
    assert_eq!(minutes.turns[0].footnotes[0].text, "Récolte de juin.");
    assert_eq!(minutes.furniture[0].text, "Ville de Morvence");
}

#[test]
fn an_encrypted_document_is_refused_with_a_reason() {
    let manifest = "<manifest:manifest xmlns:manifest=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\">\
        <manifest:file-entry manifest:full-path=\"content.xml\"><manifest:encryption-data/></manifest:file-entry></manifest:manifest>";
    let locked = archive(&[("mimetype", KIND), ("META-INF/manifest.xml", manifest), (CONTENT, "\u{1}%§")]);
    assert_eq!(read(&locked).unwrap_err(), Unreadable::Encrypted);
    let whole = archive(&[("mimetype", KIND), (LOCKED, "…")]);
    assert_eq!(read(&whole).unwrap_err(), Unreadable::Encrypted);
}

fn run(run: &Run) -> String {
    if run.struck {
        return String::new();
    }
    let mut xml = escaped(&run.text);
    for (is, style) in [(run.strong, "B"), (run.emphasis, "I"), (run.raised, "R")] {
        if is {
            xml = format!("<text:span text:style-name=\"{style}\">{xml}</text:span>");
        }
    }
    if let Some(note) = &run.note {
        let text = escaped(note);
        xml += &format!(
            "<text:note text:note-class=\"footnote\"><text:note-citation/><text:note-body><text:p>{text}</text:p></text:note-body></text:note>"
        );
    }
    xml
}

/// A document with these blocks.
fn of(blocks: &[Block]) -> Vec<u8> {
    let mut body = String::new();
    for block in blocks {
        let runs = |all: &[Run]| all.iter().map(run).collect::<String>();
        body += &match block {
            Block::Paragraph(all) => format!("<text:p>{}</text:p>", runs(all)),
            Block::Item(all) => {
                format!(
                    "<text:list><text:list-item><text:p>{}</text:p></text:list-item></text:list>",
                    runs(all)
                )
            }
            Block::Heading(text) => format!("<text:h>{}</text:h>", escaped(text)),
            Block::Table(rows) => {
                let cell = |text: &String| {
                    format!("<table:table-cell><text:p>{}</text:p></table:table-cell>", escaped(text))
                };
                let row = |row: &Vec<String>| {
                    let cells: String = row.iter().map(cell).collect();
                    format!("<table:table-row>{cells}</table:table-row>")
                };
                format!("<table:table>{}</table:table>", rows.iter().map(row).collect::<String>())
            }
        };
    }
    document(&body, &[])
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
    fn no_bytes_make_it_panic(at in any::<prop::sample::Index>(), with in any::<u8>()) {
        let mut document = document(HEAD, &[]);
        let at = at.index(document.len());
        document[at] = with;
        read(&document).ok();
    }
}
