//! The origin of the text of a turn.

use crate::{hearings::hearing::HearingState, words::words};

words! {
    /// The stored origin. Whether the turn is approved follows from the state of its hearing.
    pub enum Provenance("provenance") {
        /// From a document that people wrote.
        Imported = "imported",
        /// From captions or speech recognition.
        Machine = "machine",
        /// Written or corrected by a person.
        Corrected = "corrected",
    }
}

/// The ids of the sentences that name them, in the order of [`Provenance`], and that of approved turns.
pub const LABELS: [&str; 4] =
    ["provenance-imported", "provenance-machine", "provenance-corrected", "provenance-approved"];

impl Provenance {
    /// The index in [`LABELS`] for a turn in a record of this state: an approved turn is shown as
    /// approved, whatever its origin, unless an erratum has changed it.
    pub fn shown(self, state: HearingState, errata: usize) -> usize {
        match (state.is_settled(), errata) {
            (true, 0) => 3,
            (true, _) => Self::Corrected as usize,
            (false, _) => self as usize,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn turns_with_errata_are_not_shown_as_approved() {
        let shown = |state, errata| LABELS[Provenance::Machine.shown(state, errata)];
        assert_eq!(shown(HearingState::InReview, 0), "provenance-machine");
        assert_eq!(shown(HearingState::Published, 0), "provenance-approved");
        assert_eq!(shown(HearingState::Approved, 1), "provenance-corrected");
    }
}
