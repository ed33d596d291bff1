//! What follows from a hearing: who does what by when, and how far it has come.

pub mod action;
pub mod assignments;
pub mod entity;
pub mod figures;
pub mod pages;
pub mod register;
pub mod store;
pub mod updates;
