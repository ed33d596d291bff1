//! One update of an action.

use chrono::{DateTime, Utc};
use sea_orm::FromQueryResult;

use crate::{text::i18n::Lang, words::words};

words! {
    /// The kind of an update.
    pub enum UpdateKind("update-kind") {
        Note = "note",
        Assignment = "assignment",
        Closure = "closure",
        Reopening = "reopening",
        /// An earlier operation was undone.
        Reversal = "reversal",
    }
}

/// An update of an action by a member, with a note.
#[derive(Debug, Clone, FromQueryResult)]
pub struct Update {
    pub kind: UpdateKind,
    pub note: String,
    pub author_name: String,
    /// The names of those in charge before an assignment or its undo, as of that day. Empty for the first.
    pub from_whom: String,
    pub to_whom: String,
    pub created_at: DateTime<Utc>,
}

impl Update {
    /// The sentence that says who did what.
    pub fn sentence(&self, lang: &Lang) -> String {
        let who = self.author_name.as_str();
        match self.kind {
            UpdateKind::Note => lang.t1("action-log-note", "who", who),
            UpdateKind::Assignment if self.from_whom.is_empty() => {
                lang.t2("action-log-assignment", "who", who, "to", self.to_whom.as_str())
            }
            UpdateKind::Assignment => lang.with(
                "action-log-handover",
                [
                    ("who", who.into()),
                    ("from", self.from_whom.as_str().into()),
                    ("to", self.to_whom.as_str().into()),
                ],
            ),
            UpdateKind::Reversal if self.to_whom.is_empty() => lang.t1("action-log-reversal", "who", who),
            UpdateKind::Reversal => lang.with(
                "action-log-handover-reversed",
                [
                    ("who", who.into()),
                    ("from", self.from_whom.as_str().into()),
                    ("to", self.to_whom.as_str().into()),
                ],
            ),
            UpdateKind::Closure => lang.t1("action-log-closure", "who", who),
            UpdateKind::Reopening => lang.t1("action-log-reopening", "who", who),
        }
    }
}
