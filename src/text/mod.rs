//! Words for people: languages, dates, Markdown, addresses.

pub mod email_address;
pub mod i18n;
pub mod markdown;
