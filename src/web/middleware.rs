//! Checks of every request and headers of every answer, error pages included.

use std::panic::AssertUnwindSafe;

use actix_web::{
    HttpMessage as _, HttpResponse,
    body::{BoxBody, MessageBody},
    dev::{ServiceRequest, ServiceResponse},
    http::{
        StatusCode,
        header::{self, HeaderMap, HeaderName, HeaderValue},
    },
    middleware::Next,
    web,
};
use askama::Template;
use futures_util::FutureExt as _;

use super::{
    csrf,
    error::{Error, Result},
    forms,
    page::Page,
};
use crate::{access::scope, config::Config, documents::upload, text::i18n::Lang};

/// Limit of a request body, except for uploads.
pub const LARGEST_REQUEST: usize = 16 * 1024 * 1024;

const SECURITY_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; \
     media-src 'self'; font-src 'self'; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

/// The policy of a page that may also play audio and video of one other origin.
pub fn policy_with_media_of(origin: &str) -> String {
    SECURITY_POLICY.replace("media-src 'self'", &format!("media-src 'self' {origin}"))
}

/// The answer with this policy, if there is one.
pub fn under(policy: Option<HeaderValue>, mut answer: HttpResponse) -> HttpResponse {
    if let Some(policy) = policy {
        answer.headers_mut().insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    answer
}

/// Runs around everything: refuses malformed requests, adds the page to errors and the headers
/// to every answer.
pub async fn finish(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, actix_web::Error> {
    let over_tls = request.app_data::<web::Data<Config>>().is_some_and(|config| config.over_tls());
    let mut answer = match check(&request) {
        Ok(()) => next.call(request).await?.map_into_boxed_body(),
        Err(error) => request.error_response(error),
    };
    if answer.status().is_client_error() || answer.status().is_server_error() {
        answer = with_error_page(answer);
    }
    let is_static = answer.request().path().starts_with("/static/") && answer.status().is_success();
    let is_letter = answer.request().match_pattern().is_some_and(|it| it.starts_with(scope::GUESTS));
    add_headers(answer.headers_mut(), over_tls, is_static);
    if is_letter {
        hide_address(answer.headers_mut());
    }
    Ok(answer)
}

/// Runs around each handler: a panic becomes a 500. (Not part of [`finish`]: only a routed
/// request can be kept for the answer.)
pub async fn catch_panic(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, actix_web::Error> {
    let kept = request.request().clone();
    match AssertUnwindSafe(next.call(request)).catch_unwind().await {
        Ok(answer) => Ok(answer?.map_into_boxed_body()),
        Err(_) => Ok(ServiceResponse::from_err(Error::internal("a handler panicked"), kept)),
    }
}

fn check(request: &ServiceRequest) -> Result<()> {
    let uri = request.uri();
    forms::check_encoded(uri.path().as_bytes())?;
    forms::check_encoded(uri.query().unwrap_or_default().as_bytes())?;
    let declared =
        request.headers().get(header::CONTENT_LENGTH).and_then(|it| it.to_str().ok()?.parse().ok());
    let largest = match request.match_pattern().as_deref() {
        Some(upload::ADDRESS) => request.app_data::<web::Data<Config>>().map_or(0, |it| upload::largest(it)),
        _ => LARGEST_REQUEST,
    };
    if declared.is_some_and(|length: usize| length > largest) {
        return Err(Error::TooLarge);
    }
    csrf::check(request.method(), request.headers())
}

fn add_headers(headers: &mut HeaderMap, over_tls: bool, is_static: bool) {
    let mut set =
        |name: HeaderName, value: &'static str| headers.insert(name, HeaderValue::from_static(value));
    set(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    set(header::X_FRAME_OPTIONS, "DENY");
    set(header::REFERRER_POLICY, "same-origin");
    set(HeaderName::from_static("cross-origin-opener-policy"), "same-origin");
    set(HeaderName::from_static("cross-origin-resource-policy"), "same-origin");
    set(HeaderName::from_static("permissions-policy"), "camera=(), geolocation=(), microphone=()");
    if over_tls {
        set(header::STRICT_TRANSPORT_SECURITY, "max-age=63072000; includeSubDomains");
    }
    // A file, or a page that plays a recording of another host, sets its own policy.
    if !headers.contains_key(header::CONTENT_SECURITY_POLICY) {
        headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(SECURITY_POLICY));
    }
    if !is_static && !headers.contains_key(header::CACHE_CONTROL) {
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
}

/// The address contains a secret: no referrer shows it, no search engine lists it.
fn hide_address(headers: &mut HeaderMap) {
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    headers.insert(HeaderName::from_static("x-robots-tag"), HeaderValue::from_static("noindex, nofollow"));
}

#[derive(Template)]
#[template(path = "error.html")]
struct ErrorPage {
    page: Page,
    status: u16,
    title: String,
    advice: String,
}

/// Adds the page of its status to an error without a page.
fn with_error_page(answer: ServiceResponse) -> ServiceResponse {
    let has_page = answer.headers().get(header::CONTENT_TYPE).is_some_and(|it| {
        it.as_bytes().starts_with(b"text/html") || it.as_bytes().starts_with(b"application/json")
    });
    if has_page {
        return answer;
    }
    let (request, old) = answer.into_parts();
    let lang = request.extensions().get::<Lang>().copied();
    let page = Page::outside(&request, lang.map(Lang::code));
    let kind = sentence(old.status());
    let (title, advice) = (page.t(&format!("error-{kind}-title")), page.t(&format!("error-{kind}-advice")));
    let html = ErrorPage { page, status: old.status().as_u16(), title, advice }.render();
    let mut new = HttpResponse::build(old.status());
    if let Some(wait) = old.headers().get(header::RETRY_AFTER) {
        new.insert_header((header::RETRY_AFTER, wait.clone()));
    }
    let new = match html {
        Ok(html) => new.content_type("text/html; charset=utf-8").body(html),
        Err(_) => new.finish(),
    };
    ServiceResponse::new(request, new)
}

fn sentence(status: StatusCode) -> &'static str {
    match status {
        StatusCode::BAD_REQUEST => "bad-request",
        StatusCode::FORBIDDEN => "forbidden",
        StatusCode::NOT_FOUND | StatusCode::METHOD_NOT_ALLOWED => "not-found",
        StatusCode::CONFLICT => "conflict",
        StatusCode::GONE => "link-ended",
        StatusCode::PAYLOAD_TOO_LARGE => "too-large",
        StatusCode::UNSUPPORTED_MEDIA_TYPE => "unsupported",
        StatusCode::UNPROCESSABLE_ENTITY => "unprocessable",
        StatusCode::TOO_MANY_REQUESTS => "throttled",
        StatusCode::SERVICE_UNAVAILABLE => "unavailable",
        status if status.is_client_error() => "bad-request",
        _ => "internal",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hsts_is_sent_over_tls_only() {
        let said = |over_tls| {
            let mut headers = HeaderMap::new();
            add_headers(&mut headers, over_tls, false);
            headers.contains_key(header::STRICT_TRANSPORT_SECURITY)
        };
        assert!(said(true) && !said(false));
    }
}
