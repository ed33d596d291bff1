//! The text of minutes out of a form: pasted or uploaded.

use uuid::Uuid;

use crate::{
    forms::multipart::{Part, Upload},
    i18n::Lang,
};

/// The largest text of minutes, in bytes.
pub const LIMIT: usize = 8 * 1024 * 1024;

/// A form may weigh a little more: its names, its boundaries.
pub const FORM_LIMIT: usize = LIMIT + 64 * 1024;

/// Minutes as they came.
#[derive(Debug)]
pub struct Source {
    pub id: Uuid,
    pub file_name: String,
    pub text: String,
}

/// Why a form holds no minutes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SourceError {
    Empty,
    /// A text and a file: which of the two?
    Both,
    TooLarge,
    /// A word processor's or a PDF file.
    NotText,
    NotUtf8,
    Nul,
}

impl SourceError {
    /// What to do about it.
    pub fn sentence(self, lang: Lang) -> String {
        match self {
            Self::Empty => lang.t("import-empty"),
            Self::Both => lang.t("import-both"),
            Self::TooLarge => lang.t("import-too-large"),
            Self::NotText => lang.t("import-not-text"),
            Self::NotUtf8 => lang.t("import-not-utf8"),
            Self::Nul => lang.t("import-nul"),
        }
    }
}

/// What was pasted, for the form to give back where it can, beside what was found.
pub fn read(mut upload: Upload<FORM_LIMIT>) -> (String, Result<Source, SourceError>) {
    let id = upload.take("id").and_then(|part| Uuid::try_parse_ascii(&part.bytes).ok());
    let pasted = upload.take("text").map(|part| part.bytes).unwrap_or_default();
    let file = upload.take("file").filter(|part| !part.bytes.is_empty());
    let typed = String::from_utf8_lossy(&pasted).replace('\0', "");
    (
        typed,
        choose(pasted, file).map(|(file_name, text)| Source {
            id: id.unwrap_or_else(Uuid::now_v7),
            file_name,
            text,
        }),
    )
}

fn choose(pasted: Vec<u8>, file: Option<Part>) -> Result<(String, String), SourceError> {
    let is_blank = pasted.trim_ascii().is_empty();
    let (file_name, bytes) = match file {
        Some(_) if !is_blank => return Err(SourceError::Both),
        Some(file) => (file.file_name, file.bytes),
        None if is_blank => return Err(SourceError::Empty),
        None => (String::new(), pasted),
    };
    let text = decode(bytes)?;
    Ok((file_name.chars().filter(|c| *c != '\0').take(300).collect(), text))
}

fn decode(bytes: Vec<u8>) -> Result<String, SourceError> {
    if bytes.len() > LIMIT {
        return Err(SourceError::TooLarge);
    }
    let begins = |with: &[&[u8]]| with.iter().any(|it| bytes.starts_with(it));
    if begins(&[b"%PDF", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"{\\rtf"]) {
        return Err(SourceError::NotText);
    }
    let text = String::from_utf8(bytes).map_err(|_| SourceError::NotUtf8)?;
    if text.contains('\0') {
        return Err(SourceError::Nul);
    }
    if text.trim().is_empty() { Err(SourceError::Empty) } else { Ok(text) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_text_that_can_be_kept_is_taken() {
        let read = |bytes: &[u8]| decode(bytes.to_vec());
        assert_eq!(read("\u{feff}Été".as_bytes()).unwrap(), "\u{feff}Été");
        assert_eq!(read(b"\xff\xfeA"), Err(SourceError::NotUtf8));
        assert_eq!(read(b"a\0b"), Err(SourceError::Nul));
        assert_eq!(read(b"%PDF-1.7"), Err(SourceError::NotText));
        assert_eq!(read(b" \n"), Err(SourceError::Empty));
        assert_eq!(read(&vec![b'a'; LIMIT + 1]), Err(SourceError::TooLarge));
    }
}
