//! Mail to those in charge, queued in the transaction that puts them in charge.

use askama::Template;
use sea_orm::{
    ColumnTrait as _, Condition, FromQueryResult, JoinType, QueryFilter as _, QueryOrder as _,
    QuerySelect as _, QueryTrait as _, RelationTrait as _,
};
use uuid::Uuid;

use crate::{
    access::{
        permissions::{Permission, Role},
        scope::{Scope, organised_by},
        visibility::{Reader, lock_hearing},
    },
    actions::{action::Action, entity as actions, store::find_for},
    config::Config,
    mail::{self, Message},
    members::entity as members,
    sign_in::account_entity as accounts,
    tenants,
    text::i18n::Lang,
    web::error::{Error, Result},
};

/// A member to notify.
#[derive(FromQueryResult)]
struct Recipient {
    id: Uuid,
    role: Role,
    manager: bool,
    body_id: Option<Uuid>,
    person_id: Option<Uuid>,
    name: String,
    email: String,
    language: Option<String>,
}

/// Queues a message to the member in charge or, if only a body is, to each of its members. The
/// member of the request gets none. `note` was written with the handover.
pub async fn notify<P: Permission>(
    scope: &Scope<P>,
    config: &Config,
    action_id: Uuid,
    note: &str,
) -> Result<()> {
    let hearing = action(scope, action_id).select_only().column(actions::Column::HearingId);
    let hearing = hearing.into_tuple().one(scope.db()).await?.ok_or(Error::NotFound)?;
    // Closing the hearing withholds messages that were queued before; later ones do not name it.
    lock_hearing(scope, hearing).await?;
    let default = tenants::settings::language(scope).await?;
    for recipient in recipients(scope, action_id).await? {
        let Recipient { role, manager, body_id: body, person_id: person, .. } = recipient;
        let organised = organised_by(scope, recipient.id, body).await?;
        let reader =
            Reader { tenant: scope.id(), role, manager, member: recipient.id, body, person, organised };
        // The message has no words that the recipient may not read on the page.
        let action = find_for(scope, &reader, action_id).await?;
        let lang = recipient.language.as_deref().and_then(Lang::parse).unwrap_or(default);
        let notice = Notice {
            lang,
            intro: intro(lang, &scope.member.name, &action),
            link: config.absolute(&scope.page().url(action.path())),
            action: &action,
            name: &recipient.name,
            note,
        };
        mail::queue(scope, &config.mail, notice.message(&recipient)?).await?;
    }
    Ok(())
}

/// The member who assigns an action may not see it any more.
fn action<P: Permission>(scope: &Scope<P>, id: Uuid) -> sea_orm::Select<actions::Entity> {
    #[expect(clippy::disallowed_methods, reason = "the action is shown to its recipients only")]
    let actions = scope.find_unrestricted::<actions::Entity>();
    actions.filter(actions::COLUMN.id.eq(id))
}

async fn recipients<P: Permission>(scope: &Scope<P>, action_id: Uuid) -> Result<Vec<Recipient>> {
    let member = action(scope, action_id).select_only().column(actions::Column::MemberId);
    let body = action(scope, action_id)
        .filter(actions::Column::MemberId.is_null())
        .select_only()
        .column(actions::Column::BodyId);
    let in_charge = Condition::any()
        .add(members::Column::Id.in_subquery(member.into_query()))
        .add(members::Column::BodyId.in_subquery(body.into_query()));
    let recipients = scope
        .find::<members::Entity>()
        .select_only()
        .columns([
            members::Column::Id,
            members::Column::Role,
            members::Column::Manager,
            members::Column::BodyId,
            members::Column::PersonId,
            members::Column::Name,
        ])
        .columns([accounts::Column::Email, accounts::Column::Language])
        .join(JoinType::InnerJoin, members::Relation::Accounts.def())
        .filter(members::Column::RemovedAt.is_null())
        .filter(members::Column::Id.ne(scope.member.id))
        .filter(in_charge)
        .order_by_asc(members::Column::Name)
        .order_by_asc(members::Column::Id);
    Ok(recipients.into_model().all(scope.db()).await?)
}

fn intro(lang: Lang, who: &str, action: &Action) -> String {
    match (&action.member_id, &action.body_name) {
        (None, Some(body)) => lang.t2("mail-action-intro-body", "who", who, "body", body.as_str()),
        _ => lang.t1("mail-action-intro-member", "who", who),
    }
}

struct Notice<'a> {
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
    notice: &'a Notice<'a>,
}

#[derive(Template)]
#[template(path = "mail/action/body.html")]
struct Html<'a> {
    notice: &'a Notice<'a>,
}

impl Notice<'_> {
    fn greeting(&self) -> String {
        self.lang.t1("mail-greeting", "name", self.name)
    }

    /// The lines below the title, without the hearing if the recipient may not know of it.
    fn facts(&self) -> Vec<String> {
        let lang = self.lang;
        let due = match self.action.due_on {
            Some(day) => lang.t1("mail-action-due", "day", lang.day(day)),
            None => lang.t("mail-action-no-due"),
        };
        let hearing = self
            .action
            .hearing
            .as_ref()
            .map(|it| lang.t2("mail-action-hearing", "number", it.number, "title", it.title.as_str()));
        [due].into_iter().chain(hearing).collect()
    }

    fn message(&self, recipient: &Recipient) -> Result<Message> {
        Ok(Message {
            kind: mail::DeliveryKind::Action,
            edition_id: None,
            action_id: Some(self.action.id),
            recipient_name: recipient.name.clone(),
            recipient_email: recipient.email.clone(),
            subject: self.lang.t1("mail-action-subject", "title", self.action.title.as_str()),
            text: Text { notice: self }.render()?,
            html: Html { notice: self }.render()?,
        })
    }
}
