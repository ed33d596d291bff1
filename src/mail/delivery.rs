//! The delivery of one message to one recipient.

use chrono::{DateTime, Utc};
use sea_orm::FromQueryResult;
use uuid::Uuid;

use crate::words::words;

words! {
    /// The state of a message.
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
    /// Whether the worker will still send it.
    pub fn is_under_way(self) -> bool {
        matches!(self, Self::Queued | Self::Sending | Self::Deferred)
    }

    /// Whether it is unknown if it arrived.
    pub fn is_uncertain(self) -> bool {
        self == Self::Uncertain
    }

    /// Whether a member may ask for another attempt.
    pub fn may_retry(self) -> bool {
        matches!(self, Self::Deferred | Self::Bounced | Self::Uncertain)
    }
}

/// A delivery of an edition, on the page of its summary.
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
    /// When the worker makes the next attempt after a failure.
    pub fn next(&self) -> Option<DateTime<Utc>> {
        (self.state == DeliveryState::Deferred).then_some(self.next_attempt_at)
    }
}
