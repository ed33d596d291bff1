//! What is done to a hearing and its record: each deed keeps what it changed,
//! so that the history tells it and a later one can put it back.

pub mod audit;
pub mod change;
pub mod entity;
pub mod lines;
pub mod pages;
pub mod removals;
pub mod row_entity;
pub mod store;
