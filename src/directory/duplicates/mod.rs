//! People who may be the same person.

pub mod entity;
pub mod pages;
pub mod proposals;
pub mod store;
