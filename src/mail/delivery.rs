//! What becomes of one message for one recipient.

use chrono::{DateTime, Utc};
use sea_orm::{DeriveActiveEnum, EnumIter, FromQueryResult};
use uuid::Uuid;

/// How far a message has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text")]
pub enum DeliveryState {
    #[sea_orm(string_value = "queued")]
    Queued,
    #[sea_orm(string_value = "sending")]
    Sending,
    #[sea_orm(string_value = "sent")]
    Sent,
    #[sea_orm(string_value = "deferred")]
    Deferred,
    #[sea_orm(string_value = "bounced")]
    Bounced,
    #[sea_orm(string_value = "uncertain")]
    Uncertain,
}

impl DeliveryState {
    /// As the database and the style sheet know it.
    pub fn code(self) -> &'static str {
        match self {
            Self::Queued => "queued",
            Self::Sending => "sending",
            Self::Sent => "sent",
            Self::Deferred => "deferred",
            Self::Bounced => "bounced",
            Self::Uncertain => "uncertain",
        }
    }

    /// The sentence that names it.
    pub fn label_id(self) -> &'static str {
        match self {
            Self::Queued => "delivery-state-queued",
            Self::Sending => "delivery-state-sending",
            Self::Sent => "delivery-state-sent",
            Self::Deferred => "delivery-state-deferred",
            Self::Bounced => "delivery-state-bounced",
            Self::Uncertain => "delivery-state-uncertain",
        }
    }

    /// Whether the worker will go on with it by itself.
    pub fn is_under_way(self) -> bool {
        matches!(self, Self::Queued | Self::Sending | Self::Deferred)
    }

    /// Whether someone may ask for another attempt.
    pub fn may_retry(self) -> bool {
        matches!(self, Self::Deferred | Self::Bounced | Self::Uncertain)
    }
}

/// A delivery of a summary's edition, as its page lists it.
#[derive(Debug, Clone, FromQueryResult)]
pub struct Delivery {
    pub id: Uuid,
    pub body_id: Uuid,
    pub body_name: String,
    pub colour: Option<i16>,
    pub recipient_name: String,
    pub recipient_email: String,
    pub state: DeliveryState,
    pub attempts: i32,
    pub last_response: String,
    pub last_attempt_at: Option<DateTime<Utc>>,
    pub next_attempt_at: DateTime<Utc>,
}

impl Delivery {
    /// When the next attempt is, where the worker will make one by itself after a failure.
    pub fn next(&self) -> Option<DateTime<Utc>> {
        (self.state == DeliveryState::Deferred).then_some(self.next_attempt_at)
    }
}
