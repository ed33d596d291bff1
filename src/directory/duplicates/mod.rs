//! People who may be the same person.

pub mod pages;
