//! Mail: a message is rendered and queued in the transaction that causes it; the worker sends it
//! later.

pub mod delivery;
pub mod entity;
pub mod envelope;
pub mod mailbox;
pub mod outbox;
pub mod smtp;
pub mod worker;

use sea_orm::ActiveValue::Set;
use uuid::Uuid;

use crate::{access::scope::TenantTransaction, config::MailConfig, web::error::Result, words::words};

words! {
    /// Why a message is sent.
    pub enum DeliveryKind("delivery-kind") {
        Edition = "edition",
        Action = "action",
        Invitation = "invitation",
        PasswordReset = "password_reset",
        /// A link for a guest of the correction round.
        Round = "round",
    }
}

impl DeliveryKind {
    /// Whether the message has a link that opens something without a password.
    pub fn has_secret_link(self) -> bool {
        matches!(self, Self::Invitation | Self::PasswordReset | Self::Round)
    }
}

/// One message for one recipient.
#[derive(Debug, Clone)]
pub struct Message {
    pub kind: DeliveryKind,
    pub edition_id: Option<Uuid>,
    pub action_id: Option<Uuid>,
    pub recipient_name: String,
    pub recipient_email: String,
    pub subject: String,
    pub text: String,
    pub html: String,
}

/// Queues a message in the caller's transaction. Its Message-ID contains the id of the row, so
/// that all attempts have the same one.
pub async fn queue(tenant: &TenantTransaction, config: &MailConfig, message: Message) -> Result<Uuid> {
    let id = Uuid::now_v7();
    let host = config.public_url.host_str().unwrap_or("localhost");
    let row = entity::ActiveModel {
        id: Set(id),
        kind: Set(message.kind),
        edition_id: Set(message.edition_id),
        action_id: Set(message.action_id),
        recipient_name: Set(message.recipient_name),
        recipient_email: Set(message.recipient_email),
        message_id: Set(format!("<{id}@{host}>")),
        subject: Set(message.subject),
        text: Set(message.text),
        html: Set(message.html),
        ..Default::default()
    };
    tenant.insert_many::<entity::Entity>([row]).await?;
    Ok(id)
}
