//! Queries on summaries and their texts.

use std::collections::HashSet;

use sea_orm::FromQueryResult;
use uuid::Uuid;

use super::summary::{Revision, Summary, SummaryState};
use crate::{
    access::{
        permissions::Permission,
        scope::{Scope, TenantTransaction},
        visibility::{reader, unless},
    },
    clock,
    series::store::ORGANISER,
    web::error::{Error, Result},
};

/// Columns of [`Summary`], of those that the member may see: an organiser all,
/// others what was sent to their body, unless it was written in closed session
/// and they were not there.
fn select<P: Permission>(scope: &Scope<P>, markdown: &str, narrowed: &str) -> String {
    let open = unless(scope.member.role, scope.member.manager, "(h.closed or u.closed)");
    format!(
        "select u.id, u.hearing_id, s.slug as series_slug, s.title as series_title,
                h.number as hearing_number, h.title as hearing_title, h.day as hearing_day,
                u.title, {markdown} as markdown, u.state, u.version, c.name as created_by, u.created_at,
                a.name as approved_by, u.approved_at, m.name as sent_by, u.sent_at, {ORGANISER} as organiser,
                h.closed or u.closed as closed
           from summaries u
           join hearings h on h.tenant_id = $tenant and h.id = u.hearing_id
           join series s on s.tenant_id = $tenant and s.id = h.series_id
           join members c on c.tenant_id = $tenant and c.id = u.created_by
           left join members a on a.tenant_id = $tenant and a.id = u.approved_by
           left join members m on m.tenant_id = $tenant and m.id = u.sent_by
          where u.tenant_id = $tenant and {open} and ({ORGANISER} or (u.state = 'sent' and exists (
                select from editions e
                 where e.tenant_id = $tenant and e.summary_id = u.id and e.body_id = $2))) {narrowed}"
    )
}

/// What the member may see, the latest first.
pub async fn all<P: Permission>(scope: &Scope<P>) -> Result<Vec<Summary>> {
    let sql = select(scope, "''", "order by coalesce(u.sent_at, u.created_at) desc, u.id");
    scope.rows(&sql, reader(scope)).await
}

/// A summary that the member may act on as `P` says.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Forbidden`].
pub async fn find<P: Permission>(scope: &Scope<P>, id: Uuid) -> Result<Summary> {
    let sql = select(scope, "u.markdown", "and u.id = $4");
    let found: Option<Summary> = scope.row(&sql, reader(scope).into_iter().chain([id.into()])).await?;
    let summary = found.ok_or(Error::NotFound)?;
    let standing = summary.standing();
    scope.authorize(summary, standing)
}

/// The numbers of the turns of a hearing's record.
pub async fn turns(tenant: &TenantTransaction, hearing_id: Uuid) -> Result<HashSet<i32>> {
    let sql = "select number from turns where tenant_id = $tenant and hearing_id = $1";
    Ok(tenant.values(sql, [hearing_id.into()]).await?.into_iter().collect())
}

/// What a summary is made of, checked.
#[derive(Debug)]
pub struct NewSummary {
    pub id: Uuid,
    pub title: String,
    pub markdown: String,
    pub groups: Vec<Uuid>,
}

/// Keeps a new summary; whether it is new. The same form sent twice makes one.
///
/// # Errors
/// [`Error::Conflict`] where the id is that of another hearing's summary.
pub async fn insert<P: Permission>(scope: &Scope<P>, hearing_id: Uuid, new: &NewSummary) -> Result<bool> {
    let values = [
        new.id.into(),
        hearing_id.into(),
        new.title.clone().into(),
        new.markdown.clone().into(),
        scope.member.id.into(),
    ];
    let inserted = scope
        .execute(
            "insert into summaries (tenant_id, id, hearing_id, title, markdown, created_by, closed)
             select $tenant, $1, $2, $3, $4, $5, h.closed from hearings h where h.tenant_id = $tenant and h.id = $2
             on conflict do nothing",
            values,
        )
        .await?;
    if inserted == 1 {
        set_groups(scope, new.id, &new.groups).await?;
        return Ok(true);
    }
    let twin = scope
        .execute(
            "select from summaries where tenant_id = $tenant and id = $1 and hearing_id = $2",
            [new.id.into(), hearing_id.into()],
        )
        .await?;
    if twin == 1 { Ok(false) } else { Err(Error::Conflict) }
}

async fn set_groups<P: Permission>(scope: &Scope<P>, id: Uuid, groups: &[Uuid]) -> Result<()> {
    scope
        .execute("delete from summary_groups where tenant_id = $tenant and summary_id = $1", [id.into()])
        .await?;
    scope
        .execute(
            "insert into summary_groups (tenant_id, summary_id, body_id)
             select $tenant, $1, unnest($2::uuid[]) on conflict do nothing",
            [id.into(), groups.to_vec().into()],
        )
        .await?;
    Ok(())
}

/// A summary's text and state, held until the transaction ends.
#[derive(Debug, FromQueryResult)]
pub struct Held {
    pub title: String,
    pub markdown: String,
    pub state: SummaryState,
    pub version: i32,
}

