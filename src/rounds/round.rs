//! A round, its guests and what they propose.

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::{DbErr, FromQueryResult, QueryResult};
use uuid::Uuid;

use crate::{
    mail::delivery,
    record::{
        diff::Diff,
        form::write_notes,
        text::{TurnHtml, html_without_notes},
        turn::{Footnote, Turn, read_footnotes},
    },
    words::words,
};

/// A correction round of a hearing.
#[derive(Debug, Clone, FromQueryResult)]
pub struct Round {
    pub id: Uuid,
    /// The last day. After it, no answer counts as agreement.
    pub due_on: NaiveDate,
    pub closed_at: Option<DateTime<Utc>>,
    pub opened_by: String,
    pub created_at: DateTime<Utc>,
    /// The number of undecided proposals.
    pub undecided: i64,
}

impl Round {
    /// Whether links may be sent: it is open and its last day is not over.
    pub fn is_under_way(&self, today: NaiveDate) -> bool {
        self.closed_at.is_none() && !self.is_over(today)
    }

    /// Whether it is open or has undecided proposals.
    pub fn is_unsettled(&self) -> bool {
        self.closed_at.is_none() || self.undecided > 0
    }

    /// Whether its last day is over.
    pub fn is_over(&self, today: NaiveDate) -> bool {
        today > self.due_on
    }
}

/// A guest, as organisers see it.
#[derive(Debug, Clone, FromQueryResult)]
pub struct GuestStatus {
    pub id: Uuid,
    pub name: String,
    pub email: String,
    pub first_opened_at: Option<DateTime<Utc>>,
    pub agreed_at: Option<DateTime<Utc>>,
    pub revoked_at: Option<DateTime<Utc>>,
    pub contribution: String,
    /// The state of the last message.
    pub delivery: Option<delivery::DeliveryState>,
    pub proposals: i64,
}

/// The progress of a guest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    Revoked,
    Agreed,
    /// The last day is over without an answer: that is agreement.
    Silent,
    Proposed,
    Opened,
    Awaited,
}

impl Standing {
    /// The state whose badge shows it.
    pub fn code(self) -> &'static str {
        match self {
            Self::Revoked => "cancelled",
            Self::Agreed | Self::Silent => "approved",
            Self::Proposed => "in_review",
            Self::Opened => "held",
            Self::Awaited => "planned",
        }
    }

    /// The sentence that names it.
    pub fn label_id(self) -> &'static str {
        match self {
            Self::Revoked => "round-guest-revoked",
            Self::Agreed => "round-guest-agreed",
            Self::Silent => "round-guest-silent",
            Self::Proposed => "round-guest-proposed",
            Self::Opened => "round-guest-opened",
            Self::Awaited => "round-guest-awaited",
        }
    }
}

impl GuestStatus {
    /// The progress of the guest.
    pub fn standing(&self, round: &Round, today: NaiveDate) -> Standing {
        match self {
            Self { agreed_at: Some(_), .. } => Standing::Agreed,
            Self { proposals: 1.., .. } => Standing::Proposed,
            Self { revoked_at: Some(_), .. } => Standing::Revoked,
            _ if round.is_over(today) => Standing::Silent,
            Self { first_opened_at: Some(_), .. } => Standing::Opened,
            _ => Standing::Awaited,
        }
    }

    /// Whether the link is valid and the guest has not agreed.
    pub fn may_be_reminded(&self) -> bool {
        self.agreed_at.is_none() && self.revoked_at.is_none()
    }
}

/// A speaker who is no guest yet, with the address in the directory.
#[derive(Debug, Clone, FromQueryResult)]
pub struct Speaker {
    pub id: Uuid,
    pub name: String,
    pub email: Option<String>,
}

words! {
    /// The decision on a proposal.
    pub enum ProposalState("proposal-state") {
        Proposed = "proposed",
        /// As it was proposed.
        Accepted = "accepted",
        /// With another text.
        Amended = "amended",
        Refused = "refused",
    }
}

impl ProposalState {
    /// Whether it was accepted, with its text or another.
    pub fn is_taken_up(self) -> bool {
        matches!(self, Self::Accepted | Self::Amended)
    }
}

/// The text that a guest proposes for a turn.
#[derive(Debug, Clone)]
pub struct Proposal {
    pub id: Uuid,
    pub guest_id: Uuid,
    pub guest: String,
    pub turn_id: Uuid,
    /// The number of the turn.
    pub number: i32,
    /// The version of the turn that the guest read.
    pub version: i32,
    pub text: String,
    pub footnotes: Vec<Footnote>,
    pub comment: String,
    pub state: ProposalState,
    pub answer: String,
    pub created_at: DateTime<Utc>,
}

impl FromQueryResult for Proposal {
    fn from_query_result(row: &QueryResult, _: &str) -> Result<Self, DbErr> {
        Ok(Self {
            id: row.try_get_by("id")?,
            guest_id: row.try_get_by("guest_id")?,
            guest: row.try_get_by("guest")?,
            turn_id: row.try_get_by("turn_id")?,
            number: row.try_get_by("number")?,
            version: row.try_get_by("version")?,
            text: row.try_get_by("text")?,
            footnotes: read_footnotes(row.try_get_by("footnotes")?)?,
            comment: row.try_get_by("comment")?,
            state: row.try_get_by("state")?,
            answer: row.try_get_by("answer")?,
            created_at: row.try_get_by("created_at")?,
        })
    }
}

impl Proposal {
    /// The text as HTML.
    pub fn said(&self) -> TurnHtml<'_> {
        html_without_notes(self.number, &self.text)
    }

    /// The notes as lines of a form.
    pub fn notes(&self) -> String {
        write_notes(&self.footnotes)
    }

    /// The difference to the present text of the turn.
    pub fn words(&self, turn: &Turn) -> Diff {
        Diff::of(&turn.text, &self.text)
    }
}
