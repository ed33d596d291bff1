//! Creating an action, handing it over, and the mail to those in charge.

pub mod form;
pub mod handover;
pub mod mail;
pub mod new;
pub mod store;
