//! The correction round: those who spoke read their own words by a personal
//! link, propose corrections, and agree; organisers decide.

pub mod form;
pub mod guest;
pub mod links;
pub mod pages;
pub mod proposals;
pub mod reminders;
pub mod round;
pub mod store;
