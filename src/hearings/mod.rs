//! Hearings: who was heard, by whom, when, and how far the record has come.

pub mod attendances;
pub mod editing;
pub mod form;
pub mod hearing;
pub mod steps;
pub mod store;
