//! What became of an action: dated notes, handing over, closing, reopening.

pub mod entity;
pub mod pages;
pub mod store;
pub mod update;
