//! Registers of actions: mine, my body's, all; to do, or done.

use sea_orm::{
    ColumnTrait as _, ConnectionTrait as _, ExprTrait as _, FromQueryResult, QueryFilter as _,
    QueryOrder as _, QuerySelect as _, QueryTrait as _, Select,
    sea_query::{Expr, Query},
};
use serde::{Deserialize, Serialize};

use super::{
    action::{Action, ActionState},
    entity as actions,
    store::select,
};
use crate::{
    access::{permissions::Permission, scope::Scope},
    web::{
        error::Result,
        pagination::{self, PageQuery, Pagination},
    },
    words::{known, words},
};

words! {
    /// Who is in charge of the actions in a register.
    pub enum AssignedTo("actions") {
        Me = "mine",
        MyBody = "body",
        Anyone = "all",
    }
}

/// A register, as its address asks for it. To filter by one more column, add a field here and a
/// line to `select_all`: the links of the page, its counts and its figures take it from there.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Register {
    /// None asks for the first register with an action.
    #[serde(deserialize_with = "known")]
    scope: Option<AssignedTo>,
    /// The actions that are done, or else those to do.
    #[serde(deserialize_with = "known")]
    state: Option<ActionState>,
}

impl Register {
    /// Inside the tenant.
    pub fn path(self) -> String {
        format!("/actions?{}", self.query())
    }

    /// The page of its figures, inside the tenant. It counts the actions to do and those done.
    pub fn figures_path(self) -> String {
        format!("/actions/figures?{}", Self { state: None, ..self }.query())
    }

    fn query(self) -> String {
        serde_html_form::to_string(self).unwrap_or_default()
    }

    /// Whether it holds the actions that are done.
    pub fn is_done(self) -> bool {
        self.state == Some(ActionState::Done)
    }

    /// Done actions instead of those to do, or the other way round.
    pub fn counterpart(self) -> Self {
        Self { state: (!self.is_done()).then_some(ActionState::Done), ..self }
    }

    /// This register; the first one with an action if it is not among the tabs.
    pub fn or_first(self, tabs: &[Tab]) -> Self {
        let asked = tabs.iter().find(|it| it.register == self);
        let chosen = asked.or_else(|| tabs.iter().find(|it| it.count > 0)).or(tabs.first());
        chosen.map_or(self, |it| it.register)
    }

    /// The actions of the register, done or not.
    pub(super) fn select_all<P: Permission>(self, scope: &Scope<P>) -> Select<actions::Entity> {
        let actions = scope.visible::<actions::Entity>();
        match self.scope {
            Some(AssignedTo::Me) => actions.filter(actions::Column::MemberId.eq(scope.member.id)),
            Some(AssignedTo::MyBody) => actions.filter(actions::Column::BodyId.eq(scope.member.body_id)),
            Some(AssignedTo::Anyone) | None => actions,
        }
    }

    fn select<P: Permission>(self, scope: &Scope<P>) -> Select<actions::Entity> {
        // A constant and not a parameter: the partial indexes of the table name it.
        let done = Expr::Constant(ActionState::Done.code().into());
        let state = Expr::col((actions::Entity, actions::Column::State));
        let state = if self.is_done() { state.eq(done) } else { state.ne(done) };
        self.select_all(scope).filter(state)
    }

    /// To do: by due date, those without one last. Done: the latest first.
    fn sort(self, actions: Select<actions::Entity>) -> Select<actions::Entity> {
        if self.is_done() {
            actions.order_by_desc(actions::Column::ClosedAt).order_by_desc(actions::Column::Id)
        } else {
            actions.order_by_asc(actions::Column::DueOn).order_by_asc(actions::Column::Id)
        }
    }
}

/// A tab: a register, and how many actions it holds.
#[derive(Debug)]
pub struct Tab {
    pub assigned_to: AssignedTo,
    pub register: Register,
    pub count: i64,
}

#[derive(Debug, Default, FromQueryResult)]
struct Counts {
    mine: i64,
    body: i64,
    total: i64,
}

/// The tabs beside a register. Members without a body have no tab for it.
pub async fn tabs<P: Permission>(scope: &Scope<P>, asked: Register) -> Result<Vec<Tab>> {
    let of = |assigned_to| Register { scope: Some(assigned_to), ..asked };
    let count = |assigned_to| {
        let actions = of(assigned_to).select(scope).select_only();
        Expr::from(actions.expr(Expr::col(actions::Column::Id).count()).into_query())
    };
    let counts = Query::select()
        .expr_as(count(AssignedTo::Me), "mine")
        .expr_as(count(AssignedTo::MyBody), "body")
        .expr_as(count(AssignedTo::Anyone), "total")
        .to_owned();
    let counts = scope.db().query_one(&counts).await?;
    let counts = counts.map(|it| Counts::from_query_result(&it, "")).transpose()?.unwrap_or_default();
    let tab = |assigned_to, count| Tab { assigned_to, register: of(assigned_to), count };
    let mut tabs = vec![tab(AssignedTo::Me, counts.mine)];
    if scope.member.body_id.is_some() {
        tabs.push(tab(AssignedTo::MyBody, counts.body));
    }
    tabs.push(tab(AssignedTo::Anyone, counts.total));
    Ok(tabs)
}

/// The requested page of a register.
pub fn pagination(asked: &PageQuery, register: Register, tabs: &[Tab]) -> Pagination {
    let count = tabs.iter().find(|it| it.register == register).map_or(0, |it| it.count);
    Pagination::new(&asked.page, count, register)
}

/// One page of a register.
pub async fn page<P: Permission>(
    scope: &Scope<P>,
    register: Register,
    pagination: &Pagination,
) -> Result<Vec<Action>> {
    // The ids of the page come from an index only; only these rows are joined.
    let ids = register
        .sort(register.select(scope))
        .select_only()
        .column(actions::Column::Id)
        .limit(u64::from(pagination::SIZE))
        .offset(u64::from(pagination.offset()))
        .into_query();
    let actions = scope.visible::<actions::Entity>().filter(actions::Column::Id.in_subquery(ids));
    Ok(select(register.sort(actions), &scope.reader()).into_model().all(scope.db()).await?)
}
