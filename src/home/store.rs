//! Queries of the home page, each of a few rows.

use std::ops::Deref;

use chrono::{DateTime, Utc};
use sea_orm::{
    ColumnTrait as _, Condition, FromQueryResult, JoinType, QueryFilter as _, QueryOrder as _,
    QuerySelect as _, RelationTrait as _, Select,
};
use uuid::Uuid;

use crate::{
    access::{
        permissions::{AssignActions, EditHearings, Permission, Standing, WriteSummaries},
        scope::Scope,
        visibility::organises,
    },
    actions::{
        action::{Action, ActionState},
        entity as actions,
        store::select,
    },
    hearings::{
        entity as hearings,
        hearing::{self, HearingState},
    },
    mail::{delivery::DeliveryState, entity as deliveries},
    series::entity as series,
    summaries::{edition_entity as editions, entity as summaries},
    web::error::Result,
};

/// How many rows a list has at most.
pub(super) const FEW: u64 = 5;

/// A hearing in a list.
#[derive(Debug, Clone, FromQueryResult)]
pub struct ListedHearing {
    #[sea_orm(nested)]
    row: hearings::Model,
    pub series_slug: String,
    pub series_title: String,
}

impl Deref for ListedHearing {
    type Target = hearings::Model;

    fn deref(&self) -> &hearings::Model {
        &self.row
    }
}

impl ListedHearing {
    /// Inside the tenant.
    pub fn path(&self) -> String {
        hearing::path(&self.series_slug, self.number)
    }
}

/// Whether the authority has no series yet.
pub async fn has_no_series<P: Permission>(scope: &Scope<P>) -> Result<bool> {
    let first = scope.find::<series::Entity>().select_only().column(series::Column::Id);
    Ok(first.into_tuple::<Uuid>().one(scope.db()).await?.is_none())
}

fn hearings<P: Permission>(scope: &Scope<P>) -> Select<hearings::Entity> {
    scope
        .visible::<hearings::Entity>()
        .column_as(series::Column::Slug, "series_slug")
        .column_as(series::Column::Title, "series_title")
        .join(JoinType::InnerJoin, hearings::Relation::Series.def())
        .limit(FEW)
}

/// The next hearings.
pub async fn coming<P: Permission>(scope: &Scope<P>) -> Result<Vec<ListedHearing>> {
    let coming = hearings(scope)
        .filter(hearings::COLUMN.state.eq(HearingState::Planned))
        .filter(hearings::COLUMN.day.gte(scope.page().today))
        .order_by_asc(hearings::Column::Day)
        .order_by_asc(hearings::Column::StartsAt)
        .order_by_asc(hearings::Column::Id);
    Ok(coming.into_model().all(scope.db()).await?)
}

/// The latest hearings whose record every member may read.
pub async fn records<P: Permission>(scope: &Scope<P>) -> Result<Vec<ListedHearing>> {
    let out = HearingState::ALL.into_iter().filter(|it| it.record_is_out());
    let records = hearings(scope)
        .filter(hearings::Column::State.is_in(out))
        .order_by_desc(hearings::Column::Day)
        .order_by_asc(hearings::Column::Id);
    Ok(records.into_model().all(scope.db()).await?)
}

/// The first of the actions that are not done, the most urgent first.
async fn undone<P: Permission>(scope: &Scope<P>, actions: Select<actions::Entity>) -> Result<Vec<Action>> {
    let undone = actions
        .filter(actions::COLUMN.state.ne(ActionState::Done))
        .order_by_asc(actions::Column::DueOn)
        .order_by_asc(actions::Column::Id)
        .limit(FEW);
    Ok(undone.into_model().all(scope.db()).await?)
}

/// Actions that the member or the member's body is in charge of.
pub async fn actions<P: Permission>(scope: &Scope<P>) -> Result<Vec<Action>> {
    let mut own = Condition::any().add(actions::COLUMN.member_id.eq(scope.member.id));
    if let Some(body) = scope.member.body_id {
        own = own.add(actions::COLUMN.body_id.eq(body));
    }
    #[expect(
        clippy::disallowed_methods,
        reason = "members in charge know of an action, not of its closed hearing"
    )]
    let actions = scope.find_unrestricted::<actions::Entity>().filter(own);
    undone(scope, select(actions, &scope.reader())).await
}

/// Late actions that others are in charge of, of the series that the member organises.
pub async fn late<P: Permission>(scope: &Scope<P>) -> Result<Vec<Action>> {
    if !scope.may::<AssignActions>(Standing::organiser(true)) {
        return Ok(Vec::new());
    }
    let not = |column: actions::Column, id: Uuid| Condition::any().add(column.is_null()).add(column.ne(id));
    let mut late = select(scope.visible::<actions::Entity>(), &scope.reader())
        .filter(organises(&scope.reader(), hearings::Column::SeriesId.into_expr()))
        .filter(actions::COLUMN.due_on.lt(scope.page().today))
        .filter(not(actions::Column::MemberId, scope.member.id));
    if let Some(body) = scope.member.body_id {
        late = late.filter(not(actions::Column::BodyId, body));
    }
    undone(scope, late).await
}

/// A summary of which some messages did not arrive.
#[derive(Debug, Clone, FromQueryResult)]
pub struct Failed {
    pub id: Uuid,
    pub title: String,
    pub sent_at: Option<DateTime<Utc>>,
    /// How many messages failed.
    pub messages: i64,
}

impl Failed {
    /// Inside the tenant: where they can be sent again.
    pub fn path(&self) -> String {
        format!("/summaries/{}#deliveries", self.id)
    }
}

/// Summaries whose messages the worker has given up, of the series that the member organises,
/// if the member may send them again.
pub async fn failed<P: Permission>(scope: &Scope<P>) -> Result<Vec<Failed>> {
    if !scope.may::<WriteSummaries>(Standing::organiser(true)) {
        return Ok(Vec::new());
    }
    let failed = scope
        .visible::<deliveries::Entity>()
        .select_only()
        .columns([summaries::Column::Id, summaries::Column::Title, summaries::Column::SentAt])
        .column_as(deliveries::Column::Id.count(), "messages")
        .join(JoinType::InnerJoin, deliveries::Relation::Editions.def())
        .join(JoinType::InnerJoin, editions::Relation::Summaries.def())
        .join(JoinType::InnerJoin, summaries::Relation::Hearings.def())
        .filter(deliveries::Column::State.is_in([DeliveryState::Bounced, DeliveryState::Uncertain]))
        .filter(organises(&scope.reader(), hearings::Column::SeriesId.into_expr()))
        .group_by(summaries::Column::Id)
        .group_by(summaries::Column::Title)
        .group_by(summaries::Column::SentAt)
        .order_by_desc(summaries::Column::SentAt)
        .order_by_asc(summaries::Column::Id)
        .limit(FEW);
    Ok(failed.into_model().all(scope.db()).await?)
}

/// The slug of a series for which the member may prepare a hearing.
pub async fn own_series<P: Permission>(scope: &Scope<P>) -> Result<Option<String>> {
    if !scope.may::<EditHearings>(Standing::organiser(true)) {
        return Ok(None);
    }
    let own = scope
        .find::<series::Entity>()
        .select_only()
        .column(series::Column::Slug)
        .filter(organises(&scope.reader(), series::Column::Id.into_expr()))
        .order_by_desc(series::Column::CreatedAt)
        .order_by_asc(series::Column::Id);
    Ok(own.into_tuple().one(scope.db()).await?)
}
