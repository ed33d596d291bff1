//! The fixtures as a whole.

use super::*;
use Category::{Administration, Executive, PoliticalGroup, Witness};

#[test]
fn plain_minutes_are_read() {
    let minutes = parse(PLAIN);
    let series = "AUDITIONS DES ACTEURS DE LA NUIT (PORT ET CENTRE)";
    assert_eq!(minutes.series.as_deref(), Some(series));
    assert_eq!(minutes.number, Some(4));
    assert_eq!(minutes.title.as_deref(), Some("Les transports après minuit"));
    assert_eq!(minutes.date, NaiveDate::from_ymd_opt(2023, 2, 7));
    assert_eq!(minutes.time, None);
    assert_eq!(furniture(&minutes, FurnitureKind::Letterhead), 4 * 5);

    let artigal = "Adjointe au Maire de Morvence chargée des mobilités, du port et de la vie nocturne";
    assert_eq!(
        present(&minutes),
        [
            ("Nadège QUILLIVÉRÉ-PONS", Witness, "Directrice de l'exploitation", "Navettes du Golfe"),
            ("Thibaud ERMELIN", Witness, "Directeur des études", "Groupe Ostrel"),
            ("Bérénice FAUVARQUE", PoliticalGroup, "Conseillère municipale", "Groupe Morvence Solidaire"),
            ("Ousmane DIARRABÉ", PoliticalGroup, "Collaborateur", "Groupe Solidaire et Citoyen"),
            ("Eloi TRESSAN", PoliticalGroup, "Conseiller municipal", "Groupe Cap au Large"),
            ("Solange ARTIGAL", Executive, artigal, ""),
            ("Gaspard NOUGUÈS", Executive, "Directeur de cabinet de Solange ARTIGAL", ""),
            ("Violaine STRAEL", Administration, "Directrice", "Direction de la voirie et des réseaux"),
        ]
    );
}

#[test]
fn plain_minutes_have_their_turns() {
    let minutes = parse(PLAIN);
    assert_eq!(
        speakers(&minutes),
        [
            "Nadège QUILLIVÉRÉ-PONS",
            "Thibaud ERMELIN",
            "Eloi TRESSAN",
            "Bérénice FAUVARQUE",
            "Solange ARTIGAL",
            "Lubin CASTERAL, Président de l'Amicale des Riverains",
        ]
    );
    assert_eq!(
        texts(&minutes),
        [
            "Nos *navettes de nuit*[^9] roulent depuis le 12e jour de juin. Elles desservent le port, \
             la gare et les trois lycées.\n\nLe quai nord compte 300 m² d'abris. La fréquentation monte \
             chaque mois et nous cherchons des conducteurs qui acceptent de finir à cinq heures du \
             matin. C'est notre premier souci.",
            "Notre enquête porte sur 2 400 foyers. Elle dit une chose simple : la nuit, on marche[^10].",
            "Combien coûte une ligne à l'année ?",
            "Et qui paie le gardien du quai¹¹ ?",
            "La Ville, depuis *toujours*.",
            "Nous aimerions dormir.",
        ]
    );
    let name = "Ousmane DIARRABÉ".to_string();
    let kept = "Collaborateur, Groupe Solidaire et Citoyen".to_string();
    let dropped = "Collaborateur, Groupe solidaire".to_string();
    let label = "Bérénice FAUVARQE".to_string();
    let unknown = "Lubin CASTERAL, Président de l'Amicale des Riverains".to_string();
    assert_eq!(
        kinds(&minutes),
        [
            (28, Kind::ListedTwice { name, kept, dropped }),
            (86, Kind::NearSpeaker { label, name: "Bérénice FAUVARQUE".into() }),
            (88, Kind::CallWithoutNote { marker: "11".into() }),
            (94, Kind::UnknownSpeaker { label: unknown }),
        ]
    );
}

