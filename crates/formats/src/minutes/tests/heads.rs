//! Forms of series, number, title and date, and the attendance table.

use super::*;

#[test]
fn hearing_numbers_are_read() {
    for (printed, number) in [
        ("AUDITION N° 7", 7),
        ("Audition #12", 12),
        ("AUDITION 3", 3),
        ("Audition no 4", 4),
        ("AUDITION NUMÉRO 15", 15),
        ("3e audition", 3),
        ("**Audition nº5**", 5),
        ("Compte rendu de l'audition n°8 du 3 avril 2024", 8),
    ] {
        let minutes = parse(&format!("{printed}\n\nLe port\n\n3 avril 2024\n\nIntervenants\n\n- Paul VESLE"));
        assert_eq!(minutes.number, Some(number), "{printed}");
        assert_eq!(minutes.date, NaiveDate::from_ymd_opt(2024, 4, 3), "{printed}");
        assert_eq!(minutes.series, None, "{printed}");
    }
    let none = parse("AUDITION DU 3 AVRIL 2024\n\nIntervenants\n\n- Paul VESLE");
    assert_eq!(none.number, None);
}

#[test]
fn titles_may_take_several_lines() {
    let minutes = parse(
        "AUDITIONS SUR LE PORT\n\nET LA RADE\n\nAUDITION N° 2\n\nLes quais,\nles grues\n\net la mer\n\n\
         04/05/2022\n\nIntervenants :\n\n- Paul VESLE, grutier\n\nPaul VESLE\n\nBonjour.",
    );
    assert_eq!(minutes.series.as_deref(), Some("AUDITIONS SUR LE PORT ET LA RADE"));
    assert_eq!(minutes.title.as_deref(), Some("Les quais, les grues et la mer"));
    assert_eq!(minutes.date, NaiveDate::from_ymd_opt(2022, 5, 4));
    assert_eq!(speakers(&minutes), ["Paul VESLE"]);
}

#[test]
fn a_title_may_stand_below_the_date() {
    let minutes = parse("AUDITION 2\n4 mai 2022\n\nLes quais\n\nIntervenants\n- Paul VESLE");
    assert_eq!(minutes.title.as_deref(), Some("Les quais"));
}

#[test]
fn a_running_head_gives_number_and_series() {
    let head = "AUDITIONS SUR LE PORT\nAudition n° 9\nLes grues\n";
    let page = "Un texte qui se tient, et qui finit.\n\n";
    let minutes = parse(&format!("{head}\n{page}\u{c}{head}\n{page}\u{c}{head}\n{page}"));
    assert_eq!(minutes.number, Some(9));
    assert_eq!(minutes.series.as_deref(), Some("AUDITIONS SUR LE PORT"));
    assert_eq!(minutes.turns.len(), 1);
}

#[test]
fn text_without_head_and_table_becomes_turns() {
    let minutes = parse("Bonjour à tous.\n\nLa séance commence.");
    assert_eq!(texts(&minutes), ["Bonjour à tous.\n\nLa séance commence."]);
    let missing = kinds(&minutes).into_iter().filter(|(_, kind)| matches!(kind, Kind::Missing { .. }));
    assert_eq!(missing.count(), 5);
    assert_eq!(parse("").turns, []);
}

#[test]
fn the_table_accepts_rows_of_many_forms() {
    let minutes = parse(
        "Intervenants\n\n- Anne TISSIER – directrice – Lumac\n- VESLE Paul, grutier\n\
         - Zoé LENOIR, cheffe de projet au bureau\n  des usages et des temps ;\n\
         - le public\n\nGroupes politiques :\n\nGroupe Rivages\n- Ève MARAND\n\
         - Groupe Coteaux : Luc ABRIAL, conseiller\n- Guy NOEL ; Rose ROUX (Groupe Large)\n\n\
         Administration : Jean de LA TOURELLE, agent\n\nAnne TISSIER\n\nBonjour.",
    );
    use Category::{Administration, PoliticalGroup, Witness};
    assert_eq!(
        present(&minutes),
        [
            ("Anne TISSIER", Witness, "directrice", "Lumac"),
            ("VESLE Paul", Witness, "grutier", ""),
            ("Zoé LENOIR", Witness, "cheffe de projet au bureau des usages et des temps", ""),
            ("Ève MARAND", PoliticalGroup, "", "Groupe Rivages"),
            ("Luc ABRIAL", PoliticalGroup, "conseiller", "Groupe Coteaux"),
            ("Guy NOEL", PoliticalGroup, "", "Groupe Rivages"),
            ("Rose ROUX", PoliticalGroup, "", "Groupe Large"),
            ("Jean de LA TOURELLE", Administration, "agent", ""),
        ]
    );
    let unread = Kind::UnreadRow { text: "le public".into() };
    assert!(kinds(&minutes).iter().any(|(_, kind)| *kind == unread));
    assert_eq!(speakers(&minutes), ["Anne TISSIER"]);
}

#[test]
fn a_table_continues_on_the_next_page() {
    let minutes = parse(
        "Intervenants\n\n- Anne TISSIER, directrice de\n\u{c}l'agence du port\n\u{c}- Paul VESLE, grutier\n\n\
         Paul VESLE, grutier\n\nBonjour.",
    );
    let rows = [
        ("Anne TISSIER", Category::Witness, "directrice de l'agence du port", ""),
        ("Paul VESLE", Category::Witness, "grutier", ""),
    ];
    assert_eq!(present(&minutes), rows);
    assert_eq!(speakers(&minutes), ["Paul VESLE"]);
}

