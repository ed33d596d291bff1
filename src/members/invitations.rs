//! Invitations: an account becomes a member and receives a message.

use actix_web::{HttpResponse, web};
use askama::Template;
use serde::Deserialize;
use uuid::Uuid;

use super::{
    form::{Affiliation, Choices, MemberForm},
    pages::Edit,
    store,
};
use crate::{
    access::{
        permissions::Manage,
        scope::{Outcome, Post, Scope, redirected, rendered},
    },
    config::Config,
    history::change::ChangeKind,
    mail::{self, Message},
    sign_in::store::{self as accounts, Account, Purpose},
    text::{email_address::EmailAddress, i18n::Lang},
    web::{
        error::{Error, Result},
        forms::{Errors, Form},
        paths::MemberPath,
    },
};

/// The query of the form.
#[derive(Debug, Deserialize)]
pub struct Beginning {
    /// A removed member to invite again.
    member: Option<Uuid>,
}

/// `GET /{tenant}/members/new`
pub async fn new(scope: Scope<Manage>, query: web::Query<Beginning>) -> Result<HttpResponse> {
    let choices = Choices::load(&scope, None).await?;
    let form = match query.member {
        Some(id) => MemberForm::from(&store::find(&scope, id).await?),
        None => MemberForm::default(),
    };
    scope.render(|page| Edit { page, member: None, stale: false, form, choices, errors: Errors::default() })
}

/// `POST /{tenant}/members`
pub async fn create(
    Post(scope, form): Post<Scope<Manage>, Form<MemberForm>>,
    config: web::Data<Config>,
) -> Result<Outcome> {
    let choices = Choices::load(&scope, None).await?;
    let mut errors = Errors::default();
    let email = form.check_email(scope.lang(), &mut errors);
    let place = form.check(scope.lang(), &choices, &mut errors);
    if let (Some(email), Some(place)) = (email, place) {
        match invite(&scope, &config, &email, &place).await? {
            Invited::Now => {
                return redirected(scope.commit_and_redirect("/members", "done-member-invited").await?);
            }
            Invited::Before => {
                return redirected(scope.redirect_unchanged("/members", "done-member-invited")?);
            }
            Invited::Otherwise => errors.add("email", scope.lang().t("member-already")),
        }
    }
    let form = form.0;
    rendered(scope.unprocessable(|page| Edit { page, member: None, stale: false, form, choices, errors })?)
}

/// The result of an invitation.
enum Invited {
    Now,
    /// The same form was sent before.
    Before,
    /// The account is a member already, with other values.
    Otherwise,
}

async fn invite(
    scope: &Scope<Manage>,
    config: &Config,
    email: &EmailAddress,
    place: &Affiliation,
) -> Result<Invited> {
    let account = accounts::find_or_create(scope.accounts(), email).await?;
    if store::insert(scope, account.id, place).await? {
        scope.record(ChangeKind::MemberInvited, &place.name).await?;
    } else {
        match store::of_account(scope, account.id).await? {
            Some(member) if member.removed_at.is_some() => {
                let change = scope.record(ChangeKind::MemberBroughtBack, &place.name).await?;
                store::update(scope, change, &member, place).await?;
            }
            Some(member) if place.is_of(&member) && store::just_invited(scope, email.as_str()).await? => {
                return Ok(Invited::Before);
            }
            _ => return Ok(Invited::Otherwise),
        }
    }
    if place.manager {
        scope.record(ChangeKind::ManagerNamed, &place.name).await?;
    }
    send(scope, config, &account, &place.name).await?;
    Ok(Invited::Now)
}

/// `POST /{tenant}/members/{member}/invitation`: sends the message again. Earlier links end.
pub async fn send_again(
    scope: Scope<Manage>,
    path: web::Path<MemberPath>,
    config: web::Data<Config>,
) -> Result<Outcome> {
    let member = store::find_present(&scope, path.member).await?;
    if store::just_invited(&scope, &member.email).await? {
        return redirected(scope.redirect_unchanged("/members", "done-member-invited")?);
    }
    let account = accounts::by_id(scope.accounts(), member.account_id).await?.ok_or(Error::NotFound)?;
    send(&scope, &config, &account, &member.name).await?;
    scope.record(ChangeKind::MemberInvitedAgain, &member.name).await?;
    redirected(scope.commit_and_redirect("/members", "done-member-invited").await?)
}

/// The link sets the password of a new account; otherwise it leads to the tenant.
async fn send(scope: &Scope<Manage>, config: &Config, account: &Account, name: &str) -> Result<()> {
    let link = if account.password_hash.is_none() {
        let token = accounts::issue_token(scope.accounts(), account.id, Purpose::Invitation).await?;
        config.absolute(&format!("/invitations/{}", token.secret()))
    } else {
        config.absolute(&scope.page().url(""))
    };
    let lang = account.language.as_deref().and_then(Lang::parse).unwrap_or(scope.lang());
    let authority = scope.page().tenant_name.as_str();
    let invitation = Invitation {
        lang,
        intro: lang.t2(
            "mail-invitation-intro",
            "inviter",
            scope.member.name.as_str(),
            "authority",
            authority,
        ),
        is_new: account.password_hash.is_none(),
        link: &link,
    };
    let message = Message {
        kind: mail::DeliveryKind::Invitation,
        edition_id: None,
        action_id: None,
        recipient_name: name.to_owned(),
        recipient_email: account.email.clone(),
        subject: lang.t1("mail-invitation-subject", "authority", authority),
        text: InvitationText { invitation: &invitation }.render()?,
        html: InvitationHtml { invitation: &invitation }.render()?,
    };
    mail::queue(scope, &config.mail, message).await?;
    Ok(())
}

/// The values of the message.
struct Invitation<'a> {
    lang: Lang,
    intro: String,
    /// Whether the link sets the first password.
    is_new: bool,
    link: &'a str,
}

#[derive(Template)]
#[template(path = "mail/invitation/body.txt")]
struct InvitationText<'a> {
    invitation: &'a Invitation<'a>,
}

#[derive(Template)]
#[template(path = "mail/invitation/body.html")]
struct InvitationHtml<'a> {
    invitation: &'a Invitation<'a>,
}
