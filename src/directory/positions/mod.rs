//! Positions (Popolo Membership): what a person does in a body, for whom, from when to when. An
//! attendance keeps the capacity of its day, even if the position changes later.

pub mod entity;
pub mod pages;
pub mod position;
pub mod store;
mod writing;
