//! From the bytes of a document to text that can be stored.

use std::borrow::Cow;

use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

use crate::{Unreadable, names::turns_direction};

/// The text of the bytes, without a byte order mark.
pub fn decode(bytes: &[u8]) -> Result<&str, Unreadable> {
    let text = std::str::from_utf8(bytes).map_err(|_| Unreadable::NotUtf8)?;
    if text.contains('\0') {
        return Err(Unreadable::Nul);
    }
    let text = text.trim_start_matches('\u{feff}');
    if text.trim().is_empty() { Err(Unreadable::Empty) } else { Ok(text) }
}

/// The text in NFC, with one kind of line end, without control characters except tabs, line ends and form
/// feeds, and without bidirectional controls.
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
