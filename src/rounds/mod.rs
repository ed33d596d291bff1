//! The correction round: speakers read their own turns by a personal link, propose corrections
//! or agree; organisers decide.

pub mod entity;
pub mod form;
pub mod guest;
pub mod guest_entity;
pub mod link_entity;
pub mod links;
pub mod pages;
pub mod proposal_entity;
pub mod proposals;
pub mod reminders;
pub mod round;
pub mod speakers;
pub mod store;
