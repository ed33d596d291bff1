//! Caption files.

use super::*;

#[test]
fn the_format_is_detected_by_content() {
    for (bytes, expected) in [
        (fixture!("seance.vtt"), Format::WebVtt),
        (fixture!("seance.srt"), Format::SubRip),
        (fixture!("seance.json"), Format::WhisperX),
        (fixture!("page.txt"), Format::Page),
        (b"\xef\xbb\xbfWEBVTT\n", Format::WebVtt),
        (b"WEBVTTX\n", Format::Minutes),
        (b"{ de la musique }", Format::Minutes),
        (b"{\"segments\": [", Format::WhisperX),
        (b"00:01 --> 00:02\r\rOui", Format::SubRip),
        (b"0:01\nOui\n0:02\nNon\n0:04\nBon", Format::Page),
        (
            b"Ordre du jour\n\n9:00 accueil\n\nPuis l'on parle.\nEt encore.\nEt l'on part.\n\n17:00 fin",
            Format::Minutes,
        ),
        (include_bytes!("../../../../../tests/fixtures/minutes/plain.txt"), Format::Minutes),
        (include_bytes!("../../../../../tests/fixtures/minutes/pages.md"), Format::Minutes),
    ] {
        assert_eq!(Format::of(bytes), Ok(expected), "{}", String::from_utf8_lossy(bytes));
    }
    for (bytes, expected) in [
        (b"".as_slice(), Unreadable::Empty),
        (b"\xef\xbb\xbf \r\n", Unreadable::Empty),
        (b"\xff\xfeW\0E\0", Unreadable::NotUtf8),
        (b"WEBVTT\n\0", Unreadable::Nul),
        (b"PK\x03\x04", Unreadable::Damaged),
        (b"{\\rtf1 Mots}", Unreadable::NotText),
        (b"{\"cues\": []}", Unreadable::Unknown),
        (b"[{\"segments\": []}]", Unreadable::Unknown),
    ] {
        assert_eq!(crate::read(bytes), Err(expected), "{}", String::from_utf8_lossy(bytes));
    }
    assert_eq!(Format::of(&vec![b'a'; crate::LIMIT + 1]), Err(Unreadable::TooLarge));
}

#[test]
fn webvtt_gives_speakers_texts_and_times() {
    let minutes = read(fixture!("seance.vtt"));
    let paul = "Le quai s’use, si a < b \\* 2, il faut l’an prochain…\n\n… le refaire.";
    assert_eq!(
        said(&minutes),
        [
            ("Ève Marand", "Bonsoir à toutes et à tous. Nous ouvrons la séance."),
            ("Paul Vesle", "Merci. Trois points & un vœu :"),
            ("Ève Marand", "Je vous écoute."),
            ("Paul Vesle", paul),
        ]
    );
    assert_eq!(spans(&minutes)[0], Some((1000, Some(4000))));
    assert_eq!(spans(&minutes)[3], Some((7000, Some(18_000))));
    let heard = [
        (7000, "Le quai s’use,"),
        (9000, "si a < b \\* 2, il faut l’an prochain…"),
        (15_000, "… le refaire."),
    ];
    assert_eq!(cues(&minutes.turns[3]), heard);
    let present: Vec<&str> = minutes.attendances.iter().map(|it| it.name.as_str()).collect();
    assert_eq!(present, ["Ève Marand", "Paul Vesle"]);
    assert_eq!(minutes.turns[3].speaker, Some(1));
    assert_eq!(kinds(&minutes), []);
    let aside: Vec<usize> = minutes.furniture.iter().map(|it| it.line).collect();
    assert_eq!(aside, [1, 2, 4, 5, 7, 8, 10, 11, 12, 14, 15, 19, 20, 24, 27, 30]);
}

#[test]
fn subrip_keeps_the_text_of_a_caption_with_a_wrong_time() {
    let minutes = read(fixture!("seance.srt"));
    let text = "Bonsoir. La séance est ouverte. Nous avons 3 < 4 points. Ceci revient en arrière. 4 \
                00:00:99,000 --> 00:01:09,000 Ceci n’a pas d’heure. Et voici R&amp;D. Une réplique, \
                en deux paragraphes. 2024";
    assert_eq!(said(&minutes), [("", text)]);
    let starts: Vec<u32> = cues(&minutes.turns[0]).into_iter().map(|(start, _)| start).collect();
    assert_eq!(starts, [1000, 3500, 10_000, 12_000]);
    assert_eq!(spans(&minutes), [Some((1000, Some(14_000)))]);
    let unread = |text: &str| Kind::UnreadTime { text: text.to_owned() };
    assert_eq!(
        kinds(&minutes),
        [
            (11, &Kind::TimeGoesBack { time: "00:01".to_owned() }),
            (15, &unread("00:00:99,000 --> 00:01:09,000")),
            (23, &unread("en deux paragraphes.")),
        ]
    );
}

