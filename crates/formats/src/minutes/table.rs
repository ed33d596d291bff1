//! The attendance table: its lines, and the people on them.

use std::collections::HashSet;

use super::{
    Category, entry,
    inline::plain,
    lines::{Follows, Line},
    people::{self, ends_sentence},
};
use crate::{
    names::fold,
    presence::{self, Presence},
};

/// The heading under which a person is listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Section {
    Of(Category),
    /// Present, with no side given.
    Unsorted,
    /// Excused or absent.
    Away(Presence),
}

/// One person, or several who share a line, as printed.
#[derive(Debug)]
pub(super) struct Row {
    pub section: Section,
    /// The heading of a group above its rows.
    pub body: Option<String>,
    pub line: usize,
    pub text: String,
    /// The lines read as its continuation that look like separate people, with their numbers.
    pub doubtful: Vec<(usize, String)>,
}

/// The rows of the table that begins at the first of `lines`, and how many lines it has.
pub(super) fn read(lines: &[Line]) -> (Vec<Row>, usize) {
    let mut reader = Reader { lines, ..Reader::default() };
    let length = (0..lines.len()).find(|at| !reader.takes(*at)).unwrap_or(lines.len());
    (reader.rows, length)
}

/// The beginning of a table: one of its headings with a person below.
pub(super) fn start(lines: &[Line]) -> Option<usize> {
    (0..lines.len()).find(|at| {
        let heading = lines.get(*at).and_then(|line| heading(line.text));
        heading.is_some_and(|(_, rest)| !rest.is_empty() || leads_on(lines, at + 1))
    })
}

fn leads_on(lines: &[Line], at: usize) -> bool {
    lines.get(at).is_some_and(|line| {
        people::is_listed(line.text)
            || people::named(&plain(line.text)).is_some()
            || heading(line.text).is_some()
            || body_heading(&plain(line.text)).is_some()
    })
}

#[derive(Default)]
struct Reader<'a> {
    lines: &'a [Line<'a>],
    rows: Vec<Row>,
    section: Option<Section>,
    body: Option<String>,
    /// Whether the rows under its last heading have list marks.
    listed: bool,
    /// Whether any rows have list marks, under any heading.
    lists: bool,
    /// Whether its last heading has a row.
    filled: bool,
    /// The names so far.
    named: HashSet<String>,
    /// Their last words.
    families: HashSet<String>,
}

