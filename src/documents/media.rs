//! The kinds of files, recognised by content only, not by name or by the type that a browser sends.

use sea_orm::Iterable as _;

use crate::words::words;

words! {
    /// A kind of file that can be kept.
    pub enum Media("media") {
        Pdf = "pdf",
        Docx = "docx",
        Odt = "odt",
        Xlsx = "xlsx",
        Png = "png",
        Jpeg = "jpeg",
        Webp = "webp",
        Gif = "gif",
        Mp3 = "mp3",
        Wav = "wav",
        Ogg = "ogg",
        Flac = "flac",
        M4a = "m4a",
        Aac = "aac",
        Mp4 = "mp4",
        Webm = "webm",
    }
}

/// The class of a file: how it is shown, and its limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Class {
    Paper,
    Image,
    Audio,
    Video,
}

/// A file, recognised by its first bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Recognised {
    Media(Media),
    /// A zip archive: its parts say which kind of file it is.
    Archive,
    /// An OLE container: an office file before OOXML, or an encrypted one.
    OldOffice,
    Unknown,
}

/// How many bytes at the start and at the end of a file are examined.
pub const LOOKED_AT: usize = 4096;

/// The brands of MP4 (ISO 14496-12) that browsers play.
const BRANDS: [&[u8]; 9] = [b"iso", b"mp4", b"avc", b"M4V", b"MSN", b"dash", b"f4v", b"mmp", b"cmf"];

impl Recognised {
    /// By the first [`LOOKED_AT`] bytes of a file, or all that it has. `infer` decides where its
    /// check is as strict as the formats allow; it accepts a WebP without RIFF, a GIF by three
    /// bytes and any MP3 by two, and misses MP4 brands, audio books and WebM of some encoders.
    pub fn by(head: &[u8]) -> Self {
        let at = |from: usize, words: &[u8]| head.get(from..).is_some_and(|it| it.starts_with(words));
        let within = |words: &[u8]| head.windows(words.len()).any(|it| it == words);
        Self::Media(match () {
            () if at(0, b"PK\x03\x04") => return Self::Archive,
            () if at(0, b"\xd0\xcf\x11\xe0") => return Self::OldOffice,
            () if at(0, b"\x89PNG\r\n\x1a\n") => Media::Png,
            () if infer::image::is_jpeg(head) => Media::Jpeg,
            () if at(0, b"GIF87a") || at(0, b"GIF89a") => Media::Gif,
            () if at(0, b"RIFF") && infer::image::is_webp(head) => Media::Webp,
            () if infer::audio::is_wav(head) => Media::Wav,
            () if infer::audio::is_flac(head) => Media::Flac,
            () if infer::audio::is_ogg(head) && !within(b"theora") => Media::Ogg,
            () if at(0, b"\x1a\x45\xdf\xa3") && within(b"webm") => Media::Webm,
            () if at(4, b"ftypM4A") || at(4, b"ftypM4B") => Media::M4a,
            () if at(4, b"ftyp") && BRANDS.iter().any(|it| at(8, it)) => Media::Mp4,
            () if at(0, b"ID3") => Media::Mp3,
            () if infer::audio::is_aac(head) => Media::Aac,
            () if is_layer_three(head) => Media::Mp3,
            () if infer::archive::is_pdf(head) => Media::Pdf,
            () => return Self::Unknown,
        })
    }

    /// Its class, which says how large it may be. What is not recognised yet is a paper.
    pub fn class(self) -> Class {
        match self {
            Self::Media(media) => media.class(),
            _ => Class::Paper,
        }
    }
}

/// Whether a frame of MPEG audio, layer III, begins here (ISO 11172-3, 2.4.1.3).
fn is_layer_three(head: &[u8]) -> bool {
    let [first, second, third, ..] = head else { return false };
    let (rate, frequency) = (third >> 4, (third >> 2) & 3);
    *first == 0xff
        && second & 0xe6 == 0xe2
        && second & 0x18 != 0x08
        && rate != 0
        && rate != 15
        && frequency != 3
}

