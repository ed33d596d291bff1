//! Mail is data first: a message is rendered and queued in the transaction that
//! causes it; the worker sends it later.

pub mod delivery;
pub mod entity;
pub mod letter;
pub mod mailbox;
pub mod outbox;
pub mod smtp;
pub mod worker;

use sea_orm::Value;
use uuid::Uuid;

use crate::{access::scope::TenantTransaction, config::MailConfig, web::error::Result, words::words};

words! {
    /// Why a message is sent.
    pub enum DeliveryKind("delivery-kind") {
        Edition = "edition",
        Action = "action",
        Invitation = "invitation",
        PasswordReset = "password_reset",
        /// A link to one's own words in a record under review.
        Round = "round",
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

/// Puts a message into the outbox, in the caller's transaction. Its Message-ID
/// is made of the row's id, so that every attempt carries the same.
pub async fn queue(tenant: &TenantTransaction, config: &MailConfig, message: Message) -> Result<Uuid> {
    let id = Uuid::now_v7();
    let host = config.public_url.host_str().unwrap_or("localhost");
    let values: [Value; 10] = [
        id.into(),
        message.kind.code().into(),
        message.edition_id.into(),
        message.action_id.into(),
        message.recipient_name.into(),
        message.recipient_email.into(),
        format!("<{id}@{host}>").into(),
        message.subject.into(),
        message.text.into(),
        message.html.into(),
    ];
    tenant
        .execute(
            "insert into deliveries (tenant_id, id, kind, edition_id, action_id, recipient_name, recipient_email,
                                     message_id, subject, text, html)
             values ($tenant, $1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
            values,
        )
        .await?;
    Ok(id)
}
