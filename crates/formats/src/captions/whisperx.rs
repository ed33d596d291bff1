//! The JSON that WhisperX writes about a recording. Whisper itself writes the same without speakers.

use serde::Deserialize;

use super::{Caption, EXPECTED, Kind, Transcript, plain, stamp};
use crate::{Minutes, Unreadable, text};

#[derive(Deserialize)]
struct Recording {
    segments: Vec<Segment>,
}

#[derive(Deserialize)]
#[serde(default)]
#[derive(Default)]
struct Segment {
    start: Option<f64>,
    end: Option<f64>,
    text: Option<String>,
    speaker: Option<String>,
    words: Vec<Word>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Word {
    word: String,
}

/// Whether a text is JSON, complete or truncated.
pub(crate) fn is_json(text: &str) -> bool {
    let text = text.trim_start();
    let begins = |sign, with: [char; 2]| {
        text.strip_prefix::<char>(sign).is_some_and(|rest| rest.trim_start().starts_with(with))
    };
    begins('{', ['"', '}']) || begins('[', ['{', '['])
}

/// Whether JSON is a transcript.
pub(crate) fn is(json: &str) -> bool {
    json.trim_start().starts_with('{') && json.contains("\"segments\"")
}

/// Reads a WhisperX transcript. Warnings have the number of a segment in place of a line.
///
/// # Errors
/// If the bytes are not JSON of that kind.
pub fn read(bytes: &[u8]) -> Result<Minutes, Unreadable> {
    let recording: Recording = serde_json::from_str(text::decode(bytes)?).map_err(|_| Unreadable::Damaged)?;
    let mut transcript = Transcript::default();
    for (line, segment) in (1..).zip(recording.segments) {
        let said = segment.text.unwrap_or_else(|| {
            let words: Vec<&str> = segment.words.iter().map(|it| it.word.as_str()).collect();
            words.join(" ")
        });
        let text = plain(&text::clean(&said.replace('\0', " ")));
        let start = segment.start.and_then(stamp::of_seconds);
        if start.is_none() {
            let time = segment.start.map(|it| it.to_string()).unwrap_or_default();
            transcript.warn(line, Kind::UnreadTime { text: time });
        }
        let end = segment.end.and_then(stamp::of_seconds);
        let speaker = segment.speaker.map(|it| plain(&text::clean(&it.replace('\0', " "))));
        let speaker = speaker.filter(|it| !it.is_empty());
        transcript.captions.push(Caption { line, start, end, speaker, text });
    }
    let mut minutes = transcript.into_minutes();
    minutes.warn_of_missing(&EXPECTED);
    Ok(minutes)
}
