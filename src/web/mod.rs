//! Shared parts of requests and pages: middleware, errors, the page frame, sessions, forms and drafts.

pub mod accessibility;
pub mod assets;
pub mod csrf;
pub mod drafts;
pub mod error;
pub mod forms;
pub mod health;
pub mod middleware;
pub mod page;
pub mod pagination;
pub mod paths;
pub mod session;
#[cfg(debug_assertions)]
pub mod styleguide;
