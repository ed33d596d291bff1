//! Follow-up actions of a hearing: who does what by when, and its progress.

pub mod action;
pub mod assignments;
pub mod entity;
pub mod figures;
pub mod of_person;
pub mod pages;
pub mod register;
pub mod store;
pub mod updates;
