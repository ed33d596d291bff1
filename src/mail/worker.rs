//! Sends the queued messages of all tenants and records the outcomes.

use std::{
    future::Future,
    time::{Duration, Instant},
};

use lettre::message::Mailbox;
use tokio::sync::watch;
use uuid::Uuid;

use super::{
    delivery::DeliveryState,
    envelope,
    mailbox::Folder,
    outbox::{self, Claim, Outcome},
    smtp::{Relay, RelayConnection, RelayError},
};
use crate::{access::scope::Pool, config::MailConfig, rounds::reminders, web::error::Result};

/// How long the worker waits when no message is due.
const PAUSE: Duration = Duration::from_secs(2);
/// How often reminders are queued.
const BETWEEN_REMINDERS: Duration = Duration::from_secs(60);
/// How many messages of one tenant are sent before those of the next.
const BATCH: usize = 20;

/// Why the worker cannot start.
#[derive(Debug, thiserror::Error)]
pub enum SetUpError {
    #[error("GREFFE_MAIL_FROM is no sender: write it as Greffe <greffe@ville.example>")]
    Sender,
    #[error(transparent)]
    Relay(#[from] RelayError),
    #[error("mail has nowhere to go: set SMTP_URL, or GREFFE_MAILBOX for a demonstration")]
    Nowhere,
}

/// Works until `shutdown` completes, then ends after the present message.
///
/// # Errors
/// [`SetUpError`]. The worker waits for a database or a relay that cannot be reached.
pub async fn run(
    pool: &Pool,
    config: &MailConfig,
    shutdown: impl Future<Output = ()>,
) -> Result<(), SetUpError> {
    let worker = Worker::new(pool, config)?;
    let (stop, stopped) = watch::channel(false);
    let wait = async {
        shutdown.await;
        stop.send_replace(true);
    };
    tokio::join!(wait, worker.until(stopped));
    Ok(())
}

/// The way to deliver messages.
enum Transport {
    Relay(Relay),
    Mailbox(Folder),
}

/// Sends messages one after the other.
pub struct Worker<'a> {
    pool: &'a Pool,
    config: &'a MailConfig,
    from: Mailbox,
    transport: Transport,
}

impl<'a> Worker<'a> {
    /// # Errors
    /// [`SetUpError`], which says what to set.
    pub fn new(pool: &'a Pool, config: &'a MailConfig) -> Result<Self, SetUpError> {
        let from = config.mail_from.parse().map_err(|_| SetUpError::Sender)?;
        let transport = match (&config.mailbox, &config.smtp_url) {
            (Some(folder), _) => Transport::Mailbox(Folder::new(folder.clone())),
            (None, Some(url)) => Transport::Relay(Relay::parse(url)?),
            (None, None) => return Err(SetUpError::Nowhere),
        };
        Ok(Self { pool, config, from, transport })
    }

    async fn until(&self, mut stopped: watch::Receiver<bool>) {
        let mut reminded = None;
        while !*stopped.borrow() {
            if reminded.is_none_or(|at: Instant| at.elapsed() > BETWEEN_REMINDERS) {
                reminded = Some(Instant::now());
                if let Err(why) = self.remind().await {
                    tracing::warn!(%why, "reminders cannot be queued");
                }
            }
            let done = self.send_batches(&stopped).await.unwrap_or_else(|why| {
                tracing::warn!(%why, "the outbox cannot be read");
                0
            });
            if done == 0 {
                tokio::select! {
                    () = tokio::time::sleep(PAUSE) => {}
                    _ = stopped.changed() => {}
                }
            }
        }
    }

    /// Queues the reminders that are due. A failure of one tenant does not affect the others.
    ///
    /// # Errors
    /// When the database cannot be reached.
    pub async fn remind(&self) -> Result<()> {
        for tenant in self.pool.all_tenants().await? {
            if let Err(why) = self.remind_in(tenant).await {
                tracing::error!(%tenant, %why, "the reminders of a tenant cannot be queued");
            }
        }
        Ok(())
    }

    async fn remind_in(&self, tenant: Uuid) -> Result<()> {
        let tenant = self.pool.as_operator(tenant).await?;
        reminders::queue(&tenant, self.config).await?;
        tenant.commit().await
    }

    /// Sends all due messages; for tests.
    ///
    /// # Errors
    /// When the database cannot be reached.
    pub async fn send_all_due(&self) -> Result<()> {
        let (_never, stopped) = watch::channel(false);
        while self.send_batches(&stopped).await? > 0 {}
        Ok(())
    }

    /// Sends a batch of each tenant. Returns the number of handled messages. A failure of one tenant
    /// does not affect the others.
    async fn send_batches(&self, stopped: &watch::Receiver<bool>) -> Result<usize> {
        let mut line = None;
        let mut done = 0;
        for tenant in self.pool.all_tenants().await? {
            for _ in 0..BATCH {
                if *stopped.borrow() {
                    break;
                }
                match self.send_next(tenant, &mut line).await {
                    Ok(true) => done += 1,
                    Ok(false) => break,
                    Err(why) => {
                        tracing::error!(%tenant, %why, "the mail of a tenant cannot be sent");
                        break;
                    }
                }
            }
        }
        if let Some(line) = line {
            line.close().await;
        }
        Ok(done)
    }

    /// Handles the next due message of a tenant. Returns whether there was one.
    async fn send_next(&self, tenant: Uuid, line: &mut Option<RelayConnection>) -> Result<bool> {
        let outbox = self.pool.as_operator(tenant).await?;
        let Some(claim) = outbox::claim(&outbox).await? else { return Ok(false) };
        outbox.commit().await?;
        if claim.state == DeliveryState::Uncertain {
            tracing::warn!(delivery = %claim.id, "a worker stopped after sending this message");
            return Ok(true);
        }
        let Some(outcome) = self.attempt(tenant, &claim, line).await? else { return Ok(true) };
        tracing::info!(delivery = %claim.id, attempt = claim.attempts, ?outcome, "attempt to send a message");
        let outbox = self.pool.as_operator(tenant).await?;
        outbox::record(&outbox, &claim, outcome).await?;
        outbox.commit().await?;
        Ok(true)
    }

    /// One attempt at one message. No outcome if another worker has taken it meanwhile.
    async fn attempt(
        &self,
        tenant: uuid::Uuid,
        claim: &Claim,
        line: &mut Option<RelayConnection>,
    ) -> Result<Option<Outcome>> {
        let envelope = match envelope::compose(&self.from, claim) {
            Ok(envelope) => envelope,
            Err(words) => return Ok(Some(Outcome::Bounced(words))),
        };
        let relay = match &self.transport {
            Transport::Relay(relay) => relay,
            Transport::Mailbox(folder) => return Ok(Some(folder.keep(claim.id, &envelope.content).await)),
        };
        if line.as_ref().is_none_or(|it| !it.is_open()) {
            *line = match relay.connect().await {
                Ok(line) => Some(line),
                Err(words) => return Ok(Some(Outcome::Deferred(words))),
            };
        }
        let Some(line) = line else { return Ok(None) };
        let hand_over = async {
            let outbox = self.pool.as_operator(tenant).await?;
            let is_ours = outbox::hand_over(&outbox, claim).await?;
            outbox.commit().await?;
            Ok(is_ours)
        };
        line.send(&self.from.email, &envelope.to, &envelope.content, hand_over).await
    }
}
