//! The screen of the audit trail.

use actix_web::{HttpResponse, web};
use askama::Template;
use serde::Deserialize;
use uuid::Uuid;

use super::store::{self, Entry, PAGE};
use crate::{
    access::{permissions::Manage, scope::Scope},
    web::{error::Result, page::Page},
};

#[derive(Template)]
#[template(path = "history/audit.html")]
pub struct Index {
    pub page: Page,
    pub entries: Vec<Entry>,
    /// The entry after which the older ones begin, where there are any.
    pub older: Option<Uuid>,
    /// Whether these are the latest.
    pub latest: bool,
}

#[derive(Debug, Deserialize)]
pub struct AuditQuery {
    before: Option<Uuid>,
}

/// `GET /{tenant}/audit`
pub async fn index(scope: Scope<Manage>, query: web::Query<AuditQuery>) -> Result<HttpResponse> {
    let mut entries = store::before(&scope, query.before).await?;
    let has_older = entries.len() > PAGE;
    entries.truncate(PAGE);
    let older = entries.last().filter(|_| has_older).map(|it| it.id);
    let latest = query.before.is_none();
    scope.render(|page| Index { page, entries, older, latest })
}
