//! The frame of every page, and the answer with a page.

use std::borrow::Cow;

use actix_web::{
    HttpRequest, HttpResponse,
    cookie::{Cookie, SameSite, time::Duration},
    http::{StatusCode, header},
};
use askama::Template;
use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;
use fluent_templates::fluent_bundle::FluentValue;

use super::{assets, drafts::Offer, error::Result};
use crate::{
    access::{
        permissions::{Manage, Permission, Standing},
        scope::Member,
    },
    text::i18n::Lang,
};

/// The cookie that carries a message from a change to the next page.
pub const FLASH: &str = "__Host-flash";

/// The cookie with the language of the member's last page, for error pages and pages outside
/// every authority.
const LANGUAGE: &str = "__Host-language";

/// The frame of a page: language, authority, signed-in member.
#[derive(Debug, Clone)]
pub struct Page {
    pub lang: Lang,
    /// The language that the browser remembers.
    pub spoken: Option<Lang>,
    /// The tenant's time zone; UTC outside every tenant.
    pub zone: Tz,
    /// The date in that zone.
    pub today: NaiveDate,
    /// The tenant's slug; empty outside every tenant.
    pub tenant: String,
    pub tenant_name: String,
    /// The path of the request.
    pub path: String,
    pub member: Option<Member>,
    /// The id of a sentence that says what the last change was.
    pub flash: Option<String>,
    /// The member's draft of the page's form.
    pub draft: Option<Offer>,
}

impl Page {
    /// The frame of a page outside every tenant.
    pub fn outside(request: &HttpRequest, language: Option<&str>) -> Self {
        let spoken = spoken(request);
        Self {
            lang: language.and_then(Lang::parse).or(spoken).unwrap_or_else(|| browser_language(request)),
            spoken,
            zone: Tz::UTC,
            today: crate::clock::today(Tz::UTC),
            tenant: String::new(),
            tenant_name: String::new(),
            path: request.path().to_owned(),
            member: None,
            flash: request.cookie(FLASH).map(|it| it.value().to_owned()),
            draft: None,
        }
    }

    /// A path inside the tenant, made absolute: `/series` becomes `/paris/series`.
    pub fn url(&self, path: impl AsRef<str>) -> String {
        format!("/{}{}", self.tenant, path.as_ref())
    }

    /// Whether the page is at this path or below it (for the navigation).
    pub fn is_under(&self, path: &str) -> bool {
        let here = self.path.strip_prefix(&format!("/{}", self.tenant)).unwrap_or("");
        here == path || here.strip_prefix(path).is_some_and(|rest| rest.starts_with('/'))
    }

    /// Whether the member has `P` for a record. It decides only what a page offers.
    pub fn may<P: Permission>(&self, standing: Standing) -> bool {
        self.member.as_ref().is_some_and(|it| P::RULE.admits(it.role, it.manager, standing))
    }

    /// Whether the member manages members, bodies and settings.
    pub fn may_manage(&self) -> bool {
        self.may::<Manage>(Standing::default())
    }

    /// Whether the page is exactly at this path.
    pub fn is_at(&self, path: &str) -> bool {
        self.path.strip_prefix(&format!("/{}", self.tenant)) == Some(path)
    }

