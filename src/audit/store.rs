//! Queries on the audit trail.

use chrono::{DateTime, Utc};
use sea_orm::FromQueryResult;
use uuid::Uuid;

use crate::{error::Result, page::Page, permissions::Permission, scope::Scope};

/// How many entries a page shows.
pub const PAGE: usize = 50;

/// Who did what, and when.
#[derive(Debug, Clone, FromQueryResult)]
pub struct Entry {
    pub id: Uuid,
    pub actor: String,
    pub verb: String,
    pub subject: String,
    pub created_at: DateTime<Utc>,
}

impl Entry {
    /// What was done, told.
    pub fn sentence(&self, page: &Page) -> String {
        let id = format!("audit-{}", self.verb);
        page.t2(&id, "actor", self.actor.as_str(), "subject", self.subject.as_str())
    }
}

/// The latest entries, or those before one of them; one more than a page where there are more.
pub async fn before<P: Permission>(scope: &Scope<P>, entry: Option<Uuid>) -> Result<Vec<Entry>> {
    scope
        .rows(
            "select id, actor, verb, subject, created_at from audit_entries
              where tenant_id = $tenant
                and ($1::uuid is null or (created_at, id) < (
                    select e.created_at, e.id from audit_entries e where e.tenant_id = $tenant and e.id = $1))
              order by created_at desc, id desc limit $2",
            [entry.into(), (PAGE as i64 + 1).into()],
        )
        .await
}
