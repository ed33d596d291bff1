//! The tables whose rows a change can keep and restore.

use crate::access::scope::{TableNames, Versioned};

/// A table of the list below.
pub trait Restorable: Versioned {
    /// Its name.
    fn table() -> &'static str {
        Self::default().table_name()
    }
}

macro_rules! restorable {
    ($($($module:ident)::+),* $(,)?) => {
        $(impl Restorable for crate::$($module)::+::Entity {})*

        /// A table after those that its foreign keys name: rows come back in this order and
        /// go in the opposite one.
        pub fn tables() -> Vec<TableNames> {
            vec![$(TableNames::of::<crate::$($module)::+::Entity>()),*]
        }
    };
}

restorable! {
    directory::bodies::entity,
    directory::bodies::recipient_entity,
    directory::people::entity,
    directory::people::name_entity,
    directory::positions::entity,
    members::entity,
    series::entity,
    series::editor_entity,
    hearings::entity,
    attendances::entity,
    documents::entity,
    record::entity,
    actions::entity,
    summaries::entity,
    summaries::group_entity,
}
