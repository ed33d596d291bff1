//! What the command line does beside serving: one module a command.

pub mod demo;
pub mod documents;
pub mod health;
pub mod import;
pub mod tenant;
pub mod with_postgres;

/// What a command may fail with; its words are for the operator.
pub type Failure = Box<dyn std::error::Error + Send + Sync>;
