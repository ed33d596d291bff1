//! The same minutes in the different forms in which PDF text is extracted.

use unicode_normalization::UnicodeNormalization;

use super::*;

/// Title, number, attendances, and each turn as speaker, text and count of notes.
type Reading = (Option<String>, Option<u32>, Vec<Attendance>, Vec<(String, String, usize)>);

/// Everything except line numbers.
fn reading(source: &str) -> Reading {
    let minutes = parse(source);
    let turns = minutes.turns.iter().map(|turn| {
        let speaker = minutes.speaker(turn).map(|a| a.name.clone()).unwrap_or_default();
        (speaker, turn.text.replace('\u{a0}', " "), turn.footnotes.len())
    });
    let turns = turns.collect();
    (minutes.title, minutes.number, minutes.attendances, turns)
}

const LETTERHEAD: &str = "Solange ARTIGAL\n\nAdjointe au Maire de Morvence,\nchargée des Mobilités, \
                          du Port\net de la Vie nocturne\nConseillère municipale du 3^e secteur\n";

#[track_caller]
fn same_as_plain(source: &str) {
    assert_eq!(reading(source), reading(PLAIN));
}

#[test]
fn line_ends_byte_order_marks_and_normalization_do_not_matter() {
    same_as_plain(&PLAIN.replace('\n', "\r\n"));
    same_as_plain(&PLAIN.replace('\n', "\r"));
    same_as_plain(&format!("\u{feff}{PLAIN}"));
    same_as_plain(&PLAIN.nfd().collect::<String>());
    same_as_plain(&PLAIN.replace(" :", "\u{a0}:").replace("07 février", "07\u{a0}février"));
    same_as_plain(&PLAIN.replace("- Gaspard", "-\u{202f}Gaspard"));
}

#[test]
fn every_form_of_table_heading_is_read() {
    same_as_plain(&PLAIN.replace("Groupes politiques :", "GROUPES POLITIQUES"));
    same_as_plain(&PLAIN.replace("Intervenants", "Intervenantes et intervenants:"));
    same_as_plain(&PLAIN.replace("Adjoints ou leurs cabinets :", "Adjointes ou leurs cabinets"));
    same_as_plain(&PLAIN.replace("Administration :", "**Administration**"));
    same_as_plain(&PLAIN.replace("\n- ", "\n– "));
    same_as_plain(&PLAIN.replace("\n- ", "\n• "));
}

#[test]
fn every_form_of_page_end_is_recognized() {
    assert_eq!(PLAIN.matches(LETTERHEAD).count(), 4);
    for mark in ["\u{c}", "\n---\n\n", "<!-- page -->\n", "\nPage 3\n\n\u{c}", "3\n\u{c}", "3/12\n\n"] {
        same_as_plain(&PLAIN.replace(LETTERHEAD, &format!("{mark}{LETTERHEAD}")));
        same_as_plain(&PLAIN.replace(LETTERHEAD, mark));
    }
}

#[test]
fn a_letterhead_may_vary_from_page_to_page() {
    let third = PLAIN.match_indices(LETTERHEAD).nth(2).map(|(at, _)| at).unwrap_or_default();
    let (before, after) = PLAIN.split_at(third);
    for (printed, varied) in [
        ("Mobilités", "Mobilites"),
        ("3^e", "3 e"),
        ("Morvence,", "Morvence"),
        ("et de la Vie nocturne\n", ""),
        ("chargée des Mobilités, du Port\n", ""),
    ] {
        same_as_plain(&format!("{before}{}", after.replacen(printed, varied, 1)));
    }
}

#[test]
fn wrapped_lines_are_rejoined() {
    let wrap = |line: &str| {
        let mut lines = String::new();
        let mut width = 0;
        for word in line.split(' ') {
            if width + word.len() > 90 && !line.starts_with("- ") {
                lines.push('\n');
                width = 0;
            } else if width > 0 {
                lines.push(' ');
            }
            lines.push_str(word);
            width += word.len() + 1;
        }
        lines
    };
    let wrapped: Vec<String> = PLAIN.lines().map(wrap).collect();
    same_as_plain(&wrapped.join("\n"));
}

#[test]
fn minutes_serialize_to_the_documented_json() {
    let json = serde_json::to_value(parse(PLAIN)).unwrap_or_default();
    let keys: Vec<&String> = json.as_object().into_iter().flat_map(|object| object.keys()).collect();
    let expected = ["series", "number", "title", "date", "attendances", "turns", "warnings"];
    assert_eq!(keys.len(), expected.len());
    assert!(expected.iter().all(|key| keys.iter().any(|known| known == key)));
    assert_eq!(json["date"], "2023-02-07");
    assert_eq!(json["attendances"][1]["category"], "witness");
    assert_eq!(json["attendances"][5]["body"], serde_json::Value::Null);
    assert_eq!(json["turns"][3]["speaker"], "Bérénice FAUVARQUE");
    assert_eq!(json["turns"][5]["speaker"], serde_json::Value::Null);
    assert_eq!(json["turns"][0]["footnotes"][0]["marker"], "9");
    assert_eq!(json["warnings"][0]["code"], "listed_twice");
    assert_eq!(json["warnings"][0]["line"], 28);
    assert_eq!(json["warnings"][0]["name"], "Ousmane DIARRABÉ");
}

#[test]
fn excused_and_absent_people_are_attendances_and_speakers_count_as_present() {
    let minutes = parse(
        "AUDITION #7\n\nLa pluie\n\n2 mai 2024\n\nPersonnes auditionnées\n\n- Solène KERVADEC, hydrologue\n\n\
         Groupes politiques\n\n- Jeanne DOUARNE, conseillère (Groupe Cap 2030), excusée, représentée par Paul VESLE, collaborateur\n\
         - Anne TOUZET, conseillère (Groupe Cap 2030) (à distance)\n\n\
         Excusés\n\n- Marc ORVAL, conseiller municipal\n- Luce BRENNE, conseillère municipale\n\n\
         Intervention de Solène KERVADEC\n\nIl pleut.\n\nIntervention de Luce BRENNE\n\nEncore.\n",
    );
    let told = |it: &crate::Attendance| {
        (it.name.clone(), format!("{:?}", it.presence), it.replaced_by.clone().unwrap_or_default())
    };
    let told: Vec<_> = minutes.attendances.iter().map(told).collect();
    let row = |name: &str, presence: &str, by: &str| (name.to_owned(), presence.to_owned(), by.to_owned());
    assert_eq!(
        told,
        [
            row("Solène KERVADEC", "Present", ""),
            row("Jeanne DOUARNE", "Excused", "Paul VESLE"),
            row("Anne TOUZET", "Remote", ""),
            row("Marc ORVAL", "Excused", ""),
            row("Luce BRENNE", "Present", ""),
            row("Paul VESLE", "Present", ""),
        ]
    );
    let json = serde_json::to_value(&minutes).unwrap();
    assert_eq!(json["warnings"].as_array().map(Vec::len), Some(2), "{}", json["warnings"]);
    assert_eq!(json["attendances"][0].get("presence"), None);
    assert_eq!(json["attendances"][1]["presence"], "excused");
}
