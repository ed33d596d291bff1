//! The audit trail: who did what, for managers. Written by `Scope::audit` in
//! the transaction of each deed; here it is only read.

pub mod pages;
pub mod store;
