//! The statement that selects hearings with everything that [`super::hearing::Hearing`] has.

use sea_orm::{
    ColumnTrait, Condition, ExprTrait as _, JoinType, QueryFilter as _, QueryOrder as _, QuerySelect,
    QueryTrait as _, RelationTrait as _, Select,
    sea_query::{Expr, Func, SelectStatement},
};

use super::entity as hearings;
use crate::{
    access::{
        permissions::Permission,
        scope::{Guarded, Scope},
        visibility::{attended, is_of_hearing, organises},
    },
    actions::entity as actions,
    documents::entity as documents,
    history::{change::ChangeKind, entity as changes},
    record::entity as turns,
    series::entity as series,
    words::is_among,
};

/// The hearings that the member may know of, with the columns of [`Hearing`].
pub(super) fn select<P: Permission>(scope: &Scope<P>) -> Select<hearings::Entity> {
    let reader = scope.reader();
    let actions = scope.parts_of_hearing::<actions::Entity>();
    let documents =
        scope.visible_in_hearing::<documents::Entity>().filter(documents::COLUMN.removed_at.is_null());
    let mut select = scope
        .visible::<hearings::Entity>()
        .column_as(series::Column::Slug, "series_slug")
        .column_as(series::Column::Title, "series_title")
        .column(series::Column::Letterhead)
        .expr_as(organises(&reader, hearings::Column::SeriesId.into_expr()), "organiser")
        .expr_as(attended(&reader, Expr::col((hearings::Entity, hearings::Column::Id))), "present")
        .expr_as(Expr::exists(any(actions)), "has_actions")
        .expr_as(Expr::exists(any(documents)), "has_documents")
        .expr_as(Expr::from(merged_turns(scope)), "merged_turns")
        .join(JoinType::InnerJoin, hearings::Relation::Series.def());
    let counts = ["turns", "unattributed", "has_sections"];
    let record = QuerySelect::query(&mut select).join_lateral(
        JoinType::InnerJoin,
        readable_turns(scope),
        "record",
        Condition::all().add(Expr::value(true)),
    );
    for count in counts {
        record.expr_as(Expr::col(("record", count)), count);
    }
    select
}

/// A sub-select that only says whether there are rows.
fn any<E: Guarded>(rows: Select<E>) -> SelectStatement {
    rows.select_only().expr(Expr::value(1)).into_query()
}

/// Counts the turns of the selected hearing that the member may read.
fn readable_turns<P: Permission>(scope: &Scope<P>) -> SelectStatement {
    let all = || Expr::col((turns::Entity, turns::Column::Id)).count();
    let of = |column: turns::Column| Expr::col((turns::Entity, column)).count();
    scope
        .visible_in_hearing::<turns::Entity>()
        .select_only()
        .expr_as(all(), "turns")
        .expr_as(all().sub(of(turns::Column::AttendanceId)), "unattributed")
        .expr_as(of(turns::Column::Section).gt(0), "has_sections")
        .into_query()
}

/// The numbers of the turns of the selected hearing that were merged into others, each with the
/// number of the turn that has its words now.
fn merged_turns<P: Permission>(scope: &Scope<P>) -> SelectStatement {
    let numbers =
        [Expr::col((turns::Entity, turns::Column::Number)), Expr::col(("target", turns::Column::Number))];
    #[expect(
        clippy::disallowed_methods,
        reason = "old links lead to merged turns: their numbers say nothing"
    )]
    let merged = scope.find_unrestricted::<turns::Entity>();
    merged
        .filter(is_of_hearing::<turns::Entity>(turns::Column::HearingId))
        .join_as(JoinType::InnerJoin, turns::Relation::Target.def(), "target")
        .select_only()
        .expr(Func::cust("json_object_agg").args(numbers))
        .into_query()
}

/// [`select`], with the changes that only the page of a hearing shows.
pub(super) fn select_with_changes<P: Permission>(scope: &Scope<P>) -> Select<hearings::Entity> {
    select(scope)
        .expr_as(Expr::from(last_change(scope)), "last_change")
        .expr_as(Expr::from(approvals(scope)), "approvals")
}

/// The last change of the selected hearing or its record.
fn last_change<P: Permission>(scope: &Scope<P>) -> SelectStatement {
    let kinds = ChangeKind::ALL.into_iter().filter(|it| it.is_of_record()).map(ChangeKind::code);
    scope
        .parts_of_hearing::<changes::Entity>()
        .select_only()
        .column(changes::Column::Id)
        .filter(is_among(changes::Column::Kind, kinds))
        .order_by_desc(changes::Column::Id)
        .limit(1)
        .into_query()
}

/// The approvals, publications and withdrawals of the selected hearing, as lines of its history.
fn approvals<P: Permission>(scope: &Scope<P>) -> SelectStatement {
    let kinds = [ChangeKind::Approval, ChangeKind::Publication, ChangeKind::PublicationWithdrawal]
        .map(ChangeKind::code);
    let columns = [
        ("id", changes::Column::Id),
        ("kind", changes::Column::Kind),
        ("reason", changes::Column::Reason),
        ("author", changes::Column::Actor),
        ("at", changes::Column::CreatedAt),
    ];
    let pairs = columns.map(|(name, column)| [Expr::value(name), Expr::col((changes::Entity, column))]);
    let line = Func::cust("json_build_object").args(pairs.into_iter().flatten());
    scope
        .parts_of_hearing::<changes::Entity>()
        .select_only()
        .expr(Func::cust("json_agg").arg(line))
        .filter(is_among(changes::Column::Kind, kinds))
        .into_query()
}
