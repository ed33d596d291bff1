//! Captions in blocks, as in WebVTT and SubRip: a name or a number, a line of times, and text.

use std::collections::HashSet;

use super::{
    Caption, FurnitureKind, Kind, Transcript,
    markup::{self, Piece},
    plain, rolled, stamp,
};

/// A line of times: `00:00:01.000 --> 00:00:02.000 align:start`.
pub(super) fn times(line: &str) -> Option<(u32, u32)> {
    let (start, rest) = line.split_once("-->")?;
    let end = rest.split_whitespace().next()?;
    Some((stamp::read(start.trim())?, stamp::read(end)?))
}

/// A line of the source with its number.
pub(super) type Line<'a> = (usize, &'a str);

/// Reads the captions of a source. `decode` converts a stretch of text.
pub(super) fn read(lines: &[Line], decode: fn(&str) -> String, into: &mut Transcript) {
    let mut lines = lines.to_vec();
    // A caption may begin with a line that is only a space: it does not end there.
    let mut below_times = false;
    lines.retain(|(_, text)| {
        let is_space = below_times && !text.is_empty() && text.trim().is_empty();
        below_times = times(text).is_some();
        !is_space
    });
    let repeated = rolled::repeated(&lines, decode);
    if let Some(first) = repeated.iter().min() {
        into.warn(*first, Kind::RolledUp { lines: repeated.len() });
    }
    for block in lines.split(|(_, text)| text.trim().is_empty()).filter(|block| !block.is_empty()) {
        read_block(block, decode, &repeated, into);
    }
}

fn read_block(block: &[Line], decode: fn(&str) -> String, repeated: &HashSet<usize>, into: &mut Transcript) {
    let mut writer = Writer { decode, caption: Caption::default(), told: true, into };
    for (at, (number, text)) in block.iter().enumerate() {
        if repeated.contains(number) {
            writer.into.set_aside(*number, FurnitureKind::Repeated, text);
            // Its time has no text, unless another line follows.
            writer.told = true;
            continue;
        }
        if let Some((start, end)) = times(text) {
            writer.into.set_aside(*number, FurnitureKind::Markup, text);
            writer.close();
            writer.caption =
                Caption { line: *number, start: Some(start), end: Some(end), ..Caption::default() };
            writer.told = false;
            continue;
        }
        // The name or number of the caption whose times are on the next line.
        let below = block.get(at + 1).is_some_and(|(_, below)| times(below).is_some());
        if below && (at == 0 || text.trim().bytes().all(|byte| byte.is_ascii_digit())) {
            writer.into.set_aside(*number, FurnitureKind::Markup, text);
            continue;
        }
        let below = block.get(at + 1).is_some_and(|(_, below)| below.contains("-->"));
        if text.contains("-->") || (at == 0 && !below) {
            writer.into.warn(*number, Kind::UnreadTime { text: excerpt(text) });
        }
        if at == 0 {
            // No times: the block continues the previous caption.
            let speaker = writer.into.captions.last().and_then(|above| above.speaker.clone());
            writer.caption = Caption { line: *number, speaker, ..Caption::default() };
        }
        writer.write(text);
    }
    writer.close();
}

struct Writer<'a> {
    decode: fn(&str) -> String,
    caption: Caption,
    /// Whether an earlier caption has this time.
    told: bool,
    into: &'a mut Transcript,
}

impl Writer<'_> {
    /// Adds a line. A new speaker or a later time begins another caption.
    fn write(&mut self, line: &str) {
        self.caption.text.push(' ');
        for piece in markup::pieces(line) {
            match piece {
                Piece::Text(text) => self.caption.text.push_str(&(self.decode)(text)),
                Piece::Voice(name) => {
                    let name = plain(&(self.decode)(name));
                    if !self.caption.text.trim().is_empty() {
                        self.divide();
                    }
                    self.caption.speaker = Some(name).filter(|name| !name.is_empty());
                }
                Piece::Time(time) => {
                    self.divide();
                    self.caption.start = Some(time);
                    self.told = false;
                }
            }
        }
    }

    fn divide(&mut self) {
        let rest = Caption { text: String::new(), ..self.caption.clone() };
        self.close();
        self.caption = rest;
    }

    /// Ends a caption that has text or a time.
    fn close(&mut self) {
        let mut caption = std::mem::take(&mut self.caption);
        caption.text = plain(&caption.text);
        if !caption.text.is_empty() || !self.told {
            self.told = true;
            self.into.captions.push(caption);
        }
    }
}

/// The beginning of a line, for a warning.
pub(super) fn excerpt(text: &str) -> String {
    let text = plain(text);
    match text.char_indices().nth(100) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text,
    }
}
