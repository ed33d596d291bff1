//! The home page: the next hearings, and the tasks of the member.

pub mod pages;
pub mod said;
pub mod store;
pub mod tasks;
