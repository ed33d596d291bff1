//! The summary and its states.

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::FromQueryResult;
use uuid::Uuid;

use crate::{access::permissions::Standing, hearings::hearing, history::recording::About, words::words};

words! {
    /// The state of a summary.
    pub enum SummaryState("summary-state") {
        Draft = "draft",
        Approved = "approved",
        Sent = "sent",
    }
}

/// A summary as a member sees it.
#[derive(Debug, Clone, FromQueryResult)]
pub struct Summary {
    pub id: Uuid,
    pub hearing_id: Uuid,
    pub series_slug: String,
    pub series_title: String,
    pub hearing_number: i32,
    pub hearing_title: String,
    pub hearing_day: NaiveDate,
    pub title: String,
    /// Empty in lists.
    pub markdown: String,
    pub state: SummaryState,
    pub version: i32,
    pub created_by: String,
    pub created_at: DateTime<Utc>,
    pub approved_by: Option<String>,
    pub approved_at: Option<DateTime<Utc>>,
    pub sent_by: Option<String>,
    pub sent_at: Option<DateTime<Utc>>,
    /// Whether the member is an organiser of the series.
    pub organiser: bool,
    /// Whether it was written in closed session, or the hearing is closed now. It cannot be sent.
    pub closed: bool,
}

impl Summary {
    /// What a change of it is about.
    pub fn about(&self) -> About<'_> {
        About::hearing(self.hearing_id, &self.title)
    }

    /// Inside the tenant.
    pub fn path(&self) -> String {
        format!("/summaries/{}", self.id)
    }

    /// The path of its hearing, inside the tenant.
    pub fn hearing_path(&self) -> String {
        hearing::path(&self.series_slug, self.hearing_number)
    }

    /// The member's relation to it.
    pub fn standing(&self) -> Standing {
        Standing::organiser(self.organiser)
    }

    /// Whether it is not approved.
    pub fn is_draft(&self) -> bool {
        self.state == SummaryState::Draft
    }

    /// Whether it may be sent.
    pub fn is_approved(&self) -> bool {
        self.state == SummaryState::Approved
    }

    /// Whether the text of `version` was approved, by a form that was sent twice.
    pub fn was_approved_in(&self, version: i32) -> bool {
        match self.state {
            SummaryState::Draft => false,
            SummaryState::Approved => self.version == version + 1,
            SummaryState::Sent => self.version == version + 2,
        }
    }

    /// Whether it was sent.
    pub fn is_sent(&self) -> bool {
        self.state == SummaryState::Sent
    }
}

/// A former text of a summary.
#[derive(Debug, Clone)]
pub struct Revision {
    pub version: i32,
    pub title: String,
    pub markdown: String,
    /// Who replaced it, and when.
    pub replaced_by: String,
    pub replaced_at: DateTime<Utc>,
}
