//! Copied transcript pages.

use super::*;

#[test]
fn a_page_gives_its_transcript_and_the_people_it_names() {
    let minutes = read(fixture!("page.txt"));
    let present: Vec<_> = minutes
        .attendances
        .iter()
        .map(|it| (it.name.as_str(), it.title.as_deref().unwrap_or(""), it.body.as_deref().unwrap_or("")))
        .collect();
    assert_eq!(
        present,
        [
            ("Ève Marandal", "directrice des quais", "Lumac"),
            ("Paul de la Vesle", "grutier", "Port de Morvence"),
            ("Zoé Lenoirel", "Chercheuse, Géographe", "Institut du Vaulx - Groupe Ostrel"),
            ("Anne-Lise Douarne", "Présentation", "LE QUAI"),
        ]
    );
    assert_eq!(minutes.title.as_deref(), Some("LE QUAI"));
    assert_eq!(minutes.date.map(|it| it.to_string()).as_deref(), Some("2024-06-04"));
    let heard = [
        (0, "Bonsoir à tous, nous sommes ensemble pour une heure."),
        (4000, "Avec nous, Ève Marandalle, bonsoir."),
        (7000, "Bonsoir."),
        (8000, "20 millions de voyageurs, et Paul de la Veste est"),
        (13_000, "là aussi. Grande question, Zoé. Grutiers ou non ?"),
        (15_000, ""),
        (3_598_000, "Merci à Zoé Le Noir 59:61et à vous tous, Mme Lenoirelle"),
        (3_602_000, "et à demain."),
    ];
    assert_eq!(cues(&minutes.turns[0]), heard);
    assert_eq!(minutes.turns.len(), 1);
}

#[test]
fn misheard_names_are_reported_and_not_replaced() {
    let minutes = read(fixture!("page.txt"));
    let near = |heard: &str, name: &str, time: &str| Kind::NearName {
        heard: heard.to_owned(),
        name: name.to_owned(),
        time: time.to_owned(),
    };
    let below = "Autres vidéos 5 choses à savoir".to_owned();
    assert_eq!(
        kinds(&minutes),
        [
            (10, &near("Marandalle", "Ève Marandal", "00:04")),
            (15, &near("Lenoirelle", "Zoé Lenoirel", "59:58")),
            (16, &Kind::UnreadTime { text: "59:61et à vous tous, Mme Lenoirelle".to_owned() }),
            (19, &Kind::BelowTranscript { text: below }),
        ]
    );
}

#[test]
fn a_time_may_be_on_the_line_above_its_text() {
    let minutes =
        read("0:01\nOui,\ndit-elle.\n\n0:02\nNon.\n1:00:04\nBon.\nVoilà.\n\nAutres vidéos".as_bytes());
    let heard = [(1000, "Oui, dit-elle."), (2000, "Non."), (3_604_000, "Bon. Voilà.")];
    assert_eq!(cues(&minutes.turns[0]), heard);
    assert_eq!(minutes.furniture.len(), 1);
}

/// Acceptance test of transcripts. Runs where the sample is available.
#[test]
fn the_broadcast_sample_is_read_completely() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/samples/broadcast-transcript.txt");
    let Ok(source) = std::fs::read_to_string(path) else { return };
    let minutes = read(source.as_bytes());
    let times: Vec<u32> = minutes.turns.iter().flat_map(cues).map(|(start, _)| start).collect();
    assert_eq!(times.len(), 1017);
    assert!(times.is_sorted());
    let lines = source.lines().filter_map(|line| stamp::leading(line).map(|(_, text)| text));
    let spoken: Vec<&str> = lines.flat_map(str::split_whitespace).collect();
    let words: Vec<&str> = minutes.turns.iter().flat_map(|it| it.text.split_whitespace()).collect();
    assert_eq!(words, spoken);

    // The people named in the description, each with a capacity.
    let (guests, host) = minutes.attendances.split_at(4);
    assert!(guests.iter().all(|it| it.title.is_some() && it.body.is_some()), "{guests:?}");
    assert_eq!(host.len(), 1);
    for it in &minutes.attendances {
        let (name, body) = (it.name.as_str(), it.body.as_deref().unwrap_or_default());
        assert!(source.contains(&format!(", {body})")) || source.contains(&format!("par {name}.")), "{it:?}");
        assert!(source.contains(&format!("{name} (")) || source.contains(&format!("par {name}.")), "{it:?}");
    }
    let near: std::collections::BTreeSet<&str> = minutes
        .warnings
        .iter()
        .filter_map(|it| if let Kind::NearName { name, .. } = &it.kind { Some(name.as_str()) } else { None })
        .collect();
    assert!(near.len() >= 3, "{near:?}");
    // Long text is split into paragraphs.
    let longest =
        minutes.turns.iter().flat_map(|it| it.text.split("\n\n")).map(|it| it.split(' ').count()).max();
    assert!(longest.is_some_and(|words| words < 230), "{longest:?}");
}
