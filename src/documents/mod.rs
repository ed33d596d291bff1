//! What is kept beside the record of a hearing: press articles, written
//! contributions, slides, recordings.

pub mod document;
pub mod download;
pub mod editing;
pub mod entity;
pub mod form;
pub mod media;
pub mod pages;
pub mod reading;
pub mod recording;
pub mod removal;
pub mod store;
pub mod upload;
