//! What an import will write, every choice made.

use uuid::Uuid;

use super::{draft::Draft, matching::Match};
use crate::hearings::form::NewHearing;

/// Who somebody of the minutes is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Who {
    Known(Uuid),
    New,
    /// Named in the minutes, and not to be noted.
    LeftOut,
}

/// Which body a printed name means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Which {
    Known(Uuid),
    /// An outside organisation that the directory does not have yet.
    NewOrganisation,
    /// The name is kept with the person's attendance, and stands for no body.
    NameOnly,
}

/// The choices, in the order of the draft's people and bodies.
#[derive(Debug)]
pub struct Plan {
    pub hearing: NewHearing,
    pub people: Vec<Who>,
    pub bodies: Vec<Which>,
    pub draft: Draft,
}

impl Plan {
    /// Whether somebody is noted who speaks for the body at this place.
    pub fn needs_body(&self, at: usize) -> bool {
        let mut noted = self.people.iter().zip(&self.draft.people).filter(|(who, _)| **who != Who::LeftOut);
        noted.any(|(_, present)| present.body == Some(at))
    }
}

impl Which {
    /// Where the directory has nothing of that name.
    pub fn unknown(is_outside: bool) -> Self {
        if is_outside { Self::NewOrganisation } else { Self::NameOnly }
    }
}

/// The choices that nobody has to make: the same name is the same person, a
/// name that is only alike is somebody else's. For the command line.
pub fn unattended(draft: &Draft) -> (Vec<Who>, Vec<Which>) {
    let people = draft.people.iter().map(|it| match &it.found {
        Match::Same(person) => Who::Known(person.id),
        Match::Near(_) | Match::Nobody => Who::New,
    });
    let bodies = draft.bodies.iter().map(|it| match &it.found {
        Match::Same(body) => Which::Known(body.id),
        Match::Near(_) | Match::Nobody => Which::unknown(it.is_outside),
    });
    (people.collect(), bodies.collect())
}
