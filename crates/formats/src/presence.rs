//! Words about presence after a name in a list: "(excusée)", "absent", "(en visioconférence)", "représenté
//! par Paul Vesle, directeur".

use serde::Serialize;

use crate::names::fold;

/// Whether a listed person was present.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Presence {
    #[default]
    Present,
    Remote,
    Excused,
    Absent,
}

impl Presence {
    /// Whether the person was present, in the room or remotely.
    pub fn attended(&self) -> bool {
        matches!(self, Self::Present | Self::Remote)
    }
}

/// What a line says about presence.
#[derive(Debug, Default, PartialEq)]
pub struct Statement {
    pub presence: Option<Presence>,
    /// The substitute, with the words after the name.
    pub substitute: Option<String>,
}

/// Removes the words about presence from a line and returns the rest.
pub fn take(line: &str) -> (String, Statement) {
    let mut statement = Statement::default();
    let line = without_parentheses(line, &mut statement);
    let mut kept: Vec<&str> = Vec::new();
    let mut parts = line.split(',');
    kept.extend(parts.next());
    for part in parts {
        // The capacity after the name of a substitute belongs to the substitute.
        if !statement.adds(part) && !statement.reads(part) {
            kept.push(part);
        }
    }
    (kept.join(",").trim().to_owned(), statement)
}

fn without_parentheses(line: &str, statement: &mut Statement) -> String {
    let mut kept = String::with_capacity(line.len());
    let mut rest = line;
    while let Some((before, (inside, after))) =
        rest.split_once('(').and_then(|(before, behind)| Some((before, behind.split_once(')')?)))
    {
        if statement.reads_all(inside) {
            kept.push_str(before.trim_end());
            if !after.is_empty() && !after.trim_start().starts_with([',', ';']) {
                kept.push(',');
            }
        } else {
            kept.push_str(before);
            kept.push('(');
            kept.push_str(inside);
            kept.push(')');
        }
        rest = after;
    }
    kept + rest
}

impl Statement {
    /// "excusé, représenté par …"
    fn reads_all(&mut self, text: &str) -> bool {
        let (first, rest) = text.split_once(',').map_or((text, None), |(first, rest)| (first, Some(rest)));
        self.reads(first) && rest.is_none_or(|rest| self.adds(rest) || self.reads(rest))
    }

    fn adds(&mut self, rest: &str) -> bool {
        let Some(substitute) = self.substitute.as_mut() else { return false };
        substitute.push(',');
        substitute.push_str(rest);
        true
    }

    fn reads(&mut self, text: &str) -> bool {
        let words: Vec<&str> = text.split_whitespace().collect();
        let folded: Vec<String> = words.iter().map(|it| fold(it)).collect();
        let at = (0..words.len()).find(|at| {
            let by = folded.get(at + 1).is_some_and(|it| it == "par" || it == "by");
            by && folded.get(*at).is_some_and(|it| is_replaced(it))
        });
        let stated = presence(folded.get(..at.unwrap_or(words.len())).unwrap_or_default());
        let Some(at) = at else {
            self.presence = stated.or(self.presence);
            return stated.is_some();
        };
        let substitute = words.get(at + 2..).unwrap_or_default().join(" ");
        if (at > 0 && stated.is_none()) || substitute.is_empty() {
            return false;
        }
        self.presence = stated.or(self.presence).or(Some(Presence::Excused));
        self.substitute = Some(substitute);
        true
    }
}

fn is_replaced(word: &str) -> bool {
    ["represente", "remplace", "supplee", "replaced", "represented"]
        .iter()
        .any(|it| word.strip_prefix(it).is_some_and(|end| end.len() <= 2))
}

/// The presence, if a text consists only of words about it.
pub fn presence(words: &[String]) -> Option<Presence> {
    let of = |stems: &[&str]| words.iter().any(|word| stems.iter().any(|stem| word.starts_with(stem)));
    let known = |word: &String| {
        let stems = ["excus", "absent", "visio", "apolog", "remote"];
        stems.iter().any(|stem| word.starts_with(stem)) || LINKS.contains(&word.as_str())
    };
    if words.is_empty() || !words.iter().all(known) {
        return None;
    }
    let refused = words.iter().any(|it| it == "non" || it == "sans");
    match (of(&["excus", "apolog"]), of(&["absent"]), of(&["visio", "distan", "telephone", "remote"])) {
        (true, ..) if !refused => Some(Presence::Excused),
        (_, true, _) => Some(Presence::Absent),
        (.., true) => Some(Presence::Remote),
        _ => None,
    }
}

const LINKS: [&str; 12] =
    ["en", "a", "par", "et", "non", "sans", "distance", "distanciel", "telephone", "by", "with", "present"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn presence_words_are_removed_from_a_line() {
        use Presence::{Absent, Excused, Remote};
        for (line, rest, presence, substitute) in [
            ("Zoé Le Goff", "Zoé Le Goff", None, None),
            ("Zoé Le Goff (excusée)", "Zoé Le Goff", Some(Excused), None),
            ("Zoé Le Goff, géologue (absente)", "Zoé Le Goff, géologue", Some(Absent), None),
            ("Zoé Le Goff (absente excusée), géologue", "Zoé Le Goff, géologue", Some(Excused), None),
            ("Zoé Le Goff, absente non excusée", "Zoé Le Goff", Some(Absent), None),
            ("Zoé Le Goff, géologue, excusée", "Zoé Le Goff, géologue", Some(Excused), None),
            ("Zoé Le Goff (en visioconférence)", "Zoé Le Goff", Some(Remote), None),
            ("Zoé Le Goff (à distance)", "Zoé Le Goff", Some(Remote), None),
            ("Zoé Le Goff (en visio), maire", "Zoé Le Goff, maire", Some(Remote), None),
            ("Zoé Le Goff, représentée par Jean Test", "Zoé Le Goff", Some(Excused), Some("Jean Test")),
            (
                "Zoé Le Goff, maire, remplacée par M. Jean Test, adjoint",
                "Zoé Le Goff, maire",
                Some(Excused),
                Some("M. Jean Test, adjoint"),
            ),
            ("Zoé Le Goff (absente, suppléée par Jean Test)", "Zoé Le Goff", Some(Absent), Some("Jean Test")),
            ("Zoé Le Goff (excusée) par Jean", "Zoé Le Goff, par Jean", Some(Excused), None),
            ("Zoé Le Goff (absente) représentée par J. Test", "Zoé Le Goff", Some(Absent), Some("J. Test")),
            ("Zoé Le Goff, élue (Groupe Cap 2030)", "Zoé Le Goff, élue (Groupe Cap 2030)", None, None),
            ("Zoé Le Goff, chargée de l’absentéisme", "Zoé Le Goff, chargée de l’absentéisme", None, None),
            ("Zoé Le Goff, directrice à distance", "Zoé Le Goff, directrice à distance", None, None),
            ("Zoé (Le Goff", "Zoé (Le Goff", None, None),
        ] {
            let statement = Statement { presence, substitute: substitute.map(str::to_owned) };
            assert_eq!(take(line), (rest.to_owned(), statement), "{line}");
        }
    }
}
