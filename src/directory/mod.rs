//! The directory over time: people and their other names, the bodies they belong
//! to and what they were there from when to when; who may be whom; tables brought.

pub mod bodies;
pub mod duplicates;
pub mod mergers;
pub mod people;
pub mod positions;
