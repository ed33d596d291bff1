//! Imports of people: a table is stored as received, shown as it was read, and written at one
//! confirmation, all or nothing.
//!
//! ```text
//! formats::sheet → columns → entry → draft → (confirmation) → writing
//! ```

mod columns;
pub mod draft;
pub mod entity;
mod entry;
pub mod pages;
mod store;
mod table;
mod writing;
