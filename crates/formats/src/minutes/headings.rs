//! The headings of turns, and the people they name.

use std::cell::Cell;
use std::collections::{HashMap, HashSet};

use super::{
    Attendance,
    inline::{is_set_off, plain},
    lines::{Follows, Line},
    people::{self, Named, begins_with_function, ends_sentence},
};
use crate::names::{Found, Roster, fold, is_civility};

/// The heading of a turn.
#[derive(Debug)]
pub(super) struct Heading<'a> {
    /// As printed, without markup and colon.
    pub label: String,
    pub found: Found,
    /// Speech on the same line.
    pub speech: &'a str,
}

/// The people a heading may name.
pub(super) struct Speakers {
    roster: Roster,
    /// The words of each person's capacity.
    wordings: Vec<HashSet<String>>,
    /// Texts that occur more than once alone on a line.
    repeated: HashSet<String>,
    /// How many names may still be compared letter by letter.
    searches: Cell<usize>,
    /// Which people of the roster were present.
    there: Vec<bool>,
}

/// The most headings with a spelling that differs from the table. Beyond this number only equal names are
/// found, so that parsing stays fast.
const MOST_SEARCHES: usize = 4_000;

const LONGEST_HEADING: usize = 300;

impl Speakers {
    pub(super) fn new(attendances: &[Attendance], body: &[Line]) -> Self {
        Speakers {
            roster: Roster::new(attendances.iter().map(|a| a.name.as_str())),
            wordings: attendances.iter().map(wording).collect(),
            repeated: repeated(body),
            searches: Cell::new(MOST_SEARCHES),
            there: attendances.iter().map(|it| it.presence.attended()).collect(),
        }
    }

    /// Reads the heading of a turn. `apart`: whether the line is separated from the text above; otherwise
    /// the name must be in the table.
    pub(super) fn heading<'a>(&self, line: &'a str, apart: bool) -> Option<Heading<'a>> {
        let heading = self.whole(line).or_else(|| self.before_speech(line))?;
        let sure = apart || heading.found != Found::Nobody || is_role(&heading.label);
        sure.then_some(heading)
    }

    /// Whether `line` continues the label of the heading above it.
    pub(super) fn continues(&self, heading: &Heading, line: &str) -> bool {
        let text = plain(line);
        let listed = matches!(heading.found, Found::One { at, .. } if self.resembles(at, &text));
        let runs_on = heading.label.ends_with(',') && !ends_sentence(&text);
        text.len() <= LONGEST_HEADING && (listed || runs_on)
    }

    /// A line that is a heading as a whole.
    fn whole<'a>(&self, line: &'a str) -> Option<Heading<'a>> {
        if line.len() > LONGEST_HEADING || people::is_listed(line) {
            return None;
        }
        let text = plain(line);
        let label = text.trim_end_matches(|c: char| c == ':' || c.is_whitespace());
        let announced = announced(label);
        let printed = announced.unwrap_or(label);
        let heading = |found| Heading { label: label.to_string(), found, speech: "" };
        if is_role(label) && !ends_sentence(label) {
            return Some(heading(Found::Nobody));
        }
        let Some(named) = people::named(printed) else {
            return announced.filter(|_| !ends_sentence(label)).map(|_| heading(Found::Nobody));
        };
        let found = self.find(&named);
        let accepted = if announced.is_some() || found != Found::Nobody {
            self.is_capacity(&found, named.rest)
        } else {
            let sure = named.is_marked()
                || is_set_off(line) && named.name.contains(' ')
                || self.repeated.contains(&fold(label));
            sure && is_title(named.rest)
        };
        accepted.then(|| heading(found))
    }

    /// `Mme X : Bonjour…`, `M. X. – Bonjour…`, `**X, directrice** Bonjour…`.
    fn before_speech<'a>(&self, line: &'a str) -> Option<Heading<'a>> {
        let (head, speech, bold) = split_speech(line)?;
        let label = plain(head);
        let label = label.trim_end_matches(|c: char| ".:–—-".contains(c) || c.is_whitespace());
        let heading = |found| Heading { label: label.to_string(), found, speech };
        if is_role(label) {
            return Some(heading(Found::Nobody));
        }
        let named = people::named(announced(label).unwrap_or(label))?;
        let found = self.find(&named);
        let sure = found != Found::Nobody || named.civility || bold && named.is_marked();
        (sure && self.is_capacity(&found, named.rest)).then(|| heading(found))
    }

    /// Whether the text after a name is a capacity and not the rest of a sentence.
    fn is_capacity(&self, found: &Found, rest: &str) -> bool {
        let listed = matches!(found, Found::One { at, .. } if self.resembles(*at, rest));
        listed || is_title(rest)
    }

    fn find(&self, named: &Named) -> Found {
        // The civility distinguishes a family name from a given name.
        let civility = if named.civility { "M. " } else { "" };
        let same = self.roster.find_same(named.name);
        if same != Found::Nobody || self.searches.get() == 0 {
            return self.of_those_there(same);
        }
        self.searches.set(self.searches.get() - 1);
        self.of_those_there(self.roster.find(&format!("{civility}{}", named.name)))
    }

    /// If a heading fits several people, the one who was present.
    fn of_those_there(&self, found: Found) -> Found {
        let Found::Several(places) = &found else {
            return found;
        };
        let there: Vec<usize> = places.iter().copied().filter(|at| self.there[*at]).collect();
        match there.as_slice() {
            [at] => Found::One { at: *at, score: 1.0 },
            _ => found,
        }
    }

    fn resembles(&self, at: usize, text: &str) -> bool {
        let Some(wording) = self.wordings.get(at) else {
            return false;
        };
        let folded = fold(text);
        let words: Vec<&str> = folded.split(' ').filter(|word| word.len() > 2).collect();
        let known = words.iter().filter(|word| wording.contains(**word)).count();
        known > 0 && known * 5 >= words.len() * 3
    }
}

