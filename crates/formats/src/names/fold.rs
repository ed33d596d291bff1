//! The keys under which names and other short texts compare equal.

/// The key of a text: unaccented lower-case ASCII words, separated by one space, without punctuation.
pub fn fold(text: &str) -> String {
    let mut key = String::with_capacity(text.len());
    for letter in text.chars() {
        if is_combining(letter) {
            continue;
        }
        if !letter.is_alphanumeric() {
            if !key.is_empty() && !key.ends_with(' ') {
                key.push(' ');
            }
        } else if letter.is_ascii() {
            key.push(letter.to_ascii_lowercase());
        } else {
            let ascii = unaccented(letter).unwrap_or_default();
            key.extend(ascii.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()));
        }
    }
    key.truncate(key.trim_end().len());
    key
}

/// The words of [`fold`] in alphabetical order: the family name may come first.
pub fn sorted_key(name: &str) -> String {
    let folded = fold(name);
    let mut words: Vec<&str> = folded.split(' ').collect();
    words.sort_unstable();
    words.join(" ")
}

/// The ASCII form of a letter: `é` is `e`, `œ` is `oe`, a combining accent is nothing. `None` for a letter
/// without transliteration.
pub fn unaccented(letter: char) -> Option<&'static str> {
    deunicode::deunicode_char(letter)
}

fn is_combining(letter: char) -> bool {
    matches!(letter, '\u{300}'..='\u{36f}')
}
