//! The kinds of changes, and the lines of a history.

use chrono::{DateTime, Utc};
use sea_orm::{FromQueryResult, JsonValue};
use uuid::Uuid;

use crate::{hearings::hearing::HearingState, web::page::Page, words::words};

words! {
    /// What someone did, by one click.
    pub enum ChangeKind("change") {
        /// Other words, another speaker, a section, closed or open.
        Correction = "correction",
        /// One turn became several.
        Partition = "partition",
        /// A turn was joined to the one before it.
        Merger = "merger",
        Move = "move",
        Insertion = "insertion",
        Removal = "removal",
        /// One speaker for every turn of a label.
        Attribution = "attribution",
        /// A turn says again what it said in an earlier revision.
        Restoration = "restoration",
        /// The record was brought in.
        Import = "import",
        /// An earlier change was undone.
        Reversal = "reversal",
        /// An approved record was corrected.
        Erratum = "erratum",
        /// The hearing's title, day, place or number.
        Details = "details",
        /// Those present.
        Attendance = "attendance",
        Holding = "holding",
        Cancellation = "cancellation",
        Reinstatement = "reinstatement",
        Review = "review",
        Recall = "recall",
        Approval = "approval",
        Publication = "publication",
        Withdrawal = "withdrawal",
        /// The whole hearing was closed to those who were not there.
        ClosedSession = "closed_session",
        /// It was opened again.
        ClosedSessionLifting = "closed_session_lifting",
        RoundOpening = "round_opening",
        /// A link was sent to a guest.
        RoundSending = "round_sending",
        RoundReminder = "round_reminder",
        /// A guest's link was taken back.
        RoundRevocation = "round_revocation",
        /// A guest opened his link for the first time.
        RoundVisit = "round_visit",
        /// A guest agreed to his words as they stand.
        RoundAgreement = "round_agreement",
        RoundProposal = "round_proposal",
        /// A proposal was refused.
        RoundRefusal = "round_refusal",
        /// A guest added something in writing.
        RoundContribution = "round_contribution",
        RoundClosure = "round_closure",
        /// A document was put beside the record.
        DocumentAddition = "document_addition",
        /// Something else is said of one, or it was closed or opened.
        DocumentChange = "document_change",
        DocumentRemoval = "document_removal",
        DocumentRestoration = "document_restoration",
    }
}

impl ChangeKind {
    /// Whether a record in this state may be changed by it: what is approved, by errata alone.
    pub(super) fn fits(self, state: HearingState) -> bool {
        match self {
            Self::Erratum => state.is_settled(),
            Self::Details | Self::Attendance | Self::ClosedSession | Self::ClosedSessionLifting => {
                !state.is_settled()
            }
            _ => state.record_is_open(),
        }
    }
}

/// A change as the history tells it.
#[derive(Debug, Clone, FromQueryResult)]
pub struct ChangeLine {
    pub id: Uuid,
    pub kind: ChangeKind,
    pub reason: String,
    /// A member, or a guest of the correction round; none: from the command line.
    pub author: Option<String>,
    /// The guest for whom a member did it.
    pub guest: Option<String>,
    pub at: DateTime<Utc>,
    /// The numbers of the turns that it changed.
    turns: Option<JsonValue>,
}

impl ChangeLine {
    /// Who approved, published or withdrew the record, and when.
    pub fn settlement(&self, page: &Page) -> String {
        let id = format!("settled-{}", self.kind.code());
        page.t2(&id, "author", self.author.as_deref().unwrap_or("–"), "moment", page.moment(&self.at))
    }

    /// The numbers of the turns that it changed, in their order.
    pub fn turns(&self) -> impl Iterator<Item = i64> {
        self.turns.iter().filter_map(JsonValue::as_array).flatten().filter_map(JsonValue::as_i64)
    }
}
