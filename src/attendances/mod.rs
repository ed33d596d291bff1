//! Those present at a hearing, frozen in the capacity of the day.

pub mod attendance;
pub mod entity;
pub mod list;
pub mod pages;
pub mod presence;
pub mod roll;
mod rows;
pub mod store;
