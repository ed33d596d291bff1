//! Joins captions into the turns and paragraphs of a record.

use super::{Caption, Kind, Warning};
use crate::{Attendance, Cue, Time, Turn, minutes::people::ends_sentence, names::fold};

/// A paragraph ends with a sentence after this many words.
const LONG: usize = 80;
/// A paragraph ends anyway after this many words, because machine transcripts may lack punctuation.
const TOO_LONG: usize = 200;
/// A silence of this many milliseconds after a sentence ends the paragraph.
const PAUSE: u32 = 2_000;
/// Without known speakers, a turn ends with its paragraph after this many words, so that a person can
/// assign it.
const LONGEST_TURN: usize = 4_000;

/// The turns made of captions.
pub(super) fn turns(
    captions: &[Caption],
    attendances: &[Attendance],
    warnings: &mut Vec<Warning>,
) -> Vec<Turn> {
    let mut drafts: Vec<Draft> = Vec::new();
    for caption in captions {
        let follows = drafts.last().map_or(Follows::Turn, |draft| draft.followed_by(caption));
        if follows == Follows::Turn {
            drafts.push(Draft::of(caption));
        }
        if let Some(draft) = drafts.last_mut() {
            draft.add(caption, follows);
        }
    }
    let mut places = std::collections::HashMap::new();
    for (at, attendance) in attendances.iter().enumerate() {
        places.entry(fold(&attendance.name)).or_insert(at);
    }
    let mut warned = std::collections::HashSet::new();
    let starts: Vec<Option<u32>> = drafts.iter().skip(1).map(|it| it.start).collect();
    let ends = starts.into_iter().chain([None]);
    let mut turn = |(draft, next): (Draft, Option<u32>)| {
        let speaker = places.get(&fold(&draft.label)).copied();
        if speaker.is_none() && !draft.label.is_empty() && warned.insert(draft.label.clone()) {
            let label = draft.label.clone();
            warnings.push(Warning::at(draft.line, Kind::UnknownSpeaker { label }));
        }
        draft.finished(speaker, next)
    };
    drafts.into_iter().zip(ends).map(&mut turn).collect()
}

/// How a caption relates to the one before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Follows {
    Word,
    Paragraph,
    Turn,
}

struct Draft {
    line: usize,
    label: String,
    text: String,
    start: Option<u32>,
    end: Option<u32>,
    cues: Vec<Cue>,
    /// The words of the turn.
    words: usize,
    /// The words of its last paragraph.
    last_words: usize,
}

impl Draft {
    fn of(caption: &Caption) -> Self {
        let label = caption.speaker.clone().unwrap_or_default();
        let (text, cues) = (String::new(), Vec::new());
        Self { line: caption.line, label, text, start: None, end: None, cues, words: 0, last_words: 0 }
    }

    fn followed_by(&self, caption: &Caption) -> Follows {
        if self.label != caption.speaker.as_deref().unwrap_or_default() {
            return Follows::Turn;
        }
        let pause =
            self.end.zip(caption.start).is_some_and(|(end, start)| start.saturating_sub(end) >= PAUSE);
        let over = ends_sentence(&self.text) && (pause || self.last_words >= LONG);
        match over || self.last_words >= TOO_LONG {
            true if self.label.is_empty() && self.words >= LONGEST_TURN => Follows::Turn,
            true => Follows::Paragraph,
            false => Follows::Word,
        }
    }

    fn add(&mut self, caption: &Caption, follows: Follows) {
        if follows == Follows::Paragraph && !caption.text.is_empty() {
            self.last_words = 0;
        }
        if !self.text.is_empty() && !caption.text.is_empty() {
            self.text.push_str(if follows == Follows::Paragraph { "\n\n" } else { " " });
        }
        if let Some(start) = caption.start {
            self.start.get_or_insert(start);
            self.cues.push(Cue { offset: self.text.len(), start });
        }
        // An unreadable time gives no silence before the next caption.
        self.end = caption.end;
        self.text.push_str(&literal(&caption.text));
        let words = caption.text.split(' ').filter(|word| !word.is_empty()).count();
        self.words += words;
        self.last_words += words;
    }

    /// `next`: the beginning of the next turn.
    fn finished(self, speaker: Option<usize>, next: Option<u32>) -> Turn {
        let cues = self.cues;
        let time = self.start.map(|start| {
            let last = cues.last().map_or(start, |cue| cue.start);
            Time { start, end: self.end.or(next).filter(|end| *end >= last), cues }
        });
        let (line, label, text) = (self.line, self.label, self.text);
        Turn { speaker, label, heading: None, text, footnotes: Vec::new(), line, time }
    }
}

/// Text as turns store it, with markup escaped.
fn literal(text: &str) -> String {
    text.replace('\\', "\\\\").replace('*', "\\*").replace("[^", "\\[^")
}