/// Lets nobody else change the summary, or close its hearing, before this transaction ends.
pub async fn hold<P: Permission>(scope: &Scope<P>, id: Uuid) -> Result<Held> {
    let sql = "select from hearings where tenant_id = $tenant and id = (
                select hearing_id from summaries where tenant_id = $tenant and id = $1) for share";
    scope.execute(sql, [id.into()]).await?;
    let held = scope
        .row(
            "select title, markdown, state, version from summaries
              where tenant_id = $tenant and id = $1 for update",
            [id.into()],
        )
        .await?;
    held.ok_or(Error::NotFound)
}

/// What became of a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SummaryUpdate {
    Kept,
    /// Kept; the approval was for the former text and is taken back.
    ApprovalTakenBack,
    /// Nothing is new in it.
    Nothing,
    /// Someone else was faster.
    Stale,
}

/// Puts a new text in the place of the one of `version`, which is kept as a revision.
pub async fn update<P: Permission>(
    scope: &Scope<P>,
    version: i32,
    new: &NewSummary,
) -> Result<SummaryUpdate> {
    let held = hold(scope, new.id).await?;
    if held.state == SummaryState::Sent {
        return Err(Error::Conflict);
    }
    if held.version != version {
        return Ok(SummaryUpdate::Stale);
    }
    let mut former_groups = groups(scope, new.id).await?;
    let mut groups = new.groups.clone();
    former_groups.sort_unstable();
    groups.sort_unstable();
    if held.title == new.title && held.markdown == new.markdown && former_groups == groups {
        return Ok(SummaryUpdate::Nothing);
    }
    keep_revision(scope, new.id, &held).await?;
    scope
        .execute(
            "update summaries u set title = $2, markdown = $3, version = version + 1,
                    closed = closed or (select h.closed from hearings h where h.tenant_id = $tenant and h.id = u.hearing_id),
                    state = 'draft', approved_by = null, approved_at = null
              where tenant_id = $tenant and id = $1",
            [new.id.into(), new.title.clone().into(), new.markdown.clone().into()],
        )
        .await?;
    set_groups(scope, new.id, &new.groups).await?;
    Ok(if held.state == SummaryState::Approved {
        SummaryUpdate::ApprovalTakenBack
    } else {
        SummaryUpdate::Kept
    })
}

async fn keep_revision<P: Permission>(scope: &Scope<P>, id: Uuid, former: &Held) -> Result<()> {
    let values = [
        Uuid::now_v7().into(),
        id.into(),
        former.version.into(),
        former.title.clone().into(),
        former.markdown.clone().into(),
        scope.member.id.into(),
    ];
    scope
        .execute(
            "insert into summary_revisions (tenant_id, id, summary_id, version, title, markdown, member_id)
             values ($tenant, $1, $2, $3, $4, $5, $6)",
            values,
        )
        .await?;
    Ok(())
}

/// The texts that a summary has had before, the latest first.
pub async fn revisions<P: Permission>(scope: &Scope<P>, id: Uuid) -> Result<Vec<Revision>> {
    scope
        .rows(
            "select r.version, r.title, r.markdown, m.name as replaced_by, r.created_at as replaced_at
               from summary_revisions r join members m on m.tenant_id = $tenant and m.id = r.member_id
              where r.tenant_id = $tenant and r.summary_id = $1
              order by r.version desc limit 50",
            [id.into()],
        )
        .await
}

/// Approves the text of `version`. Whether it was still that one, and a draft.
pub async fn approve<P: Permission>(scope: &Scope<P>, id: Uuid, version: i32) -> Result<bool> {
    let approved = scope
        .execute(
            "update summaries set state = 'approved', approved_by = $3, approved_at = $4
              where tenant_id = $tenant and id = $1 and version = $2 and state = 'draft'",
            [id.into(), version.into(), scope.member.id.into(), clock::now().into()],
        )
        .await?;
    Ok(approved == 1)
}

/// Takes an approval back, unless the summary has left; whether it was taken.
pub async fn withdraw_approval<P: Permission>(scope: &Scope<P>, id: Uuid) -> Result<bool> {
    let withdrawn = scope
        .execute(
            "update summaries set state = 'draft', approved_by = null, approved_at = null
              where tenant_id = $tenant and id = $1 and state = 'approved'",
            [id.into()],
        )
        .await?;
    Ok(withdrawn == 1)
}

/// A political group to choose.
#[derive(Debug, Clone, FromQueryResult)]
pub struct Group {
    pub id: Uuid,
    pub name: String,
    pub colour: Option<i16>,
}

/// Every political group, by name.
pub async fn political_groups<P: Permission>(scope: &Scope<P>) -> Result<Vec<Group>> {
    scope
        .rows(
            "select id, name, colour from bodies where tenant_id = $tenant and kind = 'political_group'
              order by name collate \"fr-x-icu\"",
            [],
        )
        .await
}

/// The groups that a summary is meant for.
pub async fn groups<P: Permission>(scope: &Scope<P>, id: Uuid) -> Result<Vec<Uuid>> {
    let sql = "select body_id from summary_groups where tenant_id = $tenant and summary_id = $1";
    scope.values(sql, [id.into()]).await
}
