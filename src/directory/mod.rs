//! The directory: people, the bodies they belong to, and what they are there.

pub mod bodies;
pub mod bodies_store;
pub mod body;
pub mod groups;
pub mod organisations;
pub mod people;
pub mod person;
pub mod store;
