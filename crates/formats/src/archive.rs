//! The archive that a word processor's document is: opened within limits, and
//! only where it contradicts itself nowhere.

use std::{
    fs::File,
    io::{BufReader, Cursor, Read, Seek, SeekFrom},
};

use zip::{ZipArchive, result::ZipError};

use crate::Unreadable;

/// No document has more parts.
const MOST_PARTS: usize = 2_000;

/// How much of an archive is unfolded in all, in bytes.
const MOST_UNFOLDED: u64 = 24 * 1024 * 1024;

/// How large all parts may be together: pictures are announced, never unfolded.
const MOST_ANNOUNCED: u64 = 8 * MOST_UNFOLDED;

/// How many times its size a part may have when it is unfolded: words repeat
/// themselves less than that.
const MOST_FOLDED: u64 = 250;

/// A part this small may be folded as tightly as it likes.
const SMALL: u64 = 1024 * 1024;

/// How every part is announced in the list of parts.
const ANNOUNCEMENT: &[u8] = b"PK\x01\x02";

/// Where an archive lies: in memory, or on the disk.
trait Place: Read + Seek {}
impl<T: Read + Seek> Place for T {}

/// A document's parts.
pub(super) struct Archive<'a> {
    zip: ZipArchive<Box<dyn Place + 'a>>,
    /// How much may still be unfolded.
    left: u64,
}

impl<'a> Archive<'a> {
    /// Opens an archive without unfolding anything.
    ///
    /// # Errors
    /// [`Unreadable`], where it is damaged, asks for a password or is larger inside than it says.
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, Unreadable> {
        Self::over(Box::new(Cursor::new(bytes)))
    }

    /// [`Archive::open`], of one on the disk, which is never in memory as a whole.
    ///
    /// # Errors
    /// As [`Archive::open`].
    pub(super) fn open_file(file: &'a File) -> Result<Self, Unreadable> {
        Self::over(Box::new(BufReader::new(file)))
    }

    fn over(mut place: Box<dyn Place + 'a>) -> Result<Self, Unreadable> {
        // Counted before they are read: each takes memory.
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

    /// The text of a part, empty where there is none of that name.
    ///
    /// # Errors
    /// [`Unreadable`], where it is damaged or larger than it says.
    pub(super) fn text(&mut self, name: &str) -> Result<String, Unreadable> {
        let Some(at) = self.zip.index_for_name(name) else {
            return Ok(String::new());
        };
        let part = self.zip.by_index(at).map_err(unreadable)?;
        let mut bytes = Vec::new();
        // What a part says of its size is only what it says.
        part.take(self.left + 1).read_to_end(&mut bytes).map_err(|_| Unreadable::Damaged)?;
        self.left = self.left.checked_sub(bytes.len() as u64).ok_or(Unreadable::TooLargeInside)?;
        String::from_utf8(bytes).map_err(|_| Unreadable::Damaged)
    }
}

/// How often some bytes stand in a place; read from its beginning, block by block.
pub(super) fn count(mut place: impl Read + Seek, words: &[u8]) -> std::io::Result<usize> {
    let mut found = 0;
    let mut block = vec![0; 64 * 1024];
    // What the block before ends with may begin them.
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
