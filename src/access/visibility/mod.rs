//! Closed sessions (*huis clos*): the one module that selects rows which some
//! members may not know of.
//!
//! A hearing is closed as a whole, or some of its turns and documents are. What is
//! closed does not exist for members who neither organise the series nor were
//! present: pages, search, counts, exports, mail and the audit trail leave it out.
//! The permission table says so in its line [`ReadClosed`]; this module writes that
//! line as SQL conditions. Its tables are [`Guarded`], so that
//! `scope.find::<hearings::entity::Entity>()` does not compile. Instead:
//!
//! - [`Scope::visible`] selects the rows of a table that the member may know of;
//! - [`Scope::turns_of`] selects the turns of a [`Hearing`](crate::hearings::hearing::Hearing)
//!   that the caller found before: its condition is the cheapest;
//! - [`TenantTransaction::parts_of`] selects the rows that belong to a record which
//!   the caller found before, as the attendances of a [`Hearing`];
//! - [`TenantTransaction::find_unrestricted`] selects everything. It is for the
//!   worker, the command line and writers that act for no reader; clippy requires a
//!   reason at each call.
//!
//! ```ignore
//! let turns = scope
//!     .turns_of(&hearing)
//!     .order_by_asc(turns::COLUMN.position)
//!     .all(scope.db())
//!     .await?;
//! ```

mod conditions;
mod locks;
mod parts;
mod turns;

use std::sync::Arc;

use conditions::OfHearing;
use sea_orm::{
    ColumnTrait as _, Condition, ExprTrait as _, QueryFilter as _, Select,
    sea_query::{Expr, SimpleExpr},
};
use uuid::Uuid;

pub use conditions::{attended, hidden_hearings, in_charge, organises, withheld_document};
pub use locks::{lock_hearing, lock_turn};
pub use parts::{Identified, PartOf};

use super::{
    permissions::{Permission, ReadClosed, ReadDrafts, Role, Standing},
    scope::{Guarded, Member, Scope, TenantTransaction},
};
use crate::hearings::{entity as hearings, hearing::Hearing};

/// The member for whom rows are selected.
#[derive(Debug, Clone)]
pub struct Reader {
    pub tenant: Uuid,
    pub role: Role,
    pub manager: bool,
    pub member: Uuid,
    pub body: Option<Uuid>,
    pub person: Option<Uuid>,
    /// The ids of the series that the reader organises.
    pub organised: Arc<[Uuid]>,
}

impl Reader {
    /// The member of a request or the recipient of a message.
    pub fn new(tenant: &TenantTransaction, member: &Member) -> Self {
        Self {
            tenant: tenant.id(),
            role: member.role,
            manager: member.manager,
            member: member.id,
            body: member.body_id,
            person: member.person_id,
            organised: Arc::clone(&member.organised),
        }
    }

    /// Whether the reader has `Q` towards a hearing with this standing.
    fn has<Q: Permission>(&self, organiser: bool, present: bool) -> bool {
        Q::RULE.admits(self.role, self.manager, Standing { organiser, present, ..Standing::default() })
    }
}

/// A table that says which of its rows a reader may know of.
pub trait Visible: Guarded {
    /// The condition on the table's columns, which are named with the table.
    fn visible(reader: &Reader) -> Condition;
}

/// A table whose rows belong to a hearing and can be hidden although the hearing is visible.
pub trait VisibleInHearing: Guarded {
    /// The column with the id of the hearing.
    const HEARING: Self::Column;

    /// [`Visible::visible`] in a statement that also has the columns of the row's hearing.
    fn visible_in_hearing(reader: &Reader) -> Condition;
}

/// Whether a row belongs to the hearing that an outer statement selects.
pub fn is_of_hearing<E: Guarded>(hearing_id: E::Column) -> SimpleExpr {
    Expr::col(hearing_id.as_column_ref()).equals((hearings::Entity, hearings::Column::Id))
}

impl<P: Permission> Scope<P> {
    /// The member of the request as a reader.
    pub fn reader(&self) -> Reader {
        Reader::new(self, &self.member)
    }

    /// Selects the rows of a table that the member may know of.
    pub fn visible<E: Visible>(&self) -> Select<E> {
        self.select::<E>().filter(E::visible(&self.reader()))
    }

    /// The rows that the member may know of and that belong to the hearing that an outer statement selects.
    pub fn visible_in_hearing<E: VisibleInHearing>(&self) -> Select<E> {
        let rows = self.select::<E>().filter(is_of_hearing::<E>(E::HEARING));
        rows.filter(E::visible_in_hearing(&self.reader()))
    }
}

impl TenantTransaction {
    /// [`TenantTransaction::parts_of`] the hearing that an outer statement selects. That statement has
    /// to begin with [`Scope::visible`].
    pub fn parts_of_hearing<E: PartOf<Hearing>>(&self) -> Select<E> {
        self.select::<E>().filter(is_of_hearing::<E>(E::PARENT))
    }

    /// Selects the rows that belong to a record which the caller found.
    pub fn parts_of<E: PartOf<R>, R: Identified>(&self, record: &R) -> Select<E> {
        self.select::<E>().filter(E::rows_of(record))
    }

    /// Selects all rows of a table, for no reader in particular.
    pub fn find_unrestricted<E: Guarded>(&self) -> Select<E> {
        self.select::<E>()
    }

    /// Selects the rows that a reader may know of: for messages to a member.
    pub fn visible_to<E: Visible>(&self, reader: &Reader) -> Select<E> {
        self.select::<E>().filter(E::visible(reader))
    }
}

/// Whether the reader may read closed words of the hearing in `hearing_id`: for columns
/// that quote a turn, as `case when quote_closed and not … then '' else quote end`.
pub fn reads_closed(reader: &Reader, hearing_id: SimpleExpr) -> SimpleExpr {
    OfHearing::Id(hearing_id).admits::<ReadClosed>(reader)
}

/// Whether the reader sees drafts of the record of the hearing in `hearing_id`.
pub fn sees_drafts(reader: &Reader, hearing_id: SimpleExpr) -> SimpleExpr {
    OfHearing::Id(hearing_id).admits::<ReadDrafts>(reader)
}
