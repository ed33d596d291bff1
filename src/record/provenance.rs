//! How a turn came to say what it says.

use crate::{hearings::hearing::HearingState, words::words};

words! {
    /// As it is kept; that it is approved, the state of its hearing says.
    pub enum Provenance("provenance") {
        /// From a document that people wrote.
        Imported = "imported",
        /// From captions, or a program that listens.
        Machine = "machine",
        /// By someone's hand.
        Corrected = "corrected",
    }
}

/// The sentences that name them, and the one for what is approved; in the order of [`Provenance`].
pub const LABELS: [&str; 4] =
    ["provenance-imported", "provenance-machine", "provenance-corrected", "provenance-approved"];

impl Provenance {
    /// The place in [`LABELS`] of how a turn shows in a record of this state: what is approved is
    /// approved wherever it came from, except words that an erratum has changed since.
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
    fn an_approved_record_is_approved_but_for_its_errata() {
        let shown = |state, errata| LABELS[Provenance::Machine.shown(state, errata)];
        assert_eq!(shown(HearingState::InReview, 0), "provenance-machine");
        assert_eq!(shown(HearingState::Published, 0), "provenance-approved");
        assert_eq!(shown(HearingState::Approved, 1), "provenance-corrected");
    }
}
