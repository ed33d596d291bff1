//! Personal links and the messages that carry them.

use askama::Template;
use chrono::{DateTime, Days, NaiveDate, NaiveTime, Utc};
use chrono_tz::Tz;
use sea_orm::{DbErr, FromQueryResult, QueryResult};
use uuid::Uuid;

use crate::{
    access::scope::TenantTransaction,
    clock,
    config::MailConfig,
    mail::{self, Message},
    text::i18n::Lang,
    web::{
        error::{Error, Result},
        session::Token,
    },
};

/// Why a guest is written to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Occasion {
    Invitation,
    Reminder,
}

/// Whom a message goes to, and what about.
struct Addressee {
    name: String,
    email: String,
    due_on: NaiveDate,
    title: String,
    day: NaiveDate,
    slug: String,
    authority: String,
    zone: Tz,
    lang: Lang,
}

impl FromQueryResult for Addressee {
    fn from_query_result(row: &QueryResult, _: &str) -> Result<Self, DbErr> {
        let (zone, language): (String, String) = (row.try_get_by("time_zone")?, row.try_get_by("language")?);
        Ok(Self {
            name: row.try_get_by("name")?,
            email: row.try_get_by("email")?,
            due_on: row.try_get_by("due_on")?,
            title: row.try_get_by("title")?,
            day: row.try_get_by("day")?,
            slug: row.try_get_by("slug")?,
            authority: row.try_get_by("authority")?,
            zone: zone.parse().unwrap_or(chrono_tz::Europe::Paris),
            lang: Lang::parse(&language).unwrap_or_default(),
        })
    }
}

/// Makes another link for a guest and queues the message that carries it, in the authority's language.
pub async fn send(
    tenant: &TenantTransaction,
    config: &MailConfig,
    guest: Uuid,
    occasion: Occasion,
) -> Result<()> {
    let to = addressee(tenant, guest).await?;
    let token = Token::random()?;
    let sql = "insert into round_links (tenant_id, token_hash, guest_id, expires_at, created_at)
               values ($tenant, $1, $2, $3, $4)";
    let expires_at = end_of(to.due_on, to.zone);
    tenant.execute(sql, [token.hash().into(), guest.into(), expires_at.into(), clock::now().into()]).await?;
    let link = config.absolute(&format!("/{}/round/{}", to.slug, token.secret()));
    let delivery = mail::queue(tenant, config, Letter::of(&to, occasion, link).message(&to)?).await?;
    let sql = "update round_guests set delivery_id = $2 where tenant_id = $tenant and id = $1";
    tenant.execute(sql, [guest.into(), delivery.into()]).await?;
    Ok(())
}

async fn addressee(tenant: &TenantTransaction, guest: Uuid) -> Result<Addressee> {
    let found = tenant
        .row(
            "select a.name, g.email, r.due_on, h.title, h.day, t.slug, t.name as authority, t.time_zone, t.language
               from round_guests g
               join rounds r on r.tenant_id = $tenant and r.id = g.round_id
               join hearings h on h.tenant_id = $tenant and h.id = r.hearing_id
               join attendances a on a.tenant_id = $tenant and a.id = g.attendance_id
               join tenants t on t.id = $tenant
              where g.tenant_id = $tenant and g.id = $1",
            [guest.into()],
        )
        .await?;
    found.ok_or(Error::NotFound)
}

/// When a day is over for clocks of the zone.
fn end_of(day: NaiveDate, zone: Tz) -> DateTime<Utc> {
    let next = day + Days::new(1);
    // Where clocks jump over midnight or strike it twice, the world's own is near enough.
    clock::instant(next, NaiveTime::MIN, zone).unwrap_or_else(|_| next.and_time(NaiveTime::MIN).and_utc())
}

/// What the message says.
struct Letter {
    lang: Lang,
    subject: String,
    intro: String,
    silence: String,
    link: String,
}

impl Letter {
    fn of(to: &Addressee, occasion: Occasion, link: String) -> Self {
        let (lang, day, due) = (to.lang, to.lang.date(to.day), to.lang.day(to.due_on));
        let title = to.title.as_str();
        let subject = match occasion {
            Occasion::Invitation => {
                lang.t2("mail-round-subject", "authority", to.authority.as_str(), "title", title)
            }
            Occasion::Reminder => {
                lang.t2("mail-round-reminder-subject", "authority", to.authority.as_str(), "title", title)
            }
        };
        let intro = lang.with(
            "mail-round-intro",
            [("authority", to.authority.as_str().into()), ("title", title.into()), ("day", day.into())],
        );
        let silence = lang.t1("mail-round-silence", "due", due);
        Self { lang, subject, intro, silence, link }
    }

    fn message(&self, to: &Addressee) -> Result<Message> {
        Ok(Message {
            kind: mail::DeliveryKind::Round,
            edition_id: None,
            action_id: None,
            recipient_name: to.name.clone(),
            recipient_email: to.email.clone(),
            subject: self.subject.clone(),
            text: RoundText { letter: self }.render()?,
            html: RoundHtml { letter: self }.render()?,
        })
    }
}

#[derive(Template)]
#[template(path = "mail/round/body.txt")]
struct RoundText<'a> {
    letter: &'a Letter,
}

#[derive(Template)]
#[template(path = "mail/round/body.html")]
struct RoundHtml<'a> {
    letter: &'a Letter,
}
