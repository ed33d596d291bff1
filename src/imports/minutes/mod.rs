//! Imports of minutes and transcripts: a document is stored as received, shown as it was read, and
//! becomes a hearing with attendances and turns when a member confirms it. The command line stores
//! and confirms in one step, by the same functions.
//!
//! ```text
//! source → formats → matching → draft → (confirmation) → plan → importing → writing
//! ```

pub mod confirmation;
mod directory;
pub mod draft;
pub mod entity;
mod former;
pub mod importing;
pub mod matching;
pub mod pages;
pub mod plan;
mod presences;
pub mod source;
pub mod store;
mod undoing;
pub mod writing;
