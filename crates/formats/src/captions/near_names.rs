//! Names that speech recognition spells almost like those of people present.

use std::collections::{HashMap, HashSet};

use super::{Caption, Kind, Warning, stamp};
use crate::{
    Attendance,
    names::{Heard, fold},
};

/// One warning for each spelling, at its first occurrence.
pub(super) fn find(captions: &[Caption], attendances: &[Attendance]) -> Vec<Warning> {
    let known = Heard::new(attendances.iter().map(|it| it.name.as_str()));
    let mut warnings = Vec::new();
    let mut warned = HashSet::new();
    let mut read = HashMap::new();
    let mut before: Option<String> = None;
    for (caption, printed) in captions.iter().flat_map(words) {
        let word = bare(printed);
        let key = fold(word);
        let is_name = word.starts_with(char::is_uppercase);
        let at = is_name.then(|| known.near(before.as_deref(), &key, &mut read)).flatten();
        before = Some(key).filter(|_| printed.ends_with(char::is_alphanumeric));
        let Some(name) = at.and_then(|at| attendances.get(at)).map(|it| it.name.clone()) else { continue };
        if warned.insert((fold(word), name.clone())) {
            let time = caption.start.map(stamp::written).unwrap_or_default();
            let kind = Kind::NearName { heard: word.to_owned(), name, time };
            warnings.push(Warning::at(caption.line, kind));
        }
    }
    warnings
}

fn words(caption: &Caption) -> impl Iterator<Item = (&Caption, &str)> {
    caption.text.split(' ').map(move |word| (caption, word))
}

/// The word without elision and surrounding punctuation.
fn bare(printed: &str) -> &str {
    let word = printed.trim_matches(|c: char| !c.is_alphanumeric());
    word.rsplit(['\'', '’']).next().unwrap_or_default()
}
