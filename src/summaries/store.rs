//! Queries on summaries and their texts.

use std::collections::HashSet;

use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, ExprTrait as _, FromQueryResult, JoinType, QueryFilter as _, QueryOrder as _,
    QuerySelect as _, RelationTrait as _, Select,
    sea_query::{Expr, Func},
};
use uuid::Uuid;

use super::{
    entity as summaries, group_entity as summary_groups,
    summary::{Summary, SummaryState},
};
use crate::{
    access::{
        permissions::Permission,
        scope::{Scope, TenantTransaction, Written},
        visibility::{lock_hearing, organises},
    },
    clock,
    directory::bodies::{body::BodyKind, entity as bodies},
    hearings::{entity as hearings, hearing::Hearing},
    history::{
        change::ChangeKind,
        recording::{About, Change},
    },
    members::entity as members,
    record::entity as turns,
    series::entity as series,
    web::error::{Error, Result},
};

const CREATOR: &str = "creator";
const APPROVER: &str = "approver";
const SENDER: &str = "sender";

/// The columns of [`Summary`] without its text.
fn select<P: Permission>(scope: &Scope<P>) -> Select<summaries::Entity> {
    scope
        .visible::<summaries::Entity>()
        .join(JoinType::InnerJoin, summaries::Relation::Hearings.def())
        .join(JoinType::InnerJoin, hearings::Relation::Series.def())
        .join_as(JoinType::InnerJoin, summaries::Relation::Creator.def(), CREATOR)
        .join_as(JoinType::LeftJoin, summaries::Relation::Approver.def(), APPROVER)
        .join_as(JoinType::LeftJoin, summaries::Relation::Sender.def(), SENDER)
        .select_only()
        .columns([
            summaries::Column::Id,
            summaries::Column::HearingId,
            summaries::Column::Title,
            summaries::Column::State,
            summaries::Column::Version,
            summaries::Column::CreatedAt,
            summaries::Column::ApprovedAt,
            summaries::Column::SentAt,
        ])
        .column_as(series::Column::Slug, "series_slug")
        .column_as(series::Column::Title, "series_title")
        .column_as(hearings::Column::Number, "hearing_number")
        .column_as(hearings::Column::Title, "hearing_title")
        .column_as(hearings::Column::Day, "hearing_day")
        .tbl_col_as((CREATOR, members::Column::Name), "created_by")
        .tbl_col_as((APPROVER, members::Column::Name), "approved_by")
        .tbl_col_as((SENDER, members::Column::Name), "sent_by")
        .expr_as(hearings::COLUMN.closed.eq(true).or(summaries::COLUMN.closed.eq(true)), "closed")
        .expr_as(organises(&scope.reader(), series::Column::Id.into_expr()), "organiser")
}

/// The summaries that the member may see, the latest first, without their texts.
pub async fn all<P: Permission>(scope: &Scope<P>) -> Result<Vec<Summary>> {
    let at = [summaries::Column::SentAt, summaries::Column::CreatedAt].map(ColumnTrait::into_expr);
    let summaries = select(scope)
        .expr_as(Expr::value(""), "markdown")
        .order_by_desc(Expr::from(Func::coalesce(at)))
        .order_by_asc(summaries::Column::Id);
    Ok(summaries.into_model().all(scope.db()).await?)
}

/// A summary for which the member has `P`.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Forbidden`].
pub async fn find<P: Permission>(scope: &Scope<P>, id: Uuid) -> Result<Summary> {
    let summary = select(scope).column(summaries::Column::Markdown).filter(summaries::COLUMN.id.eq(id));
    let summary = summary.into_model::<Summary>().one(scope.db()).await?.ok_or(Error::NotFound)?;
    let standing = summary.standing();
    scope.authorize(summary, standing)
}

/// The numbers of the turns of a hearing, for the links of citations.
pub async fn turns(tenant: &TenantTransaction, hearing_id: Uuid) -> Result<HashSet<i32>> {
    #[expect(clippy::disallowed_methods, reason = "the numbers of turns are not closed")]
    let turns = tenant.find_unrestricted::<turns::Entity>().filter(turns::COLUMN.hearing_id.eq(hearing_id));
    let numbers: Vec<i32> =
        turns.select_only().column(turns::Column::Number).into_tuple().all(tenant.db()).await?;
    Ok(numbers.into_iter().collect())
}

/// The checked form of a summary.
#[derive(Debug)]
pub struct NewSummary {
    pub id: Uuid,
    pub title: String,
    pub markdown: String,
    pub groups: Vec<Uuid>,
}

/// Inserts a summary. Whether it is new: a form sent twice inserts one.
///
/// # Errors
/// [`Error::Conflict`] if another hearing has a summary of this id.
pub async fn insert<P: Permission>(scope: &Scope<P>, hearing: &Hearing, new: &NewSummary) -> Result<bool> {
    let closed = lock_hearing(scope, hearing.id).await?;
    let row = summaries::ActiveModel {
        hearing_id: Set(hearing.id),
        title: Set(new.title.clone()),
        markdown: Set(new.markdown.clone()),
        created_by: Set(scope.member.id),
        closed: Set(closed),
        ..Default::default()
    };
    let about = About::hearing(hearing.id, &new.title);
    let change = scope.record_of(about, ChangeKind::SummaryCreated, "").await?;
    if change.insert::<summaries::Entity>(scope, new.id, row).await? {
        set_groups(scope, change, new.id, &new.groups).await?;
        return Ok(true);
    }
    let twin = scope.parts_of::<summaries::Entity, _>(hearing).filter(summaries::COLUMN.id.eq(new.id));
    match twin.one(scope.db()).await? {
        Some(_) => Ok(false),
        None => Err(Error::Conflict),
    }
}

