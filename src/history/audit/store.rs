//! Queries on the audit trail.

use chrono::{DateTime, Utc};
use sea_orm::FromQueryResult;
use uuid::Uuid;

use crate::{
    access::{permissions::Permission, scope::Scope, visibility},
    history::change::ChangeKind,
    web::{error::Result, page::Page},
};

/// How many entries a page shows.
pub const PAGE: usize = 50;

/// Who changed what, and when.
#[derive(Debug, Clone, FromQueryResult)]
pub struct Entry {
    pub id: Uuid,
    /// None for a guest of a closed hearing of which the member may not know.
    pub actor: Option<String>,
    pub kind: ChangeKind,
    /// None for a closed hearing of which the member may not know.
    pub subject: Option<String>,
    pub created_at: DateTime<Utc>,
}

impl Entry {
    /// What was changed, as a sentence.
    pub fn sentence(&self, page: &Page) -> String {
        let id = format!("audit-{}", self.kind.code());
        let actor = self.actor.clone().unwrap_or_else(|| page.t("audit-guest"));
        let subject = self.subject.clone().unwrap_or_else(|| page.t("closed-session"));
        page.t2(&id, "actor", actor, "subject", subject)
    }
}

/// The latest entries, or those before one of them; one more than a page where there are more.
pub async fn before<P: Permission>(scope: &Scope<P>, entry: Option<Uuid>) -> Result<Vec<Entry>> {
    let sql = format!(
        "select c.id, c.kind, c.created_at,
                case when c.hearing_id in {hidden} and c.member_id is null and c.guest_id is not null
                     then null else c.actor end as actor,
                case when c.hearing_id in {hidden} then null else c.subject end as subject
           from changes c
          where c.tenant_id = $tenant
            and ($4::uuid is null or (c.created_at, c.id) < (
                select e.created_at, e.id from changes e where e.tenant_id = $tenant and e.id = $4))
          order by c.created_at desc, c.id desc limit $5",
        hidden = visibility::hidden(scope)
    );
    let window = [entry.into(), (PAGE as i64 + 1).into()];
    scope.rows(&sql, visibility::reader(scope).into_iter().chain(window)).await
}
