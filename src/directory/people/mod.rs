//! People (Popolo Person) and their names.

pub mod names;
pub mod pages;
pub mod person;
pub mod profile;
pub mod store;