impl Reader<'_> {
    /// Whether the line at this index belongs to the table.
    fn takes(&mut self, at: usize) -> bool {
        let Some(line) = self.lines.get(at) else {
            return false;
        };
        if let Some((section, rest)) = heading(line.text) {
            self.section = Some(section);
            self.body = None;
            (self.listed, self.filled) = (false, false);
            self.push_inline(line, &rest);
            return true;
        }
        let Some(section) = self.section else {
            return false;
        };
        if let Some(item) = people::list_item(line.text) {
            (self.listed, self.lists) = (true, true);
            return self.push(section, line, plain(item));
        }
        let text = plain(line.text);
        if let Some(body) = body_heading(&text).filter(|_| leads_on(self.lines, at + 1)) {
            self.body = Some(body);
            (self.listed, self.filled) = (false, false);
            return true;
        }
        if !self.listed && self.is_bare_row(at, &text) {
            return self.push(section, line, text);
        }
        self.continues(line, &text)
    }

    fn push(&mut self, section: Section, line: &Line, text: String) -> bool {
        let (body, line) = (self.body.clone(), line.number);
        let row = Row { section, body, line, text, doubtful: Vec::new() };
        for person in entry::people_of(&row) {
            let name = fold(&person.attendance.name);
            self.families.extend(name.rsplit(' ').next().map(String::from));
            self.named.insert(name);
        }
        self.rows.push(row);
        self.filled = true;
        true
    }

    fn push_inline(&mut self, line: &Line, rest: &str) {
        if let Some(section) = self.section.filter(|_| !rest.is_empty()) {
            self.push(section, line, rest.to_string());
        }
    }

    /// A person without a list mark. The heading of the first turn looks the same, but repeats a name or
    /// has speech below or beside it.
    fn is_bare_row(&self, at: usize, text: &str) -> bool {
        let Some(found) = people::named(text).filter(|_| text.len() <= LONGEST_ROW) else {
            return false;
        };
        let again = self.named.contains(&fold(found.name));
        let speech_below = self.lines.get(at + 1).is_some_and(|below| is_speech(below.text));
        !speech_below && !again && !self.is_turn(at, text) && !self.is_below(at, &found)
    }

    /// A name separated from the rows above, which begins a turn: with a family name listed above; in a
    /// table with lists, any name alone on its line, and any name below the excused people.
    fn is_below(&self, at: usize, found: &people::Named) -> bool {
        let alone = found.rest.is_empty();
        let known = found.civility && alone && self.families.contains(&fold(found.name));
        let away = matches!(self.section, Some(Section::Away(_)));
        self.is_apart(at) && self.filled && (known || (self.lists && (alone || away)))
    }

    fn is_apart(&self, at: usize) -> bool {
        self.lines.get(at).is_some_and(|line| line.follows != Follows::Directly)
    }

    /// "Mme Kervadec : Bonjour.", separated from the rows: a listed person speaks, or the words cannot be a
    /// capacity.
    fn is_turn(&self, at: usize, text: &str) -> bool {
        let beside = text.split_once(':').filter(|(_, said)| !said.trim().is_empty());
        let Some((head, said)) = beside.filter(|_| self.is_apart(at)) else {
            return false;
        };
        let known = |found: people::Named| found.civility && self.families.contains(&fold(found.name));
        // If every row ends with a full stop, the full stop means nothing.
        let stopped = self.rows.last().is_some_and(|row| ends_sentence(&row.text));
        people::named(head).is_some_and(known) || reads_as_speech(said, stopped)
    }

    /// A row that was wrapped, or cut by the end of a page.
    fn continues(&mut self, line: &Line, text: &str) -> bool {
        let Some(row) = self.rows.last_mut().filter(|row| row.text.len() <= LONGEST_ROW) else {
            return false;
        };
        let lower = text.chars().next().is_some_and(char::is_lowercase);
        let cut = line.follows == Follows::Break && lower && !ends_sentence(&row.text);
        let goes_on = (line.follows == Follows::Directly || cut) && !is_long_speech(text);
        if goes_on {
            if reads_as_person(text) && !leads_into_name(&row.text) {
                row.doubtful.push((line.number, text.to_string()));
            }
            row.text.push(' ');
            row.text.push_str(text);
        }
        goes_on
    }
}

const LONGEST_ROW: usize = 600;

/// Words that begin speech and no capacity.
const SPEECH_STARTS: &str = "bonjour bonsoir merci oui non je j nous vous on c ce il elle ils elles \
                             mesdames messieurs chers cheres alors mais";

/// `stopped`: whether the rows above end with a full stop too.
fn reads_as_speech(text: &str, stopped: bool) -> bool {
    let folded = fold(text);
    let begins =
        folded.split(' ').next().is_some_and(|word| SPEECH_STARTS.split(' ').any(|start| start == word));
    let asks = text.ends_with(['!', '?', '…']);
    let states = ends_sentence(text) && !stopped && !people::begins_with_function(text);
    begins || asks || states
}

/// A name with a mark of a name, or followed by a function.
fn reads_as_person(text: &str) -> bool {
    people::named(text).is_some_and(|found| found.is_marked() || people::begins_with_function(found.rest))
}

/// "Directeur de cabinet de": the name on the next line belongs to the capacity.
fn leads_into_name(text: &str) -> bool {
    let last = text.split_whitespace().next_back().unwrap_or_default();
    let linking = ["de", "d'", "d’", "du", "des", "à", "au", "aux", "et", "la", "le", "chez", "par", "pour"];
    linking.contains(&last) || fold(last) == "groupe"
}

