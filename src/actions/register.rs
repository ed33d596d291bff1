//! Registers of actions: mine, my body's, all; to do, or done.

use sea_orm::{
    ColumnTrait as _, ConnectionTrait as _, ExprTrait as _, FromQueryResult, QueryFilter as _,
    QueryOrder as _, QuerySelect as _, QueryTrait as _, Select,
    sea_query::{Expr, Query},
};
use serde::Deserialize;

use super::{
    action::{Action, ActionState},
    entity as actions,
    store::select,
};
use crate::{
    access::{permissions::Permission, scope::Scope},
    web::{
        error::Result,
        pagination::{self, Pagination},
    },
};

/// Who is in charge of the actions in a register.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AssignedTo {
    Me,
    MyBody,
    Anyone,
}

impl AssignedTo {
    /// The word in the address.
    pub fn code(self) -> &'static str {
        match self {
            Self::Me => "mine",
            Self::MyBody => "body",
            Self::Anyone => "all",
        }
    }

    /// The id of the sentence that names it.
    pub fn label_id(self) -> &'static str {
        match self {
            Self::Me => "actions-mine",
            Self::MyBody => "actions-body",
            Self::Anyone => "actions-all",
        }
    }

    /// The actions of the register, done or not.
    pub(super) fn select<P: Permission>(self, scope: &Scope<P>) -> Select<actions::Entity> {
        let actions = scope.visible::<actions::Entity>();
        match self {
            Self::Me => actions.filter(actions::Column::MemberId.eq(scope.member.id)),
            Self::MyBody => actions.filter(actions::Column::BodyId.eq(scope.member.body_id)),
            Self::Anyone => actions,
        }
    }
}

/// The query of the address. Unknown words are ignored.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct RegisterQuery {
    scope: String,
    state: String,
    page: String,
}

/// One register: the actions to do, or done, of somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Register {
    pub assigned_to: AssignedTo,
    pub done: bool,
}

impl RegisterQuery {
    /// Whether the done actions are asked for.
    pub fn done(&self) -> bool {
        self.state == "done"
    }

    /// The register that is asked for; else the first one with an action.
    pub fn register(&self, tabs: &[Tab]) -> Register {
        let asked = tabs.iter().find(|it| it.register.assigned_to.code() == self.scope);
        let chosen = asked.or_else(|| tabs.iter().find(|it| it.count > 0)).or(tabs.first());
        chosen.map_or(Register { assigned_to: AssignedTo::Me, done: self.done() }, |it| it.register)
    }
}

impl Register {
    /// Inside the tenant.
    pub fn path(self) -> String {
        format!("/actions?scope={}&state={}", self.assigned_to.code(), self.state_code())
    }

    /// The page of its figures, inside the tenant.
    pub fn figures_path(self) -> String {
        format!("/actions/figures?scope={}", self.assigned_to.code())
    }

    /// The word in the address.
    fn state_code(self) -> &'static str {
        if self.done { "done" } else { "open" }
    }

    /// Done actions instead of those to do, or the other way round.
    pub fn counterpart(self) -> Self {
        Self { done: !self.done, ..self }
    }

    fn select<P: Permission>(self, scope: &Scope<P>) -> Select<actions::Entity> {
        // A constant and not a parameter: the partial indexes of the table name it.
        let done = Expr::Constant(ActionState::Done.code().into());
        let state = Expr::col((actions::Entity, actions::Column::State));
        let state = if self.done { state.eq(done) } else { state.ne(done) };
        self.assigned_to.select(scope).filter(state)
    }

    /// To do: by due date, those without one last. Done: the latest first.
    fn sort(self, actions: Select<actions::Entity>) -> Select<actions::Entity> {
        if self.done {
            actions.order_by_desc(actions::Column::ClosedAt).order_by_desc(actions::Column::Id)
        } else {
            actions.order_by_asc(actions::Column::DueOn).order_by_asc(actions::Column::Id)
        }
    }
}

/// A tab: a register, and how many actions it holds.
#[derive(Debug)]
pub struct Tab {
    pub register: Register,
    pub count: i64,
}

#[derive(Debug, Default, FromQueryResult)]
struct Counts {
    mine: i64,
    body: i64,
    total: i64,
}

/// The tabs of the actions to do, or done. Members without a body have no tab for it.
pub async fn tabs<P: Permission>(scope: &Scope<P>, done: bool) -> Result<Vec<Tab>> {
    let count = |assigned_to| {
        let actions = Register { assigned_to, done }.select(scope).select_only();
        Expr::from(actions.expr(Expr::col(actions::Column::Id).count()).into_query())
    };
    let counts = Query::select()
        .expr_as(count(AssignedTo::Me), "mine")
        .expr_as(count(AssignedTo::MyBody), "body")
        .expr_as(count(AssignedTo::Anyone), "total")
        .to_owned();
    let counts = scope.db().query_one(&counts).await?;
    let counts = counts.map(|it| Counts::from_query_result(&it, "")).transpose()?.unwrap_or_default();
    let tab = |assigned_to, count| Tab { register: Register { assigned_to, done }, count };
    let mut tabs = vec![tab(AssignedTo::Me, counts.mine)];
    if scope.member.body_id.is_some() {
        tabs.push(tab(AssignedTo::MyBody, counts.body));
    }
    tabs.push(tab(AssignedTo::Anyone, counts.total));
    Ok(tabs)
}

/// The page of the register that is asked for.
pub fn pagination(asked: &RegisterQuery, register: Register, tabs: &[Tab]) -> Pagination {
    let count = tabs.iter().find(|it| it.register == register).map_or(0, |it| it.count);
    Pagination::new(
        &asked.page,
        count,
        [("scope", register.assigned_to.code()), ("state", register.state_code())],
    )
}

/// One page of a register.
pub async fn page<P: Permission>(
    scope: &Scope<P>,
    register: Register,
    pagination: &Pagination,
) -> Result<Vec<Action>> {
    // The ids of the page come from an index alone; only these rows are joined.
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
