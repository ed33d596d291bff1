use proptest::prelude::*;

use super::*;
use formats::{
    self, Unreadable,
    akoma_ntoso::read,
    testing::{Run, escaped, runs},
};

fn document(speech: &str) -> Vec<u8> {
    format!(
        "<akomaNtoso xmlns=\"{NAMESPACE}\"><debate name=\"hearing\"><debateBody><debateSection name=\"record\">\
         <speech by=\"#p1\"><from>Mme Sillery</from>{speech}</speech></debateSection></debateBody></debate></akomaNtoso>"
    )
    .into_bytes()
}

fn written(text: &str, notes: &[Footnote]) -> String {
    let mut out = String::new();
    say(4, text, notes, &mut out).unwrap();
    out
}

fn kept(turn: &formats::Turn) -> Vec<Footnote> {
    let note = |it: &formats::Footnote| Footnote { marker: it.marker.clone(), text: it.text.clone() };
    turn.footnotes.iter().map(note).collect()
}

#[test]
fn markup_becomes_elements() {
    let notes = [
        Footnote { marker: "a".into(), text: "Voir *le plan* & <https://ville.example/p>.".into() },
        Footnote { marker: "b".into(), text: "Que rien n’appelle.".into() },
    ];
    assert_eq!(
        written("L’*eau* **vive** < 3[^a]\nsuite[^a].\n\n\\*Fin\\*\u{1}", &notes),
        "<p>L’<i>eau</i> <b>vive</b> &lt; 3<authorialNote eId=\"t4-n1\" marker=\"a\" placement=\"bottom\"><p>Voir <i>le plan</i> &amp; \
         <a href=\"https://ville.example/p\">https://ville.example/p</a>.</p></authorialNote><br/>suite<noteRef href=\"#t4-n1\" marker=\"a\"/>.</p>\n\
         <p>*Fin*</p>\n<p><authorialNote eId=\"t4-n2\" marker=\"b\" placement=\"bottom\"><p>Que rien n’appelle.</p></authorialNote></p>\n"
    );
    assert_eq!(written(" ", &[]), "<p></p>\n");
    // A call may contain a backslash.
    assert!(
        written("étoile[^\\a]", &notes).starts_with("<p>étoile<authorialNote eId=\"t4-n1\" marker=\"a\"")
    );
}

#[test]
fn written_text_is_read_back() {
    let notes = [Footnote { marker: "a".into(), text: "Voir *le plan*.".into() }];
    for text in [
        "L’*eau* **vive** ***ici***, 3 < 4 & 5 > 2[^a].",
        "Une ligne\net une autre[^a].\n\nUn paragraphe, encore[^a].",
        "\\*non\\* \\[^x] \\\\ [2] « oui »\u{a0}: <https://ville.example/p>, m² [^a]",
    ] {
        let minutes = read(&document(&written(text, &notes))).unwrap();
        assert_eq!(minutes.turns[0].text, text);
        assert_eq!(kept(&minutes.turns[0]), notes);
    }
}

fn paragraph(runs: &[Run]) -> String {
    let run = |run: &Run| {
        let mut xml = escaped(&run.text);
        for (is, tag) in [(run.strong, "b"), (run.emphasis, "i")] {
            if is {
                xml = format!("<{tag}>{xml}</{tag}>");
            }
        }
        let note =
            run.note.as_ref().map(|it| format!("<authorialNote><p>{}</p></authorialNote>", escaped(it)));
        xml + &note.unwrap_or_default()
    };
    format!("<p>{}</p>", runs.iter().map(run).collect::<String>())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_read_back(paragraphs in prop::collection::vec(runs(), 1..4)) {
        let speech: String = paragraphs.iter().map(|it| paragraph(it)).collect();
        let first = read(&document(&speech)).unwrap();
        let turn = &first.turns[0];
        let again = read(&document(&written(&turn.text, &kept(turn)))).unwrap();
        prop_assert_eq!(&again.turns[0].text, &turn.text);
        prop_assert_eq!(kept(&again.turns[0]), kept(turn));
    }

    #[test]
    fn whatever_was_typed_makes_a_whole_document(text in "(?s).{0,60}", note in "(?s).{1,20}", marker in "(?s).{1,8}") {
        let notes = [Footnote { marker, text: note }];
        match read(&document(&written(&text, &notes))) {
            Ok(_) | Err(Unreadable::Empty) => {}
            Err(why) => prop_assert!(false, "{why:?}"),
        }
    }
}
