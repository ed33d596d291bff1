//! Imports: minutes become a hearing, tables become people.

pub mod minutes;
pub mod people;
