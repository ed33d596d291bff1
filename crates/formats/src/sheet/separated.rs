//! Text with separated columns (RFC 4180, and the variants of French spreadsheets).

use std::borrow::Cow;

use super::{Measure, Row, Sheet};
use crate::Unreadable;

/// The separators, the most likely first.
const SEPARATORS: [u8; 3] = *b";\t,";

pub(super) fn read(bytes: &[u8]) -> Result<Sheet, Unreadable> {
    // A line reader would count `\r\n` too late.
    let text = decode(bytes)?.replace("\r\n", "\n");
    let (text, separator, before) = match announced(&text) {
        Some((separator, rest)) => (rest, separator, 1),
        None => (text.as_str(), separator(&text), 0),
    };
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(separator)
        .from_reader(text.as_bytes());
    let (mut measure, mut rows, mut record) = (Measure::default(), Vec::new(), csv::StringRecord::new());
    while reader.read_record(&mut record).map_err(|_| Unreadable::Damaged)? {
        let line = record.position().map_or(0, csv::Position::line);
        let mut cells = Vec::new();
        for (column, raw) in record.iter().enumerate() {
            measure.put(&mut cells, column, raw)?;
        }
        if !cells.is_empty() {
            rows.push(Row { number: usize::try_from(line).unwrap_or(usize::MAX) + before, cells });
        }
    }
    Ok(Sheet { name: String::new(), rows })
}

/// Decoded by its byte order mark, else as UTF-8, else as Windows-1252, the French default of Windows.
fn decode(bytes: &[u8]) -> Result<Cow<'_, str>, Unreadable> {
    let (encoding, mark) = encoding_rs::Encoding::for_bom(bytes).unwrap_or((encoding_rs::UTF_8, 0));
    let unmarked = bytes.get(mark..).unwrap_or_default();
    let text = match encoding.decode_without_bom_handling_and_without_replacement(unmarked) {
        Some(text) => text,
        None if mark == 0 => encoding_rs::WINDOWS_1252.decode_without_bom_handling(bytes).0,
        None => return Err(Unreadable::Damaged),
    };
    match text {
        _ if text.contains('\0') => Err(Unreadable::Nul),
        // No table has these characters, and many binary files do.
        _ if text
            .contains(|c: char| c.is_control() && !matches!(c, '\t' | '\r' | '\n' | '\u{b}' | '\u{c}')) =>
        {
            Err(Unreadable::Unknown)
        }
        _ if text.trim().is_empty() => Err(Unreadable::Empty),
        _ => Ok(text),
    }
}

/// The separator declared by the first line (`sep=;`), and the rest of the text.
fn announced(text: &str) -> Option<(u8, &str)> {
    let (line, rest) = text.split_once('\n')?;
    let separator = line.strip_prefix("sep=")?;
    match separator.as_bytes() {
        [one] if one.is_ascii_punctuation() || *one == b'\t' => Some((*one, rest)),
        _ => None,
    }
}

/// The most frequent separator in the header line.
fn separator(text: &str) -> u8 {
    let line = text.lines().find(|it| !it.trim().is_empty()).unwrap_or_default();
    let mut counts = [0_usize; SEPARATORS.len()];
    let mut is_quoted = false;
    for byte in line.bytes() {
        is_quoted ^= byte == b'"';
        if let Some(at) = SEPARATORS.iter().position(|it| *it == byte).filter(|_| !is_quoted) {
            counts[at] += 1;
        }
    }
    let best = (0..SEPARATORS.len()).rev().max_by_key(|at| counts[*at]).unwrap_or(0);
    SEPARATORS[best]
}
