//! Summaries of hearings: written, approved, and mailed to the political groups.

pub mod edition;
pub mod pages;
pub mod recipients;
pub mod sending;
pub mod store;
pub mod summary;
pub mod writing;
