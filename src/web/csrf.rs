//! Protection against cross-site request forgery.
//!
//! Browsers send the relation of the page to this host (`Sec-Fetch-Site`, W3C Fetch Metadata);
//! older ones send the page's origin (`Origin`, RFC 6454). Another host of the same site is
//! refused, too.

use actix_web::http::{Method, header, header::HeaderMap};

use super::error::{Error, Result};

/// Allows safe methods from anywhere, and others only from pages of this origin.
///
/// # Errors
/// [`Error::Forbidden`]: another origin, or neither header.
pub fn check(method: &Method, headers: &HeaderMap) -> Result<()> {
    if matches!(*method, Method::GET | Method::HEAD | Method::OPTIONS) {
        return Ok(());
    }
    let text = |name: &str| headers.get(name).and_then(|it| it.to_str().ok());
    let same_origin = match text("sec-fetch-site") {
        // "none": the person typed the address or reloaded the page
        Some(site) => matches!(site, "same-origin" | "none"),
        None => match (text(header::ORIGIN.as_str()), text(header::HOST.as_str())) {
            (Some(origin), Some(host)) => origin.split_once("://").is_some_and(|(_, from)| from == host),
            _ => false,
        },
    };
    if same_origin { Ok(()) } else { Err(Error::Forbidden) }
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
    fn only_pages_of_this_origin_may_post() {
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
    fn safe_methods_are_allowed() {
        assert!(check(&Method::GET, &HeaderMap::new()).is_ok());
    }
}
