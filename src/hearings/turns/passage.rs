//! A passage of the record, as plain words to quote.

/// The beginning of a turn without its markup, of at most so many characters, cut between two words.
pub fn passage(text: &str, longest: usize) -> String {
    shorten(&plain(text), longest)
}

/// The light Markdown of the record without emphasis and calls of notes, on one
/// line. No-break spaces stay.
fn plain(text: &str) -> String {
    let mut words = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(['\\', '*', '[']) {
        words.push_str(&rest[..at]);
        let (sign, after) = rest[at..].split_at(1);
        let escaped = after.chars().next().filter(|c| sign == "\\" && "*[<\\".contains(*c));
        rest = match (sign, escaped, after.strip_prefix('^').and_then(behind_call)) {
            (_, Some(character), _) => {
                words.push(character);
                &after[1..]
            }
            ("*", ..) => after,
            ("[", None, Some(after_call)) => after_call,
            _ => {
                words.push_str(sign);
                after
            }
        };
    }
    words.push_str(rest);
    words.split_ascii_whitespace().collect::<Vec<_>>().join(" ")
}

/// The longest marker that a call may hold, in characters.
const LONGEST_MARKER: usize = 200;

/// What follows a call of which this is the inside.
fn behind_call(call: &str) -> Option<&str> {
    let (end, _) = call.char_indices().take(LONGEST_MARKER).find(|(_, c)| *c == ']')?;
    call.get(end + 1..)
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
            passage("Une *cour* qui **boit**[^1]\u{202f}!\n\nSuite : \\*fin\\* [sic] a\\b [^", 400),
            "Une cour qui boit\u{202f}! Suite : *fin* [sic] a\\b [^"
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
