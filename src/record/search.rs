//! Search in a record. Matches ignore accents and case; they are counted and marked, and each
//! links to the next one.

use std::{
    cell::Cell,
    fmt::{self, Write},
    ops::Range,
};

use super::inline::{OBJECT, Sink, escape};
use formats::names::unaccented;

/// Limit of the searched words, in characters.
const LONGEST: usize = 200;

/// A search in a record.
#[derive(Debug, Clone)]
pub struct Search {
    /// As typed.
    pub words: String,
    key: String,
    /// The number of matches.
    pub found: usize,
    /// How many of them have been marked so far.
    marked: Cell<usize>,
}

impl Search {
    /// None for an empty search.
    pub fn of(words: &str) -> Option<Self> {
        let words: String = words.trim().chars().take(LONGEST).collect();
        let key = Folded::of(&words).key.trim().to_owned();
        (!words.is_empty()).then_some(Self { words, key, found: 0, marked: Cell::new(0) })
    }

    /// Whether it is one letter, which occurs nearly everywhere.
    pub fn is_short(&self) -> bool {
        self.key.chars().count() < 2
    }

    /// The matches in a text, as byte ranges.
    pub fn places(&self, text: &str) -> Vec<Range<usize>> {
        let mut places: Vec<Range<usize>> = Vec::new();
        if self.is_short() {
            return places;
        }
        let folded = Folded::of(text);
        let is_word = self.key.starts_with(char::is_alphanumeric);
        for (at, key) in folded.key.match_indices(&self.key) {
            let place = folded.letters[at].start..folded.letters[at + key.len() - 1].end;
            // One letter may be written with several: œ, «.
            let is_apart = places.last().is_none_or(|it| it.end <= place.start);
            if is_apart && (!is_word || begins_word(&folded.key[..at])) {
                places.push(place);
            }
        }
        places
    }

    /// A text without markup, with its matches marked.
    pub fn marked<'a>(&'a self, text: &'a str) -> Marked<'a> {
        Marked { text, search: self }
    }

    /// Opens the mark of a match, which links to the next one, the last to the first.
    fn open(&self, out: &mut dyn Write) -> fmt::Result {
        let place = self.marked.get() + 1;
        self.marked.set(place);
        let next = if place < self.found { place + 1 } else { 1 };
        write!(out, "<a class=\"found\" href=\"#m{next}\" id=\"m{place}\" aria-describedby=\"found-next\">")
    }
}

/// Whether a word begins after this: "eau" does not mean "bureau".
fn begins_word(before: &str) -> bool {
    !before.ends_with(char::is_alphanumeric)
}

/// A text as it is compared: unaccented, in lower case, one space for several;
/// and for each byte of it the letter that it comes from. Unlike
/// [`fold`](formats::names::fold()) it keeps punctuation, which is searched too.
struct Folded {
    key: String,
    letters: Vec<Range<usize>>,
}

impl Folded {
    fn of(text: &str) -> Self {
        let mut folded = Self { key: String::with_capacity(text.len()), letters: Vec::new() };
        for (at, letter) in text.char_indices() {
            folded.push(letter, at..at + letter.len_utf8());
        }
        folded
    }

    fn push(&mut self, letter: char, place: Range<usize>) {
        let before = self.key.len();
        if letter.is_whitespace() {
            if !self.key.ends_with(' ') {
                self.key.push(' ');
            }
        } else if letter.is_ascii() {
            self.key.push(letter.to_ascii_lowercase());
        } else {
            match unaccented(letter) {
                Some(ascii) => self.key.extend(ascii.chars().map(|it| it.to_ascii_lowercase())),
                None => self.key.push(letter),
            }
        }
        if self.key.len() == before {
            // A combining accent or a further space belongs to the letter before it.
            if let Some(last) = self.letters.last_mut() {
                last.end = place.end;
            }
        }
        self.letters.resize(self.key.len(), place);
    }
}

/// Writes a text with its matches marked.
pub struct Marking<'a> {
    out: &'a mut dyn Write,
    search: &'a Search,
    places: &'a [Range<usize>],
    /// How far the text has been written.
    at: usize,
}

