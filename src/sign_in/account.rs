//! The page of an account: its language and password, in all tenants.

use actix_web::{HttpRequest, HttpResponse, http::StatusCode, web};
use askama::Template;
use serde::Deserialize;

use super::{
    links::check_password,
    pages::{SignedIn, see_other, signed_in},
    passwords::Hasher,
    store::{self, Account},
    throttle::{self, Attempt, Throttle},
};
use crate::{
    access::scope::{Access, Pool, Post, Public},
    config::Config,
    web::{
        error::{Error, Result},
        forms::{Errors, Form},
        page::{self, Page},
        session,
    },
};

#[derive(Template)]
#[template(path = "sign_in/account.html")]
pub struct Edit {
    pub page: Page,
    pub email: String,
    pub errors: Errors,
}

/// `GET /account`
pub async fn edit(request: HttpRequest, pool: web::Data<Pool>) -> Result<HttpResponse> {
    let SignedIn { session, .. } = signed_in(&request, &pool, Access::Read).await?;
    let page = Page::outside(&request, session.language.as_deref());
    page::answer(StatusCode::OK, page, |page| Edit { page, email: session.email, errors: Errors::default() })
}

#[derive(Debug, Deserialize)]
pub struct PasswordChange {
    current: String,
    password: String,
    confirmation: String,
}

/// `POST /account`: changes the password. The form asks for the present one; all other sessions end.
pub async fn update(
    Post(Public, form): Post<Public, Form<PasswordChange>>,
    request: HttpRequest,
    pool: web::Data<Pool>,
    hasher: web::Data<Hasher>,
    throttle: web::Data<Throttle>,
    config: web::Data<Config>,
) -> Result<HttpResponse> {
    let SignedIn { session, tx } = signed_in(&request, &pool, Access::Read).await?;
    throttle.count(Attempt::Password, &session.email, throttle::address(&request, config.trusted_proxies))?;
    let account = store::by_id(tx.accounts(), session.account_id).await?.ok_or(Error::NotFound)?;
    drop(tx);
    let page = Page::outside(&request, account.language.as_deref());
    let mut errors = check_password(page.lang, &form.password, &form.confirmation);
    if !hasher.verify(&form.current, account.password_hash.as_deref()).await? {
        errors.add("current", page.t("account-password-wrong"));
    }
    if !errors.is_empty() {
        let email = account.email;
        return page::answer(StatusCode::UNPROCESSABLE_ENTITY, page, |page| Edit { page, email, errors });
    }
    change(&pool, &account, &hasher.hash(&form.password).await?).await
}

async fn change(pool: &Pool, account: &Account, hash: &str) -> Result<HttpResponse> {
    let tx = pool.begin_accounts(None, Access::Write).await?;
    let token = store::replace_password(tx.accounts(), account.id, hash).await?;
    tx.commit().await?;
    let mut answer = see_other("/account");
    answer.cookie(session::cookie(&token)).cookie(page::flash_cookie("done-password-changed"));
    Ok(answer.finish())
}
