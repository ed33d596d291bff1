//! The outbox: claiming due messages and recording the outcomes.

use chrono::{DateTime, Duration, Utc};
use sea_orm::{ActiveValue::Set, ColumnTrait as _, FromQueryResult, QueryFilter as _, QuerySelect as _};
use uuid::Uuid;

use super::{delivery::DeliveryState, entity as deliveries};
use crate::{
    access::scope::{TenantTransaction, raw_sql},
    clock,
    web::error::Result,
};

/// How long a claim lasts before the content is sent.
const CLAIM: Duration = Duration::minutes(3);
/// How long the server may take to answer after the content was sent.
const HAND_OVER: Duration = Duration::minutes(7);

/// A message that a worker has claimed.
#[derive(Debug, Clone, FromQueryResult)]
pub struct Claim {
    pub id: Uuid,
    /// `sending`; `uncertain` if its former worker died after it had sent the content.
    pub state: DeliveryState,
    /// Identifies the claim: every claim counts one more.
    pub attempts: i32,
    pub recipient_name: String,
    pub recipient_email: String,
    pub message_id: String,
    pub subject: String,
    pub text: String,
    pub html: String,
    pub created_at: DateTime<Utc>,
}

raw_sql! {
    /// Claims the message that has been due for longest, at $1 and until $2. The sub-query is
    /// materialised: otherwise it could run, and lock, once for each row.
    pub const CLAIM_NEXT = "
        with due as materialized (
            select id, state = 'sending' and handed_over as lost from deliveries
             where tenant_id = $tenant and next_attempt_at <= $1
               and (state in ('queued', 'deferred') or (state = 'sending' and claimed_until < $1))
             order by next_attempt_at, id limit 1 for update skip locked)
        update deliveries d
           set state = case when due.lost then 'uncertain' else 'sending' end,
               attempts = attempts + case when due.lost then 0 else 1 end,
               last_attempt_at = case when due.lost then last_attempt_at else $1 end,
               handed_over = due.lost,
               claimed_until = case when due.lost then null else $2::timestamptz end
          from due
         where d.tenant_id = $tenant and d.id = due.id
     returning d.id, d.state, d.attempts, d.recipient_name, d.recipient_email, d.message_id, d.subject,
               d.text, d.html, d.created_at";
}

/// Claims the message that has been due for longest. A message whose worker died is claimed again
/// if its content cannot have been sent; otherwise it becomes uncertain.
pub async fn claim(tenant: &TenantTransaction) -> Result<Option<Claim>> {
    let now = clock::now();
    tenant.raw_row(CLAIM_NEXT, [now.into(), (now + CLAIM).into()]).await
}

/// Records that the content is about to be sent. False: another worker has the claim, and nothing
/// may be sent.
pub async fn hand_over(tenant: &TenantTransaction, claim: &Claim) -> Result<bool> {
    let to = deliveries::ActiveModel {
        handed_over: Set(true),
        claimed_until: Set(Some(clock::now() + HAND_OVER)),
        ..Default::default()
    };
    let updated = tenant
        .update_many::<deliveries::Entity>()
        .set(to)
        .filter(deliveries::COLUMN.id.eq(claim.id))
        .filter(deliveries::COLUMN.attempts.eq(claim.attempts))
        .filter(deliveries::Column::State.eq(DeliveryState::Sending))
        .exec(tenant.db())
        .await?;
    Ok(updated.rows_affected == 1)
}

/// The outcome of an attempt, with the server's last response.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    Sent(String),
    /// Try again later.
    Deferred(String),
    /// Refused for good.
    Bounced(String),
    /// The content was sent, and no answer came.
    Uncertain(String),
}

