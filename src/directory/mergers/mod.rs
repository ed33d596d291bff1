//! Mergers of two people of the directory. The remaining person gets everything that refers to the
//! removed one, whose name becomes another name and whose address redirects. A merger can always be
//! undone.

pub mod entity;
mod moving;
pub mod pages;
pub mod store;
