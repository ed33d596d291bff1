//! The record, turn by turn.

pub mod diff;
pub mod entity;
pub mod errata;
pub mod exports;
pub mod form;
pub mod heading;
pub mod inline;
mod lexer;
pub mod pages;
pub mod passage;
pub mod provenance;
pub mod search;
pub mod store;
pub mod structure;
pub mod text;
pub mod time;
pub mod turn;
pub mod versions;
pub mod view;
