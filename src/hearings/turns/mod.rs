//! The record, turn by turn.

mod lexer;
pub mod store;
pub mod text;
pub mod turn;
