//! Changes of the structure of a record: which turns it has, in which order, by whom.

pub mod around;
pub mod attribution;
mod merging;
pub mod pages;
pub mod partition;
pub mod store;
