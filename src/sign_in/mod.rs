//! Accounts: sign-in and out, the chooser of authorities, links that set a password.
//!
//! Outside every tenant; the queries are in [`store`], the screens in [`pages`].

pub mod account;
pub mod account_entity;
pub mod links;
pub mod pages;
pub mod passwords;
pub mod session_entity;
pub mod store;
pub mod throttle;
pub mod token_entity;
