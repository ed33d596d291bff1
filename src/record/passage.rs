//! A passage of the record, as plain words to quote.

use super::{
    inline::{Plain, inline},
    text::paragraphs,
};

/// The beginning of a turn without its markup, of at most `longest` characters, cut between two words.
pub fn passage(text: &str, longest: usize) -> String {
    shorten(&plain(text), longest)
}

/// The words without their markup and calls of notes, on one line. No-break spaces stay.
fn plain(text: &str) -> String {
    let mut words = String::with_capacity(text.len());
    for paragraph in paragraphs(text) {
        // Writing into a text never fails.
        inline(paragraph, &mut Plain(&mut words), &mut |_, _| Ok(true)).ok();
        words.push(' ');
    }
    words.split_ascii_whitespace().collect::<Vec<_>>().join(" ")
}

fn shorten(text: &str, longest: usize) -> String {
    let Some((limit, _)) = text.char_indices().nth(longest) else { return text.to_owned() };
    let cut = text[..limit].rfind(' ').unwrap_or(limit);
    format!("{}…", text[..cut].trim_end_matches([',', ';', ':', '.', ' ', '\u{a0}', '\u{202f}']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_and_calls_of_notes_are_left_out() {
        assert_eq!(
            passage(
                "Une *cour* qui **boit**[^1]\u{202f}!\n\nSuite : 3 * 4, \\*fin\\* [sic] a\\b <https://ville.example/a> [^",
                400
            ),
            "Une cour qui boit\u{202f}! Suite : 3 * 4, *fin* [sic] a\\b https://ville.example/a [^"
        );
    }

    #[test]
    fn a_long_turn_is_cut_between_words() {
        let text = "événement, ".repeat(100);
        let quote = passage(&text, 400);
        assert!(quote.ends_with("événement…"), "{quote}");
        assert!(quote.chars().count() <= 401);
        assert_eq!(passage(&"é".repeat(500), 400).chars().count(), 401);
    }
}
