//! Closing a whole hearing to those who were not present, and opening it again, before its
//! approval. Each is a change in the history.

use actix_web::web;
use sea_orm::{
    ActiveValue::Set, ColumnTrait as _, Condition, QueryFilter as _, QuerySelect as _, QueryTrait as _,
    sea_query::Expr,
};

use super::{entity as hearings, hearing::Hearing, store};
use crate::{
    access::{
        permissions::{EditHearings, Permission},
        scope::{Redirect, Scope, Written},
    },
    actions::entity as actions,
    clock,
    history::{change::ChangeKind, recording::Change},
    mail::{delivery::DeliveryState, entity as deliveries},
    summaries::{edition_entity as editions, entity as summaries},
    web::{
        error::{Error, Result},
        paths::HearingPath,
    },
};

/// `POST …/hearings/{number}/closed-session`
pub async fn close(scope: Scope<EditHearings>, path: web::Path<HearingPath>) -> Result<Redirect> {
    let hearing = store::find(&scope, &path.series, path.number).await?;
    if hearing.closed {
        return scope.redirect_unchanged(hearing.path(), "done-hearing-closed");
    }
    let change = set(&scope, &hearing, ChangeKind::ClosedSession).await?;
    withhold(&scope, &hearing).await?;
    scope.commit_and_offer_undo(hearing.path(), "done-hearing-closed", change.undo_path()).await
}

/// `POST …/hearings/{number}/closed-session/lifting`: turns and documents that are closed by themselves stay so.
pub async fn lift(scope: Scope<EditHearings>, path: web::Path<HearingPath>) -> Result<Redirect> {
    let hearing = store::find(&scope, &path.series, path.number).await?;
    if !hearing.closed {
        return scope.redirect_unchanged(hearing.path(), "done-hearing-opened");
    }
    let change = set(&scope, &hearing, ChangeKind::ClosedSessionLifting).await?;
    scope.commit_and_offer_undo(hearing.path(), "done-hearing-opened", change.undo_path()).await
}

async fn set(scope: &Scope<EditHearings>, hearing: &Hearing, kind: ChangeKind) -> Result<Change> {
    let change = Change::begin(scope, hearing, kind).await?;
    let closed = kind == ChangeKind::ClosedSession;
    let to = hearings::ActiveModel { closed: Set(closed), ..Default::default() };
    match change.update::<hearings::Entity>(scope, hearing.id, hearing.version, to).await? {
        Written::Updated => Ok(change),
        Written::Stale => Err(Error::Conflict),
    }
}

/// Withholds messages about the hearing that are not sent yet: they were written for everyone.
/// Messages of the correction round are still sent, because its guests were present.
pub async fn withhold<P: Permission>(scope: &Scope<P>, hearing: &Hearing) -> Result<()> {
    let summaries =
        scope.parts_of::<summaries::Entity, _>(hearing).select_only().column(summaries::Column::Id);
    #[expect(clippy::disallowed_methods, reason = "no member of the authority is sent what is closed now")]
    let editions = scope
        .find_unrestricted::<editions::Entity>()
        .select_only()
        .column(editions::Column::Id)
        .filter(editions::Column::SummaryId.in_subquery(summaries.into_query()));
    let actions = scope.parts_of::<actions::Entity, _>(hearing).select_only().column(actions::Column::Id);
    let about = Condition::any()
        .add(deliveries::Column::EditionId.in_subquery(editions.into_query()))
        .add(deliveries::Column::ActionId.in_subquery(actions.into_query()));
    // The mail server has the content of these: its answer decides, and they are not sent again.
    let handed_over = || {
        Condition::all()
            .add(deliveries::COLUMN.state.eq(DeliveryState::Sending))
            .add(deliveries::COLUMN.handed_over.eq(true))
    };
    let unless_handed_over = |column: deliveries::Column, value: Expr| {
        Expr::case(handed_over(), Expr::col((deliveries::Entity, column))).finally(value)
    };
    let under_way = DeliveryState::ALL.into_iter().filter(|it| it.is_under_way());
    scope
        .update_many::<deliveries::Entity>()
        .col_expr(deliveries::Column::Withheld, Expr::value(true))
        .col_expr(deliveries::Column::LastResponse, Expr::value(scope.lang().t("delivery-withheld")))
        .col_expr(
            deliveries::Column::State,
            unless_handed_over(deliveries::Column::State, Expr::value(DeliveryState::Bounced.code())).into(),
        )
        .col_expr(
            deliveries::Column::NextAttemptAt,
            unless_handed_over(deliveries::Column::NextAttemptAt, Expr::value(clock::now())).into(),
        )
        .filter(deliveries::Column::State.is_in(under_way))
        .filter(about)
        .exec(scope.db())
        .await?;
    Ok(())
}
