//! Personal links of guests, and the messages with them.

use askama::Template;
use chrono::{DateTime, Days, NaiveDate, NaiveTime, Utc};
use chrono_tz::Tz;
use sea_orm::{
    ActiveValue::Set, DbErr, EntityTrait as _, FromQueryResult, JoinType, QueryFilter as _, QueryResult,
    QuerySelect as _, RelationTrait as _,
};
use uuid::Uuid;

use super::{entity as rounds, guest_entity as round_guests, link_entity as round_links, store};
use crate::{
    access::scope::TenantTransaction,
    attendances::entity as attendances,
    clock,
    config::MailConfig,
    hearings::entity as hearings,
    mail::{self, Message},
    tenants::entity as tenants,
    text::i18n::Lang,
    web::{
        error::{Error, Result},
        session::Token,
    },
};

/// The reason of a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Occasion {
    Invitation,
    Reminder,
}

/// The recipient and the subject of a message.
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
            zone: clock::zone(&zone),
            lang: Lang::parse(&language).unwrap_or_default(),
        })
    }
}

/// Creates a new link for a guest and queues a message with it, in the language of the authority.
pub async fn send(
    tenant: &TenantTransaction,
    config: &MailConfig,
    guest: Uuid,
    occasion: Occasion,
) -> Result<()> {
    let to = addressee(tenant, guest).await?;
    let token = Token::random()?;
    let row = round_links::ActiveModel {
        token_hash: Set(token.hash()),
        guest_id: Set(guest),
        expires_at: Set(end_of(to.due_on, to.zone)),
        created_at: Set(clock::now()),
        ..Default::default()
    };
    tenant.insert_many::<round_links::Entity>([row]).await?;
    let link = config.absolute(&format!("/{}/round/{}", to.slug, token.secret()));
    let delivery = mail::queue(tenant, config, Letter::of(&to, occasion, link).message(&to)?).await?;
    let to = round_guests::ActiveModel { delivery_id: Set(Some(delivery)), ..Default::default() };
    store::update_guest(tenant, guest, to).await
}

#[expect(clippy::disallowed_methods, reason = "the message goes to the guest, who was present")]
async fn addressee(tenant: &TenantTransaction, guest: Uuid) -> Result<Addressee> {
    let authority = round_guests::Entity::belongs_to(tenants::Entity)
        .from(round_guests::Column::TenantId)
        .to(tenants::Column::Id)
        .into();
    let found = tenant
        .find_unrestricted::<round_guests::Entity>()
        .select_only()
        .column(round_guests::Column::Email)
        .column(attendances::Column::Name)
        .column(rounds::Column::DueOn)
        .columns([hearings::Column::Title, hearings::Column::Day])
        .columns([tenants::Column::Slug, tenants::Column::TimeZone, tenants::Column::Language])
        .column_as(tenants::Column::Name, "authority")
        .join(JoinType::InnerJoin, round_guests::Relation::Attendances.def())
        .join(JoinType::InnerJoin, round_guests::Relation::Rounds.def())
        .join(JoinType::InnerJoin, rounds::Relation::Hearings.def())
        .join(JoinType::InnerJoin, authority)
        .filter(round_guests::COLUMN.id.eq(guest));
    found.into_model().one(tenant.db()).await?.ok_or(Error::NotFound)
}

/// The end of a day in the time zone.
fn end_of(day: NaiveDate, zone: Tz) -> DateTime<Utc> {
    let next = day + Days::new(1);
    // UTC is close enough where midnight does not exist, or exists twice, on that day.
    clock::instant(next, NaiveTime::MIN, zone).unwrap_or_else(|_| next.and_time(NaiveTime::MIN).and_utc())
}

/// The contents of a message.
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
