//! The record as a sequence of turns: divided, joined, moved, put in and taken out.

pub mod attribution;
pub mod pages;
pub mod partition;
pub mod store;