/// How long to wait after the attempt of that number. None after the last.
pub fn backoff(attempts: i32) -> Option<Duration> {
    match attempts {
        ..=1 => Some(Duration::minutes(1)),
        2 => Some(Duration::minutes(5)),
        3 => Some(Duration::minutes(30)),
        4 => Some(Duration::hours(2)),
        5 => Some(Duration::hours(6)),
        // After 8 h 36 min; these make it two days.
        6..=8 => Some(Duration::hours(12)),
        _ => None,
    }
}

/// Records the outcome of an attempt. A message with a secret link loses its content once it was
/// sent or has failed.
pub async fn record(tenant: &TenantTransaction, claim: &Claim, outcome: Outcome) -> Result<()> {
    let Some(delivery) = lock(tenant, claim).await? else { return Ok(()) };
    let now = clock::now();
    let (state, response, next) = match outcome {
        Outcome::Sent(words) => (DeliveryState::Sent, words, now),
        Outcome::Bounced(words) => (DeliveryState::Bounced, words, now),
        Outcome::Uncertain(words) => (DeliveryState::Uncertain, words, now),
        // The message was withheld during the attempt: its response says so, and there is no other attempt.
        Outcome::Deferred(_) if delivery.withheld => (DeliveryState::Bounced, delivery.last_response, now),
        Outcome::Deferred(words) => match backoff(claim.attempts) {
            Some(wait) => (DeliveryState::Deferred, words, now + wait),
            None => (DeliveryState::Bounced, words, now),
        },
    };
    let mut to = deliveries::ActiveModel {
        state: Set(state),
        last_response: Set(response),
        next_attempt_at: Set(next),
        claimed_until: Set(None),
        handed_over: Set(matches!(state, DeliveryState::Sent | DeliveryState::Uncertain)),
        sent_at: Set((state == DeliveryState::Sent).then_some(now)),
        ..Default::default()
    };
    if delivery.kind.has_secret_link() && matches!(state, DeliveryState::Sent | DeliveryState::Bounced) {
        (to.text, to.html) = (Set(String::new()), Set(String::new()));
    }
    let update = tenant.update_many::<deliveries::Entity>().set(to);
    update.filter(deliveries::COLUMN.id.eq(claim.id)).exec(tenant.db()).await?;
    Ok(())
}

/// The message of a claim. An expired claim may have become uncertain: the outcome says more.
async fn lock(tenant: &TenantTransaction, claim: &Claim) -> Result<Option<deliveries::Model>> {
    #[expect(clippy::disallowed_methods, reason = "the worker reads for no member")]
    let delivery = tenant.find_unrestricted::<deliveries::Entity>();
    let delivery = delivery
        .filter(deliveries::COLUMN.id.eq(claim.id))
        .filter(deliveries::COLUMN.attempts.eq(claim.attempts))
        .filter(deliveries::Column::State.is_in([DeliveryState::Sending, DeliveryState::Uncertain]))
        .lock_exclusive();
    Ok(delivery.one(tenant.db()).await?)
}

/// Queues a message again at a member's request. Whether it was one that can be retried.
pub async fn requeue(tenant: &TenantTransaction, id: Uuid) -> Result<bool> {
    let to = deliveries::ActiveModel {
        state: Set(DeliveryState::Queued),
        next_attempt_at: Set(clock::now()),
        handed_over: Set(false),
        withheld: Set(false),
        claimed_until: Set(None),
        ..Default::default()
    };
    let retriable = DeliveryState::ALL.into_iter().filter(|it| it.may_retry());
    let requeued = tenant
        .update_many::<deliveries::Entity>()
        .set(to)
        .filter(deliveries::COLUMN.id.eq(id))
        .filter(deliveries::Column::State.is_in(retriable))
        .exec(tenant.db())
        .await?;
    Ok(requeued.rows_affected == 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attempts_end_after_two_days() {
        let waits: Vec<Duration> = (1..).map_while(backoff).collect();
        assert!(waits.is_sorted());
        let total: Duration = waits.iter().sum();
        assert_eq!(total.num_hours(), 44);
    }
}
