use proptest::prelude::*;

use super::*;
use crate::{
    Kind,
    testing::{Count, Run, count, difference, escaped, kept, runs, said_in, words},
};

const META: &str = "<meta><identification source=\"#g\"><FRBRWork><FRBRdate date=\"2024-03-05\" name=\"generation\"/></FRBRWork></identification>\
    <references source=\"#g\"><TLCPerson eId=\"sillery\" href=\"/ontology/person/sillery\" showAs=\"Oriane Sillery\"/>\
    <TLCPerson id=\"hallez\" href=\"/ontology/person/hallez\" showAs=\"Tibor Hallez\"/>\
    <TLCRole eId=\"chair\" href=\"/ontology/role/chair\" showAs=\"présidente de séance\"/></references></meta>";

fn document(space: &str, name: &str, body: &str) -> Vec<u8> {
    let space = if space.is_empty() { String::new() } else { format!(" xmlns=\"{space}\"") };
    format!("<?xml version=\"1.0\"?>\n<akomaNtoso{space}><{name}>{META}{body}</{name}></akomaNtoso>")
        .into_bytes()
}

const BODY: &str = "<preface><p>Ville de Morvence – <docTitle>Des ruches sur les toits</docTitle></p>\
    <p><docNumber>nº 5</docNumber>, <docDate date=\"2024-03-04\">lundi 4 mars</docDate>, <session>Cycle des toits</session></p></preface>\
    <debateBody><debateSection name=\"opening\"><heading>Ouverture</heading>\
    <narrative>La séance est ouverte.</narrative>\
    <speech by=\"#sillery\" as=\"#chair\"><from>Mme Sillery :</from><p>Le miel est <i>clair</i><authorialNote marker=\"a\"><p>Récolte de juin.</p></authorialNote>, \
    le 12<sup>e</sup> jour.</p><p>Voilà.</p></speech></debateSection>\
    <debateSection name=\"qa\"><heading>Questions</heading><debateSection><heading>Le coût</heading>\
    <question by=\"#hallez\" to=\"#sillery\"><p>Combien ?</p></question>\
    <answer by=\"#sillery\"><from>Mme Sillery</from><p>Peu.</p><scene>Rires.</scene></answer>\
    <speech by=\"#nobody\"><from>Le public</from><p>Merci.</p></speech></debateSection></debateSection></debateBody>";

#[test]
fn every_version_of_a_debate_is_read_completely() {
    for (space, name) in [
        ("http://docs.oasis-open.org/legaldocml/ns/akn/3.0", "debate"),
        ("http://docs.oasis-open.org/legaldocml/ns/akn/3.0/CSD13", "debate"),
        ("http://www.akomantoso.org/2.0", "debateRecord"),
        ("", "debate"),
    ] {
        let minutes = read(&document(space, name, BODY)).unwrap();
        assert_eq!((minutes.number, minutes.date), (Some(5), NaiveDate::from_ymd_opt(2024, 3, 4)));
        assert_eq!(minutes.title.as_deref(), Some("Des ruches sur les toits"));
        assert_eq!(minutes.series.as_deref(), Some("Cycle des toits"));
        assert_eq!(minutes.attendances[0].title.as_deref(), Some("présidente de séance"));
        let turns: Vec<_> = minutes
            .turns
            .iter()
            .map(|it| (it.heading.as_deref(), it.speaker, it.label.as_str(), it.text.as_str()))
            .collect();
        assert_eq!(
            turns,
            [
                (Some("Ouverture"), None, "", "*La séance est ouverte.*"),
                (None, Some(0), "Mme Sillery", "Le miel est *clair*[^a], le 12e jour.\n\nVoilà."),
                (Some("Questions – Le coût"), Some(1), "Tibor Hallez", "Combien ?"),
                (None, Some(0), "Mme Sillery", "Peu.\n\n*Rires.*"),
                (None, None, "Le public", "Merci."),
            ]
        );
        assert_eq!(minutes.turns[1].footnotes[0].text, "Récolte de juin.");
        let unknown = Kind::UnknownSpeaker { label: "Le public".into() };
        assert!(minutes.warnings.iter().any(|it| it.kind == unknown), "{:?}", minutes.warnings);
    }
}

#[test]
fn other_xml_is_refused_with_a_reason() {
    assert_eq!(read(b"<akomaNtoso><act/></akomaNtoso>"), Err(Unreadable::Unknown));
    assert_eq!(read(b"<akomaNtoso><debate></akomaNtoso>"), Err(Unreadable::Damaged));
    assert_eq!(read(b"<akomaNtoso><debate/></akomaNtoso>"), Err(Unreadable::Empty));
    assert_eq!(read(b"<!DOCTYPE a [<!ENTITY b \"c\">]><akomaNtoso/>"), Err(Unreadable::Entities));
}

/// The possible content of a section.
#[derive(Debug, Clone)]
enum Part {
    Speech(Vec<Vec<Run>>),
    Beside(String),
    Loose(Vec<Run>),
    Section(String),
}

fn part() -> impl Strategy<Value = Part> {
    prop_oneof![
        4 => prop::collection::vec(runs(), 0..4).prop_map(Part::Speech),
        1 => words().prop_map(Part::Beside),
        1 => runs().prop_map(Part::Loose),
        1 => words().prop_map(Part::Section),
    ]
}

fn paragraph(runs: &[Run]) -> String {
    let run = |run: &Run| {
        let mut xml = escaped(&run.text);
        for (is, tag) in [(run.strong, "b"), (run.emphasis, "i"), (run.raised, "sup")] {
            if is {
                xml = format!("<{tag}>{xml}</{tag}>");
            }
        }
        let note =
            run.note.as_ref().map(|it| format!("<authorialNote><p>{}</p></authorialNote>", escaped(it)));
        xml + &note.unwrap_or_default()
    };
    format!("<p>{}</p>", runs.iter().filter(|it| !it.struck).map(run).collect::<String>())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 100, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_word_of_a_debate_is_lost(parts in prop::collection::vec(part(), 1..10)) {
        let (mut body, mut said) = (String::new(), Count::new());
        for part in &parts {
            body += &match part {
                Part::Speech(paragraphs) => {
                    count("Mme Sillery", &mut said, 1);
                    paragraphs.iter().for_each(|it| said_in(it, &mut said));
                    let paragraphs: String = paragraphs.iter().map(|it| paragraph(it)).collect();
                    format!("<speech by=\"#sillery\"><from>Mme Sillery</from>{paragraphs}</speech>")
                }
                Part::Beside(text) => {
                    count(text, &mut said, 1);
                    format!("<narrative>{}</narrative>", escaped(text))
                }
                Part::Loose(runs) => {
                    said_in(runs, &mut said);
                    paragraph(runs)
                }
                Part::Section(text) => {
                    count(text, &mut said, 1);
                    format!("<heading>{}</heading>", escaped(text))
                }
            };
        }
        let body = format!("<debateBody><debateSection>{body}</debateSection></debateBody>");
        match read(&document("", "debate", &body)) {
            Ok(minutes) => prop_assert_eq!(difference(said, &kept(&minutes)), Count::new()),
            Err(why) => {
                prop_assert_eq!(why, Unreadable::Empty);
                prop_assert!(said.is_empty());
            }
        }
    }
}
