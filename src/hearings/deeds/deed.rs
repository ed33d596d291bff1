//! The kinds of deeds.

use sea_orm::{DeriveActiveEnum, EnumIter};

/// What someone did, by one click.
#[derive(Debug, Clone, Copy, PartialEq, Eq, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum Kind {
    /// Other words, another speaker, a section, closed or open.
    Correction,
    /// One turn became several.
    Partition,
    /// A turn was joined to the one before it.
    Merger,
    Move,
    Insertion,
    Removal,
    /// One speaker for every turn of a label.
    Attribution,
    /// A turn says again what it said in an earlier revision.
    Restoration,
    /// An earlier deed was undone.
    Reversal,
}
