//! The commands beside `serve` and `work`, one module each.

pub mod demo;
pub mod documents;
pub mod health;
pub mod import;
pub mod tenant;
pub mod with_postgres;

/// The error of a command, with a message for the operator.
pub type Failure = Box<dyn std::error::Error + Send + Sync>;
