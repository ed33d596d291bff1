//! Any text is read, and quickly.

use std::time::{Duration, Instant};

use proptest::prelude::*;

use super::*;

const LINES: [&str; 24] = [
    "WEBVTT",
    "NOTE",
    "STYLE",
    "1",
    "00:00:01.000 --> 00:00:02.000",
    "00:00:05,000 --> 00:00:01,000",
    "00:00:09.000-->00:00:99.000",
    "9999999999:00:00.000 --> 1",
    "--> -->",
    "<v Ève Marand>Bonsoir</v> <v Paul Vesle>",
    "<v>",
    "<00:00:03.000><00:00:01.000>mots<",
    "&amp;&#x0;&#99999999;&",
    "{\\an8}{",
    "00:12mots",
    "00:12",
    "1:00:12 mots",
    "0:00:0",
    "99:99mots",
    "retrouvez Ève Marand (directrice, Lumac) et Paul Vesle ((",
    "présentée par Zoé Lenoir",
    "Mme Lenoire",
    "",
    "",
];

fn no_word_is_lost(source: &str) {
    let Ok(minutes) = crate::read(source.as_bytes()) else { return };
    let words = |text: &str| -> Vec<String> {
        let text = text.replace('\\', "");
        text.split(|c: char| !c.is_alphabetic()).filter(|it| !it.is_empty()).map(str::to_owned).collect()
    };
    let mut kept: Vec<String> = minutes.furniture.iter().flat_map(|it| words(&it.text)).collect();
    for turn in &minutes.turns {
        kept.extend(words(&turn.text));
        kept.extend(words(&turn.label));
        assert!(turn.time.as_ref().is_none_or(|it| it.cues.is_sorted_by_key(|cue| (cue.offset, cue.start))));
    }
    for word in
        words(source).iter().filter(|it| ["mots", "Bonsoir", "retrouvez", "Zoé"].contains(&it.as_str()))
    {
        assert!(kept.contains(word), "{word} in {source:?}");
    }
    let starts: Vec<u32> = minutes.turns.iter().flat_map(cues).map(|(start, _)| start).collect();
    assert!(starts.is_sorted(), "{source:?}");
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn disordered_captions_are_read(lines in prop::collection::vec(prop::sample::select(&LINES[..]), 0..40), end in prop::sample::select(vec!["\n", "\r\n", "\r", "\n\r"])) {
        let source = lines.join(end);
        no_word_is_lost(&source);
        no_word_is_lost(&format!("WEBVTT{end}{end}{source}"));
    }

    #[test]
    fn any_text_is_read(source in any::<String>()) {
        no_word_is_lost(&format!("WEBVTT\n\n{source}"));
        no_word_is_lost(&format!("00:01 --> 00:02\n{source}"));
        no_word_is_lost(&format!("00:01{source}\n00:02{source}\n00:03{source}"));
    }
}

#[test]
fn broken_json_is_refused_and_odd_numbers_are_not_times() {
    for broken in [
        "{\"segments\": [".to_owned(),
        "{\"segments\": 3}".to_owned(),
        "{\"segments\": [{\"start\": NaN}]}".to_owned(),
        "{\"segments\": [{\"start\": 1e999}]}".to_owned(),
        format!("{{\"segments\": {}", "[".repeat(100_000)),
    ] {
        assert_eq!(crate::read(broken.as_bytes()), Err(Unreadable::Damaged), "{}", &broken[..20]);
    }
    let deep = format!("{{\"x\": {}{}, \"segments\": []}}", "[".repeat(100_000), "]".repeat(100_000));
    assert!(matches!(crate::read(deep.as_bytes()), Ok(_) | Err(Unreadable::Damaged)));
    let odd = r#"{"segments": [{"start": -1, "text": "a"}, {"start": 1e300, "text": "b"}, {"start": 5, "end": 2, "text": "c"}]}"#;
    let minutes = read(odd.as_bytes());
    assert_eq!(said(&minutes), [("", "a b c")]);
    assert_eq!(spans(&minutes), [Some((5000, None))]);
    assert_eq!(read(b"{\"segments\": []}").turns, []);
}

/// Doubling the text should double the time; ten times the time is not linear.
#[test]
fn parsing_time_is_linear() {
    let repeated: [fn(usize) -> String; 11] = [
        |n| format!("WEBVTT\n\n{}", "<".repeat(n)),
        |n| format!("WEBVTT\n\n{}", "<v Ève Marand>a ".repeat(n / 16)),
        |n| format!("WEBVTT\n\n{}", "&".repeat(n)),
        |n| format!("WEBVTT\n\n{}", "00:01.000 --> 00:02.000\na\n".repeat(n / 26)),
        |n| format!("00:01 --> 00:02\n{}", "a\n".repeat(n / 2)),
        |n| "00:01a\n".repeat(n / 7),
        |n| format!("{}{}", "A(b)".repeat(n / 4), "\n00:01a".repeat(4)),
        |n| format!("Ève Marandal (a, B)\n{}M{}", "00:01a\n".repeat(4), "a".repeat(n)),
        |n| format!("{}{}", "(".repeat(n / 2), "\n00:01a".repeat(n / 2)),
        |n| format!("00:01a\n00:02b\n00:03c\n{}", "d\n".repeat(6)) + &"00:04e\nf\n".repeat(n / 9),
        |n| {
            let people: String = (0..500).map(|i| format!("Jean Dupon{i:X} (a, B), ")).collect();
            let said: String = (0..n / 20).map(|i| format!("00:01Jean Duponx{i:X}\n")).collect();
            format!("{people}\n{said}")
        },
    ];
    for (at, make) in repeated.iter().enumerate() {
        let (small, large) = (make(40_000), make(400_000));
        // The best of three, because other tests run at the same time.
        let time = |source: &str| {
            let once = |_| {
                let start = Instant::now();
                crate::read(source.as_bytes()).ok();
                start.elapsed()
            };
            (0..3).map(once).min().unwrap_or_default()
        };
        let (short, long) = (time(&small), time(&large));
        let most = short * 40 + Duration::from_millis(400);
        assert!(long < most, "text {at}: {short:?}, ten times as much: {long:?}");
    }
}
