//! Hearings: who was heard, by whom, when, and how far the record has come.

pub mod attendances;
pub mod hearing;
pub mod store;
