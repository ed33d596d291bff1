//! The home page: what is next, and what waits for the member.

pub mod pages;
pub mod said;
pub mod store;
pub mod tasks;
