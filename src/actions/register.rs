//! Registers of actions: mine, my body's, all; to do, or done.

use sea_orm::FromQueryResult;
use serde::Deserialize;

use super::{
    action::Action,
    store::{Reader, select},
};
use crate::{
    access::{permissions::Permission, scope::Scope, visibility},
    web::{
        error::Result,
        pagination::{self, Pagination},
    },
};

/// Whose actions a register holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whose {
    Mine,
    Body,
    All,
}

impl Whose {
    /// As the address says it.
    pub fn code(self) -> &'static str {
        match self {
            Self::Mine => "mine",
            Self::Body => "body",
            Self::All => "all",
        }
    }

    /// The sentence that names it.
    pub fn label_id(self) -> &'static str {
        match self {
            Self::Mine => "actions-mine",
            Self::Body => "actions-body",
            Self::All => "actions-all",
        }
    }

    /// Narrows to the member $1, of the body $2.
    pub(super) fn narrowed(self) -> &'static str {
        match self {
            Self::Mine => "and a.member_id = $1",
            Self::Body => "and a.body_id = $2",
            Self::All => "",
        }
    }
}

/// Whether the member may know of the action `a`: what follows from a hearing
/// that he may not know of shows to those in charge.
pub(super) fn shown<P: Permission>(scope: &Scope<P>) -> String {
    let hidden = visibility::hidden(scope);
    format!(
        "(a.hearing_id not in {hidden} or coalesce(a.member_id = $1, false) or coalesce(a.body_id = $2, false))"
    )
}

/// What the address asks for; anything unknown asks for nothing.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct RegisterQuery {
    scope: String,
    state: String,
    page: String,
}

/// One register: whose actions, and whether those that are done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Register {
    pub whose: Whose,
    pub done: bool,
}

impl RegisterQuery {
    /// Whether those that are done are asked for.
    pub fn done(&self) -> bool {
        self.state == "done"
    }

    /// The register that is asked for among these tabs; else the first that holds something.
    pub fn register(&self, tabs: &[Tab]) -> Register {
        let asked = tabs.iter().find(|it| it.register.whose.code() == self.scope);
        let chosen = asked.or_else(|| tabs.iter().find(|it| it.count > 0)).or(tabs.first());
        chosen.map_or(Register { whose: Whose::Mine, done: self.done() }, |it| it.register)
    }
}

impl Register {
    /// Inside the tenant.
    pub fn path(self) -> String {
        format!("/actions?scope={}&state={}", self.whose.code(), self.state_code())
    }

    /// Where its figures are, done or not, inside the tenant.
    pub fn figures_path(self) -> String {
        format!("/actions/figures?scope={}", self.whose.code())
    }

    /// As the address says it.
    fn state_code(self) -> &'static str {
        if self.done { "done" } else { "open" }
    }

    /// The same whose, done instead of to do or the other way round.
    pub fn counterpart(self) -> Self {
        Self { done: !self.done, ..self }
    }

    /// Each in the words of the index that serves it.
    fn state(self) -> &'static str {
        if self.done { "and a.state = 'done'" } else { "and a.state <> 'done'" }
    }

    /// What is due first, first; what has no day comes last. Done: the latest first.
    fn order(self) -> &'static str {
        if self.done { "closed_at desc, id desc" } else { "due_on, id" }
    }
}

/// A tab: a register, and how many actions it holds.
#[derive(Debug)]
pub struct Tab {
    pub register: Register,
    pub count: i64,
}

#[derive(Debug, FromQueryResult)]
struct Counts {
    mine: i64,
    body: i64,
    total: i64,
}

/// The tabs of what is to do, or done. Who is of no body has no tab for it.
pub async fn tabs<P: Permission>(scope: &Scope<P>, done: bool) -> Result<Vec<Tab>> {
    let shown = shown(scope);
    let count = |whose: Whose| {
        let (state, narrowed) = (Register { whose, done }.state(), whose.narrowed());
        format!("(select count(*) from actions a where a.tenant_id = $tenant and {shown} {state} {narrowed})")
    };
    let sql = format!(
        "select {} as mine, {} as body, {} as total",
        count(Whose::Mine),
        count(Whose::Body),
        count(Whose::All)
    );
    let counts: Option<Counts> = scope.row(&sql, visibility::reader(scope)).await?;
    let counts = counts.unwrap_or(Counts { mine: 0, body: 0, total: 0 });
    let tab = |whose, count| Tab { register: Register { whose, done }, count };
    let mut tabs = vec![tab(Whose::Mine, counts.mine)];
    if scope.member.body_id.is_some() {
        tabs.push(tab(Whose::Body, counts.body));
    }
    tabs.push(tab(Whose::All, counts.total));
    Ok(tabs)
}

/// Which of the register's pages is asked for.
pub fn pagination(asked: &RegisterQuery, register: Register, tabs: &[Tab]) -> Pagination {
    let count = tabs.iter().find(|it| it.register == register).map_or(0, |it| it.count);
    Pagination::new(&asked.page, count, [("scope", register.whose.code()), ("state", register.state_code())])
}

/// One page of a register.
pub async fn page<P: Permission>(
    scope: &Scope<P>,
    register: Register,
    pagination: &Pagination,
) -> Result<Vec<Action>> {
    let (state, narrowed, order) = (register.state(), register.whose.narrowed(), register.order());
    let shown = shown(scope);
    // The page is cut from the index alone; only its rows are then joined.
    let source = format!(
        "(select a.id from actions a where a.tenant_id = $tenant and {shown} {state} {narrowed}
           order by {order} limit {} offset $4) cut
           join actions x on x.tenant_id = $tenant and x.id = cut.id",
        pagination::SIZE
    );
    let reader = Reader::from(&scope.member);
    let sql = select(&reader, &source, &format!("order by x.{}", order.replace(", ", ", x.")));
    let offset = i64::from(pagination.offset());
    scope.rows(&sql, reader.values().into_iter().chain([offset.into()])).await
}
