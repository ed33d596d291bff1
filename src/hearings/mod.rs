//! Hearings: their day and place, their state, and the approval of their records.

pub mod approval;
pub mod closed_session;
pub mod editing;
pub mod entity;
pub mod figures;
pub mod form;
pub mod hearing;
pub mod pages;
pub mod select;
pub mod steps;
pub mod store;
pub mod tabs;
