//! The edition of a summary for one political group: composed once, stored, and queued for each
//! recipient in one transaction.

use askama::Template;
use sea_orm::ActiveValue::Set;
use uuid::Uuid;

use super::{
    edition_entity as editions, entity as summaries,
    recipients::{Audience, Audiences},
    store,
    summary::{Summary, SummaryState},
};
use crate::{
    access::scope::{TenantTransaction, Written},
    clock,
    config::Config,
    mail::{self, DeliveryKind, Message},
    tenants::entity as tenants,
    text::{
        i18n::Lang,
        markdown::{self, Record},
    },
    web::error::{Error, Result},
};

#[derive(Template)]
#[template(path = "mail/edition/body.txt")]
struct Text<'a> {
    cover: &'a Cover<'a>,
    summary: String,
}

#[derive(Template)]
#[template(path = "mail/edition/body.html")]
struct Html<'a> {
    cover: &'a Cover<'a>,
    summary: String,
}

/// The text around a summary in a group's edition.
struct Cover<'a> {
    lang: Lang,
    tenant: &'a str,
    group: &'a str,
    summary: &'a Summary,
    /// The page of the summary, for members.
    link: String,
}

impl Cover<'_> {
    fn subject(&self) -> String {
        self.lang.t2(
            "mail-edition-subject",
            "title",
            self.summary.title.as_str(),
            "tenant",
            self.tenant.to_owned(),
        )
    }

    fn intro(&self) -> String {
        self.lang.with(
            "mail-edition-intro",
            [
                ("number", self.summary.hearing_number.into()),
                ("hearing", self.summary.hearing_title.as_str().into()),
                ("day", self.lang.date(self.summary.hearing_day).into()),
                ("group", self.group.into()),
            ],
        )
    }
}

/// The summary to send, and its sender.
pub struct Dispatch<'a> {
    pub tenant: &'a TenantTransaction,
    /// The slug of the tenant.
    pub slug: &'a str,
    /// The member who sends.
    pub member: Uuid,
    pub summary: &'a Summary,
    pub config: &'a Config,
}

impl Dispatch<'_> {
    fn link(&self, path: &str) -> String {
        self.config.absolute(&format!("/{}{path}", self.slug))
    }
}

/// Stores the editions of a summary and queues one message for each recipient.
pub async fn send(dispatch: &Dispatch<'_>, audiences: &Audiences) -> Result<()> {
    let Dispatch { tenant, summary, .. } = *dispatch;
    // Lists have addresses, not members: who of them was present is unknown.
    if summary.closed {
        return Err(Error::Conflict);
    }
    // Mail to groups is in the language of the tenant.
    let sender = tenant.find::<tenants::Entity>().one(tenant.db()).await?.ok_or(Error::NotFound)?;
    for audience in audiences.0.iter().filter(|it| !it.recipients.is_empty()) {
        let cover = Cover {
            lang: Lang::parse(&sender.language).unwrap_or_default(),
            tenant: &sender.name,
            group: &audience.name,
            summary,
            link: dispatch.link(&summary.path()),
        };
        send_edition(dispatch, &cover, audience).await?;
    }
    let to = summaries::ActiveModel {
        state: Set(SummaryState::Sent),
        sent_by: Set(Some(dispatch.member)),
        sent_at: Set(Some(clock::now())),
        ..Default::default()
    };
    // No change keeps the row: messages that were queued cannot be undone.
    match tenant.update::<summaries::Entity>(summary.id, summary.version, to).await? {
        Written::Updated => Ok(()),
        Written::Stale => Err(Error::Conflict),
    }
}

async fn send_edition(dispatch: &Dispatch<'_>, cover: &Cover<'_>, audience: &Audience) -> Result<()> {
    let Dispatch { tenant, summary, config, .. } = *dispatch;
    let address = dispatch.link(&summary.hearing_path());
    let record = Record { address, turns: store::turns(tenant, summary.hearing_id).await? };
    let markdown = &summary.markdown;
    let edition = Uuid::now_v7();
    let subject = cover.subject();
    let text = Text { cover, summary: markdown::text(markdown) }.render()?;
    let html = Html { cover, summary: markdown::html(markdown, Some(&record)) }.render()?;
    let row = editions::ActiveModel {
        id: Set(edition),
        summary_id: Set(summary.id),
        body_id: Set(audience.body_id),
        body_name: Set(audience.name.clone()),
        subject: Set(subject.clone()),
        text: Set(text.clone()),
        html: Set(html.clone()),
        ..Default::default()
    };
    tenant.insert_many::<editions::Entity>([row]).await?;
    for recipient in &audience.recipients {
        let message = Message {
            kind: DeliveryKind::Edition,
            edition_id: Some(edition),
            action_id: None,
            recipient_name: recipient.name.clone(),
            recipient_email: recipient.email.clone(),
            subject: subject.clone(),
            text: text.clone(),
            html: html.clone(),
        };
        mail::queue(tenant, &config.mail, message).await?;
    }
    Ok(())
}
