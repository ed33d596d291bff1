//! The updates of an action: notes, handovers, closures and reopenings.

pub mod entity;
pub mod pages;
pub mod store;
pub mod update;
