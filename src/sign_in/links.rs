//! Mailed links that set a password, once: invitations and resets.

use std::time::Duration;

use actix_web::{HttpRequest, HttpResponse, http::StatusCode, web};
use askama::Template;
use serde::Deserialize;
use tokio::time::{Instant, sleep_until};

use super::{
    pages::see_other,
    passwords::{self, Hasher},
    store::{self, Account, Purpose},
    throttle::{self, Attempt, Throttle},
};
use crate::{
    access::scope::{Access, Pool, Post, Public},
    config::Config,
    mail::{self, Message},
    text::{email_address::EmailAddress, i18n::Lang},
    web::{
        error::Result,
        forms::{Errors, Form},
        page::{self, Page},
        session::{self, Token},
    },
};

#[derive(Template)]
#[template(path = "sign_in/reset.html")]
pub struct Reset {
    pub page: Page,
    pub email: String,
    /// Whether the form was sent, for an address with an account or without one.
    pub sent: bool,
    pub errors: Errors,
}

/// `GET /password-reset`
pub async fn new_reset(request: HttpRequest) -> Result<HttpResponse> {
    let page = Page::outside(&request, None);
    page::answer(StatusCode::OK, page, |page| Reset {
        page,
        email: String::new(),
        sent: false,
        errors: Errors::default(),
    })
}

#[derive(Debug, Deserialize)]
pub struct ResetForm {
    email: String,
}

/// Duration of the answer to a request for a link, so that its timing reveals nothing.
const RESET_TIME: Duration = Duration::from_millis(150);

/// `POST /password-reset`: the same answer for every address, after the same time.
pub async fn create_reset(
    Post(Public, form): Post<Public, Form<ResetForm>>,
    request: HttpRequest,
    pool: web::Data<Pool>,
    throttle: web::Data<Throttle>,
    config: web::Data<Config>,
) -> Result<HttpResponse> {
    let answer_at = Instant::now() + RESET_TIME;
    throttle.count(Attempt::ResetLink, &form.email, throttle::address(&request, config.trusted_proxies))?;
    let page = Page::outside(&request, None);
    let mut errors = Errors::default();
    let Some(email) = EmailAddress::parse(&form.email) else {
        errors.add("email", page.t("error-email"));
        return page::answer(StatusCode::UNPROCESSABLE_ENTITY, page, |page| Reset {
            page,
            email: form.0.email,
            sent: false,
            errors,
        });
    };
    let tx = pool.begin_accounts(None, Access::Read).await?;
    let account = store::by_email(tx.accounts(), &email).await?;
    drop(tx);
    let lang = page.lang;
    let installation = pool.installation().await?;
    if let Some(account) = account {
        let token = store::issue_token(installation.accounts(), account.id, Purpose::PasswordReset).await?;
        let link = config.absolute(&format!("/password-reset/{}", token.secret()));
        mail::queue(&installation, &config.mail, reset_message(lang, &account, &link)?).await?;
    }
    installation.commit().await?;
    sleep_until(answer_at).await;
    page::answer(StatusCode::OK, page, |page| Reset { page, email: form.0.email, sent: true, errors })
}

#[derive(Template)]
#[template(path = "mail/password_reset/body.txt")]
struct ResetText<'a> {
    lang: Lang,
    link: &'a str,
}

#[derive(Template)]
#[template(path = "mail/password_reset/body.html")]
struct ResetHtml<'a> {
    lang: Lang,
    link: &'a str,
}

fn reset_message(browser: Lang, account: &Account, link: &str) -> Result<Message> {
    let lang = account.language.as_deref().and_then(Lang::parse).unwrap_or(browser);
    Ok(Message {
        kind: mail::DeliveryKind::PasswordReset,
        edition_id: None,
        action_id: None,
        recipient_name: String::new(),
        recipient_email: account.email.clone(),
        subject: lang.t("mail-reset-subject"),
        text: ResetText { lang, link }.render()?,
        html: ResetHtml { lang, link }.render()?,
    })
}

#[derive(Template)]
#[template(path = "sign_in/password.html")]
pub struct Password {
    pub page: Page,
    /// The account of the link. None if the link is unknown, expired or was used.
    pub account: Option<Account>,
    /// The address of the form.
    pub action: String,
    pub errors: Errors,
}