#[test]
fn rows_without_marks_may_follow_a_list() {
    let minutes = parse(
        "Intervenants :\n- Solène Kervadec, hydrologue\nAdministration :\nJean Dumoulin, directeur\n\
         Paul Roux, chef de service\n\nSolène Kervadec\n\nBonjour à tous.",
    );
    use Category::{Administration, Witness};
    let rows = [
        ("Solène Kervadec", Witness, "hydrologue", ""),
        ("Jean Dumoulin", Administration, "directeur", ""),
        ("Paul Roux", Administration, "chef de service", ""),
    ];
    assert_eq!(present(&minutes), rows);
    assert_eq!(speakers(&minutes), ["Solène Kervadec"]);
}

#[test]
fn a_person_joined_to_the_row_above_is_reported() {
    let minutes = parse(
        "Administration :\n- Jean Dumoulin, directeur\nPaul Roux, chef de service\n\
         - Ève Marand, directrice de cabinet de\n  Mme Rose ABRIAL\n- Luc Noel, agent\n  du Port Vieux\n\n\
         Luc Noel\n\nBonjour.",
    );
    assert_eq!(minutes.attendances.len(), 3);
    let unread = kinds(&minutes).into_iter().filter(|(_, kind)| matches!(kind, Kind::UnreadRow { .. }));
    let text = "Paul Roux, chef de service".to_string();
    assert_eq!(unread.collect::<Vec<_>>(), [(3, Kind::UnreadRow { text })]);
}

#[test]
fn the_labels_of_the_categories_are_accepted_as_headings() {
    let labels = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/../../locales/fr/attendances.ftl"));
    let labels: Vec<_> =
        labels.lines().filter_map(|line| line.strip_prefix("category-")?.split_once(" = ")).collect();
    assert_eq!(labels.len(), 4);
    for (id, label) in labels {
        for heading in [label.to_string(), format!("{label} :"), label.to_uppercase()] {
            let minutes = parse(&format!("{heading}\n\n- Paul VESLE, grutier\n\nPaul VESLE\n\nBonjour."));
            let category = minutes.attendances.first().map(|a| serde_json::json!(a.category));
            assert_eq!(category, Some(id.replace('-', "_").into()), "{heading}");
        }
    }
}

#[test]
fn bien_entendu_is_not_a_heading() {
    let minutes = parse("Bonjour à tous.\n\nBien entendu :\n- Paul VESLE\n- Zoé LENOIR");
    assert_eq!(minutes.attendances, []);
}

#[test]
fn a_short_first_turn_is_not_a_row() {
    for table in [
        "Présents :\nJean Dumoulin, directeur\nSolène Kervadec, hydrologue",
        "Présents :\n\nJean Dumoulin : directeur.\n\nSolène Kervadec : hydrologue",
        "Présents : Jean Dumoulin, directeur ; Solène Kervadec, hydrologue",
        "Présents : Jean Dumoulin, directeur\nSolène Kervadec, hydrologue",
    ] {
        for speech in [
            "Solène Kervadec : Bonjour.",
            "Solène Kervadec : Bonjour à tous",
            "Mme Kervadec : Le débit a baissé de moitié",
        ] {
            let minutes = parse(&format!("{table}\n\n{speech}\n\nJean Dumoulin : Merci."));
            let names: Vec<&str> = minutes.attendances.iter().map(|a| a.name.as_str()).collect();
            assert_eq!(names, ["Jean Dumoulin", "Solène Kervadec"], "{table}\n{speech}");
            assert_eq!(speakers(&minutes), ["Solène Kervadec", "Jean Dumoulin"], "{table}\n{speech}");
        }
    }
}

#[test]
fn the_first_turn_of_an_unlisted_person_is_not_a_row() {
    for speech in ["Bonjour.", "Qui paie ?", "Je commence par le quai"] {
        let line = format!("Solène Kervadec : {speech}");
        let minutes =
            parse(&format!("Présents :\nJean Dumoulin, directeur\n\n{line}\n\nJean Dumoulin\n\nOui."));
        assert_eq!(present(&minutes).len(), 1, "{line}");
        assert_eq!(texts(&minutes), [line.as_str(), "Oui."]);
    }
}

#[test]
fn a_name_below_the_last_section_begins_a_turn() {
    for last in [
        "Excusé : Paul Roux",
        "Administration :\nJean Dumoulin, directeur\nLuc Noel, agent",
        "Excusés :\nPaul Roux",
    ] {
        for heading in ["Mme Kervadec", "Solène Kervadec", "Solène KERVADECK", "M. Abrial"] {
            let minutes = parse(&format!(
                "Intervenants :\n- Solène Kervadec, hydrologue\n\n{last}\n\n{heading}\n\nBonjour."
            ));
            let labels: Vec<&str> = minutes.turns.iter().map(|turn| turn.label.as_str()).collect();
            assert_eq!(labels, [heading], "{last}");
            assert_eq!(texts(&minutes), ["Bonjour."], "{last}");
        }
    }
    let minutes = parse("Présents :\nSolène Kervadec, hydrologue\n\nMme Kervadec\n\nBonjour.");
    assert_eq!(speakers(&minutes), ["Solène Kervadec"]);
}
