//! Attendances: people at a hearing, frozen in the capacity of that day.

pub mod attendance;
pub mod entity;
pub mod list;
pub mod pages;
pub mod presence;
pub mod presences;
pub mod roll;
pub mod store;