impl<'a> Marking<'a> {
    pub fn new(out: &'a mut dyn Write, search: &'a Search, places: &'a [Range<usize>]) -> Self {
        Self { out, search, places, at: 0 }
    }

    /// Writes one piece of a match; markup inside a match divides it.
    fn piece(&mut self, html: &str, is_first: bool) -> fmt::Result {
        if is_first {
            self.search.open(self.out)?;
        }
        write!(self.out, "<mark>{html}</mark>")?;
        if is_first { self.out.write_str("</a>") } else { Ok(()) }
    }
}

impl Sink for Marking<'_> {
    fn words(&mut self, words: &str, html: &str) -> fmt::Result {
        let (start, end) = (self.at, self.at + words.len());
        self.at = end;
        let mut from = start;
        while let Some(place) = self.places.first().filter(|it| it.start < end).cloned() {
            if place.end <= end {
                self.places = &self.places[1..];
            }
            let is_first = place.start >= start;
            if words != html {
                // One letter that HTML escapes.
                return self.piece(html, is_first);
            }
            let (first, last) = (place.start.max(from), place.end.min(end));
            self.out.write_str(&html[from - start..first - start])?;
            self.piece(&html[first - start..last - start], is_first)?;
            from = last;
            if place.end > end {
                break;
            }
        }
        self.out.write_str(if from == start { html } else { &html[from - start..] })
    }

    fn object(&mut self) {
        self.at += OBJECT.len_utf8();
    }

    fn markup(&mut self) -> &mut dyn Write {
        self.out
    }
}

/// A text without markup, such as a name.
#[derive(Debug, Clone, Copy)]
pub struct Marked<'a> {
    text: &'a str,
    search: &'a Search,
}

impl Marked<'_> {
    pub(super) fn write(&self, out: &mut dyn Write) -> fmt::Result {
        let mut from = 0;
        for place in self.search.places(self.text) {
            escape(&self.text[from..place.start], out)?;
            self.search.open(out)?;
            out.write_str("<mark>")?;
            escape(&self.text[place.clone()], out)?;
            out.write_str("</mark></a>")?;
            from = place.end;
        }
        escape(&self.text[from..], out)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn places<'a>(words: &str, text: &'a str) -> Vec<&'a str> {
        Search::of(words).map_or(Vec::new(), |it| it.places(text).into_iter().map(|at| &text[at]).collect())
    }

    #[test]
    fn matches_ignore_accents_case_and_blanks() {
        assert_eq!(places("ecole", "L’École, les écoles"), ["École", "école"]);
        assert_eq!(places("L'ÉCOLE", "à l’école"), ["l’école"]);
        assert_eq!(places("coeur", "au cœur du cœur"), ["cœur", "cœur"]);
        assert_eq!(places("eau  douce", "l’eau\u{202f}douce"), ["eau\u{202f}douce"]);
        assert_eq!(places("ete", "e\u{301}te\u{301}."), ["e\u{301}te\u{301}"]);
        assert_eq!(places("eau", "l’eau du bureau, les eaux"), ["eau", "eau"]);
        assert_eq!(places("a", "a a a"), [""; 0]);
        assert_eq!(places("<<", "« oui »"), ["«"]);
        assert!(Search::of(" \u{a0} ").is_none());
    }

    proptest! {
        #[test]
        fn places_are_in_order_and_between_letters(words in "\\PC{0,4}", text in "\\PC{0,60}") {
            if let Some(search) = Search::of(&words) {
                let mut from = 0;
                for place in search.places(&text) {
                    prop_assert!(from <= place.start && place.start < place.end);
                    prop_assert!(text.get(place.clone()).is_some());
                    from = place.end;
                }
            }
        }

        #[test]
        fn a_word_is_found_where_it_was_copied(text in "[a-zA-Zéèàœç’ \u{a0}]{2,40}", at in 0usize..20) {
            let word = text.split(|it: char| !it.is_alphanumeric()).nth(at).unwrap_or_default();
            if let Some(search) = Search::of(word).filter(|it| !it.is_short()) {
                prop_assert!(!search.places(&text).is_empty(), "{word:?} in {text:?}");
            }
        }
    }
}
