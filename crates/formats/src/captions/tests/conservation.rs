//! No word and no time is lost.

use proptest::prelude::*;

use super::*;

/// A generated caption: delay after the previous one, duration, text, speaker.
type Invented = (u32, u32, String, Option<&'static str>);

const VOICES: [&str; 3] = ["Ève Marand", "Paul Vesle", "SPEAKER_02"];

fn word() -> impl Strategy<Value = String> {
    prop_oneof![
        6 => "[a-zéœ’]{1,8}[.,!?…]?",
        1 => prop::sample::select(vec!["*", "\\", "[^1]", "a*b", "\\*", "[", "Ève", "3:12", "&", "–", "http://a.b"])
            .prop_map(str::to_owned),
    ]
}

fn invented() -> impl Strategy<Value = Vec<Invented>> {
    let words = prop::collection::vec(word(), 1..30).prop_map(|words| words.join(" "));
    let voice = prop::option::of(prop::sample::select(&VOICES[..]));
    prop::collection::vec((0..9_000_u32, 1..9_000_u32, words, voice), 1..60)
}

fn clock(time: u32, mark: char) -> String {
    let (hours, minutes, seconds) = (time / 3_600_000, time / 60_000 % 60, time / 1000 % 60);
    format!("{hours:02}:{minutes:02}:{seconds:02}{mark}{:03}", time % 1000)
}

/// The captions with their begin and end times.
fn timed<'a>(invented: &'a [Invented]) -> Vec<(u32, u32, &'a str, Option<&'a str>)> {
    let mut now = 0;
    let mut caption = |(after, lasts, text, voice): &'a Invented| {
        now += after;
        (now, now + lasts, text.as_str(), *voice)
    };
    invented.iter().map(&mut caption).collect()
}

/// The text of a turn without escapes.
fn read_aloud(text: &str) -> String {
    let mut plain = String::new();
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        let escapes = letter == '\\' && letters.peek().is_some_and(|next| "\\*[".contains(*next));
        plain.push(if escapes { letters.next().unwrap_or_default() } else { letter });
    }
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Every caption is there, in order, with its time and speaker.
fn check(minutes: &Minutes, expected: &[(u32, u32, &str, Option<&str>)], unit: u32) {
    let found = minutes.turns.iter().flat_map(|turn| {
        cues(turn).into_iter().map(|(start, text)| (start, read_aloud(text), turn.label.as_str()))
    });
    let expected: Vec<_> = expected
        .iter()
        .map(|(start, _, text, voice)| {
            (start / unit * unit, read_aloud(&literal(text)), voice.unwrap_or_default())
        })
        .collect();
    assert_eq!(found.collect::<Vec<_>>(), expected);
    assert!(
        minutes
            .turns
            .iter()
            .all(|it| it.time.as_ref().is_none_or(|time| time.end.is_none_or(|end| end >= time.start)))
    );
}

/// As a turn stores it.
fn literal(text: &str) -> String {
    text.replace('\\', "\\\\").replace('*', "\\*").replace("[^", "\\[^")
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 128, ..ProptestConfig::default() })]

    #[test]
    fn webvtt_round_trips(invented in invented(), end in prop::sample::select(vec!["\n", "\r\n", "\r"])) {
        let captions = timed(&invented);
        let mut source = format!("WEBVTT{end}{end}");
        for (start, stop, text, voice) in &captions {
            let voice = voice.map(|it| format!("<v {it}>")).unwrap_or_default();
            let text = text.replace('&', "&amp;").replacen(' ', end, 1);
            source += &format!("{} --> {} line:0{end}{voice}{text}{end}{end}", clock(*start, '.'), clock(*stop, '.'));
        }
        check(&read(source.as_bytes()), &captions, 1);
    }

    #[test]
    fn subrip_round_trips(invented in invented()) {
        let captions: Vec<_> = timed(&invented).into_iter().map(|it| (it.0, it.1, it.2, None)).collect();
        let mut source = String::new();
        for (at, (start, stop, text, _)) in (1..).zip(&captions) {
            source += &format!("{at}\n{} --> {}\n{text}\n\n", clock(*start, ','), clock(*stop, ','));
        }
        check(&read(source.as_bytes()), &captions, 1);
    }

    #[test]
    fn whisperx_round_trips(invented in invented()) {
        let captions = timed(&invented);
        let seconds = |time: &u32| f64::from(*time) / 1000.0;
        let segment = |(start, end, text, speaker): &(u32, u32, &str, Option<&str>)| {
            serde_json::json!({"start": seconds(start), "end": seconds(end), "text": text, "speaker": speaker})
        };
        let segments: Vec<_> = captions.iter().map(segment).collect();
        let source = serde_json::json!({"segments": segments, "language": "fr"}).to_string();
        check(&read(source.as_bytes()), &captions, 1);
    }

    #[test]
    fn a_transcript_page_round_trips(invented in invented(), above in prop::collection::vec("[a-zA-Z (),]{0,40}", 0..5)) {
        let captions: Vec<_> = timed(&invented).into_iter().map(|it| (it.0, it.1, it.2, None)).collect();
        prop_assume!(captions.len() >= 3);
        let line = |(start, _, text, _): &(u32, u32, &str, Option<&str>)| {
            let (hours, rest) = (start / 3_600_000, clock(*start, '.'));
            let time = if hours > 0 { &rest[..8] } else { &rest[3..8] };
            format!("{time}{text}")
        };
        let lines: Vec<String> = captions.iter().map(line).collect();
        let source = format!("{}\n{}", above.join("\n"), lines.join("\n"));
        let minutes = read(source.as_bytes());
        check(&minutes, &captions, 1000);
        let aside = minutes.furniture.iter().map(|it| it.text.as_str());
        prop_assert!(aside.eq(above.iter().map(|it| it.trim()).filter(|it| !it.is_empty())));
    }
}