impl Media {
    /// The media type of its response (IANA).
    pub fn mime(self) -> &'static str {
        match self {
            Self::Pdf => "application/pdf",
            Self::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Self::Odt => "application/vnd.oasis.opendocument.text",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Png => "image/png",
            Self::Jpeg => "image/jpeg",
            Self::Webp => "image/webp",
            Self::Gif => "image/gif",
            Self::Mp3 => "audio/mpeg",
            Self::Wav => "audio/wav",
            Self::Ogg => "audio/ogg",
            Self::Flac => "audio/flac",
            Self::M4a => "audio/mp4",
            Self::Aac => "audio/aac",
            Self::Mp4 => "video/mp4",
            Self::Webm => "video/webm",
        }
    }

    /// The endings of the names of such files; the first is the usual one.
    pub fn endings(self) -> &'static [&'static str] {
        match self {
            Self::Pdf => &["pdf"],
            Self::Docx => &["docx"],
            Self::Odt => &["odt"],
            Self::Xlsx => &["xlsx"],
            Self::Png => &["png"],
            Self::Jpeg => &["jpg", "jpeg", "jpe", "jfif"],
            Self::Webp => &["webp"],
            Self::Gif => &["gif"],
            Self::Mp3 => &["mp3"],
            Self::Wav => &["wav", "wave"],
            Self::Ogg => &["ogg", "oga", "opus"],
            Self::Flac => &["flac"],
            Self::M4a => &["m4a", "m4b", "mp4"],
            Self::Aac => &["aac"],
            Self::Mp4 => &["mp4", "m4v", "m4a"],
            Self::Webm => &["webm", "weba"],
        }
    }

    /// Its common name, the same in every language.
    pub fn name(self) -> &'static str {
        match self {
            Self::Pdf => "PDF",
            Self::Docx => "Word",
            Self::Odt => "OpenDocument",
            Self::Xlsx => "Excel",
            Self::Png => "PNG",
            Self::Jpeg => "JPEG",
            Self::Webp => "WebP",
            Self::Gif => "GIF",
            Self::Mp3 => "MP3",
            Self::Wav => "WAV",
            Self::Ogg => "Ogg",
            Self::Flac => "FLAC",
            Self::M4a | Self::Mp4 => "MP4",
            Self::Aac => "AAC",
            Self::Webm => "WebM",
        }
    }

    /// Whether it is audio or video.
    pub fn is_recorded(self) -> bool {
        matches!(self.class(), Class::Audio | Class::Video)
    }

    /// The kind of file whose names usually end so.
    pub fn ending_with(ending: &str) -> Option<Self> {
        let first = Self::iter().find(|it| it.endings().first() == Some(&ending));
        first.or_else(|| Self::iter().find(|it| it.endings().contains(&ending)))
    }

    pub fn class(self) -> Class {
        match self {
            Self::Pdf | Self::Docx | Self::Odt | Self::Xlsx => Class::Paper,
            Self::Png | Self::Jpeg | Self::Webp | Self::Gif => Class::Image,
            Self::Mp3 | Self::Wav | Self::Ogg | Self::Flac | Self::M4a | Self::Aac => Class::Audio,
            Self::Mp4 | Self::Webm => Class::Video,
        }
    }

    /// Whether it is complete, as far as its first and last bytes show.
    pub fn is_whole(self, head: &[u8], tail: &[u8], length: u64) -> bool {
        let ends = |words: &[u8]| tail.windows(words.len()).any(|it| it == words);
        match self {
            Self::Png => ends(b"IEND\xae\x42\x60\x82"),
            Self::Jpeg => ends(b"\xff\xd9"),
            Self::Gif => ends(b";"),
            Self::Webp => {
                let said = head.get(4..8).and_then(|it| Some(u32::from_le_bytes(it.try_into().ok()?)));
                said.is_some_and(|said| u64::from(said) + 8 <= length)
            }
            _ => true,
        }
    }
}

/// All endings, for the `accept` attribute of a file field.
pub fn accepted() -> String {
    let all = Media::iter().flat_map(|it| it.endings()).map(|it| format!(".{it}"));
    all.collect::<Vec<_>>().join(",")
}

/// The ending of a file's name: one to six letters and digits after the last point.
pub fn ending(name: &str) -> Option<String> {
    let (stem, ending) = name.rsplit_once('.')?;
    let is_one = (1..=6).contains(&ending.len()) && ending.bytes().all(|it| it.is_ascii_alphanumeric());
    (is_one && !stem.is_empty()).then(|| ending.to_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_recognised_by_their_first_bytes() {
        let known: [(&[u8], Media); 12] = [
            (b"%PDF-1.7", Media::Pdf),
            (b"\n\n%PDF-1.4", Media::Pdf),
            (b"\x89PNG\r\n\x1a\nIHDR", Media::Png),
            (b"\xff\xd8\xff\xe0", Media::Jpeg),
            (b"RIFF\0\0\0\0WEBPVP8 ", Media::Webp),
            (b"RIFF\0\0\0\0WAVEfmt ", Media::Wav),
            (b"OggS\0\x02OpusHead", Media::Ogg),
            (b"\xff\xfb\x90\x64", Media::Mp3),
            (b"\xff\xf1\x50\x80", Media::Aac),
            (b"\0\0\0\x18ftypM4A ", Media::M4a),
            (b"\0\0\0\x18ftypisom", Media::Mp4),
            (b"\x1a\x45\xdf\xa3\x9fB\x86webm", Media::Webm),
        ];
        for (head, media) in known {
            assert_eq!(Recognised::by(head), Recognised::Media(media), "{media:?}");
        }
        let unknown: [&[u8]; 9] = [
            b"",
            b"<svg xmlns=\"http://www.w3.org/2000/svg\"/>",
            b"<!doctype html><script>",
            b"MZ\x90\0",
            b"OggS\0\x02\x80theora",
            b"\0\0\0\x18ftypqt  ",
            b"\0\0\0\x18ftypheic",
            b"\x1a\x45\xdf\xa3\x9fB\x86matroska",
            b"\xff\xff\xff\xff",
        ];
        for head in unknown {
            assert_eq!(Recognised::by(head), Recognised::Unknown, "{head:?}");
        }
        assert_eq!(Recognised::by(b"PK\x03\x04"), Recognised::Archive);
    }

    #[test]
    fn the_ending_is_after_the_last_point() {
        assert_eq!(ending("Note.v2.PDF").as_deref(), Some("pdf"));
        for name in ["note", ".pdf", "Réunion du 3. mai, fin", "a.", "a.exécutable"] {
            assert_eq!(ending(name), None, "{name}");
        }
    }
}