#[test]
fn markdown_minutes_are_read() {
    let minutes = parse(MARKDOWN);
    assert_eq!(minutes.series.as_deref(), Some("CYCLE D'AUDITIONS SUR LE RÉEMPLOI"));
    assert_eq!(minutes.number, Some(12));
    assert_eq!(minutes.title.as_deref(), Some("Réparer plutôt que jeter"));
    assert_eq!(minutes.date, NaiveDate::from_ymd_opt(2024, 10, 1));
    assert_eq!(minutes.time, NaiveTime::from_hms_opt(14, 30, 0));
    assert_eq!(furniture(&minutes, FurnitureKind::Letterhead), 4 * 3);
    assert_eq!(
        present(&minutes),
        [
            ("Maëlys DRUJON", Witness, "fondatrice", "L'Atelier du Bief"),
            ("Côme VANDERELST", Witness, "ingénieur", "Lumac"),
            ("Hortense BLAVIGNAC", PoliticalGroup, "conseillère métropolitaine", "Groupe Rivages"),
            ("Abel BLAVIGNAC", PoliticalGroup, "conseiller métropolitain", "Groupe Les Coteaux"),
            ("Firmin LEZARDRIEU", Executive, "Vice-président délégué aux déchets et au réemploi", ""),
        ]
    );
    assert_eq!(
        speakers(&minutes),
        ["Maëlys DRUJON", "Côme VANDERELST", "M. BLAVIGNAC", "Mme BLAVIGNAC", "Firmin LEZARDRIEU",]
    );
    assert_eq!(
        texts(&minutes)[..2],
        [
            "Nous réparons *mille grille-pain*[^1] par an, dans le 2e bassin. Le local fait 80 m², et le \
             loyer\\* double l'an prochain[^1bis]. Les pièces \\[^sic] manquent.",
            "Chez nous, 10³ références dorment en rayon[^2].",
        ]
    );
    let codes: Vec<_> = kinds(&minutes).into_iter().map(|(line, kind)| (line, code(&kind))).collect();
    let expected = [(58, "note_renamed"), (70, "ambiguous_speaker"), (74, "ambiguous_speaker")];
    assert_eq!(codes, expected.map(|(line, code)| (line, code.to_string())));
}

fn code(kind: &Kind) -> String {
    let json = serde_json::to_value(kind).unwrap_or_default();
    json.get("code").and_then(|code| code.as_str()).unwrap_or_default().to_string()
}

#[test]
fn odd_minutes_are_read() {
    let minutes = parse(ODD);
    assert_eq!(minutes.series.as_deref(), Some("Commission des écoles"));
    assert_eq!(minutes.number, Some(3));
    assert_eq!(minutes.title.as_deref(), Some("Des cantines sans plastique"));
    assert_eq!(minutes.date, NaiveDate::from_ymd_opt(2023, 3, 9));
    assert_eq!(minutes.time, NaiveTime::from_hms_opt(9, 0, 0));
    assert_eq!(
        present(&minutes),
        [
            ("Léonie PRADOUX", Executive, "Adjointe aux écoles", ""),
            ("Anatole GRISEL", Witness, "parents d'élèves", ""),
            ("Rosalie GRISEL", Witness, "parents d'élèves", ""),
            ("Baptiste NOIRÉTABLE", Witness, "cuisinier", ""),
            ("Sidonie MALVOISIN", Witness, "", ""),
        ]
    );
    assert!(!minutes.attendances[4].presence.attended());
    assert_eq!(speakers(&minutes), ["", "Léonie PRADOUX", "Rosalie GRISEL", "GRISEL", "Le Président"]);
    assert_eq!(
        texts(&minutes)[1..],
        [
            "Merci d'être là. Je propose que nous commencions par les barquettes, dont on parle peut-être \
             trop peu.",
            "Les enfants préfèrent l'inox, 2\\*3 fois sur dix.",
            "Je confirme.",
            "Passons au vote¹.",
        ]
    );
    assert_eq!(minutes.turns[4].footnotes[0].text, "Note que rien n'appelle.");
    assert_eq!(furniture(&minutes, FurnitureKind::PageNumber), 2);
}

/// The minutes of a real hearing, where they are available.
#[test]
fn real_minutes_are_read() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/samples/audition-06-minutes.txt");
    let Ok(source) = std::fs::read_to_string(path) else {
        return;
    };
    let minutes = parse(&source);
    assert_eq!(minutes.number, Some(6));
    assert_eq!(minutes.date, NaiveDate::from_ymd_opt(2024, 4, 3));
    assert!(minutes.series.is_some() && minutes.title.is_some());

    let of = |category| minutes.attendances.iter().filter(|a| a.category == category).count();
    let counts = [Witness, PoliticalGroup, Executive, Administration].map(of);
    assert_eq!(counts, [2, 5, 4, 2]);

    let mut heard = speakers(&minutes);
    assert_eq!(heard.len(), 37);
    heard.sort_unstable();
    heard.dedup();
    assert_eq!(heard.len(), 6);
    assert!(minutes.turns.iter().all(|turn| turn.speaker.is_some()));

    let notes = minutes.turns.iter().map(|turn| turn.footnotes.len()).sum::<usize>();
    assert_eq!(notes, 11);
    let letterhead = minutes.furniture.iter().filter(|f| f.kind == FurnitureKind::Letterhead);
    let letterhead: Vec<&Furniture> = letterhead.collect();
    assert_eq!(letterhead.len(), 16 * 5);
    for turn in &minutes.turns {
        // Long strings must not occur anywhere, short ones (mere numbers) on no line of their own.
        let stands = |it: &&&Furniture| match it.text.len() {
            21.. => turn.text.contains(&it.text),
            _ => turn.text.lines().any(|line| line.trim() == it.text.trim()),
        };
        assert_eq!(letterhead.iter().find(stands), None, "{}", turn.line);
    }
}
