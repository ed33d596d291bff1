//! The audit trail: every change, for managers.

pub mod pages;
pub mod store;
