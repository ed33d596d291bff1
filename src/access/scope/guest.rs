//! The door for those who have no account and hold a mailed link: it leads
//! into one tenant, to what one person said at one hearing, while the round is
//! under way, and nowhere else.

use std::{future::Future, ops::Deref, pin::Pin, str::FromStr as _, time::Duration};

use actix_web::{
    FromRequest, HttpMessage as _, HttpRequest, HttpResponse,
    cookie::Cookie,
    dev::Payload,
    http::{Method, StatusCode},
    web,
};
use askama::Template;
use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;
use sea_orm::FromQueryResult;
use tokio::time::{Instant, sleep_until};
use uuid::Uuid;

use super::{Access, Entrance, Pool, Redirect, TenantTransaction, access_of};
use crate::{
    clock,
    config::Config,
    history::{
        change::ChangeKind,
        recording::{About, By, Change},
    },
    sign_in::throttle::{self, Throttle},
    text::i18n::Lang,
    web::{
        error::{Error, Result},
        page::{self, Page},
        session::Token,
    },
};

/// How every address begins behind which a [`Guest`] stands.
pub const GUESTS: &str = "/{tenant}/round/";

/// When the answer to a link that leads nowhere comes, whyever it does: its time tells nothing.
const REFUSING_TAKES: Duration = Duration::from_millis(150);

/// Who holds the link, and what it is about.
#[derive(Debug, Clone, FromQueryResult)]
pub struct Invited {
    pub id: Uuid,
    pub attendance_id: Uuid,
    pub name: String,
    pub email: String,
    pub first_opened_at: Option<DateTime<Utc>>,
    pub agreed_at: Option<DateTime<Utc>>,
    pub contribution: String,
    pub due_on: NaiveDate,
    pub hearing_id: Uuid,
    pub number: i32,
    pub title: String,
    pub day: NaiveDate,
    pub starts_at: Option<DateTime<Utc>>,
    pub series_title: String,
    tenant_name: String,
    time_zone: String,
    language: String,
}

/// The holder of a link, in one transaction of the tenant.
pub struct Guest {
    tenant: TenantTransaction,
    pub invited: Invited,
    page: Page,
    /// Of the guest's page, inside the tenant.
    path: String,
}

impl Deref for Guest {
    type Target = TenantTransaction;

    fn deref(&self) -> &TenantTransaction {
        &self.tenant
    }
}

impl Guest {
    /// The language of the authority.
    pub fn lang(&self) -> Lang {
        self.page.lang
    }

    /// Where the guest's page is, from the root.
    pub fn address(&self) -> String {
        self.page.url(&self.path)
    }

    /// Records a change that the guest made.
    pub async fn record(&self, kind: ChangeKind, reason: &str) -> Result<Change> {
        record(&self.tenant, &self.invited, kind, reason).await
    }

    /// Ends the transaction and answers with a page.
    pub fn render<T: Template>(self, make: impl FnOnce(Page) -> T) -> Result<HttpResponse> {
        self.answer(StatusCode::OK, make)
    }

    /// Gives a form back with messages by its fields (422); nothing is kept.
    pub fn unprocessable<T: Template>(self, make: impl FnOnce(Page) -> T) -> Result<HttpResponse> {
        self.answer(StatusCode::UNPROCESSABLE_ENTITY, make)
    }

    fn answer<T: Template>(self, status: StatusCode, make: impl FnOnce(Page) -> T) -> Result<HttpResponse> {
        drop(self.tenant);
        page::answer(status, self.page, make)
    }

    /// Commits, then redirects to a place on the guest's page.
    pub async fn commit_and_redirect(self, fragment: &str, message: &'static str) -> Result<Redirect> {
        let location = format!("{}{fragment}", self.address());
        self.tenant.commit().await?;
        Ok(Redirect { location, message, undo: None })
    }
}

impl FromRequest for Guest {
    type Error = Error;
    type Future = Pin<Box<dyn Future<Output = Result<Self>>>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let request = request.clone();
        Box::pin(async move { Self::enter(&request, access_of(&request)).await })
    }
}

impl Entrance for Guest {
    async fn enter(request: &HttpRequest, access: Access) -> Result<Self> {
        let answer_at = Instant::now() + REFUSING_TAKES;
        count(request)?;
        let guest = open(request, access).await;
        if matches!(guest, Err(Error::LinkEnded)) {
            sleep_until(answer_at).await;
        }
        guest
    }
}

