//! Tables of people on their way in: kept as they came, shown as they were read,
//! written at one confirmation, all or nothing.
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
