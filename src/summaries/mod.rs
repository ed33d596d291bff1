//! Summaries of hearings: written, approved, and mailed to the political groups.

pub mod edition;
pub mod edition_entity;
pub mod entity;
pub mod group_entity;
pub mod pages;
pub mod recipients;
pub mod revisions;
pub mod sending;
pub mod store;
pub mod summary;
pub mod writing;
