//! The tasks of an organiser: summaries and records, and the step that each needs.

use chrono::NaiveDate;
use sea_orm::{
    ColumnTrait as _, Condition, ExprTrait as _, FromQueryResult, JoinType, QueryFilter as _,
    QueryOrder as _, QuerySelect as _, QueryTrait as _, RelationTrait as _,
    sea_query::{Expr, SelectStatement},
};
use uuid::Uuid;

use super::store::FEW;
use crate::{
    access::{
        permissions::{
            ApproveRecords, ApproveSummaries, EditHearings, Permission, PublishRecords, Standing,
            WriteSummaries,
        },
        scope::Scope,
        visibility::organises,
    },
    hearings::{
        entity as hearings,
        hearing::{self, HearingState},
    },
    history::{change::ChangeKind, entity as changes},
    record::entity as turns,
    series::entity as series,
    summaries::{entity as summaries, summary::SummaryState},
    web::error::Result,
    words::words,
};

words! {
    /// The step that a hearing or a summary needs.
    pub enum TaskKind("task") {
        Approve = "approve",
        Send = "send",
        /// A record that is in review.
        Settle = "settle",
        /// A record that is approved.
        Publish = "publish",
        Finish = "finish",
        Import = "import",
        Hold = "hold",
    }
}

/// Something that waits for an organiser.
#[derive(Debug, Clone)]
pub struct Task {
    pub kind: TaskKind,
    pub id: Uuid,
    pub series_slug: String,
    pub number: i32,
    pub title: String,
    pub day: NaiveDate,
}

impl Task {
    /// Inside the tenant.
    pub fn path(&self) -> String {
        match self.kind {
            TaskKind::Approve | TaskKind::Send => format!("/summaries/{}", self.id),
            _ => hearing::path(&self.series_slug, self.number),
        }
    }
}

/// Summaries to approve or to send and records to finish, to approve or to publish, of the series
/// that the member organises; only what the member may do, the oldest first.
pub async fn all<P: Permission>(scope: &Scope<P>) -> Result<Vec<Task>> {
    let mut tasks = of_summaries(scope).await?;
    tasks.extend(of_hearings(scope).await?);
    tasks.sort_by_key(|it| (it.day, it.id));
    tasks.truncate(FEW as usize);
    Ok(tasks)
}

#[derive(FromQueryResult)]
struct WaitingSummary {
    id: Uuid,
    title: String,
    state: SummaryState,
    series_slug: String,
    number: i32,
    day: NaiveDate,
}

async fn of_summaries<P: Permission>(scope: &Scope<P>) -> Result<Vec<Task>> {
    let organiser = Standing::organiser(true);
    let waiting = [
        (SummaryState::Draft, scope.may::<ApproveSummaries>(organiser)),
        (SummaryState::Approved, scope.may::<WriteSummaries>(organiser)),
    ];
    let states: Vec<SummaryState> = waiting.into_iter().filter(|it| it.1).map(|it| it.0).collect();
    if states.is_empty() {
        return Ok(Vec::new());
    }
    let summaries: Vec<WaitingSummary> = scope
        .visible::<summaries::Entity>()
        .select_only()
        .columns([summaries::Column::Id, summaries::Column::Title, summaries::Column::State])
        .columns([hearings::Column::Number, hearings::Column::Day])
        .column_as(series::Column::Slug, "series_slug")
        .join(JoinType::InnerJoin, summaries::Relation::Hearings.def())
        .join(JoinType::InnerJoin, hearings::Relation::Series.def())
        .filter(summaries::Column::State.is_in(states))
        .filter(organises(&scope.reader(), hearings::Column::SeriesId.into_expr()))
        .order_by_asc(hearings::Column::Day)
        .order_by_asc(summaries::Column::Id)
        .limit(FEW)
        .into_model()
        .all(scope.db())
        .await?;
    let task = |it: WaitingSummary| Task {
        kind: if it.state == SummaryState::Draft { TaskKind::Approve } else { TaskKind::Send },
        id: it.id,
        series_slug: it.series_slug,
        number: it.number,
        title: it.title,
        day: it.day,
    };
    Ok(summaries.into_iter().map(task).collect())
}

