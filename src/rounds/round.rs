//! A round, its guests and what they propose.

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::{DbErr, FromQueryResult, QueryResult};
use uuid::Uuid;

use crate::{
    mail::delivery,
    record::{
        diff::Diff,
        form::write_notes,
        text::{Said, typed},
        turn::{Footnote, Turn, read_footnotes},
    },
    words::words,
};

/// A correction round of a hearing.
#[derive(Debug, Clone, FromQueryResult)]
pub struct Round {
    pub id: Uuid,
    /// The last day; after it, silence counts as agreement.
    pub due_on: NaiveDate,
    pub closed_at: Option<DateTime<Utc>>,
    pub opened_by: String,
    pub created_at: DateTime<Utc>,
    /// Proposals that nobody has decided.
    pub undecided: i64,
}

impl Round {
    /// Whether guests may still be asked: it is not closed and its last day is not over.
    pub fn is_under_way(&self, today: NaiveDate) -> bool {
        self.closed_at.is_none() && !self.is_over(today)
    }

    /// Whether an approval would cut it short, or leave proposals undecided.
    pub fn is_unsettled(&self) -> bool {
        self.closed_at.is_none() || self.undecided > 0
    }

    /// Whether its last day is over.
    pub fn is_over(&self, today: NaiveDate) -> bool {
        today > self.due_on
    }
}

/// Someone who spoke and was asked to read his words, as the organisers see it.
#[derive(Debug, Clone, FromQueryResult)]
pub struct GuestStatus {
    pub id: Uuid,
    pub name: String,
    pub email: String,
    pub first_opened_at: Option<DateTime<Utc>>,
    pub agreed_at: Option<DateTime<Utc>>,
    pub revoked_at: Option<DateTime<Utc>>,
    pub contribution: String,
    /// What became of the last message.
    pub delivery: Option<delivery::DeliveryState>,
    pub proposals: i64,
}

/// How far a guest has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    Revoked,
    Agreed,
    /// The last day is over, and no word came: that is agreement.
    Silent,
    Proposed,
    Opened,
    Awaited,
}

impl Standing {
    /// The state of the badge that tells it.
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
    /// How far the guest has come in a round.
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

    /// Whether a reminder makes sense: the link is good, and no agreement came.
    pub fn may_be_reminded(&self) -> bool {
        self.agreed_at.is_none() && self.revoked_at.is_none()
    }
}

/// Someone who spoke and was not asked yet, with the address that the register has of him.
#[derive(Debug, Clone, FromQueryResult)]
pub struct Speaker {
    pub id: Uuid,
    pub name: String,
    pub email: Option<String>,
}

words! {
    /// What became of a proposal.
    pub enum ProposalState("proposal-state") {
        Proposed = "proposed",
        /// As it was proposed.
        Accepted = "accepted",
        /// In other words than those proposed.
        Amended = "amended",
        Refused = "refused",
    }
}

impl ProposalState {
    /// Whether the record was corrected after it.
    pub fn is_taken_up(self) -> bool {
        matches!(self, Self::Accepted | Self::Amended)
    }
}

/// What a guest would have a turn say.
#[derive(Debug, Clone)]
pub struct Proposal {
    pub id: Uuid,
    pub guest_id: Uuid,
    pub guest: String,
    pub turn_id: Uuid,
    /// Of the turn.
    pub number: i32,
    /// Of the turn, when the guest read it.
    pub version: i32,
    pub text: String,
    pub footnotes: Vec<Footnote>,
    pub comment: String,
    pub state: ProposalState,
    pub answer: String,
    pub created_at: DateTime<Utc>,
}

/// The columns of [`Proposal`].
pub const PROPOSAL: &str = "select p.id, p.guest_id, a.name as guest, p.turn_id, t.number, p.version, p.text,
        p.footnotes, p.comment, p.state, p.answer, p.created_at
   from proposals p
   join round_guests g on g.tenant_id = $tenant and g.id = p.guest_id
   join attendances a on a.tenant_id = $tenant and a.id = g.attendance_id
   join turns t on t.tenant_id = $tenant and t.id = p.turn_id
  where p.tenant_id = $tenant";

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
    /// Its text as HTML.
    pub fn said(&self) -> Said<'_> {
        typed(&self.number, &self.text)
    }

    /// Its notes as lines of a form.
    pub fn notes(&self) -> String {
        write_notes(&self.footnotes)
    }

    /// What it would change in the words of a turn.
    pub fn words(&self, turn: &Turn) -> Diff {
        Diff::of(&turn.text, &self.text)
    }
}