/// `GET /password-reset/{token}`
pub async fn edit_reset(
    request: HttpRequest,
    pool: web::Data<Pool>,
    secret: web::Path<String>,
) -> Result<HttpResponse> {
    edit(&request, &pool, &secret, Purpose::PasswordReset).await
}

/// `GET /invitations/{token}`
pub async fn edit_invitation(
    request: HttpRequest,
    pool: web::Data<Pool>,
    secret: web::Path<String>,
) -> Result<HttpResponse> {
    edit(&request, &pool, &secret, Purpose::Invitation).await
}

async fn edit(request: &HttpRequest, pool: &Pool, secret: &str, purpose: Purpose) -> Result<HttpResponse> {
    let account = match Token::parse(secret) {
        Some(token) => {
            let tx = pool.begin_accounts(None, Access::Read).await?;
            store::token_account(tx.accounts(), &token, purpose).await?
        }
        None => None,
    };
    password_form(request, account, Errors::default())
}

fn password_form(request: &HttpRequest, account: Option<Account>, errors: Errors) -> Result<HttpResponse> {
    let page = Page::outside(request, account.as_ref().and_then(|it| it.language.as_deref()));
    let status = match (&account, errors.is_empty()) {
        (None, _) => StatusCode::GONE,
        (_, true) => StatusCode::OK,
        (_, false) => StatusCode::UNPROCESSABLE_ENTITY,
    };
    let action = request.path().to_owned();
    page::answer(status, page, |page| Password { page, account, action, errors })
}

#[derive(Debug, Deserialize)]
pub struct PasswordForm {
    password: String,
    confirmation: String,
}

/// `POST /password-reset/{token}`
pub async fn update_reset(
    Post(Public, form): Post<Public, Form<PasswordForm>>,
    request: HttpRequest,
    pool: web::Data<Pool>,
    hasher: web::Data<Hasher>,
    secret: web::Path<String>,
) -> Result<HttpResponse> {
    update(&request, &pool, &hasher, &secret, &form, Purpose::PasswordReset).await
}

/// `POST /invitations/{token}`
pub async fn update_invitation(
    Post(Public, form): Post<Public, Form<PasswordForm>>,
    request: HttpRequest,
    pool: web::Data<Pool>,
    hasher: web::Data<Hasher>,
    secret: web::Path<String>,
) -> Result<HttpResponse> {
    update(&request, &pool, &hasher, &secret, &form, Purpose::Invitation).await
}

/// Sets the password, uses the link up, ends every other session and begins one.
async fn update(
    request: &HttpRequest,
    pool: &Pool,
    hasher: &Hasher,
    secret: &str,
    form: &PasswordForm,
    purpose: Purpose,
) -> Result<HttpResponse> {
    let Some(token) = Token::parse(secret) else { return password_form(request, None, Errors::default()) };
    let tx = pool.begin_accounts(None, Access::Read).await?;
    let account = store::token_account(tx.accounts(), &token, purpose).await?;
    drop(tx);
    let Some(account) = account else { return password_form(request, None, Errors::default()) };
    let lang = Page::outside(request, account.language.as_deref()).lang;
    let errors = check_password(lang, &form.password, &form.confirmation);
    if !errors.is_empty() {
        return password_form(request, Some(account), errors);
    }
    let hash = hasher.hash(&form.password).await?;
    let tx = pool.begin_accounts(None, Access::Write).await?;
    if !store::use_token(tx.accounts(), &token, purpose).await? {
        return password_form(request, None, Errors::default());
    }
    let session = store::replace_password(tx.accounts(), account.id, &hash).await?;
    tx.commit().await?;
    Ok(see_other("/").cookie(session::cookie(&session)).finish())
}

/// Checks a new password: its length, and that both fields are equal.
pub fn check_password(lang: Lang, password: &str, confirmation: &str) -> Errors {
    let mut errors = Errors::default();
    let length = password.chars().count();
    if length < passwords::MIN_LENGTH {
        errors.add("password", lang.t1("error-password-short", "minimum", passwords::MIN_LENGTH));
    } else if length > passwords::MAX_LENGTH {
        errors.add("password", lang.t2("error-too-long", "limit", passwords::MAX_LENGTH, "length", length));
    }
    if password != confirmation {
        errors.add("confirmation", lang.t("error-password-differs"));
    }
    errors
}
