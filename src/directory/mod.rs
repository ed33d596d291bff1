//! The directory: people, the bodies they belong to, and what they are there.

pub mod body;
pub mod person;
pub mod store;
