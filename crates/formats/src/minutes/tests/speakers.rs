//! Headings of turns, and the people they name.

use super::*;

const TABLE: &str = "Intervenants\n\n- Élise MORVANNÉ, directrice chez Lumac\n- Paul VESLE, grutier\n\
                     - Paule VESLEY, capitaine du port\n\n";

fn turns(body: &str) -> Minutes {
    parse(&format!("{TABLE}{body}"))
}

#[test]
fn every_form_of_speaker_heading_is_read() {
    for heading in [
        "Intervention d'Élise MORVANNÉ, directrice chez Lumac",
        "Intervention d’Elise Morvanné",
        "INTERVENTION D'ÉLISE MORVANNÉ",
        "Élise MORVANNÉ",
        "Elise MORVANN",
        "Élise MORVANNÉ, Présidente de Lumac",
        "Élise MORVANNÉ, directrice chez Lumac.",
        "Mme MORVANNÉ",
        "Mme Élise MORVANNÉ :",
        "MORVANNÉ Élise",
        "**Élise MORVANNÉ**",
        "## Élise MORVANNÉ, directrice",
        "**Élise MORVANNÉ** : ",
        "Élise MORVANNÉ – directrice",
        "Élise MORVANNÉ\ndirectrice chez Lumac",
        "Question de Mme Morvanné :",
    ] {
        let minutes = turns(&format!("{heading}\n\nBonjour à tous.\n"));
        assert_eq!(speakers(&minutes), ["Élise MORVANNÉ"], "{heading}");
        assert_eq!(texts(&minutes), ["Bonjour à tous."], "{heading}");
    }
}

#[test]
fn speech_may_begin_on_the_heading_line() {
    for line in [
        "Mme MORVANNÉ : Bonjour à tous.",
        "Élise MORVANNÉ, directrice : Bonjour à tous.",
        "**Élise MORVANNÉ :** Bonjour à tous.",
        "**Élise MORVANNÉ** Bonjour à tous.",
        "Mme Élise MORVANNÉ. – Bonjour à tous.",
        "Mme MORVANNÉ.- Bonjour à tous.",
    ] {
        let minutes = turns(&format!("Paul VESLE : Oui.\n{line}\n"));
        assert_eq!(speakers(&minutes), ["Paul VESLE", "Élise MORVANNÉ"], "{line}");
        assert_eq!(texts(&minutes), ["Oui.", "Bonjour à tous."], "{line}");
    }
}

#[test]
fn speech_is_not_a_heading() {
    for speech in [
        "Élise MORVANNÉ, vous avez raison sur ce point.",
        "Élise MORVANNÉ, vous avez raison",
        "Merci Paul.",
        "Dernier point : le quai.",
        "Paul VESLE est grutier depuis dix ans.",
        "Paul VESLE, qui est grutier, le sait.",
        "Verdane et Lumac : deux maisons.",
        "- Paul VESLE",
    ] {
        let minutes = turns(&format!("Paul VESLE\n\n{speech}\n"));
        assert_eq!(speakers(&minutes), ["Paul VESLE"], "{speech}");
        assert_eq!(texts(&minutes), [speech], "{speech}");
    }
}

#[test]
fn an_unlisted_person_gets_a_turn_without_speaker() {
    for label in
        ["Zoé LENOIR", "Zoé LENOIR, riveraine", "Mme LENOIR", "Intervention de Zoé Lenoir", "Mme la Maire"]
    {
        let minutes = turns(&format!("Paul VESLE\n\nOui.\n\n{label}\n\nNon.\n"));
        assert_eq!(minutes.turns.get(1).map(|turn| turn.speaker), Some(None), "{label}");
        assert_eq!(speakers(&minutes), ["Paul VESLE", label]);
        let line = 9;
        let kind = Kind::UnknownSpeaker { label: label.to_string() };
        assert!(kinds(&minutes).contains(&(line + 2, kind)), "{label}: {:?}", kinds(&minutes));
    }
}

#[test]
fn similar_names_are_distinguished() {
    let minutes = turns("Paul VESLE\n\nOui.\n\nPaule VESLEY\n\nNon.\n\nM. VESLE\n\nSi.\n");
    assert_eq!(speakers(&minutes), ["Paul VESLE", "Paule VESLEY", "Paul VESLE"]);
}

#[test]
fn a_heading_without_text_is_reported() {
    let minutes = turns("Paul VESLE\n\nÉlise MORVANNÉ\n\nOui.\n");
    assert_eq!(texts(&minutes), ["", "Oui."]);
    assert!(kinds(&minutes).contains(&(7, Kind::EmptyTurn { label: "Paul VESLE".into() })));
}

#[test]
fn paragraphs_are_split_and_joined_correctly() {
    let minutes = turns(
        "Paul VESLE\n\nUn premier point.\n\nUn deuxième, que la page\n\u{c}coupe en *deux\n\u{c}morceaux*.\n\
         \u{c}Un troisième :\n\n- une grue ;\n- un quai.\n\n### Fin\n\nVoilà.\n",
    );
    let expected = "Un premier point.\n\nUn deuxième, que la page coupe en *deux morceaux*.\n\n\
                    Un troisième :\n\n- une grue ;\n\n- un quai.\n\n### Fin\n\nVoilà.";
    assert_eq!(texts(&minutes), [expected]);
}
