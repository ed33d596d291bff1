//! Invented documents for tests, and checks that all their words are read.

use std::{collections::BTreeMap, io::Write as _};

use proptest::prelude::*;
use zip::{ZipWriter, write::SimpleFileOptions};

use crate::Minutes;

/// An archive with these parts.
pub fn archive(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, text) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).expect("memory");
        zip.write_all(text.as_bytes()).expect("memory");
    }
    zip.finish().expect("memory").into_inner()
}

/// A text escaped for XML.
pub fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&#62;")
}

/// A run of text.
#[derive(Debug, Clone)]
pub struct Run {
    pub text: String,
    pub strong: bool,
    pub emphasis: bool,
    pub raised: bool,
    pub struck: bool,
    /// The text of the note that it calls.
    pub note: Option<String>,
}

#[derive(Debug, Clone)]
pub enum Block {
    Paragraph(Vec<Run>),
    Item(Vec<Run>),
    Heading(String),
    Table(Vec<Vec<String>>),
}

const WORDS: [&str; 34] = [
    "quai",
    "Morvence",
    "l’an",
    "grue.",
    "navette ?",
    "«",
    "»",
    "–",
    "etc.",
    "m²",
    "12",
    "Lumac",
    "[^x]",
    "[2]",
    "Paul",
    "VESLE",
    ":",
    "vous",
    "*",
    "3*4",
    "a*b*c",
    "\\*",
    "\\",
    "#",
    "&",
    "<b>",
    "&amp;",
    "]]>",
    "Mme",
    "été",
    "**gras**",
    "(oui)",
    "_",
    "5 %",
];

const LINES: [&str; 12] = [
    "Intervenants",
    "Groupes politiques :",
    "Mme Jeanne DOUARNE, directrice chez Lumac",
    "Paul VESLE",
    "Intervention de Paul VESLE",
    "Mme DOUARNE : bonjour.",
    "AUDITION N° 7 – Le port",
    "3 avril 2024 à 14h30",
    "Page 3",
    "---",
    "Nom",
    "Fonction",
];

pub fn words() -> impl Strategy<Value = String> {
    let some = prop::collection::vec(prop::sample::select(&WORDS[..]), 1..9).prop_map(|it| it.join(" "));
    prop_oneof![3 => some, 1 => prop::sample::select(&LINES[..]).prop_map(str::to_owned)]
}

fn run() -> impl Strategy<Value = Run> {
    let set = (any::<bool>(), any::<bool>(), prop::bool::weighted(0.1), prop::bool::weighted(0.1));
    (words(), set, prop::option::weighted(0.1, words()), any::<bool>()).prop_map(
        |(text, set, note, spaced)| {
            let (strong, emphasis, raised, struck) = set;
            let text = if raised { "er".to_owned() } else { text };
            let text = if spaced { format!(" {text} ") } else { text };
            Run { text, strong, emphasis, raised, struck, note }
        },
    )
}

pub fn runs() -> impl Strategy<Value = Vec<Run>> {
    prop::collection::vec(run(), 0..5)
}

pub fn blocks() -> impl Strategy<Value = Vec<Block>> {
    let block = prop_oneof![
        5 => runs().prop_map(Block::Paragraph),
        1 => runs().prop_map(Block::Item),
        1 => words().prop_map(Block::Heading),
        1 => prop::collection::vec(prop::collection::vec(words(), 1..4), 1..4).prop_map(Block::Table),
    ];
    prop::collection::vec(block, 1..14)
}

/// How often each word occurs.
pub type Count = BTreeMap<String, i64>;

pub fn count(text: &str, into: &mut Count, times: i64) {
    // Emphasis marks may be inside a word; lines outside turns keep raised endings in their source form.
    let text = text.replace(['*', '\\'], "").replace("<sup>", "").replace("</sup>", "");
    for word in text.split(|c: char| !c.is_alphanumeric()).filter(|it| !it.is_empty()) {
        *into.entry(word.to_owned()).or_default() += times;
    }
}

/// The words of a document with these blocks.
pub fn said(blocks: &[Block]) -> Count {
    let mut words = Count::new();
    for block in blocks {
        match block {
            Block::Paragraph(runs) | Block::Item(runs) => said_in(runs, &mut words),
            Block::Heading(text) => count(text, &mut words, 1),
            Block::Table(rows) => rows.iter().flatten().for_each(|cell| count(cell, &mut words, 1)),
        }
    }
    words
}

pub fn said_in(runs: &[Run], words: &mut Count) {
    let mut line = String::new();
    for run in runs.iter().filter(|it| !it.struck) {
        line.push_str(&run.text);
        if let Some(note) = &run.note {
            count(note, words, 1);
            line.push(' ');
        }
    }
    count(&line, words, 1);
}

/// All words of the minutes, with labels and headings.
pub fn kept(minutes: &Minutes) -> Count {
    let mut words = Count::new();
    // A line outside turns may call a note as well.
    let called = |text: &str| {
        let parts = text.split("[^").enumerate();
        let bare = parts
            .map(|(at, it)| if at > 0 { it.trim_start_matches(|c: char| c.is_ascii_digit()) } else { it });
        bare.collect::<Vec<_>>().join(" ")
    };
    for furniture in &minutes.furniture {
        count(&called(&furniture.text), &mut words, 1);
    }
    for turn in &minutes.turns {
        count(&called(&turn.label), &mut words, 1);
        count(turn.heading.as_deref().unwrap_or_default(), &mut words, 1);
        let call = |text: String, marker: &str| text.replace(&format!("[^{marker}]"), " ");
        let text = turn.footnotes.iter().fold(turn.text.clone(), |text, it| call(text, &it.marker));
        count(&text, &mut words, 1);
        turn.footnotes.iter().for_each(|it| count(&it.text, &mut words, 1));
    }
    words
}

/// The letters of which one text has more than the other, ignoring word boundaries: a bold heading is
/// separated from an adjacent word, and note numbers are printed or not.
pub fn letters(one: Count, other: &Count) -> BTreeMap<char, i64> {
    let mut letters = BTreeMap::new();
    for (word, times) in difference(one, other) {
        word.chars().filter(|it| it.is_alphabetic()).for_each(|it| *letters.entry(it).or_default() += times);
    }
    letters.retain(|_, times| *times != 0);
    letters
}

/// The words of which one text has more than the other.
pub fn difference(mut one: Count, other: &Count) -> Count {
    for (word, times) in other {
        *one.entry(word.clone()).or_default() -= times;
    }
    one.retain(|_, times| *times != 0);
    one
}
