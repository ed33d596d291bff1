//! Greffe: a multi-tenant register of hearings for local authorities.
//!
//! The modules in reading order. `ARCHITECTURE.md` tells the invariants.

pub mod app;
pub mod config;
pub mod routes;

pub mod accessibility;
pub mod answers;
pub mod assets;
pub mod clock;
pub mod csrf;
pub mod dates;
pub mod email_address;
pub mod error;
pub mod forms;
pub mod health;
pub mod i18n;
pub mod page;
pub mod pagination;
pub mod permissions;
pub mod pictures;
pub mod removals;
pub mod scope;
pub mod session;
pub mod styleguide;

pub mod mail;
pub mod markdown;
pub mod sign_in;

pub mod formats;
pub mod migrations;
pub mod objects;

pub mod actions;
pub mod directory;
pub mod drafts;
pub mod hearings;
pub mod series;
pub mod summaries;

pub mod audit;
pub mod home;
pub mod members;

pub mod cli;
pub mod tenants;
