//! Giving an action to a body or a member, at first and later on, and telling them.

pub mod form;
pub mod handover;
pub mod mail;
pub mod new;
pub mod store;