#[derive(FromQueryResult)]
struct WaitingHearing {
    id: Uuid,
    title: String,
    state: HearingState,
    has_turns: bool,
    series_slug: String,
    number: i32,
    day: NaiveDate,
}

impl WaitingHearing {
    fn task(self) -> Task {
        let kind = match self.state {
            HearingState::Planned => TaskKind::Hold,
            HearingState::InReview => TaskKind::Settle,
            HearingState::Approved => TaskKind::Publish,
            _ if self.has_turns => TaskKind::Finish,
            _ => TaskKind::Import,
        };
        let Self { id, series_slug, number, title, day, .. } = self;
        Task { kind, id, series_slug, number, title, day }
    }
}

async fn of_hearings<P: Permission>(scope: &Scope<P>) -> Result<Vec<Task>> {
    let has_turns = scope.visible_in_hearing::<turns::Entity>().select_only().expr(Expr::value(1));
    let hearings: Vec<WaitingHearing> = scope
        .visible::<hearings::Entity>()
        .select_only()
        .columns([
            hearings::Column::Id,
            hearings::Column::Title,
            hearings::Column::State,
            hearings::Column::Number,
            hearings::Column::Day,
        ])
        .column_as(series::Column::Slug, "series_slug")
        .expr_as(Expr::exists(has_turns.into_query()), "has_turns")
        .join(JoinType::InnerJoin, hearings::Relation::Series.def())
        .filter(organises(&scope.reader(), hearings::Column::SeriesId.into_expr()))
        .filter(waiting(scope))
        .order_by_asc(hearings::Column::Day)
        .order_by_asc(hearings::Column::Id)
        .limit(FEW)
        .into_model()
        .all(scope.db())
        .await?;
    Ok(hearings.into_iter().map(WaitingHearing::task).collect())
}

/// Whether the hearing waits for a step that the member may take.
fn waiting<P: Permission>(scope: &Scope<P>) -> Condition {
    let organiser = Standing::organiser(true);
    let state = |state: HearingState| Condition::all().add(hearings::COLUMN.state.eq(state));
    let mut waiting = Condition::any();
    if scope.may::<EditHearings>(organiser) {
        let past = state(HearingState::Planned).add(hearings::COLUMN.day.lt(scope.page().today));
        waiting = waiting.add(state(HearingState::Held)).add(past);
    }
    if scope.may::<ApproveRecords>(organiser) {
        waiting = waiting.add(state(HearingState::InReview).add(is_not_withdrawn(scope)));
    }
    if scope.may::<PublishRecords>(organiser) {
        waiting = waiting.add(state(HearingState::Approved).add(is_not_withdrawn(scope)));
    }
    waiting
}

/// Whether the last step of the record was not a withdrawal: a withdrawn record is not a task.
fn is_not_withdrawn<P: Permission>(scope: &Scope<P>) -> Condition {
    let withdrawals = [ChangeKind::Withdrawal.code(), ChangeKind::PublicationWithdrawal.code()];
    Condition::any()
        .add(Expr::from(last_step(scope)).is_null())
        .add(Expr::from(last_step(scope)).is_not_in(withdrawals))
}

fn last_step<P: Permission>(scope: &Scope<P>) -> SelectStatement {
    let steps = [
        ChangeKind::Review,
        ChangeKind::Approval,
        ChangeKind::Publication,
        ChangeKind::Withdrawal,
        ChangeKind::PublicationWithdrawal,
    ];
    scope
        .parts_of_hearing::<changes::Entity>()
        .select_only()
        .column(changes::Column::Kind)
        .filter(changes::Column::Kind.is_in(steps.map(ChangeKind::code)))
        .order_by_desc(changes::Column::Id)
        .limit(1)
        .into_query()
}
