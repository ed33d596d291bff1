//! Hearings: who was heard, by whom, when, and how far the record has come.

pub mod approval;
pub mod closed;
pub mod closed_session;
pub mod editing;
pub mod figures;
pub mod form;
pub mod hearing;
pub mod pages;
pub mod steps;
pub mod store;
pub mod tabs;

pub mod attendances;
pub mod deeds;
pub mod documents;
pub mod exports;
pub mod imports;
pub mod rounds;
pub mod turns;
