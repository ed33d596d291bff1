//! Bodies (Popolo Organization): political groups, cabinets, departments, outside organisations.

pub mod body;
pub mod groups;
pub mod organisations;
pub mod pages;
pub mod register_number;
pub mod store;
