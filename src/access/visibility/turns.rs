//! The turns of a hearing that the caller found. The reader's relation to the hearing is known by
//! then, so the conditions are plain columns.

use sea_orm::{QueryFilter as _, Select, sea_query::Expr};

use crate::{
    access::{
        permissions::{Permission, ReadClosed, ReadDrafts},
        scope::{Guest, Scope},
    },
    hearings::hearing::Hearing,
    record::entity as turns,
};

impl<P: Permission> Scope<P> {
    /// Selects the turns of the record that the member may read.
    pub fn turns_of(&self, hearing: &Hearing) -> Select<turns::Entity> {
        let rows = self.select::<turns::Entity>().filter(turns::COLUMN.hearing_id.eq(hearing.id));
        let is_out = hearing.state.record_is_out() || self.has::<ReadDrafts>(hearing);
        match (is_out, hearing.closed, self.reads_closed_turns_of(hearing)) {
            (true, _, true) => rows.filter(turns::COLUMN.removed.eq(false)),
            (true, false, false) => {
                rows.filter(turns::COLUMN.removed.eq(false)).filter(turns::COLUMN.closed.eq(false))
            }
            _ => rows.filter(Expr::value(false)),
        }
    }

    /// Selects all turns of the hearing, removed ones included. Nothing for members who may not
    /// read drafts and closed turns of it.
    pub fn all_turns_of(&self, hearing: &Hearing) -> Select<turns::Entity> {
        let rows = self.select::<turns::Entity>().filter(turns::COLUMN.hearing_id.eq(hearing.id));
        match self.has::<ReadDrafts>(hearing) && self.reads_closed_turns_of(hearing) {
            true => rows,
            false => rows.filter(Expr::value(false)),
        }
    }

    /// Whether the member may read the closed turns of the hearing.
    pub fn reads_closed_turns_of(&self, hearing: &Hearing) -> bool {
        self.has::<ReadClosed>(hearing)
    }

    fn has<Q: Permission>(&self, hearing: &Hearing) -> bool {
        self.reader().has::<Q>(hearing.organiser, hearing.present)
    }
}

impl Guest {
    /// Selects the guest's own turns, closed ones included: the guest was present.
    pub fn turns(&self) -> Select<turns::Entity> {
        self.select::<turns::Entity>()
            .filter(turns::COLUMN.hearing_id.eq(self.invited.hearing_id))
            .filter(turns::COLUMN.attendance_id.eq(self.invited.attendance_id))
            .filter(turns::COLUMN.removed.eq(false))
    }
}
