//! Footnotes and their calls.

use super::*;

fn turns(body: &str) -> Minutes {
    parse(&format!("Intervenants\n\n- Paul VESLE\n- Zoé LENOIR\n\nPaul VESLE\n\n{body}"))
}

fn notes(minutes: &Minutes) -> Vec<(&str, &str)> {
    let notes = minutes.turns.iter().flat_map(|turn| &turn.footnotes);
    notes.map(|note| (note.marker.as_str(), note.text.as_str())).collect()
}

#[test]
fn every_form_of_note_call_is_read() {
    for body in [
        "Le quai¹ est long.\n\n¹ Le nord.",
        "Le quai¹ est long.\n¹Le nord.",
        "Le quai<sup>1</sup> est long.\n\n---\n\n<sup>1</sup> Le nord.",
        "Le quai[^1] est long.\n\n[^1]: Le nord.",
        "Le quai^1 est long.\n\n¹ Le nord.",
        "Le quai¹ est long.\n\n¹\nLe nord.",
        "Le quai¹ est\n\n¹ Le\nnord.\n\u{c}long.",
    ] {
        let minutes = turns(body);
        assert_eq!(texts(&minutes), ["Le quai[^1] est long."], "{body}");
        assert_eq!(notes(&minutes), [("1", "Le nord.")], "{body}");
    }
}

#[test]
fn exponents_and_ordinals_are_not_calls() {
    let minutes =
        turns("Le 12^e quai, 50 m², 10³ grues, le 2<sup>e</sup>, en 2024² et Lumac³.\n\n² Note.\n\n³ Autre.");
    let expected = "Le 12e quai, 50 m², 10³ grues, le 2e, en 2024[^2] et Lumac[^3].";
    assert_eq!(texts(&minutes), [expected]);
}

#[test]
fn markers_of_two_digits_are_one_call() {
    let minutes = turns("Un¹⁰ et deux¹¹.\n\n¹⁰ Dix.\n\n¹¹Onze : <https://exemple.fr/a_b*c>");
    assert_eq!(texts(&minutes), ["Un[^10] et deux[^11]."]);
    assert_eq!(notes(&minutes), [("10", "Dix."), ("11", "Onze : <https://exemple.fr/a_b*c>")]);
}

#[test]
fn note_numbers_may_restart_on_each_page() {
    let minutes =
        turns("Un¹.\n\n¹ A.\n\u{c}Deux¹.\n\nZoé LENOIR\n\nTrois².\n\n¹ B.\n\n² C.\n\u{c}Quatre¹.\n\n¹ D.");
    assert_eq!(texts(&minutes), ["Un[^1].\n\nDeux[^1bis].", "Trois[^2].\n\nQuatre[^1]."]);
    assert_eq!(notes(&minutes), [("1", "A."), ("1bis", "B."), ("2", "C."), ("1", "D.")]);
}

#[test]
fn notes_may_be_gathered_at_the_end() {
    let minutes = turns("Un¹.\n\u{c}Deux².\n\nZoé LENOIR\n\nTrois³.\n\u{c}¹ A.\n\n² B.\n\n³ C.");
    assert_eq!(texts(&minutes), ["Un[^1].\n\nDeux[^2].", "Trois[^3]."]);
}

#[test]
fn a_note_may_have_paragraphs_at_the_bottom_of_its_page() {
    let minutes = turns("Un¹ texte.\n\n¹ A.\n\nEncore A.\n\u{c}La suite.");
    assert_eq!(notes(&minutes), [("1", "A.\n\nEncore A.")]);
    assert_eq!(texts(&minutes), ["Un[^1] texte.\n\nLa suite."]);
    assert!(
        kinds(&minutes).iter().any(|(line, kind)| *line == 12 && matches!(kind, Kind::NoteContinued { .. }))
    );
}

#[test]
fn text_below_a_note_in_mid_page_stays_text() {
    let minutes = turns("Un¹ texte qui\n\n¹ A.\n\ncontinue ici.\n\nZoé LENOIR\n\nMerci.");
    assert_eq!(texts(&minutes), ["Un[^1] texte qui continue ici.", "Merci."]);
}

#[test]
fn unmatched_notes_and_calls_are_kept_and_reported() {
    let minutes = turns("Un texte⁴.\n\nZoé LENOIR\n\nMerci.\n\n⁵ Perdue.");
    assert_eq!(texts(&minutes), ["Un texte⁴.", "Merci."]);
    assert_eq!(minutes.turns[1].footnotes, [Footnote { marker: "5".into(), text: "Perdue.".into() }]);
    let call = (8, Kind::CallWithoutNote { marker: "4".into() });
    let note = (14, Kind::NoteWithoutCall { marker: "5".into() });
    assert_eq!(kinds(&minutes)[4..], [call, note]);
}

#[test]
fn literal_call_syntax_is_escaped() {
    let minutes = turns("On écrit [^1] pour appeler, et * pour une puce, \\* déjà protégé.");
    assert_eq!(texts(&minutes), ["On écrit \\[^1] pour appeler, et \\* pour une puce, \\* déjà protégé."]);
}

#[test]
fn bracketed_numbers_call_notes() {
    for body in [
        "Le quai[1] est long.\n\n[1] Le nord.",
        "Le quai[1] est\nlong.\n[1] Le\nnord.",
        "Le quai[1] est long.\n\n---\n\n[1]\nLe nord.",
        "Le quai[1] est\n\u{c}long.\n\n[1] : Le nord.",
    ] {
        let minutes = turns(body);
        assert_eq!(texts(&minutes), ["Le quai[^1] est long."], "{body}");
        assert_eq!(notes(&minutes), [("1", "Le nord.")], "{body}");
    }
}

#[test]
fn bracketed_notes_may_be_gathered_at_the_end() {
    let minutes = turns("Un [1].\n\nDeux.[2]\n\nZoé LENOIR\n\nTrois[12].\n\n[1] A.\n[2] B.\n\n[12] C.");
    assert_eq!(texts(&minutes), ["Un [^1].\n\nDeux.[^2]", "Trois[^12]."]);
    assert_eq!(notes(&minutes), [("1", "A."), ("2", "B."), ("12", "C.")]);
    let said = kinds(&minutes).into_iter().filter(|(line, _)| *line > 0);
    assert_eq!(said.collect::<Vec<_>>(), []);
}

#[test]
fn bracketed_numbers_may_restart_in_each_turn() {
    let minutes = turns("Un[1].\n\n[1] A.\n\nZoé LENOIR\n\nDeux[1].\n\n[1] B.");
    assert_eq!(texts(&minutes), ["Un[^1].", "Deux[^1]."]);
    assert_eq!(notes(&minutes), [("1", "A."), ("1", "B.")]);
}

#[test]
fn a_bracketed_number_without_a_note_is_text() {
    for body in [
        "Le quai [1] est long.",
        "[1] Le quai est long.",
        "Le quai est long.\n\n[1] Le nord.\n\n[2] Le sud.",
        "Le tome [2024] est long [1 2], voir [1](https://exemple.fr).",
        "Le quai[1] est long.\n\n[2] Le nord.",
    ] {
        let minutes = turns(body);
        assert_eq!(texts(&minutes), [body]);
        assert_eq!(notes(&minutes), []);
    }
    let minutes = turns("Le quai [1] et le bief¹.\n\n¹ Le nord.");
    assert_eq!(texts(&minutes), ["Le quai [1] et le bief[^1]."]);
}
