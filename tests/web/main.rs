//! The whole server, over a real socket, on a real Postgres: one database per test, cloned from the
//! migrated database that `greffe with-postgres` made.

#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    reason = "tests inspect internals and fail by panicking"
)]

mod access;
mod actions;
mod approval;
mod attendances;
mod budgets;
mod captions;
mod charts;
mod closed;
mod closed_mail;
mod csrf;
mod demo;
mod directory;
mod directory_time;
mod document_files;
mod documents;
mod drafts;
mod exim;
mod export;
mod faults;
mod figures;
mod forms;
mod french;
mod guards;
mod hearings;
mod history;
mod home;
mod imported;
mod imports;
mod imports_undone;
mod in_place;
mod links;
mod long_record;
mod members;
mod mergers;
mod names;
mod object_store;
mod outbox;
mod passwords;
mod pdf;
mod people_imports;
mod record;
mod recordings;
mod roll;
mod round;
mod round_links;
mod row_security;
mod schema;
mod series;
mod sign_in;
mod snapshots;
mod sound;
mod structure;
mod summaries;
mod tenants;
mod turns;
mod undo;
mod weight;
mod without_transaction;
mod world;
