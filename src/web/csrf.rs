//! No other site may make a browser act here.
//!
//! Browsers tell where a request comes from (`Sec-Fetch-Site`, W3C Fetch
//! Metadata); older ones at least name the page's origin (`Origin`, RFC 6454).
//! A sibling host of the same site is another site to us.

use actix_web::http::{Method, header, header::HeaderMap};

use super::error::{Error, Result};

/// Lets safe methods through, and others only from our own pages.
///
/// # Errors
/// [`Error::Forbidden`]: from elsewhere, or from nowhere that can be told.
pub fn check(method: &Method, headers: &HeaderMap) -> Result<()> {
    if matches!(*method, Method::GET | Method::HEAD | Method::OPTIONS) {
        return Ok(());
    }
    let text = |name: &str| headers.get(name).and_then(|it| it.to_str().ok());
    let ours = match text("sec-fetch-site") {
        // "none": the person typed the address or reloaded the page
        Some(site) => matches!(site, "same-origin" | "none"),
        None => match (text(header::ORIGIN.as_str()), text(header::HOST.as_str())) {
            (Some(origin), Some(host)) => origin.split_once("://").is_some_and(|(_, from)| from == host),
            _ => false,
        },
    };
    if ours { Ok(()) } else { Err(Error::Forbidden) }
}

#[cfg(test)]
mod tests {
    use actix_web::http::header::{HeaderName, HeaderValue};

    use super::*;

    fn post(headers: &[(&'static str, &'static str)]) -> bool {
        let mut map = HeaderMap::new();
        for (name, value) in headers {
            map.insert(HeaderName::from_static(name), HeaderValue::from_static(value));
        }
        check(&Method::POST, &map).is_ok()
    }

    #[test]
    fn only_our_own_pages_may_post() {
        assert!(post(&[("sec-fetch-site", "same-origin")]));
        assert!(!post(&[("sec-fetch-site", "same-site")]));
        assert!(!post(&[("sec-fetch-site", "cross-site")]));
        assert!(!post(&[
            ("sec-fetch-site", "cross-site"),
            ("origin", "https://greffe.example"),
            ("host", "greffe.example")
        ]));
        assert!(post(&[("origin", "https://greffe.example"), ("host", "greffe.example")]));
        assert!(!post(&[("origin", "https://a.greffe.example"), ("host", "greffe.example")]));
        assert!(!post(&[("origin", "null"), ("host", "greffe.example")]));
        assert!(!post(&[]));
    }

    #[test]
    fn reading_is_free() {
        assert!(check(&Method::GET, &HeaderMap::new()).is_ok());
    }
}
