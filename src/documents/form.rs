//! The form of a document: as typed, and checked.

use chrono::NaiveDate;
use chrono_tz::Tz;
use serde::Deserialize;
use url::Url;
use uuid::Uuid;

use super::{
    document::{Document, DocumentKind},
    upload::Upload,
};
use crate::{
    clock,
    text::i18n::Lang,
    web::forms::{Errors, Version},
};

/// The form, as typed. `text` is pasted, for a document without a file.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct DocumentForm {
    pub id: Uuid,
    /// The version that the edit began from.
    pub version: Version,
    pub kind: String,
    pub title: String,
    pub source: String,
    pub author: String,
    pub day: String,
    pub address: String,
    pub description: String,
    pub text: String,
    pub closed: String,
}

/// The description of a document, checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Description {
    pub kind: DocumentKind,
    pub title: String,
    pub source: String,
    pub author: String,
    pub dated: Option<NaiveDate>,
    pub address: String,
    pub description: String,
    pub text: String,
    pub closed: bool,
}

/// The fields of the form that adds a document, beside the file.
pub const NAMES: [&str; 10] =
    ["id", "kind", "title", "source", "author", "day", "address", "description", "text", "closed"];

/// The longest pasted text, in characters.
const LONGEST_TEXT: usize = 1_000_000;

impl DocumentForm {
    /// The form of a new document.
    pub fn new() -> Self {
        Self { id: Uuid::now_v7(), ..Self::default() }
    }

    /// The form of a saved document, with its pasted text.
    pub fn of(document: &Document, text: String, lang: Lang) -> Self {
        Self {
            id: document.id,
            version: document.version.into(),
            kind: document.kind.code().to_owned(),
            title: document.title.clone(),
            source: document.source.clone(),
            author: document.author.clone(),
            day: document.dated.map(|day| lang.date(day)).unwrap_or_default(),
            address: document.address.clone(),
            description: document.description.clone(),
            text,
            closed: if document.closed { "true" } else { "" }.to_owned(),
        }
    }

    /// The fields of an upload. A document without a title is named after its file.
    pub fn read(upload: &mut Upload) -> Self {
        let mut take = |name: &str| upload.take(name);
        let id = take("id").parse().unwrap_or_else(|_| Uuid::now_v7());
        let mut form = Self {
            id,
            version: Version::default(),
            kind: take("kind"),
            title: take("title"),
            source: take("source"),
            author: take("author"),
            day: take("day"),
            address: take("address"),
            description: take("description"),
            text: take("text"),
            closed: take("closed"),
        };
        if let Some(file) = &upload.file
            && form.title.trim().is_empty()
        {
            let stem = file.name.rsplit_once('.').map_or(file.name.as_str(), |(stem, _)| stem);
            form.title = stem.replace('_', " ");
        }
        form
    }

    /// The description, or the errors by field.
    pub fn check(&self, lang: Lang, zone: Tz) -> Result<Description, Errors> {
        let mut errors = Errors::default();
        let kind = DocumentKind::parse(&self.kind);
        if kind.is_none() {
            errors.add("kind", lang.t("error-choose"));
        }
        let title = errors.required(lang, "title", &self.title, 300);
        let source = errors.line(lang, "source", &self.source, 300);
        let author = errors.line(lang, "author", &self.author, 300);
        let dated = errors.day(lang, "day", &self.day, clock::today(zone));
        let address = address(&mut errors, lang, &self.address);
        let description = errors.lines(lang, "description", &self.description, 5000);
        let text = errors.lines(lang, "text", &self.text, LONGEST_TEXT);
        let closed = !self.closed.is_empty();
        match kind {
            Some(kind) if errors.is_empty() => {
                Ok(Description { kind, title, source, author, dated, address, description, text, closed })
            }
            _ => Err(errors),
        }
    }
}

/// A web address, normalised; empty if none is typed.
fn address(errors: &mut Errors, lang: Lang, typed: &str) -> String {
    let line = errors.line(lang, "address", typed, 2000);
    if line.is_empty() {
        return line;
    }
    let url = Url::parse(&line).ok().filter(|it| {
        matches!(it.scheme(), "http" | "https") && it.username().is_empty() && it.password().is_none()
    });
    let url = url.map(String::from).filter(|it| it.chars().count() <= 2000);
    if url.is_none() {
        errors.add("address", lang.t("document-address-unreadable"));
    }
    url.unwrap_or_default()
}

impl Description {
    /// Whether the document has all of these values already.
    pub fn is_kept_in(&self, document: &Document, text: &str) -> bool {
        let kept = Self {
            kind: document.kind,
            title: document.title.clone(),
            source: document.source.clone(),
            author: document.author.clone(),
            dated: document.dated,
            address: document.address.clone(),
            description: document.description.clone(),
            text: text.to_owned(),
            closed: document.closed,
        };
        *self == kept
    }
}
