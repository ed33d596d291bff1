//! Two people of the directory who are one. The one who stays gets all that
//! hangs on the other, whose name becomes an alias and whose address leads on;
//! what it takes to part them again is kept for ever.

pub mod entity;
pub mod pages;
pub mod store;