#[test]
fn whisperx_speakers_stay_unnamed() {
    let minutes = read(fixture!("seance.json"));
    assert_eq!(
        said(&minutes),
        [
            ("SPEAKER_00", "Bonsoir à toutes et à tous. La parole est à Paul Vesle."),
            ("SPEAKER_01", "Merci, Ève."),
            ("", "Je commence."),
            ("SPEAKER_01", "Par le quai."),
        ]
    );
    assert!(minutes.attendances.is_empty() && minutes.turns.iter().all(|it| it.speaker.is_none()));
    assert_eq!(cues(&minutes.turns[0])[1], (4500, "La parole est à Paul Vesle."));
    assert_eq!(spans(&minutes), [Some((31, Some(6000))), Some((6200, Some(9000))), None, Some((9500, None))]);
    let unknown = |label: &str| Kind::UnknownSpeaker { label: label.to_owned() };
    let unread = Kind::UnreadTime { text: String::new() };
    assert_eq!(kinds(&minutes), [(1, &unknown("SPEAKER_00")), (3, &unknown("SPEAKER_01")), (4, &unread)]);
}

#[test]
fn json_has_times_only_where_they_are_known() {
    let keys = |bytes: &[u8]| {
        let printed = serde_json::to_value(read(bytes)).expect("JSON");
        printed["turns"][0].as_object().expect("an object").keys().cloned().collect::<Vec<_>>().join(" ")
    };
    assert_eq!(keys(fixture!("seance.vtt")), "cues end footnotes label speaker start text");
    assert_eq!(keys(b"00:01 --> 00:02\nOui"), "cues end footnotes label speaker start text");
    assert_eq!(keys("Intervention de Ève MARAND\n\nOui.".as_bytes()), "footnotes label speaker text");
}

/// Rolled-up captions of a video platform: two lines, the second with times of its words.
fn rolling(said: &[&str]) -> String {
    let mut source = "WEBVTT\nKind: captions\nLanguage: fr\n\n".to_owned();
    let mut above = " ".to_owned();
    for (at, line) in said.iter().enumerate() {
        let (first, rest) = line.split_once(' ').unwrap_or((line, ""));
        let timed = format!("{first}<00:00:{at:02}.500><c> {rest}</c>");
        let next = at + 1;
        source += &format!("00:00:{at:02}.010 --> 00:00:{next:02}.000 align:start\n{above}\n{timed}\n\n");
        source += &format!("00:00:{next:02}.000 --> 00:00:{next:02}.010 align:start\n{line}\n \n\n");
        above = (*line).to_owned();
    }
    source
}

#[test]
fn rolled_up_lines_are_read_once_and_spoken_repetitions_are_kept() {
    let said_there = [
        "le quai tient",
        "encore un an",
        "oui je crois",
        "oui je crois",
        "merci à tous",
        "à la semaine prochaine",
    ];
    let minutes = read(rolling(&said_there).as_bytes());
    assert_eq!(said(&minutes), [("", said_there.join(" ").as_str())]);
    let heard: Vec<u32> = cues(&minutes.turns[0]).iter().map(|it| it.0).collect();
    assert_eq!(heard, [10, 500, 1010, 1500, 2010, 2500, 3010, 3500, 4010, 4500, 5010, 5500]);
    let aside: Vec<&str> = minutes
        .furniture
        .iter()
        .filter(|it| it.kind == FurnitureKind::Repeated)
        .map(|it| it.text.as_str())
        .collect();
    assert_eq!(aside.len(), 11);
    assert_eq!(aside[..3], ["le quai tient", "le quai tient", "encore un an"]);
    assert_eq!(kinds(&minutes), [(10, &Kind::RolledUp { lines: 11 })]);

    // A few repeated words do not make rolled-up captions.
    let refrain = "00:00:01.000 --> 00:00:02.000\nPour.\n\n".repeat(9);
    let minutes = read(format!("WEBVTT\n\n{refrain}").as_bytes());
    assert_eq!(said(&minutes), [("", ["Pour."; 9].join(" ").as_str())]);
}