/// The summary is locked: the change has inserted or updated its row.
async fn set_groups<P: Permission>(
    scope: &Scope<P>,
    change: Change,
    id: Uuid,
    groups: &[Uuid],
) -> Result<()> {
    #[expect(clippy::disallowed_methods, reason = "of a summary that the caller found or inserted")]
    let present = scope.find_unrestricted::<summary_groups::Entity>();
    let present = present.filter(summary_groups::COLUMN.summary_id.eq(id)).all(scope.db()).await?;
    for row in present.iter().filter(|it| !groups.contains(&it.body_id)) {
        change.delete::<summary_groups::Entity>(scope, row.id, row.version).await?;
    }
    let is_new = |body: &&Uuid| present.iter().all(|it| it.body_id != **body);
    let rows = groups.iter().filter(is_new).map(|body| {
        let row =
            summary_groups::ActiveModel { summary_id: Set(id), body_id: Set(*body), ..Default::default() };
        (Uuid::now_v7(), row)
    });
    change.insert_many::<summary_groups::Entity>(scope, rows).await
}

/// Locks a summary and its hearing: nobody changes the one or closes the other before the
/// transaction ends.
pub async fn lock<P: Permission>(scope: &Scope<P>, summary: &Summary) -> Result<summaries::Model> {
    lock_hearing(scope, summary.hearing_id).await?;
    #[expect(clippy::disallowed_methods, reason = "the caller found the summary; this locks it")]
    let summaries = scope.find_unrestricted::<summaries::Entity>();
    let summary = summaries.filter(summaries::COLUMN.id.eq(summary.id)).lock_exclusive();
    summary.one(scope.db()).await?.ok_or(Error::NotFound)
}

/// The result of a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SummaryUpdate {
    Saved,
    /// Saved. The approval was for the former text and is withdrawn.
    ApprovalWithdrawn,
    Unchanged,
    /// Someone else changed the summary before.
    Stale,
}

/// Replaces the text of `version`, which stays as a revision.
pub async fn update<P: Permission>(
    scope: &Scope<P>,
    summary: &Summary,
    version: i32,
    new: &NewSummary,
) -> Result<SummaryUpdate> {
    let former = lock(scope, summary).await?;
    if former.state == SummaryState::Sent {
        return Err(Error::Conflict);
    }
    if former.version != version {
        return Ok(SummaryUpdate::Stale);
    }
    let groups: HashSet<Uuid> = groups(scope, summary).await?.into_iter().collect();
    let is_same_text = (&former.title, &former.markdown) == (&new.title, &new.markdown);
    if is_same_text && groups == new.groups.iter().copied().collect() {
        return Ok(SummaryUpdate::Unchanged);
    }
    let about = About::hearing(summary.hearing_id, &new.title);
    let change = scope.record_of(about, ChangeKind::SummaryChanged, "").await?;
    let to = summaries::ActiveModel {
        title: Set(new.title.clone()),
        markdown: Set(new.markdown.clone()),
        state: Set(SummaryState::Draft),
        approved_by: Set(None),
        approved_at: Set(None),
        ..Default::default()
    };
    if change.update::<summaries::Entity>(scope, summary.id, version, to).await? == Written::Stale {
        return Ok(SummaryUpdate::Stale);
    }
    set_groups(scope, change, summary.id, &new.groups).await?;
    Ok(match former.state {
        SummaryState::Approved => SummaryUpdate::ApprovalWithdrawn,
        SummaryState::Draft | SummaryState::Sent => SummaryUpdate::Saved,
    })
}

/// Approves the text of `version`. Whether the draft had that version.
pub async fn approve<P: Permission>(scope: &Scope<P>, summary: &Summary, version: i32) -> Result<bool> {
    let change = scope.record_of(summary.about(), ChangeKind::SummaryApproved, "").await?;
    let to = summaries::ActiveModel {
        state: Set(SummaryState::Approved),
        approved_by: Set(Some(scope.member.id)),
        approved_at: Set(Some(clock::now())),
        ..Default::default()
    };
    Ok(change.update::<summaries::Entity>(scope, summary.id, version, to).await? == Written::Updated)
}

/// Makes an approved summary a draft again.
///
/// # Errors
/// [`Error::Conflict`] if someone else changed or sent it meanwhile.
pub async fn withdraw_approval<P: Permission>(scope: &Scope<P>, summary: &Summary) -> Result<()> {
    let change = scope.record_of(summary.about(), ChangeKind::SummaryApprovalWithdrawn, "").await?;
    let to = summaries::ActiveModel {
        state: Set(SummaryState::Draft),
        approved_by: Set(None),
        approved_at: Set(None),
        ..Default::default()
    };
    match change.update::<summaries::Entity>(scope, summary.id, summary.version, to).await? {
        Written::Updated => Ok(()),
        Written::Stale => Err(Error::Conflict),
    }
}

/// A political group to choose.
#[derive(Debug, Clone, FromQueryResult)]
pub struct Group {
    pub id: Uuid,
    pub name: String,
    pub colour: Option<i16>,
}

/// All political groups, by name.
pub async fn political_groups<P: Permission>(scope: &Scope<P>) -> Result<Vec<Group>> {
    let groups = scope
        .find::<bodies::Entity>()
        .filter(bodies::Column::Kind.eq(BodyKind::PoliticalGroup))
        .order_by_asc(bodies::Column::Name);
    Ok(groups.into_model().all(scope.db()).await?)
}

/// The groups that a summary is for.
pub async fn groups<P: Permission>(scope: &Scope<P>, summary: &Summary) -> Result<Vec<Uuid>> {
    let groups = scope.parts_of::<summary_groups::Entity, _>(summary);
    let ids = groups.select_only().column(summary_groups::Column::BodyId);
    Ok(ids.into_tuple().all(scope.db()).await?)
}
