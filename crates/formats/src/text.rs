//! From the bytes of a document to text as it can be kept.

use std::borrow::Cow;

use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

use crate::{Unreadable, names::turns_direction};

/// The text that bytes are, without the mark of its byte order.
pub fn decode(bytes: &[u8]) -> Result<&str, Unreadable> {
    let text = std::str::from_utf8(bytes).map_err(|_| Unreadable::NotUtf8)?;
    if text.contains('\0') {
        return Err(Unreadable::Nul);
    }
    let text = text.trim_start_matches('\u{feff}');
    if text.trim().is_empty() { Err(Unreadable::Empty) } else { Ok(text) }
}

/// The text composed (NFC), with one kind of line end, no control characters
/// but tabs, line ends and form feeds, and nothing that turns the direction of a name.
pub fn clean(source: &str) -> String {
    let source = source.trim_start_matches('\u{feff}');
    let composed: Cow<str> = match is_nfc_quick(source.chars()) {
        IsNormalized::Yes => source.into(),
        _ => source.nfc().collect::<String>().into(),
    };
    let mut text = String::with_capacity(composed.len());
    let mut letters = composed.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '\r' if letters.peek() == Some(&'\n') => {}
            '\r' | '\u{b}' | '\u{85}' | '\u{2028}' | '\u{2029}' => text.push('\n'),
            '\n' | '\t' | '\u{c}' => text.push(letter),
            _ if letter.is_control() => text.push(' '),
            _ if turns_direction(letter) => {}
            _ => text.push(letter),
        }
    }
    text
}
