//! The tables whose rows a change can keep and restore.

use sea_orm::{IdenStatic as _, Iterable as _};

use crate::access::scope::Versioned;

/// A table of the list below.
pub trait Restorable: Versioned {
    /// Its name.
    fn table() -> &'static str {
        Self::default().table_name()
    }
}

/// A table, for statements that are written for each.
pub(super) struct Table {
    pub name: &'static str,
    /// All columns but the tenant, the id and the version.
    pub columns: Vec<&'static str>,
}

impl Table {
    fn of<E: Restorable>() -> Self {
        let columns = E::Column::iter().map(|it| it.as_str());
        let own = [E::TENANT.as_str(), E::ID.as_str(), E::VERSION.as_str()];
        Self { name: E::table(), columns: columns.filter(|it| !own.contains(it)).collect() }
    }
}

macro_rules! restorable {
    ($($($module:ident)::+),* $(,)?) => {
        $(impl Restorable for crate::$($module)::+::Entity {})*

        /// A table after those that its foreign keys name: rows come back in this order and
        /// go in the opposite one.
        pub(super) fn tables() -> Vec<Table> {
            vec![$(Table::of::<crate::$($module)::+::Entity>()),*]
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
