//! Who of the minutes is who in the directory. The same name is a match; a
//! name that is only alike is proposed, never taken.

use std::collections::HashMap;

use sea_orm::FromQueryResult;
use uuid::Uuid;

use crate::directory::bodies::body::BodyKind;
use formats::names::{NEAR, fold, likeness};

/// Somebody of the directory.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct Person {
    pub id: Uuid,
    pub name: String,
    /// The name that is compared, which may be another of the same person, and its key.
    pub known_as: String,
    pub name_key: String,
}

/// A body of the directory.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct Body {
    pub id: Uuid,
    pub name: String,
    pub kind: BodyKind,
    pub colour: Option<i16>,
}

/// What the directory has for a printed name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Match<T> {
    /// One of the same name.
    Same(T),
    /// Several of the same name, or some whose name is alike: someone must choose.
    Near(Vec<T>),
    Nobody,
}

impl<T> Match<T> {
    /// The one of the same name.
    pub fn same(&self) -> Option<&T> {
        if let Self::Same(it) = self { Some(it) } else { None }
    }

    /// All that the printed name may mean.
    pub fn candidates(&self) -> &[T] {
        match self {
            Self::Same(it) => std::slice::from_ref(it),
            Self::Near(several) => several,
            Self::Nobody => &[],
        }
    }
}

/// How many are proposed at most.
const MOST_PROPOSED: usize = 4;

/// Who of these people a printed name means.
pub fn person(printed: &str, people: &[Person]) -> Match<Person> {
    let key = fold(printed);
    let mut same: Vec<Person> = Vec::new();
    for it in people.iter().filter(|it| it.name_key == key) {
        if same.iter().all(|known| known.id != it.id) {
            same.push(it.clone());
        }
    }
    let mut scores: HashMap<Uuid, (f64, &Person)> = HashMap::new();
    for it in people {
        let score = likeness(printed, &it.known_as);
        let best = scores.entry(it.id).or_insert((score, it));
        best.0 = best.0.max(score);
    }
    decide(same, scores.into_values().filter(|(score, _)| *score >= NEAR))
}

/// How alike the names of two bodies are that may be one.
const NEAR_BODIES: f64 = 0.93;

/// Which of these bodies a printed name means.
pub fn body(printed: &str, bodies: &[Body]) -> Match<Body> {
    // No two bodies have one name; with or without the word "group", two may.
    let lower = printed.to_lowercase();
    if let Some(one) = bodies.iter().find(|it| it.name.to_lowercase() == lower) {
        return Match::Same(one.clone());
    }
    let key = body_key(printed);
    let same: Vec<_> = bodies.iter().filter(|it| body_key(&it.name) == key).cloned().collect();
    let scored = bodies.iter().map(|it| (strsim::jaro_winkler(&key, &body_key(&it.name)), it));
    decide(same, scored.filter(|(score, _)| *score >= NEAR_BODIES))
}

/// "Groupe Écologie citoyenne" and "Écologie citoyenne" are one.
fn body_key(name: &str) -> String {
    let key = fold(name);
    let short = key.strip_prefix("groupe ").map(|rest| rest.strip_prefix("politique ").unwrap_or(rest));
    short.map(str::to_owned).unwrap_or(key)
}

fn decide<'a, T: Clone + 'a>(same: Vec<T>, near: impl Iterator<Item = (f64, &'a T)>) -> Match<T> {
    match <[T; 1]>::try_from(same) {
        Ok([one]) => Match::Same(one),
        Err(several) if !several.is_empty() => Match::Near(several),
        Err(_) => {
            let mut near: Vec<_> = near.collect();
            near.sort_by(|one, other| other.0.total_cmp(&one.0));
            let near: Vec<_> = near.into_iter().take(MOST_PROPOSED).map(|(_, it)| it.clone()).collect();
            if near.is_empty() { Match::Nobody } else { Match::Near(near) }
        }
    }
}

/// The beginnings of words by which somebody who may be meant is looked for:
/// names that are alike share the first letters of one of their words.
pub fn beginnings(printed: &str) -> Vec<String> {
    let key = fold(printed);
    let words = key.split(' ').filter(|word| word.len() > 2);
    words.map(|word| word.chars().take(3).collect()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn people(names: &[&str]) -> Vec<Person> {
        let person = |name: &&str| Person {
            id: Uuid::now_v7(),
            name: (*name).to_owned(),
            known_as: (*name).to_owned(),
            name_key: fold(name),
        };
        names.iter().map(person).collect()
    }

    #[test]
    fn the_same_name_is_a_match_and_a_like_one_is_proposed() {
        let known = people(&["Solène Kervadec", "Idriss Lemarchand", "Maïwenn Tual"]);
        assert_eq!(person("SOLENE KERVADEC", &known), Match::Same(known[0].clone()));
        assert_eq!(person("Idriss LEMARCHAN", &known), Match::Near(vec![known[1].clone()]));
        assert_eq!(person("TUAL Maïwenn", &known), Match::Near(vec![known[2].clone()]));
        assert_eq!(person("Bakary Doumbia", &known), Match::Nobody);
    }

    #[test]
    fn whoever_has_another_name_is_found_by_it_once() {
        let mut known = people(&["Solène Kervadec"]);
        let alias = Person {
            known_as: "Solène Le Goff".into(),
            name_key: "solene le goff".into(),
            ..known[0].clone()
        };
        known.push(alias);
        assert!(matches!(person("LE GOFF Solène", &known), Match::Near(some) if some.len() == 1));
        assert!(
            matches!(person("solene le goff", &known), Match::Same(one) if one.name == "Solène Kervadec")
        );
    }

    #[test]
    fn namesakes_are_for_someone_to_tell_apart() {
        let known = people(&["Solène Kervadec", "Solene KERVADEC"]);
        assert_eq!(person("Solène Kervadec", &known), Match::Near(known));
    }

    #[test]
    fn bodies_match_with_or_without_the_word_group() {
        let body_named = |name: &str| Body {
            id: Uuid::now_v7(),
            name: name.to_owned(),
            kind: BodyKind::PoliticalGroup,
            colour: None,
        };
        let known = [body_named("Écologie citoyenne"), body_named("Groupe Montreuvray en commun")];
        assert_eq!(body("Groupe ECOLOGIE CITOYENNE", &known), Match::Same(known[0].clone()));
        assert_eq!(body("Montreuvray en commun", &known), Match::Same(known[1].clone()));
        assert_eq!(body("Ecologie citoyennes", &known), Match::Near(vec![known[0].clone()]));
        assert_eq!(body("Bureau d’études Ruissel", &known), Match::Nobody);
    }
}
