//! Who may do what, what a member may see, and the transaction of a request.

pub mod permissions;
pub mod scope;
pub mod visibility;
