//! Members: who has access to the authority, in which role, and who manages it.

pub mod entity;
pub mod form;
pub mod invitations;
pub mod member;
pub mod pages;
pub mod store;
