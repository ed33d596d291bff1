//! Reads foreign documents: pure functions from bytes to data, without database, network or other state.
//! [`read`] is the single entry point.

pub mod akoma_ntoso;
mod archive;
pub mod captions;
pub mod compte_rendu;
pub mod contents;
pub mod dates;
mod debate;
pub mod docx;
mod format;
mod grid;
pub mod minutes;
pub mod names;
pub mod odt;
pub mod pdf;
pub mod presence;
mod prose;
mod record;
pub mod sheet;
#[cfg(any(test, feature = "testing"))]
pub mod testing;
mod text;
mod translate;
mod unreadable;
mod xml;

pub use format::Format;
pub use record::{
    Attendance, Category, Cue, Footnote, Furniture, FurnitureKind, Kind, Minutes, Part, Time, Turn, Warning,
};
pub use text::clean;
pub use translate::{Argument, Translate};
pub use unreadable::Unreadable;

/// The largest document, in bytes.
pub const LIMIT: usize = 8 * 1024 * 1024;

/// Reads a document of any known format. The format is detected by content, never by file name.
///
/// # Errors
/// [`Unreadable`], which says what to do about it. A document that can be read is read completely, and
/// ambiguities are reported as warnings.
pub fn read(bytes: &[u8]) -> Result<Minutes, Unreadable> {
    match Format::of(bytes)? {
        Format::Minutes => minutes::read(bytes),
        Format::Docx => docx::read(bytes),
        Format::Odt => odt::read(bytes),
        Format::Pdf => pdf::read(bytes),
        Format::AkomaNtoso => akoma_ntoso::read(bytes),
        Format::CompteRendu => compte_rendu::read(bytes),
        Format::WebVtt => captions::webvtt::read(bytes),
        Format::SubRip => captions::subrip::read(bytes),
        Format::WhisperX => captions::whisperx::read(bytes),
        Format::Page => captions::page::read(bytes),
    }
}