fn count(request: &HttpRequest) -> Result<()> {
    let throttle = request.app_data::<web::Data<Throttle>>().ok_or_else(|| Error::internal("no throttle"))?;
    let config = request.app_data::<web::Data<Config>>().ok_or_else(|| Error::internal("no settings"))?;
    throttle.count_guest(throttle::address(request, config.trusted_proxies))
}

async fn open(request: &HttpRequest, access: Access) -> Result<Guest> {
    let pool = request.app_data::<web::Data<Pool>>().ok_or_else(|| Error::internal("no pool"))?;
    let place = request.match_info();
    let (slug, secret) = (place.get("tenant").unwrap_or_default(), place.get("token").unwrap_or_default());
    let token = Token::parse(secret).ok_or(Error::LinkEnded)?;
    let tenant_id = pool.tenant_named(slug).await?.ok_or(Error::LinkEnded)?;
    let mut tenant = pool.tenant(tenant_id, access).await?;
    let mut invited = find(&tenant, &token).await?.ok_or(Error::LinkEnded)?;
    // Whoever looks whether a link is good does not open it.
    if invited.first_opened_at.is_none() && *request.method() == Method::GET {
        drop(tenant);
        note_visit(pool.tenant(tenant_id, Access::Write).await?, &invited).await?;
        tenant = pool.tenant(tenant_id, access).await?;
        invited = find(&tenant, &token).await?.ok_or(Error::LinkEnded)?;
    }
    let page = frame(request, slug, &invited);
    // An error's page speaks it, too.
    request.extensions_mut().insert(page.lang);
    Ok(Guest { tenant, invited, page, path: format!("/round/{secret}") })
}

/// The guest of a link, while the link and the round are good and the record is under review.
async fn find(tenant: &TenantTransaction, token: &Token) -> Result<Option<Invited>> {
    tenant
        .row(
            "select g.id, g.attendance_id, a.name, g.email, g.first_opened_at, g.agreed_at, g.contribution,
                    r.due_on, h.id as hearing_id, h.number, h.title, h.day, h.starts_at, s.title as series_title,
                    t.name as tenant_name, t.time_zone, t.language
               from round_links l
               join round_guests g on g.tenant_id = $tenant and g.id = l.guest_id
               join rounds r on r.tenant_id = $tenant and r.id = g.round_id
               join hearings h on h.tenant_id = $tenant and h.id = r.hearing_id
               join series s on s.tenant_id = $tenant and s.id = h.series_id
               join attendances a on a.tenant_id = $tenant and a.id = g.attendance_id
               join tenants t on t.id = $tenant
              where l.tenant_id = $tenant and l.token_hash = $1 and l.expires_at > $2
                and g.revoked_at is null and r.closed_at is null and h.state = 'in_review'",
            [token.hash().into(), clock::now().into()],
        )
        .await
}

async fn record(
    tenant: &TenantTransaction,
    invited: &Invited,
    kind: ChangeKind,
    reason: &str,
) -> Result<Change> {
    let about = About::hearing(invited.hearing_id, &invited.title);
    Change::record(tenant, kind, about, &By::guest(invited.id, &invited.name), reason).await
}

/// Notes that the link was opened, once.
async fn note_visit(tenant: TenantTransaction, invited: &Invited) -> Result<()> {
    let sql = "update round_guests set first_opened_at = $2
                where tenant_id = $tenant and id = $1 and first_opened_at is null";
    if tenant.execute(sql, [invited.id.into(), clock::now().into()]).await? == 1 {
        record(&tenant, invited, ChangeKind::RoundVisit, "").await?;
    }
    tenant.commit().await
}

fn frame(request: &HttpRequest, slug: &str, invited: &Invited) -> Page {
    let zone = Tz::from_str(&invited.time_zone).unwrap_or(chrono_tz::Europe::Paris);
    Page {
        lang: Lang::parse(&invited.language).unwrap_or_default(),
        spoken: page::spoken(request),
        zone,
        today: clock::today(zone),
        tenant: slug.to_owned(),
        tenant_name: invited.tenant_name.clone(),
        path: request.path().to_owned(),
        member: None,
        flash: request.cookie(page::FLASH).map(|it: Cookie| it.value().to_owned()),
        draft: None,
    }
}
