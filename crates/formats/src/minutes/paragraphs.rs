//! Rejoins the lines of a paragraph.

use super::people::{ends_sentence, is_listed, tail};

/// Appends a line to a paragraph: with a space, or without one if a word was hyphenated at the end of the
/// line above.
pub(super) fn append(paragraph: &mut String, line: &str) {
    if paragraph.is_empty() {
        paragraph.push_str(line);
        return;
    }
    match cut_word(paragraph, line) {
        Some(Cut::Hyphenated) => {
            paragraph.pop();
        }
        Some(Cut::Compound) => {}
        None => paragraph.push(' '),
    }
    paragraph.push_str(line);
}

enum Cut {
    /// The hyphen was added at the end of a line: "attrac-" + "tivité".
    Hyphenated,
    /// The hyphen belongs to the word: "peut-" + "être".
    Compound,
}

/// Words that keep the hyphen after them.
const BEFORE_HYPHEN: [&str; 26] = [
    "peut",
    "vice",
    "ex",
    "non",
    "semi",
    "demi",
    "mi",
    "sous",
    "sur",
    "saint",
    "sainte",
    "grand",
    "quelqu",
    "dix",
    "vingt",
    "trente",
    "quarante",
    "cinquante",
    "soixante",
    "quatre",
    "là",
    "celui",
    "celle",
    "ceux",
    "start",
    "avant",
];

/// Words that keep the hyphen before them.
const AFTER_HYPHEN: [&str; 29] = [
    "je", "tu", "il", "elle", "on", "nous", "vous", "ils", "elles", "ce", "ci", "là", "moi", "toi", "lui",
    "leur", "leurs", "y", "en", "le", "la", "les", "t", "même", "mêmes", "être", "dire", "dessus", "dessous",
];

fn cut_word(paragraph: &str, line: &str) -> Option<Cut> {
    if paragraph.ends_with('\u{ad}') {
        return Some(Cut::Hyphenated);
    }
    let head = tail(paragraph).strip_suffix(['-', '\u{2010}'])?;
    let is_boundary = |c: char| c.is_whitespace() || c == '\'' || c == '’' || c == '«';
    let head = head.rsplit(is_boundary).next()?;
    let next = line.split(|c: char| !c.is_alphabetic()).next()?;
    if !head.ends_with(char::is_alphabetic) || next.is_empty() {
        return None;
    }
    let compound = head.contains('-')
        || next.starts_with(char::is_uppercase)
        || BEFORE_HYPHEN.contains(&head.to_lowercase().as_str())
        || AFTER_HYPHEN.contains(&next);
    Some(if compound { Cut::Compound } else { Cut::Hyphenated })
}

/// A line this long was not wrapped by a page: it is a paragraph of its own.
const UNBROKEN: usize = 200;

/// Whether a line directly below a paragraph begins another one.
pub(super) fn begins_another(last_line: &str, line: &str) -> bool {
    let wide = last_line.len() > UNBROKEN || line.len() > UNBROKEN;
    is_listed(line) || (wide && ends_sentence(last_line))
}

/// Whether a paragraph continues on the next page.
pub(super) fn goes_on(paragraph: &str, line: &str) -> bool {
    let lower = line.trim_start_matches(['*', '«', ' ']).starts_with(char::is_lowercase);
    !is_listed(line) && (lower || !ends_sentence(paragraph))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hyphenated_words_are_rejoined() {
        for (above, below, expected) in [
            ("une ligne", "puis une autre", "une ligne puis une autre"),
            ("la fréquen-", "tation du port", "la fréquentation du port"),
            ("on ira peut-", "être demain", "on ira peut-être demain"),
            ("à Port-", "Morvence", "à Port-Morvence"),
            ("c'est-à-", "dire demain", "c'est-à-dire demain"),
            ("le quai –", "celui du nord", "le quai – celui du nord"),
            ("un soft\u{ad}", "ware", "un software"),
        ] {
            let mut paragraph = above.to_string();
            append(&mut paragraph, below);
            assert_eq!(paragraph.replace('\u{ad}', ""), expected);
        }
    }

    #[test]
    fn a_paragraph_continues_until_its_sentence_ends() {
        assert!(goes_on("nous avons vu que", "Morvence change"));
        assert!(goes_on("etc.", "et puis le port"));
        assert!(!goes_on("C'est dit.[^3]", "Le port change"));
        assert!(!goes_on("« C'est dit. »", "Le port change"));
        assert!(!goes_on("voici :", "- le port"));
    }
}
