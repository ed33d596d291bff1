//! People (Popolo Person) and their names.

pub mod actions;
pub mod editing;
pub mod entity;
pub mod name_entity;
pub mod names;
pub mod pages;
pub mod person;
pub mod profile;
mod search;
pub mod store;
pub mod turns;
