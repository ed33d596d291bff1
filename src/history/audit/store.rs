//! Queries on the audit trail.

use chrono::{DateTime, Utc};
use sea_orm::FromQueryResult;
use uuid::Uuid;

use crate::{
    access::{permissions::Permission, scope::Scope, visibility},
    web::{error::Result, page::Page},
};

/// How many entries a page shows.
pub const PAGE: usize = 50;

/// Who did what, and when.
#[derive(Debug, Clone, FromQueryResult)]
pub struct Entry {
    pub id: Uuid,
    pub actor: String,
    pub verb: String,
    /// None where it is a closed hearing of which the member may not know.
    pub subject: Option<String>,
    pub created_at: DateTime<Utc>,
}

impl Entry {
    /// What was done, told.
    pub fn sentence(&self, page: &Page) -> String {
        let id = format!("audit-{}", self.verb);
        let subject = self.subject.clone().unwrap_or_else(|| page.t("closed-session"));
        page.t2(&id, "actor", self.actor.as_str(), "subject", subject)
    }
}

/// The latest entries, or those before one of them; one more than a page where there are more.
pub async fn before<P: Permission>(scope: &Scope<P>, entry: Option<Uuid>) -> Result<Vec<Entry>> {
    let sql = format!(
        "select a.id, a.actor, a.verb, case when a.hearing_id in {} then null else a.subject end as subject, a.created_at
           from audit_entries a
          where a.tenant_id = $tenant
            and ($4::uuid is null or (a.created_at, a.id) < (
                select e.created_at, e.id from audit_entries e where e.tenant_id = $tenant and e.id = $4))
          order by a.created_at desc, a.id desc limit $5",
        visibility::hidden(scope)
    );
    let window = [entry.into(), (PAGE as i64 + 1).into()];
    scope.rows(&sql, visibility::reader(scope).into_iter().chain(window)).await
}
