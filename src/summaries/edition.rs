//! A summary as one political group receives it: composed once, frozen, and
//! put into the outbox for each recipient, all in one transaction.

use askama::Template;
use sea_orm::FromQueryResult;
use uuid::Uuid;

use super::{
    recipients::{Audience, Audiences},
    store,
    summary::Summary,
};
use crate::{
    access::scope::TenantTransaction,
    clock,
    config::Config,
    mail::{self, DeliveryKind, Message},
    text::{
        i18n::Lang,
        markdown::{self, Record},
    },
    web::error::{Error, Result},
};

#[derive(Template)]
#[template(path = "mail/edition/body.txt")]
struct Text<'a> {
    letter: &'a Letter<'a>,
    summary: String,
}

#[derive(Template)]
#[template(path = "mail/edition/body.html")]
struct Html<'a> {
    letter: &'a Letter<'a>,
    summary: String,
}

/// What stands around a summary in a group's edition.
struct Letter<'a> {
    lang: Lang,
    tenant: &'a str,
    group: &'a str,
    summary: &'a Summary,
    /// Where the summary can be read by those who sign in.
    link: String,
}

impl Letter<'_> {
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

/// Who sends what, in which authority.
pub struct Dispatch<'a> {
    pub tenant: &'a TenantTransaction,
    /// The tenant's name in addresses.
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

/// The authority itself: mail to groups is in its language.
#[derive(FromQueryResult)]
struct Sender {
    name: String,
    language: String,
}

/// Freezes the editions of a summary and queues one message for each recipient.
pub async fn send(dispatch: &Dispatch<'_>, audiences: &Audiences) -> Result<()> {
    let Dispatch { tenant, summary, .. } = *dispatch;
    // Lists are of addresses, not of members: nobody can tell who of them was there.
    if summary.closed {
        return Err(Error::Conflict);
    }
    let sender: Option<Sender> =
        tenant.row("select name, language from tenants where id = $tenant", []).await?;
    let sender = sender.ok_or(Error::NotFound)?;
    for audience in audiences.0.iter().filter(|it| !it.recipients.is_empty()) {
        let letter = Letter {
            lang: Lang::parse(&sender.language).unwrap_or_default(),
            tenant: &sender.name,
            group: &audience.name,
            summary,
            link: dispatch.link(&summary.path()),
        };
        send_edition(dispatch, &letter, audience).await?;
    }
    tenant
        .execute(
            "update summaries set state = 'sent', sent_by = $2, sent_at = $3
              where tenant_id = $tenant and id = $1",
            [summary.id.into(), dispatch.member.into(), clock::now().into()],
        )
        .await?;
    Ok(())
}

async fn send_edition(dispatch: &Dispatch<'_>, letter: &Letter<'_>, audience: &Audience) -> Result<()> {
    let Dispatch { tenant, summary, config, .. } = *dispatch;
    let address = dispatch.link(&summary.hearing_path());
    let record = Record { address, turns: store::turns(tenant, summary.hearing_id).await? };
    let markdown = &summary.markdown;
    let edition = Uuid::now_v7();
    let subject = letter.subject();
    let text = Text { letter, summary: markdown::text(markdown) }.render()?;
    let html = Html { letter, summary: markdown::html(markdown, Some(&record)) }.render()?;
    let values = [
        edition.into(),
        summary.id.into(),
        audience.body_id.into(),
        audience.name.clone().into(),
        subject.clone().into(),
        text.clone().into(),
        html.clone().into(),
    ];
    tenant
        .execute(
            "insert into editions (tenant_id, id, summary_id, body_id, body_name, subject, text, html)
             values ($tenant, $1, $2, $3, $4, $5, $6, $7)",
            values,
        )
        .await?;
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
