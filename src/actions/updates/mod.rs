//! What became of an action: dated notes, handing over, closing, reopening.

pub mod pages;
pub mod store;
pub mod update;
