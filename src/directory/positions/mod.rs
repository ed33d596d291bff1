//! What someone is and was, where, on whose behalf, from when to when. What an
//! attendance froze on its day stays as it is.

pub mod entity;
pub mod pages;
pub mod position;
pub mod store;
