//! Warnings for the user who checks an import.

use serde::Serialize;

use crate::Translate;

/// Something ambiguous, and its place.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Warning {
    /// The line of the source, from 1; 0 for the whole document.
    pub line: usize,
    #[serde(flatten)]
    pub kind: Kind,
}

/// What to check. The names in `snake_case` are stable codes.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum Kind {
    /// A part of the document was not found.
    Missing { part: Part },
    /// A line of the head could not be interpreted.
    UnreadHead { text: String },
    /// A row of the attendance table gave nobody: it names no one, or it looks like a person and was read
    /// as the rest of the row above.
    UnreadRow { text: String },
    /// A person listed as excused or absent speaks, and is read as present.
    NotPresent { text: String },
    /// A person is listed twice; one attendance was made of both rows.
    ListedTwice { name: String, kept: String, dropped: String },
    /// A heading names a person who is not in the table.
    UnknownSpeaker { label: String },
    /// A heading fits several people of the table.
    AmbiguousSpeaker { label: String, candidates: Vec<String> },
    /// A heading was matched to a person whose name is spelt differently.
    NearSpeaker { label: String, name: String },
    /// Text without the heading of a speaker.
    Unattributed { text: String },
    /// A heading without text.
    EmptyTurn { label: String },
    /// A call without a note.
    CallWithoutNote { marker: String },
    /// A note without a call; it was assigned to the turn above it.
    NoteWithoutCall { marker: String },
    /// Two notes of one turn had the same marker; this one got another.
    NoteRenamed { printed: String, marker: String },
    /// A paragraph below a note was read as its continuation.
    NoteContinued { marker: String },
    /// The time of a caption is invalid; it stays in the text.
    UnreadTime { text: String },
    /// A caption begins before the previous one; it continues from that one.
    TimeGoesBack { time: String },
    /// A name in the text is similar to that of a person present.
    NearName { heard: String, name: String, time: String },
    /// This many lines repeat the previous caption and were left out.
    RolledUp { lines: usize },
    /// Lines below the transcript of a page do not belong to it.
    BelowTranscript { text: String },
}

/// The parts that minutes are expected to have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    Series,
    Number,
    Title,
    Date,
    Attendances,
    Turns,
}

impl Warning {
    /// A warning about this line.
    pub fn at(line: usize, kind: Kind) -> Self {
        Warning { line, kind }
    }

    /// The warning as a sentence.
    pub fn sentence(&self, lang: &impl Translate) -> String {
        match &self.kind {
            Kind::Missing { part } => lang.t(part.missing_id()),
            Kind::UnreadHead { text } => lang.t1("warning-unread-head", "text", text.as_str()),
            Kind::UnreadRow { text } => lang.t1("warning-unread-row", "text", text.as_str()),
            Kind::NotPresent { text } => lang.t1("warning-not-present", "text", text.as_str()),
            Kind::ListedTwice { name, dropped, .. } => {
                lang.t2("warning-listed-twice", "name", name.as_str(), "dropped", dropped.as_str())
            }
            Kind::UnknownSpeaker { label } => lang.t1("warning-unknown-speaker", "label", label.as_str()),
            Kind::AmbiguousSpeaker { label, candidates } => {
                let candidates = candidates.join(", ");
                lang.t2(
                    "warning-ambiguous-speaker",
                    "label",
                    label.as_str(),
                    "candidates",
                    candidates.as_str(),
                )
            }
            Kind::NearSpeaker { label, name } => {
                lang.t2("warning-near-speaker", "label", label.as_str(), "name", name.as_str())
            }
            Kind::Unattributed { .. } => lang.t("warning-unattributed"),
            Kind::EmptyTurn { label } => lang.t1("warning-empty-turn", "label", label.as_str()),
            Kind::CallWithoutNote { marker } => {
                lang.t1("warning-call-without-note", "marker", marker.as_str())
            }
            Kind::NoteWithoutCall { marker } => {
                lang.t1("warning-note-without-call", "marker", marker.as_str())
            }
            Kind::NoteRenamed { printed, marker } => {
                lang.t2("warning-note-renamed", "printed", printed.as_str(), "marker", marker.as_str())
            }
            Kind::NoteContinued { marker } => lang.t1("warning-note-continued", "marker", marker.as_str()),
            Kind::UnreadTime { text } => lang.t1("warning-unread-time", "text", text.as_str()),
            Kind::TimeGoesBack { time } => lang.t1("warning-time-goes-back", "time", time.as_str()),
            Kind::RolledUp { lines } => lang.t1("warning-rolled-up", "count", *lines),
            Kind::NearName { heard, name, time } => {
                let said = lang.t2("warning-near-name", "heard", heard.as_str(), "name", name.as_str());
                if time.is_empty() { said } else { format!("{time} – {said}") }
            }
            Kind::BelowTranscript { text } => lang.t1("warning-below-transcript", "text", text.as_str()),
        }
    }
}

impl Part {
    /// All expected parts.
    pub(crate) const ALL: [Self; 6] =
        [Self::Series, Self::Number, Self::Title, Self::Date, Self::Attendances, Self::Turns];

    /// The sentence that reports it as missing.
    fn missing_id(self) -> &'static str {
        match self {
            Self::Series => "warning-missing-series",
            Self::Number => "warning-missing-number",
            Self::Title => "warning-missing-title",
            Self::Date => "warning-missing-date",
            Self::Attendances => "warning-missing-attendances",
            Self::Turns => "warning-missing-turns",
        }
    }
}
