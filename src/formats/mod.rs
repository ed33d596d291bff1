//! Reading of documents that come from elsewhere: pure functions from text to
//! data, without database, files or web.

pub mod dates;
pub mod minutes;
pub mod names;
pub mod presence;
