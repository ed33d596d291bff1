//! Series of hearings: a theme, the body that organises it, and its editors.

pub mod details;
pub mod editor_entity;
pub mod entity;
pub mod figures;
pub mod pages;
pub mod slug;
pub mod store;
pub mod timeline;
