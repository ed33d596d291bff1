//! The extractor for people who have no account and hold a mailed link. It opens
//! one tenant for one guest of a correction round, while the round is open.

use std::{future::Future, ops::Deref, pin::Pin, time::Duration};

use actix_web::{
    FromRequest, HttpMessage as _, HttpRequest, HttpResponse,
    dev::Payload,
    http::{Method, StatusCode},
    web,
};
use askama::Template;
use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::{
    ActiveValue::Set, ColumnTrait as _, EntityTrait as _, FromQueryResult, JoinType, QueryFilter as _,
    QuerySelect as _, RelationTrait as _,
};
use tokio::time::{Instant, sleep_until};
use uuid::Uuid;

use super::{Access, Entrance, Pool, Redirect, TenantTransaction, access_of};
use crate::{
    attendances::entity as attendances,
    clock,
    config::Config,
    hearings::{entity as hearings, hearing::HearingState},
    history::{
        change::ChangeKind,
        recording::{About, By, Change},
    },
    rounds::{entity as rounds, guest_entity as round_guests, link_entity as round_links},
    series::entity as series,
    sign_in::throttle::{self, Throttle},
    tenants::entity as tenants,
    text::i18n::Lang,
    web::{
        error::{Error, Result},
        page::{self, Page},
        session::Token,
    },
};

/// The beginning of the addresses of guests.
pub const GUESTS: &str = "/{tenant}/round/";

/// Duration of the answer to every refused link, so that its timing does not reveal the reason.
const REFUSAL_TIME: Duration = Duration::from_millis(150);

/// The holder of a link, with the round and the hearing of the link.
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

/// The request of a link's holder, in one transaction of the tenant.
pub struct Guest {
    tenant: TenantTransaction,
    pub invited: Invited,
    page: Page,
    /// The path of the guest's page, inside the tenant.
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

    /// The path of the guest's page, from the root.
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

    /// Answers with the form and messages at its fields (422), without committing.
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
        let answer_at = Instant::now() + REFUSAL_TIME;
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
    // A HEAD request only checks the link.
    if invited.first_opened_at.is_none() && *request.method() == Method::GET {
        drop(tenant);
        note_visit(pool.tenant(tenant_id, Access::Write).await?, &invited).await?;
        tenant = pool.tenant(tenant_id, access).await?;
        invited = find(&tenant, &token).await?.ok_or(Error::LinkEnded)?;
    }
    let page = frame(request, slug, &invited);
    // Error pages use it, too.
    request.extensions_mut().insert(page.lang);
    Ok(Guest { tenant, invited, page, path: format!("/round/{secret}") })
}

/// The guest of a link that has not ended, of an open round, of a record in review.
async fn find(tenant: &TenantTransaction, token: &Token) -> Result<Option<Invited>> {
    let authority = round_links::Entity::belongs_to(tenants::Entity)
        .from(round_links::Column::TenantId)
        .to(tenants::Column::Id)
        .into();
    let invited = tenant
        .select::<round_links::Entity>()
        .select_only()
        .columns([
            round_guests::Column::Id,
            round_guests::Column::AttendanceId,
            round_guests::Column::Email,
            round_guests::Column::FirstOpenedAt,
            round_guests::Column::AgreedAt,
            round_guests::Column::Contribution,
        ])
        .column(attendances::Column::Name)
        .column(rounds::Column::DueOn)
        .column_as(hearings::Column::Id, "hearing_id")
        .columns([
            hearings::Column::Number,
            hearings::Column::Title,
            hearings::Column::Day,
            hearings::Column::StartsAt,
        ])
        .column_as(series::Column::Title, "series_title")
        .column_as(tenants::Column::Name, "tenant_name")
        .columns([tenants::Column::TimeZone, tenants::Column::Language])
        .join(JoinType::InnerJoin, round_links::Relation::RoundGuests.def())
        .join(JoinType::InnerJoin, round_guests::Relation::Attendances.def())
        .join(JoinType::InnerJoin, round_guests::Relation::Rounds.def())
        .join(JoinType::InnerJoin, rounds::Relation::Hearings.def())
        .join(JoinType::InnerJoin, hearings::Relation::Series.def())
        .join(JoinType::InnerJoin, authority)
        .filter(round_links::COLUMN.token_hash.eq(token.hash()))
        .filter(round_links::COLUMN.expires_at.gt(clock::now()))
        .filter(round_guests::COLUMN.revoked_at.is_null())
        .filter(rounds::COLUMN.closed_at.is_null())
        .filter(hearings::COLUMN.state.eq(HearingState::InReview));
    Ok(invited.into_model().one(tenant.db()).await?)
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

/// Records the first visit.
async fn note_visit(tenant: TenantTransaction, invited: &Invited) -> Result<()> {
    let opened = round_guests::ActiveModel { first_opened_at: Set(Some(clock::now())), ..Default::default() };
    let noted = tenant
        .update_many::<round_guests::Entity>()
        .set(opened)
        .filter(round_guests::COLUMN.id.eq(invited.id))
        .filter(round_guests::COLUMN.first_opened_at.is_null())
        .exec(tenant.db())
        .await?;
    if noted.rows_affected == 1 {
        record(&tenant, invited, ChangeKind::RoundVisit, "").await?;
    }
    tenant.commit().await
}

fn frame(request: &HttpRequest, slug: &str, invited: &Invited) -> Page {
    let zone = clock::zone(&invited.time_zone);
    Page {
        lang: Lang::parse(&invited.language).unwrap_or_default(),
        zone,
        today: clock::today(zone),
        tenant: slug.to_owned(),
        tenant_name: invited.tenant_name.clone(),
        ..Page::outside(request, None)
    }
}
