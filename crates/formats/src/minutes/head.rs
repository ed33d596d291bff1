//! The top of the minutes: series, number, title, date.

use super::{
    inline::plain,
    lines::{Follows, Line},
    people, table,
};
use crate::{
    dates::moment::{self, Moment},
    names::fold,
};

#[derive(Debug, Default)]
pub(super) struct Head {
    pub series: Option<String>,
    pub number: Option<u32>,
    pub title: Option<String>,
    pub moment: Option<Moment>,
    /// The number of lines of the head.
    pub length: usize,
    /// The lines that could not be interpreted.
    pub unread: Vec<usize>,
}

/// A head is searched within this many lines.
const DEEPEST: usize = 400;
/// The limit if there is no attendance table below it.
const DEEPEST_ALONE: usize = 40;
pub(super) const LONGEST_LINE: usize = 300;

pub(super) fn read(lines: &[Line]) -> Head {
    let reach = lines.get(..lines.len().min(DEEPEST)).unwrap_or_default();
    let table = table::start(reach);
    let end = table.unwrap_or(reach.len().min(DEEPEST_ALONE));
    let lines = reach.get(..end).unwrap_or_default();
    let places = Places::find(lines);
    if table.is_none() && places.number.is_none() && places.date.is_none() {
        return Head::default();
    }
    places.head(lines, table)
}

/// The indexes of the parts of the head.
struct Places {
    texts: Vec<String>,
    number: Option<(usize, Numbered)>,
    date: Option<(usize, Moment)>,
}

impl Places {
    fn find(lines: &[Line]) -> Places {
        let texts: Vec<String> = lines.iter().map(|line| short_text(line)).collect();
        let number = first(&texts, numbered);
        let from = number.as_ref().map_or(0, |(at, _)| *at);
        let dated = |text: &str| moment::parse_french(text);
        let date = texts.get(from..).and_then(|texts| first(texts, dated));
        let date = date.map(|(at, moment)| (at + from, moment)).or_else(|| first(&texts, dated));
        Places { texts, number, date }
    }

    fn head(self, lines: &[Line], table: Option<usize>) -> Head {
        let number_at = self.number.as_ref().map(|(at, _)| *at);
        let date_at = self.date.map(|(at, _)| at);
        let series = self.series_lines(lines);
        let below = number_at.map_or(series.end, |at| at + 1);
        let title = self.title_lines(lines, below, table.is_none());
        let last = number_at.max(date_at).map_or(0, |at| at + 1).max(title.end);
        let length = table.unwrap_or(last);
        let known = |at: &usize| {
            let placed = *at < below || Some(*at) == date_at || title.contains(at);
            placed && !self.text(*at).is_empty()
        };
        let unread = (0..length).filter(|at| !known(at)).collect();
        let (before, after) = self.beside_number();
        Head {
            series: self.joined(series.filter(|at| !is_summary(self.text(*at)))).or(before),
            number: self.number.as_ref().map(|(_, found)| found.number),
            title: joined(after.into_iter().chain(self.joined(title.clone()))),
            moment: self.date.map(|(_, moment)| moment),
            length,
            unread,
        }
    }

    fn text(&self, at: usize) -> &str {
        self.texts.get(at).map(String::as_str).unwrap_or_default()
    }

    fn joined(&self, places: impl Iterator<Item = usize>) -> Option<String> {
        joined(places.map(|at| self.text(at).to_string()))
    }

    /// From the line about hearings down to the number; otherwise the paragraph directly above the number.
    fn series_lines(&self, lines: &[Line]) -> std::ops::Range<usize> {
        let number_at = self.number.as_ref().map(|(at, _)| *at);
        let until = number_at.unwrap_or(lines.len());
        let named = (0..until).find(|at| names_series(self.text(*at)));
        let above = number_at.and_then(|at| at.checked_sub(1));
        let start = named.or_else(|| above.map(|last| paragraph(lines, last)));
        match (start, number_at) {
            (Some(start), Some(end)) => start..end,
            (Some(start), None) => start..end_of_paragraph(lines, start),
            (None, _) => 0..0,
        }
    }

    /// The lines between number and date; otherwise the paragraph below the date.
    fn title_lines(&self, lines: &[Line], below: usize, open: bool) -> std::ops::Range<usize> {
        let date_at = self.date.map(|(at, _)| at).filter(|at| *at >= below);
        let until = date_at.unwrap_or(if open { below } else { lines.len() });
        let readable = |at: &usize| !self.text(*at).is_empty();
        let length = (below..until).take_while(readable).count();
        let already = self.beside_number().1.is_some();
        match date_at {
            _ if length > 0 => below..below + length,
            Some(at) if !already && lines.get(at + 1).is_some_and(|_| readable(&(at + 1))) => {
                let end = end_of_paragraph(lines, at + 1);
                if open && people::is_person_line(self.text(at + 1)) { below..below } else { at + 1..end }
            }
            _ => below..below,
        }
    }

