//! The text and the notes of two turns as one.

use crate::record::turn::{Footnote, Turn};

/// The text and the notes of two turns. A marker that both use is changed in the second.
pub fn merged(first: &Turn, second: &Turn) -> (String, Vec<Footnote>) {
    let mut notes = first.footnotes.clone();
    let mut words = second.text.clone();
    for note in &second.footnotes {
        let marker = free_marker(&note.marker, &notes, &second.footnotes);
        if marker != note.marker {
            words = replace_calls(&words, &note.marker, &marker);
        }
        notes.push(Footnote { marker, text: note.text.clone() });
    }
    let parts = [first.text.as_str(), &words].into_iter().filter(|it| !it.is_empty());
    (parts.collect::<Vec<_>>().join("\n\n"), notes)
}

/// The marker itself, or the first of `1-2`, `1-3`, … that no note has.
fn free_marker(marker: &str, taken: &[Footnote], others: &[Footnote]) -> String {
    let is_taken = |it: &str, notes: &[Footnote]| notes.iter().any(|note| note.marker == it);
    if !is_taken(marker, taken) {
        return marker.to_owned();
    }
    // A form takes markers of 50 characters.
    let stem: String = marker.chars().take(44).collect();
    let numbered = (2..).map(|count: u32| format!("{stem}-{count}"));
    numbered.into_iter().find(|it| !is_taken(it, taken) && !is_taken(it, others)).unwrap_or_default()
}

/// The text with the calls of one marker changed to another. A backslash before a call escapes it.
fn replace_calls(words: &str, marker: &str, other: &str) -> String {
    let mut changed = String::with_capacity(words.len());
    let mut rest = words;
    while let Some(at) = rest.find("[^") {
        let (before, from) = rest.split_at(at);
        changed.push_str(before);
        let call =
            [format!("[^{marker}]"), format!("[^\\{marker}]")].into_iter().find(|it| from.starts_with(it));
        rest = match call.filter(|_| !before.ends_with('\\')) {
            Some(call) => {
                changed.push_str(&format!("[^{other}]"));
                &from[call.len()..]
            }
            None => {
                changed.push_str("[^");
                &from[2..]
            }
        };
    }
    changed + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_calls_of_the_marker_change() {
        assert_eq!(replace_calls("a[^1] b[^12] \\[^1] c[^1]", "1", "1′"), "a[^1′] b[^12] \\[^1] c[^1′]");
        assert_eq!(replace_calls("a[^\\*]", "*", "*′"), "a[^*′]");
    }

    #[test]
    fn a_taken_marker_gets_a_number() {
        let notes = |markers: &[&str]| -> Vec<Footnote> {
            markers.iter().map(|it| Footnote { marker: (*it).into(), text: String::new() }).collect()
        };
        assert_eq!(free_marker("2", &notes(&["1"]), &[]), "2");
        assert_eq!(free_marker("1", &notes(&["1", "1-2"]), &notes(&["1", "1-3"])), "1-4");
        assert_eq!(free_marker(&"9".repeat(50), &notes(&[&"9".repeat(50)]), &[]).len(), 46);
    }
}
