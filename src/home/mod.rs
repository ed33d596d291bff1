//! The page one begins with: what is next, and what waits for this member.

pub mod pages;
pub mod said;
pub mod store;
