//! Rows that belong to a record: a caller that found the record may select them.

use sea_orm::{ColumnTrait as _, Condition, EntityTrait};
use uuid::Uuid;

use crate::{
    access::scope::{Guarded, Invited},
    actions::{action::Action, entity as actions, updates::entity as action_updates},
    attendances::entity as attendances,
    hearings::hearing::Hearing,
    history::{entity as changes, registry::Restorable as _, row_entity as changed_rows},
    imports::minutes::entity as imports,
    mail::entity as deliveries,
    record::{entity as turns, turn::Turn},
    rounds::{
        entity as rounds, guest_entity as round_guests, link_entity as round_links,
        round::{GuestStatus, Round},
    },
    summaries::{
        edition_entity as editions, entity as summaries, group_entity as summary_groups, summary::Summary,
    },
};

/// A record that a query of the visibility module found.
pub trait Identified {
    fn id(&self) -> Uuid;
}

/// A table whose rows belong to one record `R` and are as visible as it is.
pub trait PartOf<R: Identified>: Guarded {
    /// The column with the id of the record.
    const PARENT: <Self as EntityTrait>::Column;

    /// The condition on the rows that belong to a record.
    fn rows_of(record: &R) -> Condition {
        Condition::all().add(Self::PARENT.eq(record.id()))
    }
}

macro_rules! identified {
    ($($record:ty),*) => { $(
        impl Identified for $record {
            fn id(&self) -> Uuid {
                self.id
            }
        }
    )* };
}

macro_rules! parts {
    ($($table:ident.$column:ident of $record:ty;)*) => { $(
        impl PartOf<$record> for $table::Entity {
            const PARENT: $table::Column = $table::Column::$column;
        }
    )* };
}

identified!(
    Hearing,
    Turn,
    Action,
    Summary,
    Round,
    GuestStatus,
    Invited,
    changes::Model,
    editions::Model,
    round_guests::Model
);

// Turns and documents are not among them: a hearing that a member may know of can have closed ones.
parts! {
    attendances.HearingId of Hearing;
    actions.HearingId of Hearing;
    summaries.HearingId of Hearing;
    imports.HearingId of Hearing;
    rounds.HearingId of Hearing;
    changes.HearingId of Hearing;
    action_updates.ActionId of Action;
    deliveries.ActionId of Action;
    editions.SummaryId of Summary;
    summary_groups.SummaryId of Summary;
    deliveries.EditionId of editions::Model;
    round_guests.RoundId of Round;
    // A guest selects only their own row.
    round_guests.Id of Invited;
    round_links.GuestId of GuestStatus;
    changed_rows.ChangeId of changes::Model;
}

macro_rules! changed {
    ($($table:ident of $record:ty;)*) => { $(
        /// The rows that the changes of a record kept of it.
        impl PartOf<$record> for changed_rows::Entity {
            const PARENT: changed_rows::Column = changed_rows::Column::RowId;

            fn rows_of(record: &$record) -> Condition {
                let is_of_table = changed_rows::COLUMN.table_name.eq($table::Entity::table());
                Condition::all().add(changed_rows::Column::RowId.eq(record.id)).add(is_of_table)
            }
        }
    )* };
}

changed! {
    summaries of Summary;
    turns of Turn;
}
