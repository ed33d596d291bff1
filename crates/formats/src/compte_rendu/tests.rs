use proptest::prelude::*;

use super::*;
use crate::testing::{Count, Run, count, difference, escaped, kept, runs, said_in, words};

fn document(content: &str) -> Vec<u8> {
    format!(
        "<?xml version='1.0' encoding='UTF-8'?><compteRendu xmlns=\"{NAMESPACE}\"><uid>CRMORV1</uid><metadonnees>\
         <dateSeance>20240304143000000</dateSeance><dateSeanceJour>lundi 04 mars 2024</dateSeanceJour>\
         <numSeance>5</numSeance><session>Session ordinaire 2023-2024</session>\
         <sommaire><sommaire1><titreStruct><intitule>Des ruches</intitule></titreStruct></sommaire1></sommaire></metadonnees>\
         <contenu><quantiemes><journee>Séance du lundi 4 mars 2024</journee></quantiemes>{content}</contenu></compteRendu>"
    )
    .into_bytes()
}

fn said(name: &str, id: &str, capacity: &str, text: &str) -> String {
    format!(
        "<paragraphe id_acteur=\"PA{id}\" code_style=\"NORMAL\"><orateurs><orateur><nom>{name}</nom><id>{id}</id>\
         <qualite>{capacity}</qualite></orateur></orateurs><texte stime=\"12.5\">{text}</texte></paragraphe>"
    )
}

#[test]
fn a_sitting_is_read_completely() {
    let content = [
        "<ouvertureSeance>".to_owned(),
        said("Mme la présidente", "1", "", "La séance est ouverte."),
        "<paragraphe><orateurs/><texte><italique>(La séance est ouverte à quatorze heures trente.)</italique></texte></paragraphe></ouvertureSeance>".to_owned(),
        "<point nivpoint=\"1\"><orateurs/><texte>Des ruches</texte>".to_owned(),
        said("Mme Oriane Sillery", "2", "ministre des abeilles", "Le n<exposant>o</exposant> 12 :<br/>il est <italique>clair</italique>."),
        "<interExtraction>".to_owned(),
        said("Mme Oriane Sillery", "2", "ministre des abeilles", "Je poursuis."),
        "</interExtraction>".to_owned(),
        said("M. Tibor Hallez", "3", "", "Et les tilleuls ?"),
        "</point>".to_owned(),
    ];
    let minutes = read(&document(&content.concat())).unwrap();
    assert_eq!((minutes.number, minutes.date), (Some(5), NaiveDate::from_ymd_opt(2024, 3, 4)));
    assert_eq!(minutes.time, NaiveTime::from_hms_opt(14, 30, 0));
    assert_eq!(minutes.title.as_deref(), Some("Séance du lundi 4 mars 2024"));
    assert_eq!(minutes.series.as_deref(), Some("Session ordinaire 2023-2024"));
    let present: Vec<_> =
        minutes.attendances.iter().map(|it| (it.name.as_str(), it.title.as_deref())).collect();
    assert_eq!(present, [("Oriane Sillery", Some("ministre des abeilles")), ("Tibor Hallez", None)]);
    let turns: Vec<_> =
        minutes.turns.iter().map(|it| (it.heading.as_deref(), it.speaker, it.text.as_str())).collect();
    assert_eq!(
        turns,
        [
            (None, None, "La séance est ouverte."),
            (None, None, "*(La séance est ouverte à quatorze heures trente.)*"),
            (Some("Des ruches"), Some(0), "Le no 12 :\n\nil est *clair*.\n\nJe poursuis."),
            (None, Some(1), "Et les tilleuls ?"),
        ]
    );
}

#[test]
fn other_documents_are_refused_with_a_reason() {
    assert_eq!(read(b"<compteRendu/>"), Err(Unreadable::Unknown));
    assert_eq!(read(&document("")), Err(Unreadable::Empty));
    assert_eq!(read(&document("<point>")), Err(Unreadable::Damaged));
}

fn text(runs: &[Run]) -> String {
    let run = |run: &Run| {
        let mut xml = escaped(&run.text);
        for (is, tag) in [(run.strong, "gras"), (run.emphasis, "italique"), (run.raised, "exposant")] {
            if is {
                xml = format!("<{tag}>{xml}</{tag}>");
            }
        }
        xml
    };
    runs.iter().map(run).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 100, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_word_of_a_sitting_is_lost(points in prop::collection::vec((words(), prop::collection::vec((0..3_usize, runs()), 0..5)), 1..5)) {
        let (mut content, mut expected) = (String::new(), Count::new());
        for (title, paragraphs) in &points {
            content += &format!("<point><texte>{}</texte>", escaped(title));
            count(title, &mut expected, 1);
            for (speaker, runs) in paragraphs {
                let runs: Vec<Run> = runs.iter().map(|it| Run { note: None, struck: false, ..it.clone() }).collect();
                said_in(&runs, &mut expected);
                let name = ["", "M. Tibor Hallez", "Mme la présidente"][*speaker];
                content += &said(name, name, "", &text(&runs));
            }
            content += "</point>";
        }
        let mut minutes = read(&document(&content)).unwrap();
        // Words printed once per paragraph are kept once per turn.
        minutes.turns.iter_mut().for_each(|it| it.label.clear());
        minutes.furniture.clear();
        prop_assert_eq!(difference(expected, &kept(&minutes)), Count::new());
    }
}
