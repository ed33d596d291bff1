//! The kinds of deeds, and the lines of a history.

use chrono::{DateTime, Utc};
use sea_orm::{ActiveEnum, DeriveActiveEnum, EnumIter, FromQueryResult, JsonValue};
use uuid::Uuid;

use crate::hearings::hearing::HearingState;

/// What someone did, by one click.
#[derive(Debug, Clone, Copy, PartialEq, Eq, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum ChangeKind {
    /// Other words, another speaker, a section, closed or open.
    Correction,
    /// One turn became several.
    Partition,
    /// A turn was joined to the one before it.
    Merger,
    Move,
    Insertion,
    Removal,
    /// One speaker for every turn of a label.
    Attribution,
    /// A turn says again what it said in an earlier revision.
    Restoration,
    /// The record was brought in.
    Import,
    /// An earlier deed was undone.
    Reversal,
    /// An approved record was corrected.
    Erratum,
    /// The hearing's title, day, place or number.
    Details,
    /// Those present.
    Attendance,
    Holding,
    Cancellation,
    Reinstatement,
    Review,
    Recall,
    Approval,
    Publication,
    Withdrawal,
    /// The whole hearing was closed to those who were not there.
    ClosedSession,
    /// It was opened again.
    ClosedSessionLifting,
    RoundOpening,
    /// A link was sent to a guest.
    RoundSending,
    RoundReminder,
    /// A guest's link was taken back.
    RoundRevocation,
    /// A guest opened his link for the first time.
    RoundVisit,
    /// A guest agreed to his words as they stand.
    RoundAgreement,
    RoundProposal,
    /// A proposal was refused.
    RoundRefusal,
    /// A guest added something in writing.
    RoundContribution,
    RoundClosure,
    /// A document was put beside the record.
    DocumentAddition,
    /// Something else is said of one, or it was closed or opened.
    DocumentChange,
    DocumentRemoval,
    DocumentRestoration,
}

impl ChangeKind {
    /// As the database keeps it.
    pub fn code(self) -> String {
        self.to_value()
    }

    /// The sentence that names it.
    pub fn label_id(self) -> String {
        format!("deed-{}", self.code().replace('_', "-"))
    }

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

/// A deed as the history tells it.
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
    /// The numbers of the turns that it changed, in their order.
    pub fn turns(&self) -> impl Iterator<Item = i64> {
        self.turns.iter().filter_map(JsonValue::as_array).flatten().filter_map(JsonValue::as_i64)
    }
}
