//! The screen of the audit trail.

use actix_web::{HttpResponse, web};
use askama::Template;
use serde::Deserialize;
use uuid::Uuid;

use super::store::{self, Entry, PAGE};
use crate::{error::Result, page::Page, permissions::Manage, scope::Scope};

#[derive(Template)]
#[template(path = "audit/index.html")]
pub struct Index {
    pub page: Page,
    pub entries: Vec<Entry>,
    /// The entry after which the older ones begin, where there are any.
    pub older: Option<Uuid>,
    /// Whether these are the latest.
    pub latest: bool,
}

#[derive(Debug, Deserialize)]
pub struct Place {
    before: Option<Uuid>,
}

/// `GET /{tenant}/audit`
pub async fn index(scope: Scope<Manage>, query: web::Query<Place>) -> Result<HttpResponse> {
    let mut entries = store::before(&scope, query.before).await?;
    let has_older = entries.len() > PAGE;
    entries.truncate(PAGE);
    let older = entries.last().filter(|_| has_older).map(|it| it.id);
    let latest = query.before.is_none();
    scope.show(|page| Index { page, entries, older, latest }).await
}
