//! Documents on their way in: each is kept as it came, shown as it was read,
//! and becomes a hearing with people and turns when someone confirms it.
//!
//! ```text
//! source → formats → matching → draft → (confirmation) → plan → writing
//! ```

pub mod confirmation;
pub mod draft;
pub mod entity;
pub mod matching;
pub mod pages;
pub mod plan;
mod source;
pub mod store;
mod undoing;
pub mod writing;
