//! Hearings: who was heard, by whom, when, and how far the record has come.

pub mod approval;
pub mod closed_session;
pub mod editing;
pub mod entity;
pub mod figures;
pub mod form;
pub mod hearing;
pub mod pages;
pub mod steps;
pub mod store;
pub mod tabs;
