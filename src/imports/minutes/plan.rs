//! The plan of an import, after every choice.

use chrono_tz::Tz;
use uuid::Uuid;

use super::{draft::Draft, matching::Match};
use crate::hearings::form::NewHearing;

/// The person of the directory that a name in the minutes means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PersonChoice {
    Known(Uuid),
    New,
    /// No attendance is written.
    LeftOut,
}

/// The body that a printed name means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BodyChoice {
    Known(Uuid),
    /// An outside organisation that the directory does not have yet.
    NewOrganisation,
    /// The attendance has the name, and refers to no body.
    NameOnly,
}

/// The choices, in the order of the draft's people and bodies.
#[derive(Debug)]
pub struct Plan {
    pub hearing: NewHearing,
    pub people: Vec<PersonChoice>,
    pub bodies: Vec<BodyChoice>,
    pub draft: Draft,
    /// The time zone of the authority.
    pub zone: Tz,
}

impl Plan {
    /// Whether an attendance is written of someone who speaks for the body at this place.
    pub fn needs_body(&self, at: usize) -> bool {
        let mut noted =
            self.people.iter().zip(&self.draft.people).filter(|(who, _)| **who != PersonChoice::LeftOut);
        noted.any(|(_, present)| present.body == Some(at))
    }
}

impl BodyChoice {
    /// The choice where the directory has no such name.
    pub fn unknown(is_outside: bool) -> Self {
        if is_outside { Self::NewOrganisation } else { Self::NameOnly }
    }
}

/// The choices of the command line: an equal name is the same person, a similar name another one.
pub fn unattended(draft: &Draft) -> (Vec<PersonChoice>, Vec<BodyChoice>) {
    let people = draft.people.iter().map(|it| match &it.found {
        Match::Same(person) => PersonChoice::Known(person.id),
        Match::Near(_) | Match::Nobody => PersonChoice::New,
    });
    let bodies = draft.bodies.iter().map(|it| match &it.found {
        Match::Same(body) => BodyChoice::Known(body.id),
        Match::Near(_) | Match::Nobody => BodyChoice::unknown(it.is_outside),
    });
    (people.collect(), bodies.collect())
}
