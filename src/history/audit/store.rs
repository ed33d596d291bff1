//! Queries on the audit trail.

use chrono::{DateTime, Utc};
use sea_orm::{
    ColumnTrait as _, ExprTrait as _, FromQueryResult, JoinType, QueryFilter as _, QueryOrder as _,
    QuerySelect as _, RelationTrait as _,
    sea_query::{CaseStatement, Expr, Keyword, SimpleExpr},
};
use uuid::Uuid;

use crate::{
    access::{permissions::Permission, scope::Scope, visibility::hidden_hearings},
    history::{change::ChangeKind, entity as changes},
    web::{
        error::{Error, Result},
        page::Page,
    },
};

const UNDONE: &str = "undone";

/// How many entries a page shows.
pub const PAGE: usize = 50;

/// Who changed what, and when.
#[derive(Debug, Clone, FromQueryResult)]
pub struct Entry {
    pub id: Uuid,
    /// None for a guest of a closed hearing of which the member may not know.
    pub actor: Option<String>,
    pub kind: ChangeKind,
    /// The kind of the change that an undo reversed.
    undone: Option<ChangeKind>,
    /// None for a closed hearing of which the member may not know.
    pub subject: Option<String>,
    pub created_at: DateTime<Utc>,
}

impl Entry {
    /// What was changed, as a sentence.
    pub fn sentence(&self, page: &Page) -> String {
        let id = format!("audit-{}", self.kind.code());
        let actor = self.actor.clone().unwrap_or_else(|| page.t("audit-guest"));
        let subject = self.subject.clone().unwrap_or_else(|| page.t("closed-session"));
        let undone = self.undone.map(|it| page.t(it.label_id())).unwrap_or_default();
        let values = [("actor", actor.into()), ("subject", subject.into()), ("undone", undone.into())];
        page.lang.with(&id, values)
    }
}

/// The latest entries, or those before one of them; one more than a page where there are more.
/// Every line is shown, without the names of hearings that the member may not know of.
pub async fn before<P: Permission>(scope: &Scope<P>, entry: Option<Uuid>) -> Result<Vec<Entry>> {
    let is_hidden = || changes::Column::HearingId.in_subquery(hidden_hearings(&scope.reader()));
    let by_guest = changes::Column::MemberId.is_null().and(changes::Column::GuestId.is_not_null());
    let unless = |condition: SimpleExpr, column: changes::Column| {
        CaseStatement::new().case(condition, Keyword::Null).finally(Expr::col((changes::Entity, column)))
    };
    #[expect(clippy::disallowed_methods, reason = "the audit trail has no gaps")]
    let mut entries = scope
        .find_unrestricted::<changes::Entity>()
        .select_only()
        .columns([changes::Column::Id, changes::Column::Kind, changes::Column::CreatedAt])
        .expr_as(unless(is_hidden().and(by_guest), changes::Column::Actor), "actor")
        .expr_as(unless(is_hidden(), changes::Column::Subject), "subject")
        .join_as(JoinType::LeftJoin, changes::Relation::Reversed.def(), UNDONE)
        .tbl_col_as((UNDONE, changes::Column::Kind), "undone")
        .order_by_desc(changes::Column::CreatedAt)
        .order_by_desc(changes::Column::Id)
        .limit(PAGE as u64 + 1);
    if let Some(id) = entry {
        #[expect(clippy::disallowed_methods, reason = "the audit trail has no gaps")]
        let last = scope.find_unrestricted::<changes::Entity>().filter(changes::COLUMN.id.eq(id));
        let last = last.one(scope.db()).await?.ok_or(Error::NotFound)?;
        let place = Expr::tuple([
            Expr::col((changes::Entity, changes::Column::CreatedAt)),
            Expr::col((changes::Entity, changes::Column::Id)),
        ]);
        entries = entries.filter(place.lt(Expr::tuple([last.created_at.into(), last.id.into()])));
    }
    Ok(entries.into_model().all(scope.db()).await?)
}
