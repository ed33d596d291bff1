//! Positions (Popolo Membership): what a person does in a body, for whom, from when to when. An
//! attendance keeps the capacity of its day, whatever becomes of the position.

pub mod entity;
pub mod pages;
pub mod position;
pub mod store;
mod writing;
