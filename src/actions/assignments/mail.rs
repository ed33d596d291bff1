//! Telling those in charge: one message each, in the transaction that puts them in charge.

use askama::Template;
use sea_orm::{DbErr, FromQueryResult, QueryResult};
use uuid::Uuid;

use crate::{
    access::{permissions::Permission, scope::Scope},
    actions::{
        action::Action,
        store::{Reader, as_seen_by},
    },
    config::Config,
    mail::{self, Message},
    text::i18n::Lang,
    web::error::Result,
};

/// A member to tell.
struct Recipient {
    reader: Reader,
    name: String,
    email: String,
    lang: Lang,
}

impl FromQueryResult for Recipient {
    fn from_query_result(row: &QueryResult, prefix: &str) -> Result<Self, DbErr> {
        let language: String = row.try_get(prefix, "language")?;
        Ok(Self {
            reader: Reader::from_query_result(row, prefix)?,
            name: row.try_get(prefix, "name")?,
            email: row.try_get(prefix, "email")?,
            lang: Lang::parse(&language).unwrap_or_default(),
        })
    }
}

/// Queues a message to the member in charge or, where only a body is, to each
/// of its members; not to who did it. `note` is what was said along with it.
pub async fn tell<P: Permission>(
    scope: &Scope<P>,
    config: &Config,
    action_id: Uuid,
    note: &str,
) -> Result<()> {
    hold(scope, action_id).await?;
    for recipient in recipients(scope, action_id).await? {
        // What a recipient may not read on the page is not in the message either.
        let action = as_seen_by(scope, &recipient.reader, action_id).await?;
        let letter = Letter {
            lang: recipient.lang,
            intro: intro(recipient.lang, &scope.member.name, &action),
            link: config.absolute(&scope.page().url(action.path())),
            action: &action,
            name: &recipient.name,
            note,
        };
        mail::queue(scope, &config.mail, letter.message(&recipient)?).await?;
    }
    Ok(())
}

/// Lets nobody close the hearing before this transaction ends: whoever closes it
/// takes back what was written before, and what is written after says nothing of it.
async fn hold<P: Permission>(scope: &Scope<P>, action_id: Uuid) -> Result<()> {
    let sql = "select from hearings where tenant_id = $tenant and id = (
                select hearing_id from actions where tenant_id = $tenant and id = $1) for share";
    scope.execute(sql, [action_id.into()]).await?;
    Ok(())
}

async fn recipients<P: Permission>(scope: &Scope<P>, action_id: Uuid) -> Result<Vec<Recipient>> {
    scope
        .rows(
            "select m.id, m.body_id, m.person_id, m.role, m.manager, m.name, a.email,
                    coalesce(a.language, t.language) as language
               from actions x
               join members m on m.tenant_id = $tenant
                    and case when x.member_id is null then m.body_id = x.body_id else m.id = x.member_id end
               join accounts a on a.id = m.account_id
               join tenants t on t.id = $tenant
              where x.tenant_id = $tenant and x.id = $1 and m.removed_at is null and m.id <> $2
              order by m.name, m.id",
            [action_id.into(), scope.member.id.into()],
        )
        .await
}

fn intro(lang: Lang, who: &str, action: &Action) -> String {
    match (&action.member_id, &action.body_name) {
        (None, Some(body)) => lang.t2("mail-action-intro-body", "who", who, "body", body.as_str()),
        _ => lang.t1("mail-action-intro-member", "who", who),
    }
}

struct Letter<'a> {
    lang: Lang,
    name: &'a str,
    intro: String,
    action: &'a Action,
    note: &'a str,
    link: String,
}

#[derive(Template)]
#[template(path = "mail/action/body.txt")]
struct Text<'a> {
    letter: &'a Letter<'a>,
}

#[derive(Template)]
#[template(path = "mail/action/body.html")]
struct Html<'a> {
    letter: &'a Letter<'a>,
}

impl Letter<'_> {
    fn greeting(&self) -> String {
        self.lang.t1("mail-greeting", "name", self.name)
    }

    fn due(&self) -> String {
        match self.action.due_on {
            Some(day) => self.lang.t1("mail-action-due", "day", self.lang.day(day)),
            None => self.lang.t("mail-action-no-due"),
        }
    }

    /// None where the recipient may not know of it.
    fn hearing(&self) -> Option<String> {
        let hearing = self.action.hearing()?;
        Some(self.lang.t2("mail-action-hearing", "number", hearing.number, "title", hearing.title))
    }

    fn message(&self, recipient: &Recipient) -> Result<Message> {
        Ok(Message {
            kind: mail::DeliveryKind::Action,
            edition_id: None,
            action_id: Some(self.action.id),
            recipient_name: recipient.name.clone(),
            recipient_email: recipient.email.clone(),
            subject: self.lang.t1("mail-action-subject", "title", self.action.title.as_str()),
            text: Text { letter: self }.render()?,
            html: Html { letter: self }.render()?,
        })
    }
}