fn wording(attendance: &Attendance) -> HashSet<String> {
    let parts = attendance.title.iter().chain(&attendance.body);
    parts.flat_map(|text| fold(text).split(' ').map(String::from).collect::<Vec<_>>()).collect()
}

fn repeated(body: &[Line]) -> HashSet<String> {
    let mut counts: HashMap<String, usize> = HashMap::new();
    let alone = body.iter().filter(|line| line.follows != Follows::Directly);
    for line in alone.filter(|line| line.text.len() <= LONGEST_HEADING) {
        let text = plain(line.text);
        if people::named(&text).is_some() && !ends_sentence(&text) {
            *counts.entry(fold(&text)).or_default() += 1;
        }
    }
    counts.into_iter().filter(|(_, count)| *count > 1).map(|(key, _)| key).collect()
}

const ANNOUNCEMENTS: [&str; 12] = [
    "intervention",
    "interventions",
    "prise",
    "question",
    "questions",
    "reponse",
    "reponses",
    "propos",
    "expose",
    "presentation",
    "audition",
    "introduction",
];

/// The name in "Intervention de X", with the text after it.
fn announced(text: &str) -> Option<&str> {
    let (first, rest) = text.split_once(char::is_whitespace)?;
    if !ANNOUNCEMENTS.contains(&fold(first).as_str()) {
        return None;
    }
    let rest = rest.trim_start();
    let rest = without_start(rest, "de parole ").unwrap_or(rest);
    let links = ["de ", "d'", "d’", "du ", "par ", ": "];
    links.iter().find_map(|link| without_start(rest, link)).map(str::trim_start)
}

fn without_start<'a>(text: &'a str, start: &str) -> Option<&'a str> {
    let head = text.get(..start.len())?;
    head.eq_ignore_ascii_case(start).then(|| text.get(start.len()..))?
}

const ROLES: [&str; 9] = [
    "maire",
    "president",
    "presidente",
    "adjoint",
    "adjointe",
    "rapporteur",
    "rapporteure",
    "rapporteuse",
    "animateur",
];

/// "Mme la Maire", "Le président": a person named by office.
fn is_role(text: &str) -> bool {
    if text.len() > 60 {
        return false;
    }
    let folded = fold(text);
    let mut words = folded.split(' ').skip_while(|word| is_civility(word));
    let article = words.next().is_some_and(|word| matches!(word, "le" | "la" | "l"));
    article && words.next().is_some_and(|word| ROLES.contains(&word)) && words.next().is_none()
}

/// A title has no verb and does not end like a sentence.
fn is_title(rest: &str) -> bool {
    if rest.is_empty() {
        return true;
    }
    let folded = fold(rest);
    let speaks = |word: &str| {
        matches!(word, "je" | "j" | "vous" | "nous" | "est" | "sont" | "avez" | "avons" | "merci")
    };
    let brief = folded.split(' ').nth(4).is_none();
    let begins = begins_with_function(rest) || rest.starts_with(char::is_uppercase);
    (brief || begins) && !ends_sentence(rest) && rest.len() <= 200 && !folded.split(' ').any(speaks)
}

/// The longest name with capacity, in bytes.
const LONGEST_HEAD: usize = 160;

/// The line split at its first colon, at its first full stop with a dash, or at the end of its leading bold
/// text.
fn split_speech(line: &str) -> Option<(&str, &str, bool)> {
    let bold = line.strip_prefix("**").and_then(|inner| inner.split_once("**"));
    if let Some((head, speech)) = bold.filter(|(head, _)| head.len() <= LONGEST_HEAD) {
        let speech = speech.trim_start_matches(|c: char| ":–—-".contains(c) || c.is_whitespace());
        return (!speech.is_empty()).then_some((head, speech, true));
    }
    let mut reach = line.len().min(LONGEST_HEAD);
    while !line.is_char_boundary(reach) {
        reach -= 1;
    }
    let head = line.get(..reach)?;
    let marks = [":", ". –", ".–", ". —", ".—", ". -", ".-"];
    let ends = marks.iter().filter_map(|mark| Some((head.find(mark)?, mark.len())));
    let (at, length) = ends.min()?;
    let speech = line.get(at + length..)?.trim_start();
    (!speech.is_empty()).then_some((line.get(..at)?, speech, false))
}
