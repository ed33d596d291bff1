//! Matches the names printed in minutes with the directory. The same name is a match; similar
//! names are proposed, and a member decides.

use sea_orm::FromQueryResult;
use uuid::Uuid;

use crate::directory::bodies::body::BodyKind;
use formats::names::{NEAR_BODIES, Roster, body_key, body_likeness, fold};

/// A person of the directory.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct Person {
    pub id: Uuid,
    pub name: String,
    /// The name that is compared, which may be another name of the same person, and its key.
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

/// The entries of the directory for a printed name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Match<T> {
    /// One of the same name.
    Same(T),
    /// Several of the same name, or some with a similar name: someone must choose.
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

/// The people with whom the names of a document are compared.
pub struct People<'a> {
    people: &'a [Person],
    roster: Roster,
}

impl<'a> People<'a> {
    pub fn new(people: &'a [Person]) -> Self {
        Self { people, roster: Roster::new(people.iter().map(|it| it.known_as.as_str())) }
    }

    /// The person whom a printed name means.
    pub fn find(&self, printed: &str) -> Match<Person> {
        let key = fold(printed);
        let same = distinct(self.people.iter().filter(|it| it.name_key == key));
        if !same.is_empty() {
            return Match::of_same(same);
        }
        let alike = self.roster.alike(printed).into_iter().filter_map(|at| self.people.get(at));
        Match::of_near(distinct(alike))
    }
}

/// Each person once, by the first of their names.
fn distinct<'a>(names: impl Iterator<Item = &'a Person>) -> Vec<Person> {
    let mut people: Vec<Person> = Vec::new();
    for it in names {
        if people.iter().all(|known| known.id != it.id) {
            people.push(it.clone());
        }
    }
    people
}

/// The body that a printed name means.
pub fn body(printed: &str, bodies: &[Body]) -> Match<Body> {
    // No two bodies have one name; with or without the word "group", two may.
    let lower = printed.to_lowercase();
    if let Some(one) = bodies.iter().find(|it| it.name.to_lowercase() == lower) {
        return Match::Same(one.clone());
    }
    let key = body_key(printed);
    let same: Vec<_> = bodies.iter().filter(|it| body_key(&it.name) == key).cloned().collect();
    if !same.is_empty() {
        return Match::of_same(same);
    }
    let scored = bodies.iter().map(|it| (body_likeness(printed, &it.name), it));
    let mut near: Vec<_> = scored.filter(|(score, _)| *score >= NEAR_BODIES).collect();
    near.sort_by(|one, other| other.0.total_cmp(&one.0));
    Match::of_near(near.into_iter().map(|(_, it)| it.clone()).collect())
}

impl<T> Match<T> {
    fn of_same(same: Vec<T>) -> Self {
        match <[T; 1]>::try_from(same) {
            Ok([one]) => Self::Same(one),
            Err(several) => Self::Near(several),
        }
    }

    /// The most similar first.
    fn of_near(mut near: Vec<T>) -> Self {
        near.truncate(MOST_PROPOSED);
        if near.is_empty() { Self::Nobody } else { Self::Near(near) }
    }
}

/// The beginnings of words by which the database finds people who may be meant: similar names
/// share the first letters of one of their words.
pub fn beginnings(printed: &str) -> Vec<String> {
    let key = fold(printed);
    let words = key.split(' ').filter(|word| word.len() > 2);
    words.map(|word| word.chars().take(3).collect()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn person(printed: &str, people: &[Person]) -> Match<Person> {
        People::new(people).find(printed)
    }

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
    fn equal_names_match_and_similar_ones_are_proposed() {
        let known = people(&["Solène Kervadec", "Idriss Lemarchand", "Maïwenn Tual"]);
        assert_eq!(person("SOLENE KERVADEC", &known), Match::Same(known[0].clone()));
        assert_eq!(person("Idriss LEMARCHAN", &known), Match::Near(vec![known[1].clone()]));
        assert_eq!(person("TUAL Maïwenn", &known), Match::Near(vec![known[2].clone()]));
        assert_eq!(person("Bakary Doumbia", &known), Match::Nobody);
    }

    #[test]
    fn a_person_is_found_once_by_another_name() {
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

    /// The import of people proposed these, the import of minutes did not.
    #[test]
    fn particles_and_further_words_are_proposed() {
        let known = people(&["Jean-Paul Lesueur", "Foulques d’Arcy-Mallet"]);
        assert_eq!(person("Paul LESUEUR", &known), Match::Near(vec![known[0].clone()]));
        assert_eq!(person("Foulques ARCY-MALLET", &known), Match::Near(vec![known[1].clone()]));
    }

    #[test]
    fn several_people_of_one_name_are_proposed() {
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