    /// The text before and after the number on its line.
    fn beside_number(&self) -> (Option<String>, Option<String>) {
        match &self.number {
            Some((_, found)) => (found.before.clone(), found.after.clone()),
            None => (None, None),
        }
    }
}

/// The text of a line of a head; empty for a sentence or a long line.
fn short_text(line: &Line) -> String {
    let text = if line.text.len() > LONGEST_LINE { String::new() } else { plain(line.text) };
    let words = text.split_whitespace().count();
    if words > 12 && people::ends_sentence(&text) { String::new() } else { text }
}

fn first<T>(texts: &[String], read: impl Fn(&str) -> Option<T>) -> Option<(usize, T)> {
    texts.iter().enumerate().find_map(|(at, text)| Some((at, read(text)?)))
}

fn joined(texts: impl Iterator<Item = String>) -> Option<String> {
    let texts: Vec<String> = texts.filter(|text| !text.is_empty()).collect();
    (!texts.is_empty()).then(|| texts.join(" "))
}

fn paragraph(lines: &[Line], mut at: usize) -> usize {
    while at > 0 && lines.get(at).is_some_and(|line| line.follows == Follows::Directly) {
        at -= 1;
    }
    at
}

fn end_of_paragraph(lines: &[Line], start: usize) -> usize {
    let rest = lines.get(start + 1..).unwrap_or_default();
    start + 1 + rest.iter().take_while(|line| line.follows == Follows::Directly).count()
}

/// "Compte rendu" is the kind of the document, not its subject.
fn is_summary(text: &str) -> bool {
    fold(text).starts_with("compte rendu")
}

fn names_series(text: &str) -> bool {
    let folded = fold(text);
    let mut words = folded.split(' ');
    words.any(|word| matches!(word, "auditions" | "cycle" | "serie"))
}

/// The number of a hearing and the text beside it.
struct Numbered {
    number: u32,
    before: Option<String>,
    after: Option<String>,
}

/// Reads `AUDITION #6`, `Audition n° 7 – Titre`, `3e audition`.
fn numbered(text: &str) -> Option<Numbered> {
    let words = words(text);
    let audition = words.iter().position(|(_, word)| fold(word) == "audition")?;
    let sign = words.get(audition + 1).map(|(_, word)| fold(word));
    let skipped = usize::from(matches!(sign.as_deref(), Some("n" | "no" | "nr" | "num" | "numero")));
    let (at, word) = match words.get(audition + 1 + skipped).filter(|(_, word)| is_number(word)) {
        Some((at, word)) => (at + word.len(), *word),
        None => return ordinal(text, &words, audition),
    };
    let start = words.get(audition).map_or(0, |(at, _)| *at);
    let before = text.get(..start).and_then(|before| beside(before, "–—-:,|"));
    let after = text.get(at..).and_then(|after| beside(after, ""));
    let number = word.parse().ok()?;
    Some(Numbered { number, before, after })
}

fn ordinal(text: &str, words: &[(usize, &str)], audition: usize) -> Option<Numbered> {
    let (_, word) = words.get(audition.checked_sub(1)?)?;
    let digits = word.trim_end_matches(char::is_alphabetic);
    let number = digits.parse().ok().filter(|_| is_number(digits) && digits != *word)?;
    let (at, audition) = words.get(audition)?;
    let after = text.get(at + audition.len()..).and_then(|after| beside(after, ""));
    Some(Numbered { number, before: None, after })
}

fn is_number(word: &str) -> bool {
    (1..=3).contains(&word.len()) && word.bytes().all(|b| b.is_ascii_digit())
}

/// Words of letters or digits with their offsets; "n°7" is two words.
fn words(text: &str) -> Vec<(usize, &str)> {
    let separator = |c: char| !c.is_alphanumeric() || matches!(c, 'º');
    let words = text.split(separator).filter(|word| !word.is_empty());
    words.map(|word| (word.as_ptr() as usize - text.as_ptr() as usize, word)).collect()
}

/// The text beside the number if it is separate: set off by one of `marks` (by any, if none are given), and
/// no date.
fn beside(text: &str, marks: &str) -> Option<String> {
    let ended = marks.is_empty() || text.trim_end().ends_with(|c| marks.contains(c));
    let text = text.trim_matches(|c: char| c.is_whitespace() || "–—-:,|.".contains(c));
    let says = text.chars().any(char::is_alphanumeric) && moment::parse_french(text).is_none();
    (ended && says && !is_summary(text)).then(|| text.to_string())
}

impl Head {
    /// Missing parts, taken from a letterhead that repeats them on every page.
    pub(super) fn or_from(self, top: &[Line]) -> Head {
        if self.number.is_some() {
            return self;
        }
        let other = Places::find(top).head(top, None);
        Head {
            series: self.series.or(other.series.filter(|_| other.number.is_some())),
            number: other.number,
            title: self.title.or(other.title.filter(|_| other.number.is_some())),
            moment: self.moment.or(other.moment),
            ..self
        }
    }
}