    /// The address of a file of `static/`, which browsers may cache for ever.
    pub fn asset(&self, path: &str) -> &'static str {
        assets::address(path)
    }

    /// The sentence called `id`, in the language of the page.
    pub fn t(&self, id: &str) -> String {
        self.lang.t(id)
    }

    /// [`Page::t`] with one argument.
    pub fn t1<'a>(&self, id: &str, name: &'static str, value: impl Into<FluentValue<'a>>) -> String {
        self.lang.t1(id, name, value)
    }

    /// [`Page::t`] with two arguments.
    pub fn t2<'a>(
        &self,
        id: &str,
        name: &'static str,
        value: impl Into<FluentValue<'a>>,
        other: &'static str,
        second: impl Into<FluentValue<'a>>,
    ) -> String {
        self.lang.t2(id, name, value, other, second)
    }

    /// What the summary above a form calls a field: the sentence `field-<name>`. None for a field
    /// whose messages say it all.
    pub fn field_label(&self, field: &str) -> Option<String> {
        self.lang.find(&format!("field-{}", field.replace('_', "-")))
    }

    /// "mardi 28 mai 2024"
    pub fn day(&self, day: &NaiveDate) -> String {
        self.lang.day(*day)
    }

    /// A day, and the time of day where it is known.
    pub fn day_at(&self, day: &NaiveDate, at: &Option<DateTime<Utc>>) -> String {
        self.lang.day_at(*day, *at, self.zone)
    }

    /// "28 mai 2024"
    pub fn date(&self, day: &NaiveDate) -> String {
        self.lang.date(*day)
    }

    /// The time of day in the zone of the page: "14 h 30"
    pub fn time(&self, at: &DateTime<Utc>) -> String {
        self.lang.time(*at, self.zone)
    }

    /// Day and time in the zone of the page: "28 mai 2024 à 14 h 30"
    pub fn moment(&self, at: &DateTime<Utc>) -> String {
        self.lang.moment(*at, self.zone)
    }

    /// The sentence of the flash message, where the cookie names one.
    pub fn flash_sentence(&self) -> Option<String> {
        let id = self.flash.as_deref()?.split('|').next()?;
        // Only sentences that are messages: the cookie cannot choose another one.
        id.starts_with("done-").then(|| self.lang.t(id))
    }

    /// The address that undoes the last change, in the same authority.
    pub fn flash_undo(&self) -> Option<&str> {
        let (_, undo) = self.flash.as_deref()?.split_once('|')?;
        let is_ours = undo.strip_prefix('/')?.strip_prefix(&self.tenant)?.starts_with('/');
        let is_plain = undo.bytes().all(|it| it.is_ascii_alphanumeric() || b"/-_".contains(&it));
        (is_ours && is_plain && !self.tenant.is_empty()).then_some(undo)
    }
}

/// The language of the member's last page in this browser.
pub fn spoken(request: &HttpRequest) -> Option<Lang> {
    Lang::parse(request.cookie(LANGUAGE)?.value())
}

/// The cookie that remembers it.
pub fn language_cookie(lang: Lang) -> Cookie<'static> {
    Cookie::build(LANGUAGE, lang.code())
        .path("/")
        .secure(true)
        .http_only(true)
        .same_site(SameSite::Lax)
        .max_age(Duration::days(365))
        .finish()
}

/// The best language for the browser's `Accept-Language`.
pub fn browser_language(request: &HttpRequest) -> Lang {
    let header = request.headers().get(header::ACCEPT_LANGUAGE).and_then(|it| it.to_str().ok());
    header.and_then(Lang::accepted).unwrap_or_default()
}

/// Renders a page. Removes the cookie of a message that it showed, and sets that of the language
/// of a member's page.
pub fn answer<T: Template>(
    status: StatusCode,
    page: Page,
    make: impl FnOnce(Page) -> T,
) -> Result<HttpResponse> {
    let had_flash = page.flash.is_some();
    let to_remember = (page.member.is_some() && page.spoken != Some(page.lang)).then_some(page.lang);
    let html = make(page).render()?;
    let mut answer = HttpResponse::build(status);
    if had_flash {
        let mut gone = flash_cookie("");
        gone.make_removal();
        answer.cookie(gone);
    }
    if let Some(lang) = to_remember {
        answer.cookie(language_cookie(lang));
    }
    Ok(answer.content_type("text/html; charset=utf-8").body(html))
}

/// The cookie with a message for the next page, and perhaps the address that undoes the change: `done-…|/tenant/…`.
pub fn flash_cookie(message: impl Into<Cow<'static, str>>) -> Cookie<'static> {
    Cookie::build(FLASH, message)
        .path("/")
        .secure(true)
        .http_only(true)
        .same_site(SameSite::Lax)
        .max_age(Duration::minutes(1))
        .finish()
}
