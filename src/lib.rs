//! Greffe: a multi-tenant register of hearings for local authorities.
//!
//! `ARCHITECTURE.md` lists the invariants.

pub mod app;
pub mod attendances;
pub mod charts;
pub mod config;
pub mod documents;
pub mod history;
pub mod record;
pub mod rounds;
pub mod routes;
pub mod schema;
pub mod storage;

pub mod clock;
mod words;

pub mod mail;
pub mod sign_in;

pub mod migrations;

pub mod actions;
pub mod directory;
pub mod hearings;
pub mod series;
pub mod summaries;

pub mod home;
pub mod members;

pub mod access;
pub mod cli;
pub mod imports;
pub mod tenants;
pub mod text;
pub mod web;

/// Every raw SQL statement, by module. A template is listed once for each of its tables.
pub fn raw_statements() -> Vec<access::scope::Raw> {
    let modules: [&[access::scope::Raw]; 9] = [
        access::scope::RAW,
        actions::updates::store::RAW,
        attendances::presences::RAW,
        history::lines::RAW,
        history::undo::RAW,
        imports::minutes::store::RAW,
        mail::outbox::RAW,
        record::structure::around::RAW,
        web::drafts::store::RAW,
    ];
    let templates = history::rows::TEMPLATES.iter().chain(history::undo::TEMPLATES);
    let tables = history::registry::tables();
    let filled = templates.flat_map(|template| tables.iter().map(|table| template.of(table)));
    modules.concat().into_iter().chain(filled).collect()
}
