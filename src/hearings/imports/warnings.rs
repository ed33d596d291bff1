//! What the reader of an import should look at, in the reader's language.

use crate::{
    formats::minutes::{Kind, Part, Warning},
    i18n::Lang,
};

/// The sentence of a warning.
pub fn sentence(warning: &Warning, lang: Lang) -> String {
    match &warning.kind {
        Kind::Missing { part } => missing(*part, lang),
        Kind::UnreadHead { text } => lang.t1("warning-unread-head", "text", text.as_str()),
        Kind::UnreadRow { text } => lang.t1("warning-unread-row", "text", text.as_str()),
        Kind::NotPresent { text } => lang.t1("warning-not-present", "text", text.as_str()),
        Kind::ListedTwice { name, dropped, .. } => {
            lang.t2("warning-listed-twice", "name", name.as_str(), "dropped", dropped.as_str())
        }
        Kind::UnknownSpeaker { label } => lang.t1("warning-unknown-speaker", "label", label.as_str()),
        Kind::AmbiguousSpeaker { label, candidates } => {
            let candidates = candidates.join(", ");
            lang.t2("warning-ambiguous-speaker", "label", label.as_str(), "candidates", candidates)
        }
        Kind::NearSpeaker { label, name } => {
            lang.t2("warning-near-speaker", "label", label.as_str(), "name", name.as_str())
        }
        Kind::Unattributed { .. } => lang.t("warning-unattributed"),
        Kind::EmptyTurn { label } => lang.t1("warning-empty-turn", "label", label.as_str()),
        Kind::CallWithoutNote { marker } => lang.t1("warning-call-without-note", "marker", marker.as_str()),
        Kind::NoteWithoutCall { marker } => lang.t1("warning-note-without-call", "marker", marker.as_str()),
        Kind::NoteRenamed { printed, marker } => {
            lang.t2("warning-note-renamed", "printed", printed.as_str(), "marker", marker.as_str())
        }
        Kind::NoteContinued { marker } => lang.t1("warning-note-continued", "marker", marker.as_str()),
    }
}

fn missing(part: Part, lang: Lang) -> String {
    lang.t(match part {
        Part::Series => "warning-missing-series",
        Part::Number => "warning-missing-number",
        Part::Title => "warning-missing-title",
        Part::Date => "warning-missing-date",
        Part::Attendances => "warning-missing-attendances",
        Part::Turns => "warning-missing-turns",
    })
}
