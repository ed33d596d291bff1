//! Queries on actions.

use sea_orm::{
    ColumnTrait as _, ExprTrait as _, Iterable as _, JoinType, Order, QueryFilter as _, QueryOrder as _,
    QuerySelect, RelationTrait as _, Select,
    sea_query::{Expr, NullOrdering, SimpleExpr},
};
use uuid::Uuid;

use super::{
    action::{Action, ActionState},
    entity as actions,
};
use crate::{
    access::{
        permissions::Permission,
        scope::{Scope, TenantTransaction},
        visibility::{Reader, Visible as _, VisibleInHearing as _, in_charge, organises, reads_closed},
    },
    directory::bodies::entity as bodies,
    hearings::{entity as hearings, hearing::Hearing},
    members::entity as members,
    record::entity as turns,
    series::entity as series,
    web::error::{Error, Result},
};

const AUTHOR: &str = "author";
const ASSIGNEE: &str = "assignee";
/// The turn from which the action was made, which may be merged into another one.
const SOURCE: &str = "source";

/// The columns of [`Action`], as far as the reader may read them: the quote only if the reader may
/// read its turn.
pub fn select(actions: Select<actions::Entity>, reader: &Reader) -> Select<actions::Entity> {
    let quote = Expr::case(turns::Column::Id.is_not_null(), actions::Column::Quote.into_expr()).finally("");
    let organiser = series::Column::Id.is_not_null().and(organises(reader, series::Column::Id.into_expr()));
    join_origin(actions, reader)
        .join_as(JoinType::InnerJoin, actions::Relation::Creator.def(), AUTHOR)
        .join_as(JoinType::LeftJoin, actions::Relation::Member.def(), ASSIGNEE)
        .join(JoinType::LeftJoin, actions::Relation::Bodies.def())
        .select_only()
        .columns(actions::Column::iter().filter(|it| !matches!(it, actions::Column::Quote)))
        .tbl_col_as((AUTHOR, members::Column::Name), "author_name")
        .column_as(bodies::Column::Name, "body_name")
        .tbl_col_as((ASSIGNEE, members::Column::Name), "member_name")
        .column_as(series::Column::Slug, "origin_series_slug")
        .column_as(series::Column::Title, "origin_series_title")
        .column_as(hearings::Column::Number, "origin_number")
        .column_as(hearings::Column::Title, "origin_title")
        .expr_as(hearings::Column::Id.is_not_null().and(hearings::COLUMN.closed.eq(true)), "closed")
        .column_as(turns::Column::Number, "turn_number")
        .expr_as(quote, "quote")
        .expr_as(organiser, "organiser")
        .expr_as(in_charge(reader), "in_charge")
}

/// Joins the hearing if the reader may know of it, and the turn if the reader may read both the
/// turn and the quote. Members in charge see the action in any case.
fn join_origin(actions: Select<actions::Entity>, reader: &Reader) -> Select<actions::Entity> {
    let may_know = hearings::Entity::visible(reader);
    let hearing = actions::Relation::Hearings.def().on_condition(move |_, _| may_know.clone());
    let mut actions = actions
        .join(JoinType::LeftJoin, hearing)
        .join(JoinType::LeftJoin, hearings::Relation::Series.def())
        .join_as(JoinType::LeftJoin, actions::Relation::Turns.def(), SOURCE);
    let source = |column: turns::Column| SimpleExpr::from(Expr::col((SOURCE, column)));
    // With row-level security PostgreSQL uses no index for `id = coalesce(…)`, but one for a case.
    let is_merged = source(turns::Column::MergedInto).is_not_null();
    let merged = Expr::case(is_merged, source(turns::Column::MergedInto)).finally(source(turns::Column::Id));
    let hearing_id = Expr::col((actions::Entity, actions::Column::HearingId));
    let turn = turns::Entity::visible_in_hearing(reader)
        .add(turns::COLUMN.tenant_id.eq(reader.tenant))
        .add(turns::Column::Id.into_expr().eq(merged))
        .add(actions::COLUMN.quote_closed.eq(false).or(reads_closed(reader, hearing_id)));
    QuerySelect::query(&mut actions).join(JoinType::LeftJoin, turns::Entity, turn);
    actions
}

/// An action for which the member has `P`.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Forbidden`].
pub async fn find<P: Permission>(scope: &Scope<P>, id: Uuid) -> Result<Action> {
    let action = find_for(scope, &scope.reader(), id).await?;
    let standing = action.standing();
    scope.authorize(action, standing)
}

/// An action as any member sees it.
///
/// # Errors
/// [`Error::NotFound`].
pub(super) async fn find_for(tenant: &TenantTransaction, reader: &Reader, id: Uuid) -> Result<Action> {
    let action = tenant.visible_to::<actions::Entity>(reader).filter(actions::COLUMN.id.eq(id));
    select(action, reader).into_model().one(tenant.db()).await?.ok_or(Error::NotFound)
}

/// Locks an action: it does not change until the transaction ends.
pub async fn lock<P: Permission>(scope: &Scope<P>, id: Uuid) -> Result<()> {
    #[expect(clippy::disallowed_methods, reason = "the lock is taken before the action is read")]
    let action = scope.find_unrestricted::<actions::Entity>().filter(actions::COLUMN.id.eq(id));
    let action = action.select_only().column(actions::Column::Id).lock_exclusive();
    action.into_tuple::<Uuid>().one(scope.db()).await?;
    Ok(())
}

/// The actions that follow from a hearing: those to do by due date, then those that are done.
pub async fn of_hearing<P: Permission>(scope: &Scope<P>, hearing: &Hearing) -> Result<Vec<Action>> {
    let actions = scope
        .parts_of::<actions::Entity, _>(hearing)
        .order_by_asc(actions::COLUMN.state.eq(ActionState::Done))
        .order_by_with_nulls(actions::Column::DueOn, Order::Asc, NullOrdering::Last)
        .order_by_asc(actions::Column::CreatedAt)
        .order_by_asc(actions::Column::Id);
    Ok(select(actions, &scope.reader()).into_model().all(scope.db()).await?)
}
