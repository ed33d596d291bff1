//! The transaction of a request. No other module opens a transaction, and a request has no
//! other way to a tenant's rows.
//!
//! A handler asks for a `Scope<P>`: the extractor finds the tenant in the
//! address, opens a transaction in which Postgres shows that tenant's rows and
//! no others, loads the member and checks the permission `P`. Handlers never
//! see a tenant's id; [`TenantTransaction`]'s own helpers put it into every query, and
//! row-level security is the second lock.

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
pub use member::{Member, RAW, organised_by};
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
    /// Returns the record if the member's standing towards it satisfies `P`. Loaders call it, so
    /// that a handler never holds a record that it may not act on.
    ///
    /// # Errors
    /// [`Error::Forbidden`]: the member may see the record but not act on it.
    pub fn authorize<T>(&self, record: T, standing: Standing) -> Result<T> {
        if P::RULE.admits(self.member.role, self.member.manager, standing) {
            Ok(record)
        } else {
            Err(Error::Forbidden)
        }
    }

    /// Whether the member also has `Q` for a record. It decides only what a page offers.
    pub fn may<Q: Permission>(&self, standing: Standing) -> bool {
        self.page.may::<Q>(standing)
    }

    /// Whether the member can have `Q` for any record.
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

    /// The frame of the page.
    pub fn page(&self) -> &Page {
        &self.page
    }

    /// Makes the page offer the member's draft of its form.
    pub fn set_draft(&mut self, draft: Offer) {
        self.page.draft = Some(draft);
    }

    /// Makes the rows visible that only the member may see, such as drafts.
    pub async fn as_member(&self) -> Result<()> {
        self.tenant.act_as(self.member.id).await
    }

    /// Ends the transaction and answers with a page.
    pub fn render<T: Template>(self, make: impl FnOnce(Page) -> T) -> Result<HttpResponse> {
        self.answer(StatusCode::OK, make)
    }

    /// Answers with the form and messages at its fields (422), without committing.
    pub fn unprocessable<T: Template>(self, make: impl FnOnce(Page) -> T) -> Result<HttpResponse> {
        self.answer(StatusCode::UNPROCESSABLE_ENTITY, make)
    }

    /// Answers with a form whose file is refused, under the status of the reason, without committing.
    pub fn answer_with<T: Template>(
        self,
        status: StatusCode,
        make: impl FnOnce(Page) -> T,
    ) -> Result<HttpResponse> {
        self.answer(status, make)
    }

    /// Answers with both texts of a stale edit (409), without committing.
    pub fn conflict<T: Template>(self, make: impl FnOnce(Page) -> T) -> Result<HttpResponse> {
        self.answer(StatusCode::CONFLICT, make)
    }

    fn answer<T: Template>(self, status: StatusCode, make: impl FnOnce(Page) -> T) -> Result<HttpResponse> {
        drop(self.tenant);
        page::answer(status, self.page, make)
    }

    /// Ends the transaction and answers with a download, whose `name` is plain ASCII. Each piece is
    /// freed once it is sent.
    pub fn attachment(self, name: &str, content_type: &'static str, file: Vec<String>) -> HttpResponse {
        let length = file.iter().map(|it| it.len() as u64).sum();
        let pieces = file.into_iter().map(|it| Ok::<_, Infallible>(web::Bytes::from(it)));
        HttpResponse::Ok()
            .content_type(content_type)
            .insert_header((header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")))
            .body(SizedStream::new(length, stream::iter(pieces)))
    }

    /// Commits, then redirects to a path inside the tenant. `message` is the id of a sentence that
    /// the next page shows.
    pub async fn commit_and_redirect(self, path: impl AsRef<str>, message: &'static str) -> Result<Redirect> {
        let location = self.page.url(path);
        self.tenant.commit().await?;
        Ok(Redirect { location, message, undo: None })
    }

    /// [`Scope::commit_and_redirect`], and the next page offers to undo the change by a POST to
    /// another path inside the tenant. It replaces a confirmation.
    pub async fn commit_and_offer_undo(
        self,
        path: impl AsRef<str>,
        message: &'static str,
        undo: impl AsRef<str>,
    ) -> Result<Redirect> {
        let undo = Some(self.page.url(undo));
        Ok(Redirect { undo, ..self.commit_and_redirect(path, message).await? })
    }

    /// Commits and answers 204: for scripts that save in the background.
    pub async fn commit_no_content(self) -> Result<HttpResponse> {
        self.tenant.commit().await?;
        Ok(HttpResponse::NoContent().finish())
    }

    /// Redirects to a path inside the tenant without committing: the change was made before.
    pub fn redirect_unchanged(self, path: impl AsRef<str>, message: &'static str) -> Result<Redirect> {
        let location = self.page.url(path);
        drop(self.tenant);
        Ok(Redirect { location, message, undo: None })
    }
}

/// A committed change: 303 to the page that shows its result.
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

/// The answer to a POST: a redirect after the commit, or the form again.
pub type Outcome = actix_web::Either<Redirect, HttpResponse>;

/// The [`Outcome`] of a committed change.
pub fn redirected(redirected: Redirect) -> Result<Outcome> {
    Ok(actix_web::Either::Left(redirected))
}

/// The [`Outcome`] of a form that is shown again.
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
        // Without a session the answer does not depend on whether the authority exists.
        let accounts = pool.begin_accounts(None, Access::Read).await?;
        let known = session::find(accounts.accounts(), &token).await?;
        return Err(if known.is_some() { Error::NotFound } else { signed_out(request) });
    };
    let tenant = pool.tenant(tenant_id, access).await?;
    let entry = member::enter(&tenant, &token).await?.ok_or_else(|| signed_out(request))?;
    if session::is_stale(entry.last_seen_at) {
        touch(pool, token);
    }
    let (member, page) = entry.into_parts(request, slug).ok_or(Error::NotFound)?;
    // Error pages use it, too.
    request.extensions_mut().insert(page.lang);
    if !P::RULE.conceivable(member.role, member.manager) {
        return Err(Error::Forbidden);
    }
    Ok(Scope { tenant, member, page, request: request.clone(), permission: PhantomData })
}

/// Whether the transaction of a request may write.
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

/// Records the last use of the session in a task of its own: a request that waits for a second
/// connection while it holds one could wait for ever.
fn touch(pool: &web::Data<Pool>, token: session::Token) {
    let pool = pool.clone();
    actix_web::rt::spawn(async move {
        if let Err(why) = pool.touch_session(&token).await {
            tracing::warn!(%why, "the last use of a session was not recorded");
        }
    });
}
