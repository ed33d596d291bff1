//! The record, turn by turn.

pub mod form;
mod lexer;
pub mod pages;
pub mod store;
pub mod text;
pub mod turn;
