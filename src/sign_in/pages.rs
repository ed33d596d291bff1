//! Sign-in, sign-out, the chooser, the language.

use actix_web::{HttpRequest, HttpResponse, http::StatusCode, http::header, web};
use askama::Template;
use serde::Deserialize;

use super::{
    passwords::Hasher,
    store::{self, Membership},
    throttle::{self, Attempt, Throttle},
};
use crate::{
    access::scope::{Access, AccountsTransaction, Pool, Post, Public},
    config::Config,
    text::{email_address::EmailAddress, i18n::Lang},
    web::{
        error::{Error, Result},
        forms::{Errors, Form},
        page::{self, Page},
        session::{self, Session},
    },
};

/// The session of a request outside all tenants, and a transaction of its account.
pub struct SignedIn {
    pub session: Session,
    pub tx: AccountsTransaction,
}

/// The session of a request.
///
/// # Errors
/// [`Error::SignedOut`].
pub async fn signed_in(request: &HttpRequest, pool: &Pool, access: Access) -> Result<SignedIn> {
    let signed_out = || Error::SignedOut { back: "/".to_owned() };
    let token = session::token(request).ok_or_else(signed_out)?;
    let tx = pool.begin_accounts(None, Access::Read).await?;
    let session = session::find(tx.accounts(), &token).await?.ok_or_else(signed_out)?;
    drop(tx);
    let tx = pool.begin_accounts(Some(session.account_id), access).await?;
    Ok(SignedIn { session, tx })
}

#[derive(Template)]
#[template(path = "sign_in/choose.html")]
pub struct Choose {
    pub page: Page,
    pub memberships: Vec<Membership>,
}

/// `GET /`: redirects to the only tenant of the account, or shows all of them.
pub async fn choose(request: HttpRequest, pool: web::Data<Pool>) -> Result<HttpResponse> {
    let SignedIn { session, tx } = signed_in(&request, &pool, Access::Read).await?;
    let memberships = store::memberships(tx.accounts(), session.account_id).await?;
    if let [only] = memberships.as_slice() {
        return Ok(see_other(&format!("/{}", only.slug)).finish());
    }
    let page = Page::outside(&request, session.language.as_deref());
    page::answer(StatusCode::OK, page, |page| Choose { page, memberships })
}

#[derive(Template)]
#[template(path = "sign_in/new.html")]
pub struct New {
    pub page: Page,
    pub email: String,
    pub back: String,
    pub errors: Errors,
}

#[derive(Debug, Deserialize)]
pub struct Back {
    #[serde(default)]
    back: String,
}

/// `GET /sign-in`
pub async fn new(request: HttpRequest, query: web::Query<Back>) -> Result<HttpResponse> {
    let back = query.into_inner().back;
    let page = Page::outside(&request, None);
    page::answer(StatusCode::OK, page, |page| New {
        page,
        email: String::new(),
        back,
        errors: Errors::default(),
    })
}

#[derive(Debug, Deserialize)]
pub struct Credentials {
    email: String,
    password: String,
    #[serde(default)]
    back: String,
}

/// `POST /sign-in`
pub async fn create(
    Post(Public, form): Post<Public, Form<Credentials>>,
    request: HttpRequest,
    pool: web::Data<Pool>,
    hasher: web::Data<Hasher>,
    throttle: web::Data<Throttle>,
    config: web::Data<Config>,
) -> Result<HttpResponse> {
    throttle.count(Attempt::Password, &form.email, throttle::address(&request, config.trusted_proxies))?;
    let account = match EmailAddress::parse(&form.email) {
        Some(email) => {
            let tx = pool.begin_accounts(None, Access::Read).await?;
            store::by_email(tx.accounts(), &email).await?
        }
        None => None,
    };
    let hash = account.as_ref().and_then(|it| it.password_hash.as_deref());
    let is_right = hasher.verify(&form.password, hash).await?;
    let Some(account) = account.filter(|_| is_right) else {
        return refused(&request, form.0);
    };
    let tx = pool.begin_accounts(None, Access::Write).await?;
    if let Some(old) = session::token(&request) {
        session::end(tx.accounts(), &old).await?;
    }
    let token = session::begin(tx.accounts(), account.id).await?;
    tx.commit().await?;
    Ok(see_other(local(&form.back)).cookie(session::cookie(&token)).finish())
}

fn refused(request: &HttpRequest, form: Credentials) -> Result<HttpResponse> {
    let page = Page::outside(request, None);
    let mut errors = Errors::default();
    errors.add("email", page.t("sign-in-refused"));
    page::answer(StatusCode::UNPROCESSABLE_ENTITY, page, |page| New {
        page,
        email: form.email,
        back: form.back,
        errors,
    })
}

/// A path of this server to return to; `/` for anything else. Browsers read `//host` and `/\host`
/// as other hosts.
fn local(back: &str) -> &str {
    let inside =
        back.starts_with('/') && !back[1..].starts_with(['/', '\\']) && !back.chars().any(char::is_control);
    if inside { back } else { "/" }
}

/// `POST /sign-out`
pub async fn destroy(request: HttpRequest, pool: web::Data<Pool>) -> Result<HttpResponse> {
    if let Some(token) = session::token(&request) {
        let tx = pool.begin_accounts(None, Access::Write).await?;
        session::end(tx.accounts(), &token).await?;
        tx.commit().await?;
    }
    Ok(see_other("/sign-in").cookie(session::removal_cookie()).finish())
}

#[derive(Debug, Deserialize)]
pub struct Language {
    language: String,
    #[serde(default)]
    back: String,
}

/// `POST /language`: the account's language, in every authority.
pub async fn choose_language(
    Post(Public, form): Post<Public, Form<Language>>,
    request: HttpRequest,
    pool: web::Data<Pool>,
) -> Result<HttpResponse> {
    let lang = Lang::parse(&form.language).ok_or(Error::BadRequest("no such language"))?;
    let SignedIn { session, tx } = signed_in(&request, &pool, Access::Write).await?;
    store::set_language(tx.accounts(), session.account_id, lang.code()).await?;
    tx.commit().await?;
    Ok(see_other(local(&form.back)).cookie(page::language_cookie(lang)).finish())
}

/// A redirect after a change outside all tenants.
pub fn see_other(path: &str) -> actix_web::HttpResponseBuilder {
    let mut answer = HttpResponse::SeeOther();
    answer.insert_header((header::LOCATION, path));
    answer
}

#[cfg(test)]
mod tests {
    use super::local;

    #[test]
    fn only_local_paths_are_returned_to() {
        assert_eq!(local("/ville/actions?scope=mine"), "/ville/actions?scope=mine");
        for elsewhere in
            ["", "https://x.example", "//x.example", "/\\x.example", "ville", "/a\r\nSet-Cookie: x"]
        {
            assert_eq!(local(elsewhere), "/", "{elsewhere:?}");
        }
    }
}
