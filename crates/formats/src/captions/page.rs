//! A copied web page with the transcript of a recording: each line begins with its time, `12:05`, and other
//! page content surrounds the transcript.

use super::{
    Caption, EXPECTED, Furniture, FurnitureKind, Kind, Transcript, blocks::excerpt, description, plain, stamp,
};
use crate::{Minutes, Unreadable, Warning, text};

/// Fewer times do not make a transcript.
const FEWEST: usize = 3;
/// A page may have this many lines above its transcript.
const MOST_ABOVE: usize = 20;

/// Whether a text is such a page: one line in three begins with a time, and the times almost never
/// decrease.
pub(crate) fn is(source: &str) -> bool {
    let (mut above, mut lines, mut last) = (0, 0, None);
    let (mut times, mut back) = (0, 0);
    for line in source.split(['\n', '\r']).map(str::trim).filter(|line| !line.is_empty()) {
        match stamp::leading(line) {
            Some((time, _)) => {
                times += 1;
                back += usize::from(last.is_some_and(|last| time < last));
                last = Some(time);
            }
            None if times == 0 => above += 1,
            None => {}
        }
        lines += 1;
    }
    let page = above.min(MOST_ABOVE).min(2 * times);
    times >= FEWEST && times * 3 >= lines - page && back * 10 <= times
}

/// A non-empty line, its number, and its leading time if it has one.
struct Line<'a> {
    number: usize,
    text: &'a str,
    time: Option<(u32, &'a str)>,
}

/// Reads the transcript of a page.
///
/// # Errors
/// If the bytes are not text.
pub fn read(bytes: &[u8]) -> Result<Minutes, Unreadable> {
    let source = text::clean(text::decode(bytes)?);
    let lines = (1..).zip(source.split('\n').map(str::trim)).filter(|(_, text)| !text.is_empty());
    let lines: Vec<Line> =
        lines.map(|(number, text)| Line { number, text, time: stamp::leading(text) }).collect();
    let first = lines.iter().position(|line| line.time.is_some()).unwrap_or(lines.len());
    let (above, record) = lines.split_at(first);
    let (record, below) = record.split_at(end(record));

    let mut transcript = Transcript::default();
    captions(record, &mut transcript);
    let head: Vec<&str> = above.iter().map(|line| line.text).collect();
    let description = description::read(&head.join("\n"));
    for (around, kind) in [(above, FurnitureKind::Head), (below, FurnitureKind::Page)] {
        transcript.furniture.extend(around.iter().map(|line| line.furniture(kind)));
    }
    let mut minutes = transcript.into_minutes_of(description.attendances);
    minutes.title = description.title;
    minutes.date = description.date;
    if let Some(line) = below.first() {
        let text = excerpt(&below.iter().map(|line| line.text).collect::<Vec<_>>().join(" "));
        minutes.warnings.push(Warning::at(line.number, Kind::BelowTranscript { text }));
    }
    minutes.warn_of_missing(&EXPECTED);
    Ok(minutes)
}

/// Where the transcript ends. Lines without a time continue the line above, unless all lines of the
/// transcript have a time: then they belong to the page.
fn end(record: &[Line]) -> usize {
    let last = record.iter().rposition(|line| line.time.is_some()).unwrap_or_default();
    let goes_on = record.iter().take(last).any(|line| line.time.is_none());
    let alone = record.get(last).is_some_and(|line| line.time.is_some_and(|(_, text)| text.is_empty()));
    let more = record.get(last + 1..).unwrap_or_default();
    match goes_on || alone {
        true => last + 1 + directly_below(record.get(last).map_or(0, |it| it.number), more),
        false => (last + 1).min(record.len()),
    }
}

/// How many lines follow without a blank one.
fn directly_below(number: usize, lines: &[Line]) -> usize {
    (number + 1..).zip(lines).take_while(|(expected, line)| *expected == line.number).count()
}

fn captions(lines: &[Line], into: &mut Transcript) {
    for line in lines {
        let Some((time, text)) = line.time else {
            if stamp::is_like(line.text) {
                into.warn(line.number, Kind::UnreadTime { text: excerpt(line.text) });
            }
            if let Some(caption) = into.captions.last_mut() {
                let apart = if caption.text.is_empty() { "" } else { " " };
                caption.text += &format!("{apart}{}", plain(line.text));
            }
            continue;
        };
        let (line, text) = (line.number, plain(text));
        into.captions.push(Caption { line, start: Some(time), text, ..Caption::default() });
    }
}

impl Line<'_> {
    fn furniture(&self, kind: FurnitureKind) -> Furniture {
        Furniture { line: self.number, kind, text: self.text.to_owned() }
    }
}
