//! The directory over time: people and their other names, the bodies they belong
//! to and what they were there from when to when; who may be whom; tables brought.

pub mod bodies;
pub mod bodies_store;
pub mod body;
pub mod duplicates;
pub mod groups;
pub mod imports;
pub mod mergers;
pub mod names;
pub mod near;
pub mod organisations;
pub mod people;
pub mod person;
pub mod positions;
pub mod profile;
pub mod register_number;
pub mod store;
