//! THE DOOR. The only module that opens a transaction, and the only way from a
//! request to a tenant's rows.
//!
//! A handler asks for a `Scope<P>`: the extractor finds the tenant in the
//! address, opens a transaction in which Postgres shows that tenant's rows and
//! no others, loads the member and checks the permission `P`. Handlers never
//! see a tenant's id; [`TenantTransaction`]'s own helpers put it into every query, and
//! row-level security is the second lock behind them.

mod accounts;
mod guest;
mod member;
mod pool;
mod post;
mod raw;
mod row_security;
mod tenant;
mod transaction;
mod without_transaction;

use std::{borrow::Cow, convert::Infallible, future::Future, marker::PhantomData, ops::Deref, pin::Pin};

use actix_web::{
    FromRequest, HttpMessage as _, HttpRequest, HttpResponse, Responder,
    body::{BoxBody, SizedStream},
    dev::Payload,
    http::{Method, StatusCode, header},
    web,
};
use askama::Template;
use chrono_tz::Tz;
use futures_util::stream;

pub use accounts::{Accounts, OutsideTenants};
pub use guest::{GUESTS, Guest, Invited};
pub use member::{Member, RAW};
pub use pool::{Access, AccountsTransaction, Owner, Pool};
pub use post::{Entrance, Post, Public, TenantEntrance};
pub use raw::{Raw, RawTemplate, TableNames};
pub(crate) use raw::{raw_sql, raw_templates};
pub(crate) use tenant::tenant_owned;
pub use tenant::{Guarded, OpenToMembers, TenantOwned, TenantTransaction, Versioned, Written};
pub use transaction::StatementCount;
pub use without_transaction::{Busy, FileReaders};

use super::permissions::{Permission, Standing};
use crate::{
    text::i18n::Lang,
    web::{
        drafts::Offer,
        error::{Error, Result},
        page::{self, Page},
        session,
    },
};

/// One member's request inside one tenant, with the permission `P`.
pub struct Scope<P: Permission> {
    tenant: TenantTransaction,
    pub member: Member,
    page: Page,
    request: HttpRequest,
    permission: PhantomData<P>,
}

impl<P: Permission> Deref for Scope<P> {
    type Target = TenantTransaction;

    fn deref(&self) -> &TenantTransaction {
        &self.tenant
    }
}

impl<P: Permission> Scope<P> {
    /// Lets a record through when the member's standing towards it satisfies
    /// `P`. Loaders call it, so that a record a handler holds is one it may act on.
    ///
    /// # Errors
    /// [`Error::Forbidden`]: the member may see the record, and not do this to it.
    pub fn authorize<T>(&self, record: T, standing: Standing) -> Result<T> {
        if P::RULE.admits(self.member.role, self.member.manager, standing) {
            Ok(record)
        } else {
            Err(Error::Forbidden)
        }
    }

    /// Whether the member may also do `Q` to a record: for what a page offers, never for what it does.
    pub fn may<Q: Permission>(&self, standing: Standing) -> bool {
        self.page.may::<Q>(standing)
    }

    /// Whether there can be records to which the member may do `Q`.
    pub fn may_ever<Q: Permission>(&self) -> bool {
        Q::RULE.conceivable(self.member.role, self.member.manager)
    }

    /// The member's language.
    pub fn lang(&self) -> Lang {
        self.page.lang
    }

    /// The authority's time zone.
    pub fn zone(&self) -> Tz {
        self.page.zone
    }

    /// What every page shows around its content.
    pub fn page(&self) -> &Page {
        &self.page
    }

    /// Lets the page say what the member had begun in its form.
    pub fn set_draft(&mut self, draft: Offer) {
        self.page.draft = Some(draft);
    }

    /// Shows the transaction what is the member's alone, too.
    pub async fn as_member(&self) -> Result<()> {
        self.tenant.act_as(self.member.id).await
    }

    /// Ends the transaction and answers with a page.
    pub fn render<T: Template>(self, make: impl FnOnce(Page) -> T) -> Result<HttpResponse> {
        self.answer(StatusCode::OK, make)
    }

    /// Gives a form back with messages by its fields (422); nothing is kept.
    pub fn unprocessable<T: Template>(self, make: impl FnOnce(Page) -> T) -> Result<HttpResponse> {
        self.answer(StatusCode::UNPROCESSABLE_ENTITY, make)
    }

    /// Gives a form back whose file cannot be taken, and says by the status why; nothing is kept.
    pub fn answer_with<T: Template>(
        self,
        status: StatusCode,
        make: impl FnOnce(Page) -> T,
    ) -> Result<HttpResponse> {
        self.answer(status, make)
    }

    /// Shows both texts of an edit that came too late (409); nothing is kept.
    pub fn conflict<T: Template>(self, make: impl FnOnce(Page) -> T) -> Result<HttpResponse> {
        self.answer(StatusCode::CONFLICT, make)
    }

    fn answer<T: Template>(self, status: StatusCode, make: impl FnOnce(Page) -> T) -> Result<HttpResponse> {
        drop(self.tenant);
        page::answer(status, self.page, make)
    }

