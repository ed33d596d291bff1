//! People (Popolo Person) and their names.

pub mod entity;
pub mod name_entity;
pub mod names;
pub mod pages;
pub mod person;
pub mod profile;
pub mod store;
