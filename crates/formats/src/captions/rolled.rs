//! Rolled-up captions: each begins with the last lines of the previous one, as video platforms write
//! automatic captions.

use std::collections::HashSet;

use super::{
    blocks::{Line, times},
    markup::{self, Piece},
    plain,
};

/// With fewer captions, the style of the source cannot be determined.
const FEWEST: usize = 10;

/// The numbers of the lines that only repeat. People also repeat a few words, so a source counts as rolled
/// up only if more than half of its captions begin with a repetition.
pub(super) fn repeated(lines: &[Line], decode: fn(&str) -> String) -> HashSet<usize> {
    let mut repeated = HashSet::new();
    let (mut captions, mut rolled) = (0, 0);
    let mut above: Vec<String> = Vec::new();
    for shown in captions_of(lines, decode).filter(|it| !it.is_empty()) {
        let words: Vec<String> = shown.iter().map(|(_, words)| words.clone()).collect();
        let again = (1..=words.len()).rev().find(|count| above.ends_with(&words[..*count])).unwrap_or(0);
        repeated.extend(shown.iter().take(again).map(|(number, _)| *number));
        captions += 1;
        rolled += usize::from(again > 0);
        above = words;
    }
    if captions >= FEWEST && rolled * 2 > captions { repeated } else { HashSet::new() }
}

/// The lines that each caption shows, with their numbers.
fn captions_of<'a>(
    lines: &'a [Line<'a>],
    decode: fn(&str) -> String,
) -> impl Iterator<Item = Vec<(usize, String)>> + 'a {
    lines.split(|(_, text)| times(text).is_some()).skip(1).map(move |caption| {
        // A single line before the next times is the name of the next caption.
        let end =
            caption.iter().rposition(|(_, text)| text.trim().is_empty()).map_or(caption.len(), |at| at + 1);
        let own = caption.get(..end).unwrap_or_default();
        let words = own.iter().map(|(number, text)| (*number, words(text, decode)));
        words.filter(|(_, words)| !words.is_empty()).collect()
    })
}

fn words(line: &str, decode: fn(&str) -> String) -> String {
    let text = markup::pieces(line).into_iter().filter_map(|it| match it {
        Piece::Text(text) => Some(decode(text)),
        Piece::Voice(_) | Piece::Time(_) => None,
    });
    plain(&text.collect::<String>())
}