    /// Ends the transaction and answers with a file to keep, of a plain name, in
    /// pieces that are let go as they are sent.
    pub fn attachment(self, name: &str, content_type: &'static str, file: Vec<String>) -> HttpResponse {
        let length = file.iter().map(|it| it.len() as u64).sum();
        let pieces = file.into_iter().map(|it| Ok::<_, Infallible>(web::Bytes::from(it)));
        HttpResponse::Ok()
            .content_type(content_type)
            .insert_header((header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")))
            .body(SizedStream::new(length, stream::iter(pieces)))
    }

    /// Commits, then redirects to a path inside the tenant: nothing else keeps
    /// what a handler did. `message` is the id of a sentence that the next page shows.
    pub async fn commit_and_redirect(self, path: impl AsRef<str>, message: &'static str) -> Result<Redirect> {
        let location = self.page.url(path);
        self.tenant.commit().await?;
        Ok(Redirect { location, message, undo: None })
    }

    /// [`Scope::commit_and_redirect`], and the next page offers to undo the change by a POST to
    /// another path inside the tenant: nobody is asked to confirm beforehand.
    pub async fn commit_and_offer_undo(
        self,
        path: impl AsRef<str>,
        message: &'static str,
        undo: impl AsRef<str>,
    ) -> Result<Redirect> {
        let undo = Some(self.page.url(undo));
        Ok(Redirect { undo, ..self.commit_and_redirect(path, message).await? })
    }

    /// Commits and answers nothing (204): for a script that keeps something beside its page.
    pub async fn commit_no_content(self) -> Result<HttpResponse> {
        self.tenant.commit().await?;
        Ok(HttpResponse::NoContent().finish())
    }

    /// Redirects to a path inside the tenant without keeping anything: the change was made before.
    pub fn redirect_unchanged(self, path: impl AsRef<str>, message: &'static str) -> Result<Redirect> {
        let location = self.page.url(path);
        drop(self.tenant);
        Ok(Redirect { location, message, undo: None })
    }
}

/// A change that is kept: 303 to where its result shows.
pub struct Redirect {
    location: String,
    message: &'static str,
    undo: Option<String>,
}

impl Responder for Redirect {
    type Body = BoxBody;

    fn respond_to(self, _: &HttpRequest) -> HttpResponse {
        let message = match self.undo {
            Some(undo) => format!("{}|{undo}", self.message).into(),
            None => Cow::Borrowed(self.message),
        };
        HttpResponse::SeeOther()
            .insert_header((header::LOCATION, self.location))
            .cookie(page::flash_cookie(message))
            .finish()
    }
}

/// What a POST answers: the change is kept, or the form comes back.
pub type Outcome = actix_web::Either<Redirect, HttpResponse>;

/// The [`Outcome`] of a change that is kept.
pub fn redirected(redirected: Redirect) -> Result<Outcome> {
    Ok(actix_web::Either::Left(redirected))
}

/// The [`Outcome`] of a form that comes back.
pub fn rendered(form: HttpResponse) -> Result<Outcome> {
    Ok(actix_web::Either::Right(form))
}

impl<P: Permission> FromRequest for Scope<P> {
    type Error = Error;
    type Future = Pin<Box<dyn Future<Output = Result<Self>>>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let request = request.clone();
        Box::pin(async move { open(&request, access_of(&request)).await })
    }
}

async fn open<P: Permission>(request: &HttpRequest, access: Access) -> Result<Scope<P>> {
    let pool = request.app_data::<web::Data<Pool>>().ok_or_else(|| Error::internal("no pool"))?;
    let token = session::token(request).ok_or_else(|| signed_out(request))?;
    let slug = request.match_info().get("tenant").ok_or(Error::NotFound)?;
    let Some(tenant_id) = pool.tenant_named(slug).await? else {
        // Whoever is not signed in learns nothing about which authorities exist.
        let lobby = pool.begin_accounts(None, Access::Read).await?;
        let known = session::find(lobby.accounts(), &token).await?;
        return Err(if known.is_some() { Error::NotFound } else { signed_out(request) });
    };
    let tenant = pool.tenant(tenant_id, access).await?;
    let entry = member::enter(&tenant, &token).await?.ok_or_else(|| signed_out(request))?;
    if session::is_stale(entry.last_seen_at) {
        touch(pool, token);
    }
    let (member, page) = entry.into_parts(request, slug).ok_or(Error::NotFound)?;
    // An error's page speaks it, too.
    request.extensions_mut().insert(page.lang);
    if !P::RULE.conceivable(member.role, member.manager) {
        return Err(Error::Forbidden);
    }
    Ok(Scope { tenant, member, page, request: request.clone(), permission: PhantomData })
}

/// What the transaction of a request may do.
fn access_of(request: &HttpRequest) -> Access {
    match *request.method() {
        Method::GET | Method::HEAD => Access::Read,
        _ => Access::Write,
    }
}

fn signed_out(request: &HttpRequest) -> Error {
    let back = match *request.method() {
        Method::GET | Method::HEAD => request.uri().path_and_query().map_or("/", |it| it.as_str()),
        _ => "/",
    };
    Error::SignedOut { back: back.to_owned() }
}

/// Notes that the session is in use, beside the request: one that waited for a
/// second connection while it holds its first could wait for ever.
fn touch(pool: &web::Data<Pool>, token: session::Token) {
    let pool = pool.clone();
    actix_web::rt::spawn(async move {
        if let Err(why) = pool.touch_session(&token).await {
            tracing::warn!(%why, "a session's last use was not noted");
        }
    });
}
