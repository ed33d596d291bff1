//! No word is lost, and parsing is fast, for any text.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use proptest::prelude::*;
use unicode_normalization::UnicodeNormalization;

use super::*;

/// The words of a text without markup and raised digits, each with its count.
fn words(text: &str, into: &mut BTreeMap<String, i64>, times: i64) {
    let mut text = text::clean(text).replace(inline::is_superscript, " ").replace('^', "");
    for digit in 0..10 {
        text = text.replace(&format!("<sup>{digit}</sup>"), " ");
    }
    let text = text.replace("<sup>", "").replace("</sup>", "");
    for word in text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        *into.entry(word.to_string()).or_default() += times;
    }
}

/// The text of a turn, with its calls as words.
fn with_calls_as_words(turn: &Turn) -> String {
    let call = |text: String, note: &Footnote| {
        text.replace(&format!("[^{}]", note.marker), &format!(" {} ", note.marker))
    };
    turn.footnotes.iter().fold(turn.text.clone(), call)
}

fn is_marker(word: &str) -> bool {
    let ending = word.trim_start_matches(|c: char| c.is_ascii_digit());
    let counted = ending.strip_prefix('x').is_some_and(|times| times.parse::<usize>().is_ok());
    ending != word && (counted || ["", "bis", "ter", "quater", "quinquies"].contains(&ending))
}

/// Words of the source missing in the minutes (positive), or words in the minutes missing in the source
/// (negative). The digits of calls and markers are left out, because a marker may be renamed.
fn difference(source: &str) -> BTreeMap<String, i64> {
    let minutes = parse(source);
    let mut count = BTreeMap::new();
    words(source, &mut count, 1);
    for furniture in &minutes.furniture {
        words(&furniture.text, &mut count, -1);
    }
    for turn in &minutes.turns {
        words(&turn.label, &mut count, -1);
        words(&with_calls_as_words(turn), &mut count, -1);
        for note in &turn.footnotes {
            words(&note.text, &mut count, -1);
            words(&note.marker, &mut count, -1);
        }
    }
    count.retain(|word, times| *times != 0 && !is_marker(word));
    count
}

/// The letters, ignoring word boundaries.
fn letters(source: &str) -> BTreeMap<char, i64> {
    let mut letters = BTreeMap::new();
    for (word, times) in difference(source) {
        for letter in word.nfd().filter(|c| c.is_alphabetic()) {
            *letters.entry(letter).or_default() += times;
        }
    }
    letters.retain(|_, times| *times != 0);
    letters
}

const WORDS: [&str; 27] = [
    "quai",
    "Morvence",
    "l'an",
    "*fort*",
    "grue.",
    "navette ?",
    "ici",
    "«",
    "»",
    "–",
    "etc.",
    "m²",
    "10³",
    "12^e",
    "2<sup>e</sup>",
    "Lumac¹",
    "bief<sup>2</sup>",
    "**gras**",
    "[^x]",
    "port[^3]",
    "bief[1]",
    "[2].",
    "Paul",
    "VESLE",
    ":",
    "vous",
    "*",
];

const LINES: [&str; 37] = [
    "Intervenants",
    "Groupes politiques :",
    "Administration",
    "Excusés :",
    "Présents",
    "- Paul VESLE, grutier",
    "- Zoé LENOIR ; Ève MARAND",
    "* **Paul VESLE**",
    "Paul VESLE",
    "Zoé LENOIR, directrice chez Lumac",
    "Intervention de Paul VESLE",
    "Mme LENOIR : bonjour.",
    "**Ève MARAND** voilà",
    "Le Président",
    "VESLE",
    "AUDITION N° 7 – Le port",
    "AUDITIONS SUR LE PORT",
    "3 avril 2024 à 14h30",
    "¹ Une note",
    "² Deux",
    "<sup>1</sup> Autre note",
    "[^3]: définie",
    "[1] Entre crochets",
    "[2] Deux.",
    "Zoé LENOIR : Bonjour.",
    "---",
    "<!-- page 2 -->",
    "\u{c}",
    "Page 3",
    "3/12",
    "4",
    "Ville de Morvence",
    "Cabinet du maire\nHôtel de Ville\nPlace du Port",
    "",
    "",
    "",
    "",
];

fn line() -> impl Strategy<Value = String> {
    let words = prop::collection::vec(prop::sample::select(&WORDS[..]), 1..14);
    prop_oneof![
        words.prop_map(|words| words.join(" ")),
        prop::sample::select(&LINES[..]).prop_map(String::from),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_word_of_minutes_is_lost(lines in prop::collection::vec(line(), 0..60)) {
        prop_assert_eq!(difference(&lines.join("\n")), BTreeMap::new());
    }

    #[test]
    fn no_letter_of_arbitrary_text_is_lost(source in "[ a-dA-D,:;*¹²<>/sup^\\[\\]\\\\\n\u{c}.!’é\u{301}\u{a0}#()_-]{0,400}") {
        prop_assert_eq!(letters(&source), BTreeMap::new());
    }

    #[test]
    fn any_text_is_read(source in any::<String>()) {
        prop_assert_eq!(letters(&source), BTreeMap::new());
    }

    #[test]
    fn each_call_has_its_footnote(lines in prop::collection::vec(line(), 0..60)) {
        for turn in parse(&lines.join("\n")).turns {
            let literal = with_calls_as_words(&turn).replace("\\[^", "");
            prop_assert!(!literal.contains("[^"), "{}", turn.text);
        }
    }
}

#[test]
fn no_word_of_the_fixtures_is_lost() {
    for source in [PLAIN, MARKDOWN] {
        assert_eq!(difference(source), BTreeMap::new());
    }
    assert_eq!(letters(ODD), BTreeMap::new());
}

/// Doubling the text should double the time; ten times the time is not linear.
#[test]
fn parsing_time_is_linear() {
    let repeated: [fn(usize) -> String; 10] = [
        |n| "a".repeat(n),
        |n| "a\n".repeat(n / 2),
        |n| "*a ".repeat(n / 3),
        |n| "x[^4]\n".repeat(n / 6),
        |n| "mot-\n".repeat(n / 5),
        |n| "texte¹\n\n¹ note\n\n".repeat(n / 18),
        |n| "texte[1]\n\n[1] note\n\n".repeat(n / 20),
        |n| (0..n / 20).map(|i| format!("Jean DUPON{i:X}\n\n")).collect(),
        |n| {
            format!("Intervenants\n{}", (0..n / 20).map(|i| format!("Jean DUPON{i:X}\n")).collect::<String>())
        },
        |n| (0..n / 20).map(|i| format!("ligne {}\nligne {}\n", i % 7, i % 11)).collect(),
    ];
    for (at, make) in repeated.iter().enumerate() {
        let (small, large) = (make(40_000), make(400_000));
        let time = |source: &str| {
            let start = Instant::now();
            parse(source);
            start.elapsed()
        };
        let (short, long) = (time(&small), time(&large));
        let most = short * 40 + Duration::from_millis(400);
        assert!(long < most, "text {at}: {short:?}, ten times as much: {long:?}");
    }
}
