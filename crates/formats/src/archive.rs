//! The ZIP archive of an office document: opened within limits, and refused if it is inconsistent.

use std::{
    fs::File,
    io::{BufReader, Cursor, Read, Seek, SeekFrom},
};

use zip::{ZipArchive, result::ZipError};

use crate::Unreadable;

/// The most parts a document may have.
const MOST_PARTS: usize = 2_000;

/// How many bytes of an archive are decompressed in total.
const MOST_UNFOLDED: u64 = 24 * 1024 * 1024;

/// The total size of all parts as declared; pictures are declared but never decompressed.
const MOST_ANNOUNCED: u64 = 8 * MOST_UNFOLDED;

/// The highest compression ratio of a part. Real text compresses less than that.
const MOST_FOLDED: u64 = 250;

/// Smaller parts may have any compression ratio.
const SMALL: u64 = 1024 * 1024;

/// The signature of an entry in the central directory.
const ANNOUNCEMENT: &[u8] = b"PK\x01\x02";

/// The source of an archive: memory or a file.
trait Place: Read + Seek {}
impl<T: Read + Seek> Place for T {}

/// The parts of a document.
pub(super) struct Archive<'a> {
    zip: ZipArchive<Box<dyn Place + 'a>>,
    /// How many bytes may still be decompressed.
    left: u64,
}

impl<'a> Archive<'a> {
    /// Opens an archive without decompressing anything.
    ///
    /// # Errors
    /// [`Unreadable`] if it is damaged, encrypted, or larger inside than declared.
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, Unreadable> {
        Self::over(Box::new(Cursor::new(bytes)))
    }

    /// Like [`Archive::open`], for a file that is never completely in memory.
    ///
    /// # Errors
    /// As [`Archive::open`].
    pub(super) fn open_file(file: &'a File) -> Result<Self, Unreadable> {
        Self::over(Box::new(BufReader::new(file)))
    }

    fn over(mut place: Box<dyn Place + 'a>) -> Result<Self, Unreadable> {
        // Counted before they are read, because each takes memory.
        if count(&mut place, ANNOUNCEMENT).map_err(|_| Unreadable::Damaged)? > MOST_PARTS {
            return Err(Unreadable::TooLargeInside);
        }
        let mut zip = ZipArchive::new(place).map_err(unreadable)?;
        let mut unfolded: u64 = 0;
        for at in 0..zip.len() {
            let part = zip.by_index_data(at).map_err(unreadable)?;
            if part.encrypted() {
                return Err(Unreadable::Encrypted);
            }
            let size = part.size();
            if size > SMALL && size / MOST_FOLDED > part.compressed_size() {
                return Err(Unreadable::TooLargeInside);
            }
            unfolded = unfolded.saturating_add(size);
        }
        if unfolded > MOST_ANNOUNCED {
            return Err(Unreadable::TooLargeInside);
        }
        if zip.has_overlapping_entries().map_err(unreadable)? || zip.has_duplicate_names() {
            return Err(Unreadable::Damaged);
        }
        Ok(Self { zip, left: MOST_UNFOLDED })
    }

    /// The names of the parts.
    pub(super) fn names(&self) -> Vec<String> {
        self.zip.file_names().filter_map(|it| Some(it.ok()?.into_owned())).collect()
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.zip.index_for_name(name).is_some()
    }

    /// The text of a part, or an empty text if there is no such part.
    ///
    /// # Errors
    /// [`Unreadable`] if it is damaged or larger than declared.
    pub(super) fn text(&mut self, name: &str) -> Result<String, Unreadable> {
        let Some(at) = self.zip.index_for_name(name) else {
            return Ok(String::new());
        };
        let part = self.zip.by_index(at).map_err(unreadable)?;
        let mut bytes = Vec::new();
        // The declared size of a part may be wrong.
        part.take(self.left + 1).read_to_end(&mut bytes).map_err(|_| Unreadable::Damaged)?;
        self.left = self.left.checked_sub(bytes.len() as u64).ok_or(Unreadable::TooLargeInside)?;
        String::from_utf8(bytes).map_err(|_| Unreadable::Damaged)
    }
}

/// How often a byte sequence occurs in a source, read block by block from its beginning.
pub(super) fn count(mut place: impl Read + Seek, words: &[u8]) -> std::io::Result<usize> {
    let mut found = 0;
    let mut block = vec![0; 64 * 1024];
    // The sequence may begin at the end of the previous block.
    let mut kept = 0;
    place.seek(SeekFrom::Start(0))?;
    loop {
        let read = place.read(&mut block[kept..])?;
        if read == 0 {
            place.seek(SeekFrom::Start(0))?;
            return Ok(found);
        }
        let filled = kept + read;
        found += block[..filled].windows(words.len()).filter(|it| *it == words).count();
        kept = filled.min(words.len() - 1);
        block.copy_within(filled - kept..filled, 0);
    }
}

fn unreadable(why: ZipError) -> Unreadable {
    match why {
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) | ZipError::InvalidPassword => {
            Unreadable::Encrypted
        }
        _ => Unreadable::Damaged,
    }
}