/// Whether a line can only be speech of the person on the line above.
fn is_speech(text: &str) -> bool {
    let text = plain(text);
    let head = text.split_once(':').map_or("", |(head, _)| head);
    let named = people::named(&text).is_some() && (!ends_sentence(&text) || people::named(head).is_some());
    !named && heading(&text).is_none() && is_long_speech(&text)
}

fn is_long_speech(text: &str) -> bool {
    text.len() > LONGEST_ROW
        || (ends_sentence(text) && text.split(' ').count() > 12)
        || text.ends_with(['!', '?'])
}

/// "Groupe Horizon commun", alone on its line above the members of the group.
fn body_heading(text: &str) -> Option<String> {
    let text = text.trim_end_matches(':').trim();
    let group = fold(text).starts_with("groupe ") && !text.contains(',') && !ends_sentence(text);
    (group && text.len() <= 100).then(|| text.to_string())
}

const LONGEST_HEADING: usize = 9;

/// Reads a heading of the table, and the text after its colon.
pub(super) fn heading(text: &str) -> Option<(Section, String)> {
    if text.len() > LONGEST_ROW || people::is_listed(text) {
        return None;
    }
    let text = plain(text);
    let (title, rest) = text.split_once(':').unwrap_or((&text, ""));
    let folded = fold(title);
    let words: Vec<&str> = folded.split(' ').collect();
    let inline = rest.trim();
    let readable = words.len() <= LONGEST_HEADING
        && !title.contains([',', ';', '.', '?', '!'])
        && !title.contains(|c: char| c.is_numeric())
        && (inline.is_empty() || people::named(inline).is_some());
    let section = section(&words).filter(|_| readable)?;
    let is_person = people::named(title).is_some_and(|found| found.is_marked() && !is_loud(title));
    (!is_person).then(|| (section, inline.to_string()))
}

/// All in capitals is a heading, whatever the words are.
fn is_loud(title: &str) -> bool {
    !title.contains(char::is_lowercase)
}

fn section(words: &[&str]) -> Option<Section> {
    use Category::{Administration, Executive, PoliticalGroup, Witness};
    let first = words.iter().find(|word| !matches!(**word, "les" | "le" | "la" | "l" | "des"))?;
    let begins = |stems: &[&str]| stems.iter().any(|stem| first.starts_with(stem));
    let says = |stems: &[&str]| words.iter().any(|word| stems.iter().any(|stem| word.starts_with(stem)));
    let alone = words.len() == 1;
    if says(&["excuse", "absent"]) {
        let owned: Vec<String> = words.iter().map(|it| (*it).to_owned()).collect();
        return Some(Section::Away(presence::presence(&owned).unwrap_or(match says(&["excuse"]) {
            true => Presence::Excused,
            false => Presence::Absent,
        })));
    }
    let category = if says(&["auditionne", "audite", "intervenant", "temoin"])
        || begins(&["invite", "expert", "personnalite", "orateur", "oratrice"])
        || (begins(&["personne", "ont", "etaient", "entendus", "entendues"]) && says(&["entendu"]))
    {
        Witness
    } else if (says(&["groupe"]) && says(&["politique", "elu", "represent", "conseil"]))
        || (alone && begins(&["groupes", "elus", "elues", "conseillers", "conseilleres"]))
        || words.starts_with(&["elus", "et"])
    {
        PoliticalGroup
    } else if begins(&["adjoint", "executif", "cabinet", "vice"])
        || (begins(&["maire", "president", "elu"]) && says(&["adjoint", "cabinet", "vice", "executif"]))
    {
        Executive
    } else if begins(&["administration", "service", "direction", "agent"]) {
        Administration
    } else if begins(&["present", "participant", "etaient"]) || words == ["personnes", "presentes"] {
        return Some(Section::Unsorted);
    } else {
        return None;
    };
    Some(Section::Of(category))
}
