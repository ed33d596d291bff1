//! The directory over time: people with their other names, bodies, and the positions of people in
//! them; duplicates and their mergers.

pub mod bodies;
pub mod duplicates;
pub mod mergers;
pub mod people;
pub mod positions;
