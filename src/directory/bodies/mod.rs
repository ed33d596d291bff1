//! Bodies (Popolo Organization): political groups, cabinets, departments, outside organisations.

pub mod body;
pub mod editing;
pub mod entity;
pub mod groups;
pub mod holders;
pub mod organisations;
pub mod pages;
pub mod recipient_entity;
pub mod recipients;
pub mod register_number;
pub mod store;
