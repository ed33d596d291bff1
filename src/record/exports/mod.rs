//! The whole record as a file, as far as its reader may read: Markdown, plain
//! text, Akoma Ntoso.

mod akoma_ntoso;
mod head;
mod markdown;
pub mod pages;
mod plain;
