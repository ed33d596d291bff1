//! One line of an action's history.

use chrono::{DateTime, Utc};
use sea_orm::FromQueryResult;

use crate::{text::i18n::Lang, words::words};

words! {
    /// What was done.
    pub enum UpdateKind("update-kind") {
        Note = "note",
        Assignment = "assignment",
        Closure = "closure",
        Reopening = "reopening",
    }
}

/// What someone did to an action, and said about it.
#[derive(Debug, Clone, FromQueryResult)]
pub struct Update {
    pub kind: UpdateKind,
    pub note: String,
    pub author_name: String,
    /// Who was in charge before an assignment, as named that day; empty for the first.
    pub from_whom: String,
    pub to_whom: String,
    pub created_at: DateTime<Utc>,
}

impl Update {
    /// What was done and by whom.
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
            UpdateKind::Closure => lang.t1("action-log-closure", "who", who),
            UpdateKind::Reopening => lang.t1("action-log-reopening", "who", who),
        }
    }
}
