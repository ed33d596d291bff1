//! The outbox as the worker sees it: what is due, who has it in hand, what became of it.

use chrono::{DateTime, Duration, Utc};
use sea_orm::FromQueryResult;
use uuid::Uuid;

use super::delivery::DeliveryState;
use crate::{access::scope::TenantTransaction, clock, web::error::Result};

/// How long a message may be in a worker's hands before its content goes on the wire.
const CLAIM: Duration = Duration::minutes(3);
/// How long the server may take to answer the content.
const HAND_OVER: Duration = Duration::minutes(7);

/// A message in a worker's hands.
#[derive(Debug, Clone, FromQueryResult)]
pub struct Claim {
    pub id: Uuid,
    /// `sending`, or `uncertain` for one that a worker took away with it when it died.
    pub state: DeliveryState,
    /// Names this very claim: every claim counts one more.
    pub attempts: i32,
    pub recipient_name: String,
    pub recipient_email: String,
    pub message_id: String,
    pub subject: String,
    pub text: String,
    pub html: String,
    pub created_at: DateTime<Utc>,
}

/// Takes the message that has waited longest. One whose worker died is taken
/// again if its content cannot have left, and called uncertain otherwise.
pub async fn claim(tenant: &TenantTransaction) -> Result<Option<Claim>> {
    let now = clock::now();
    tenant
        .row(
            // Materialised: a sub-query beside the table could be run, and lock, once for each row.
            "with due as materialized (
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
                    d.text, d.html, d.created_at",
            [now.into(), (now + CLAIM).into()],
        )
        .await
}

/// Notes that the content is about to go on the wire. False: the claim is no
/// longer ours, and nothing may be sent.
pub async fn hand_over(tenant: &TenantTransaction, claim: &Claim) -> Result<bool> {
    let noted = tenant
        .execute(
            "update deliveries set handed_over = true, claimed_until = $3
              where tenant_id = $tenant and id = $1 and attempts = $2 and state = 'sending'",
            [claim.id.into(), claim.attempts.into(), (clock::now() + HAND_OVER).into()],
        )
        .await?;
    Ok(noted == 1)
}

/// What became of an attempt, with the server's last words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    Sent(String),
    /// Try again later.
    Deferred(String),
    /// Refused for good.
    Bounced(String),
    /// The content left, and no answer came.
    Uncertain(String),
}

/// How long to wait after the attempt of that number; none when it was the last.
pub fn backoff(attempts: i32) -> Option<Duration> {
    match attempts {
        ..=1 => Some(Duration::minutes(1)),
        2 => Some(Duration::minutes(5)),
        3 => Some(Duration::minutes(30)),
        4 => Some(Duration::hours(2)),
        5 => Some(Duration::hours(6)),
        // 8 h 36 min have gone by; these make it two days.
        6..=8 => Some(Duration::hours(12)),
        _ => None,
    }
}

/// Notes what became of an attempt; there is no other of one that was withheld meanwhile. A message with a secret link keeps no content once it is through.
pub async fn record(tenant: &TenantTransaction, claim: &Claim, outcome: Outcome) -> Result<()> {
    let now = clock::now();
    let (state, words, next) = match outcome {
        Outcome::Sent(words) => (DeliveryState::Sent, words, now),
        Outcome::Bounced(words) => (DeliveryState::Bounced, words, now),
        Outcome::Uncertain(words) => (DeliveryState::Uncertain, words, now),
        Outcome::Deferred(words) => match backoff(claim.attempts) {
            Some(wait) => (DeliveryState::Deferred, words, now + wait),
            None => (DeliveryState::Bounced, words, now),
        },
    };
    let values =
        [claim.id.into(), claim.attempts.into(), state.code().into(), words.into(), next.into(), now.into()];
    // A claim that expired meanwhile may have been called uncertain: what we know is better.
    tenant
        .execute(
            "update deliveries
                set state = case when withheld and $3 = 'deferred' then 'bounced' else $3 end,
                    last_response = case when withheld and $3 = 'deferred' then last_response else $4 end,
                    next_attempt_at = $5, claimed_until = null,
                    handed_over = $3 in ('sent', 'uncertain'),
                    sent_at = case when $3 = 'sent' then $6::timestamptz end,
                    text = case when kind in ('invitation', 'password_reset', 'round') and $3 in ('sent', 'bounced')
                                then '' else text end,
                    html = case when kind in ('invitation', 'password_reset', 'round') and $3 in ('sent', 'bounced')
                                then '' else html end
              where tenant_id = $tenant and id = $1 and attempts = $2 and state in ('sending', 'uncertain')",
            values,
        )
        .await?;
    Ok(())
}

/// Puts a message back, by somebody's wish, whatever its last attempt brought.
/// Whether it was one that waits for such a wish.
pub async fn requeue(tenant: &TenantTransaction, id: Uuid) -> Result<bool> {
    let requeued = tenant
        .execute(
            "update deliveries set state = 'queued', next_attempt_at = $2, handed_over = false, withheld = false, claimed_until = null
              where tenant_id = $tenant and id = $1 and state in ('deferred', 'bounced', 'uncertain')",
            [id.into(), clock::now().into()],
        )
        .await?;
    Ok(requeued == 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attempts_go_on_for_two_days_and_end() {
        let waits: Vec<Duration> = (1..).map_while(backoff).collect();
        assert!(waits.is_sorted());
        let total: Duration = waits.iter().sum();
        assert_eq!(total.num_hours(), 44);
    }
}
