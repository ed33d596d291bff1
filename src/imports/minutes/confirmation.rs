//! The form that confirms an import: the fields of the hearing, and a choice for each person and body
//! that is not certain.

use std::collections::HashMap;

use uuid::Uuid;

use super::{
    draft::{Draft, Named, Present},
    matching::Match,
    plan::{BodyChoice, PersonChoice},
};
use crate::{
    hearings::{
        form::{HearingForm, NewHearing},
        hearing::Hearing,
    },
    web::{forms::Errors, page::Page},
};

/// The choice for a person or body that the directory does not have.
pub const NEW: &str = "new";

/// The choice for a person without an attendance.
pub const LEFT_OUT: &str = "none";

/// The form as typed.
#[derive(Debug, Default)]
pub struct Confirmation {
    pub hearing: HearingForm,
    /// The number of the hearing from whose page the import began.
    pub begun_from: Option<i32>,
    /// By the name of the field: `person-0`, `body-2`.
    choices: HashMap<String, String>,
}

/// A form's choices, all made.
pub type Choices = (NewHearing, Vec<PersonChoice>, Vec<BodyChoice>);

impl Confirmation {
    /// The values of the minutes; else those of the hearing from whose page the import began, where
    /// it is `there`; `next_number` where neither has a number.
    pub fn proposing(
        draft: &Draft,
        begun_from: Option<i32>,
        there: Option<&Hearing>,
        next_number: i32,
        page: &Page,
    ) -> Self {
        let minutes = &draft.minutes;
        let printed = minutes.number.and_then(|it| i32::try_from(it).ok());
        let mut hearing = match there {
            Some(it) => HearingForm::of(it, page.lang, page.zone),
            None => HearingForm::proposing(begun_from.or(printed).unwrap_or(next_number)),
        };
        if let Some(title) = &minutes.title {
            hearing.title.clone_from(title);
        }
        if let Some(day) = minutes.date {
            hearing.day = page.lang.date(day);
        }
        if let Some(time) = minutes.time {
            hearing.time = time.format("%H:%M").to_string();
        }
        Self { hearing, begun_from, choices: HashMap::new() }
    }

    /// Reads the fields of the form by their names.
    pub fn read(fields: Vec<(String, String)>) -> Self {
        let choices: HashMap<String, String> = fields.into_iter().collect();
        let hearing = HearingForm::read(&choices);
        let begun_from = choices.get("hearing").and_then(|it| it.parse().ok());
        Self { hearing, begun_from, choices }
    }

    /// The choice for a person: an id, [`NEW`], [`LEFT_OUT`], or nothing yet.
    pub fn person(&self, at: &usize, present: &Present) -> String {
        let default = match &present.found {
            Match::Same(person) => person.id.to_string(),
            Match::Near(_) => String::new(),
            Match::Nobody => NEW.to_owned(),
        };
        self.choices.get(&format!("person-{at}")).cloned().unwrap_or(default)
    }

    /// The choice for a body: an id, [`NEW`], or nothing yet.
    pub fn body(&self, at: &usize) -> &str {
        self.choices.get(&format!("body-{at}")).map_or("", String::as_str)
    }

    /// The choices, or what is missing.
    pub fn check(&self, page: &Page, draft: &Draft) -> Result<Choices, Errors> {
        let lang = page.lang;
        let hearing = self.hearing.check(lang, page.zone);
        let mut errors = hearing.as_ref().err().cloned().unwrap_or_default();
        if hearing.as_ref().is_ok_and(|it| it.day > page.today) {
            errors.add("day", lang.t("import-day-ahead"));
        }
        let people: Option<Vec<PersonChoice>> =
            draft.people.iter().enumerate().map(|(at, present)| self.who(at, present)).collect();
        let bodies: Option<Vec<BodyChoice>> =
            draft.bodies.iter().enumerate().map(|(at, named)| self.which(at, named)).collect();
        match &people {
            None => errors.add("people", lang.t("import-choose-people")),
            Some(people) => {
                if let Some(at) = chosen_twice(people) {
                    let name = draft.people[at].name.as_str();
                    errors.add("people", lang.t1("import-person-twice", "name", name));
                }
            }
        }
        if bodies.is_none() {
            errors.add("bodies", lang.t("import-choose-bodies"));
        }
        match (hearing, people, bodies) {
            (Ok(hearing), Some(people), Some(bodies)) if errors.is_empty() => Ok((hearing, people, bodies)),
            _ => Err(errors),
        }
    }

    /// Only a proposed person can be chosen.
    fn who(&self, at: usize, present: &Present) -> Option<PersonChoice> {
        let proposed: Vec<Uuid> = match &present.found {
            Match::Same(person) => vec![person.id],
            Match::Near(people) => people.iter().map(|it| it.id).collect(),
            Match::Nobody => Vec::new(),
        };
        match self.person(&at, present).as_str() {
            NEW => Some(PersonChoice::New),
            LEFT_OUT => Some(PersonChoice::LeftOut),
            id => proposed.into_iter().find(|it| it.to_string() == id).map(PersonChoice::Known),
        }
    }

    fn which(&self, at: usize, named: &Named) -> Option<BodyChoice> {
        match &named.found {
            Match::Same(body) => Some(BodyChoice::Known(body.id)),
            Match::Nobody => Some(BodyChoice::unknown(named.is_outside)),
            Match::Near(bodies) => match self.body(&at) {
                NEW => Some(BodyChoice::unknown(named.is_outside)),
                id => bodies.iter().find(|it| it.id.to_string() == id).map(|it| BodyChoice::Known(it.id)),
            },
        }
    }
}

/// The place of the first person who is chosen twice.
fn chosen_twice(people: &[PersonChoice]) -> Option<usize> {
    let is_known = |at: &usize| matches!(people[*at], PersonChoice::Known(_));
    (1..people.len()).filter(is_known).find(|at| people[..*at].contains(&people[*at]))
}
