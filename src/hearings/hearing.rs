//! The hearing and its states.

use std::ops::Deref;

use sea_orm::{FromQueryResult, JsonValue};
use uuid::Uuid;

use super::entity as hearings;
use crate::{
    access::permissions::Standing,
    history::change::{ChangeKind, ChangeLine},
    record::turn::Joined,
    web::page::Page,
    words::words,
};

words! {
    /// The state of a hearing and its record.
    #[derive(Default)]
    pub enum HearingState("hearing-state") {
        #[default]
        Planned = "planned",
        Held = "held",
        InReview = "in_review",
        Approved = "approved",
        Published = "published",
        Cancelled = "cancelled",
    }
}

impl HearingState {
    /// Whether it took place: it is neither planned nor cancelled.
    pub fn has_taken_place(self) -> bool {
        !matches!(self, Self::Planned | Self::Cancelled)
    }

    /// Whether the record may still be corrected.
    pub fn record_is_open(self) -> bool {
        matches!(self, Self::Planned | Self::Held | Self::InReview)
    }

    /// Whether its record is approved: nothing of it changes any more, except by errata.
    pub fn is_settled(self) -> bool {
        matches!(self, Self::Approved | Self::Published)
    }

    pub fn is_published(self) -> bool {
        self == Self::Published
    }

    pub fn is_in_review(self) -> bool {
        self == Self::InReview
    }

    pub fn is_cancelled(self) -> bool {
        self == Self::Cancelled
    }

    /// Whether every member of the authority may read the record.
    pub fn record_is_out(self) -> bool {
        matches!(self, Self::InReview | Self::Approved | Self::Published)
    }
}

/// A step of a hearing that an organiser takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    Hold,
    Cancel,
    Reinstate,
    Submit,
    /// Out of the review again: only organisers read the record.
    Recall,
}

impl Step {
    /// Its kind of change; the code is the last word of its address.
    pub fn kind(self) -> ChangeKind {
        match self {
            Self::Hold => ChangeKind::Holding,
            Self::Cancel => ChangeKind::Cancellation,
            Self::Reinstate => ChangeKind::Reinstatement,
            Self::Submit => ChangeKind::Review,
            Self::Recall => ChangeKind::Recall,
        }
    }

    /// The state that it leads to.
    pub fn result(self) -> HearingState {
        match self {
            Self::Hold => HearingState::Held,
            Self::Cancel => HearingState::Cancelled,
            Self::Reinstate => HearingState::Planned,
            Self::Submit => HearingState::InReview,
            Self::Recall => HearingState::Held,
        }
    }
}

/// The most turns of a record that is shown on one page.
pub const WHOLE: i64 = 400;

/// A hearing as a member sees it: its columns, and what its page shows of other tables.
#[derive(Debug, Clone, FromQueryResult)]
pub struct Hearing {
    #[sea_orm(nested)]
    row: hearings::Model,
    pub series_slug: String,
    pub series_title: String,
    /// How many turns of its record the member may read.
    pub turns: i64,
    /// How many of these have no speaker yet.
    pub unattributed: i64,
    /// Whether one of these begins a section.
    pub has_sections: bool,
    /// Whether the member is an organiser of its series.
    pub organiser: bool,
    /// Whether the member was present.
    pub present: bool,
    /// Whether it has follow-up actions.
    pub has_actions: bool,
    /// Whether it has documents that the member may know of.
    pub has_documents: bool,
    /// The last change of it or its record; none unless it was found for its page.
    pub last_change: Option<Uuid>,
    /// The approvals, publications and withdrawals; none unless it was found for its page.
    approvals: Option<JsonValue>,
    /// By the number of a turn that was merged into another: the number of that one.
    merged_turns: Option<JsonValue>,
    /// The letterhead of the exported records of its series.
    pub letterhead: String,
}

impl Deref for Hearing {
    type Target = hearings::Model;

    fn deref(&self) -> &hearings::Model {
        &self.row
    }
}

impl hearings::Model {
    /// Its day, and the time of day where it is known.
    pub fn when(&self, page: &Page) -> String {
        page.day_at(&self.day, &self.starts_at)
    }
}

