//! Forms: read within limits, checked by their feature, shown again with messages at their fields.

pub mod body;
mod dates;
pub mod multipart;
mod version;

use std::ops::Deref;

use actix_web::HttpRequest;
use futures_util::TryStreamExt as _;
use percent_encoding::percent_decode;
use serde::de::DeserializeOwned;

use super::error::{Error, Result};
use crate::text::i18n::Lang;
use body::{BodyStream, FromBody};
use formats::names::turns_direction;

pub use version::Version;

/// The default limit of a form, in bytes.
pub const DEFAULT_LIMIT: usize = 256 * 1024;

/// A form as it was typed, of at most `LIMIT` bytes. Every field is text (or a
/// list of texts); the feature's `check` turns it into values that stay valid.
#[derive(Debug)]
pub struct Form<T, const LIMIT: usize = DEFAULT_LIMIT>(pub T);

impl<T, const LIMIT: usize> Deref for Form<T, LIMIT> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T: DeserializeOwned, const LIMIT: usize> FromBody for Form<T, LIMIT> {
    type Received = Vec<u8>;

    fn limit(_: &HttpRequest) -> usize {
        LIMIT
    }

    async fn receive(_: &HttpRequest, body: BodyStream) -> Result<Vec<u8>> {
        let collected = body.try_fold(Vec::new(), |mut all, chunk| async move {
            all.extend_from_slice(&chunk);
            Ok(all)
        });
        collected.await.map_err(|why| body::refused(&why))
    }

    fn parse(received: Vec<u8>) -> Result<Self> {
        parse(&received).map(Self)
    }
}

/// Reads `application/x-www-form-urlencoded` (WHATWG URL, 5.1), but refuses input that the
/// standard's decoder would repair.
fn parse<T: DeserializeOwned>(body: &[u8]) -> Result<T> {
    check_encoded(body)?;
    serde_html_form::from_bytes(body).map_err(|_| Error::BadRequest("the form lacks a field"))
}

/// Text that is percent-encoded: must be UTF-8 (else 400) without NUL (else 422).
pub fn check_encoded(encoded: &[u8]) -> Result<()> {
    let decoded: Vec<u8> = percent_decode(encoded).collect();
    let text = std::str::from_utf8(&decoded).map_err(|_| Error::BadRequest("not UTF-8"))?;
    check_text(text)
}

/// Text that PostgreSQL can store: without NUL.
pub fn check_text(text: &str) -> Result<()> {
    if text.contains('\0') { Err(Error::Unprocessable) } else { Ok(()) }
}

/// Messages by field, in the order of the fields.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Errors(Vec<(&'static str, String)>);

impl Errors {
    /// Adds a message: what is wrong with a field, and what to do about it.
    pub fn add(&mut self, field: &'static str, message: impl Into<String>) {
        self.0.push((field, message.into()));
    }

    /// Whether nothing is wrong.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The message by a field.
    pub fn of(&self, field: &str) -> Option<&str> {
        self.0.iter().find(|(name, _)| *name == field).map(|(_, message)| message.as_str())
    }

    /// Whether something is wrong with a field.
    pub fn has(&self, field: &str) -> bool {
        self.of(field).is_some()
    }

    /// All messages, for the summary above the form.
    pub fn iter(&self) -> impl Iterator<Item = &(&'static str, String)> {
        self.0.iter()
    }

    /// One line of text between 1 and `limit` characters, trimmed; adds a message otherwise.
    pub fn required(&mut self, lang: Lang, field: &'static str, typed: &str, limit: usize) -> String {
        if typed.trim().is_empty() {
            self.add(field, lang.t(missing(field)));
        }
        self.line(lang, field, typed, limit)
    }

    /// One line of text of at most `limit` characters, trimmed. Spaces become single ones;
    /// no-break spaces stay. Characters are left out that would reverse the direction of the text
    /// after them in a list, a subject or a title.
    pub fn line(&mut self, lang: Lang, field: &'static str, typed: &str, limit: usize) -> String {
        let breaks = |c: char| c.is_whitespace() && !matches!(c, '\u{a0}' | '\u{202f}' | '\u{2007}');
        let typed = typed.replace(|c: char| !breaks(c) && (c.is_control() || turns_direction(c)), "");
        let words: Vec<_> = typed.trim().split(breaks).filter(|it| !it.is_empty()).collect();
        let line = words.join(" ");
        self.within(lang, field, &line, limit);
        line
    }

    /// Several lines of at most `limit` characters; line ends become `\n`.
    pub fn lines(&mut self, lang: Lang, field: &'static str, typed: &str, limit: usize) -> String {
        let text = typed.replace("\r\n", "\n").replace('\r', "\n").trim().to_owned();
        self.within(lang, field, &text, limit);
        text
    }

    fn within(&mut self, lang: Lang, field: &'static str, text: &str, limit: usize) {
        let length = text.chars().count();
        if length > limit && !self.has(field) {
            self.add(field, lang.t2("error-too-long", "limit", limit, "length", length));
        }
    }
}

/// What to do about a field that was left empty.
fn missing(field: &str) -> &'static str {
    match field {
        "title" => "error-required-title",
        "day" => "error-required-day",
        "markdown" | "text" => "error-required-text",
        "reason" => "error-required-reason",
        _ => "error-required",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, serde::Deserialize, PartialEq)]
    struct Typed {
        title: String,
        #[serde(default)]
        groups: Vec<String>,
    }

    #[test]
    fn repeated_fields_are_lists() {
        let typed: Typed = parse(b"title=%C3%89t%C3%A9+2024&groups=a&groups=b").unwrap();
        assert_eq!(typed, Typed { title: "Été 2024".into(), groups: vec!["a".into(), "b".into()] });
    }

    #[test]
    fn invalid_text_is_refused() {
        assert!(matches!(parse::<Typed>(b"title=%FF"), Err(Error::BadRequest(_))));
        assert!(matches!(parse::<Typed>(b"title=\xc3"), Err(Error::BadRequest(_))));
        assert!(matches!(parse::<Typed>(b"title=a%00b"), Err(Error::Unprocessable)));
        assert!(matches!(parse::<Typed>(b"other=1"), Err(Error::BadRequest(_))));
    }

    #[test]
    fn lines_are_trimmed_and_limited_in_characters() {
        let mut errors = Errors::default();
        assert_eq!(errors.required(Lang::Fr, "title", "  é\t b ", 3), "é b");
        assert_eq!(
            errors.line(Lang::Fr, "title", "\u{a0}«\u{a0}Où\u{202f}?\u{a0}»  \u{a0}", 9),
            "«\u{a0}Où\u{202f}?\u{a0}»"
        );
        assert_eq!(errors.line(Lang::Fr, "name", "\u{202e}רות\u{2069}\u{1b} \u{2067}Test\n", 8), "רות Test");
        assert!(errors.is_empty());
        errors.required(Lang::Fr, "title", " ", 3);
        assert!(errors.has("title"));
        errors.line(Lang::Fr, "place", "abcd", 3);
        assert!(errors.has("place"));
    }
}
