//! What becomes of one message for one recipient.

use chrono::{DateTime, Utc};
use sea_orm::FromQueryResult;
use uuid::Uuid;

use crate::words::words;

words! {
    /// How far a message has come.
    pub enum DeliveryState("delivery-state") {
        Queued = "queued",
        Sending = "sending",
        Sent = "sent",
        Deferred = "deferred",
        Bounced = "bounced",
        Uncertain = "uncertain",
    }
}

impl DeliveryState {
    /// Whether the worker will go on with it by itself.
    pub fn is_under_way(self) -> bool {
        matches!(self, Self::Queued | Self::Sending | Self::Deferred)
    }

    /// Whether nobody knows if it arrived.
    pub fn is_uncertain(self) -> bool {
        self == Self::Uncertain
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