impl Hearing {
    /// Inside the tenant.
    pub fn path(&self) -> String {
        path(&self.series_slug, self.number)
    }

    /// The path of its series, inside the tenant.
    pub fn series_path(&self) -> String {
        format!("/series/{}", self.series_slug)
    }

    /// The approval of its record, and the last publication and withdrawal since; none unless it was
    /// found for its page.
    pub fn approvals(&self) -> Option<Vec<ChangeLine>> {
        self.approvals.clone().and_then(ChangeLine::since_approval)
    }

    /// The turns that were merged into others, in their order.
    pub fn merged_turns(&self) -> Vec<Joined> {
        let all = self.merged_turns.iter().filter_map(JsonValue::as_object).flatten();
        let number = |it: &JsonValue| it.as_i64().and_then(|it| i32::try_from(it).ok());
        let mut merged: Vec<Joined> = all
            .filter_map(|(from, into)| Some(Joined { number: from.parse().ok()?, into: number(into)? }))
            .collect();
        merged.sort_by_key(|it| it.number);
        merged
    }

    /// The path of a turn of its record, inside the tenant.
    pub fn turn_path(&self, number: i32) -> String {
        match self.is_long() {
            true => turn_path(&self.series_slug, self.number, number),
            false => format!("{}#t{number}", self.path()),
        }
    }

    /// Whether its record is too long for one page.
    pub fn is_long(&self) -> bool {
        self.turns > WHOLE
    }

    /// The standing of the member.
    pub fn standing(&self) -> Standing {
        Standing { organiser: self.organiser, present: self.present, ..Standing::default() }
    }

    /// Whether its record could be approved.
    pub fn may_be_approved(&self) -> bool {
        self.state == HearingState::InReview && self.turns > 0
    }

    /// The state after a withdrawal: one step back.
    pub fn withdrawn(&self) -> Option<HearingState> {
        match self.state {
            HearingState::Published => Some(HearingState::Approved),
            HearingState::Approved => Some(HearingState::InReview),
            _ => None,
        }
    }

    /// Whether its state allows the step: a hearing with turns cannot be cancelled or planned again,
    /// and a record without turns cannot be reviewed.
    pub fn may_take(&self, step: Step) -> bool {
        match (step, self.state) {
            (Step::Hold, HearingState::Planned | HearingState::Cancelled) => true,
            (Step::Reinstate, HearingState::Cancelled) | (Step::Recall, HearingState::InReview) => true,
            (Step::Cancel, HearingState::Planned | HearingState::Held)
            | (Step::Reinstate, HearingState::Held) => self.turns == 0,
            (Step::Submit, HearingState::Held) => self.turns > 0,
            _ => false,
        }
    }

    /// Whether the state fits the record: only a hearing that took place has turns, and only
    /// a record that has turns is reviewed.
    pub fn state_fits_record(&self) -> bool {
        match self.state {
            HearingState::Planned | HearingState::Cancelled => self.turns == 0,
            HearingState::Held => true,
            HearingState::InReview | HearingState::Approved | HearingState::Published => self.turns > 0,
        }
    }

    // For the pages.

    /// Whether the page offers that it took place.
    pub fn may_be_held(&self) -> bool {
        self.state == HearingState::Planned
    }

    /// [`Hearing::may_take`], for the page.
    pub fn may_be_cancelled(&self) -> bool {
        self.may_take(Step::Cancel)
    }

    /// Whether the page offers to plan it again.
    pub fn may_be_reinstated(&self) -> bool {
        self.state == HearingState::Cancelled
    }

    /// [`Hearing::may_take`], for the page.
    pub fn may_be_submitted(&self) -> bool {
        self.may_take(Step::Submit)
    }
}

/// The path of a hearing inside the tenant.
pub fn path(series: &str, number: i32) -> String {
    format!("/series/{series}/hearings/{number}")
}

/// The path of a turn, inside the tenant. In a long record the query selects the page, the
/// fragment the place on it.
pub fn turn_path(series: &str, hearing: i32, turn: i32) -> String {
    format!("{}?turn={turn}#t{turn}", path(series, hearing))
}
