//! A turn: what one person said, from one heading to the next.

use sea_orm::{DbErr, FromQueryResult, JsonValue, QueryResult};
use uuid::Uuid;

use super::{
    heading::Heading,
    provenance::Provenance,
    search::Search,
    text::{self, Noted, Said},
    time,
};
use formats::Time;

/// A turn of the record that the member may read.
#[derive(Debug, Clone)]
pub struct Turn {
    pub id: Uuid,
    /// Its name for ever: the link to it is `#t{number}`.
    pub number: i32,
    /// Who speaks, where that is known.
    pub attendance_id: Option<Uuid>,
    /// The heading as printed.
    pub label: String,
    /// Light Markdown: see [`super::text`].
    pub text: String,
    pub closed: bool,
    pub version: i32,
    /// The section that begins with it.
    pub heading: Option<Heading>,
    pub footnotes: Vec<Footnote>,
    /// When it is heard in the recording.
    pub time: Option<Time>,
    pub provenance: Provenance,
}

/// A note, in the turn that calls it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Footnote {
    pub marker: String,
    pub text: String,
}

impl Footnote {
    /// Its text as HTML.
    pub fn noted(&self) -> Noted<'_> {
        Noted { text: &self.text, search: None }
    }

    /// Its text as HTML in which the words of a search are marked.
    pub fn noted_with<'a>(&'a self, search: Option<&'a Search>) -> Noted<'a> {
        Noted { search, ..self.noted() }
    }
}

impl Turn {
    /// Its text as HTML.
    pub fn said(&self) -> Said<'_> {
        Said { number: self.number, text: &self.text, notes: &self.footnotes, search: None }
    }

    /// What was typed in place of its text, as HTML.
    pub fn said_as<'a>(&'a self, typed: &'a str) -> Said<'a> {
        text::typed(&self.number, typed)
    }

    /// Its text as HTML in which the words of a search are marked.
    pub fn said_with<'a>(&'a self, search: Option<&'a Search>) -> Said<'a> {
        Said { search, ..self.said() }
    }

    /// At how many places of its text and its notes the words stand.
    pub fn count(&self, search: &Search) -> usize {
        self.said().count(search) + self.footnotes.iter().map(|it| it.noted().count(search)).sum::<usize>()
    }

    /// For each note whether its text calls it.
    pub fn called(&self) -> Vec<bool> {
        text::called(&self.text, &self.footnotes)
    }
}

/// A turn that was joined to another: its number, and that of the turn which has its words.
#[derive(Debug, Clone, Copy, FromQueryResult)]
pub struct Joined {
    pub number: i32,
    pub into: i32,
}

/// The columns of [`Turn`], in the order in which they are read: by place, for
/// a record has many turns.
pub const COLUMNS: &str = "t.id, t.number, t.attendance_id, t.label, t.text, t.closed, t.version,
    t.footnotes, t.section, t.section_title, t.starts_ms, t.ends_ms, t.cues, t.provenance";

impl FromQueryResult for Turn {
    fn from_query_result(row: &QueryResult, _: &str) -> Result<Self, DbErr> {
        let section: Option<String> = row.try_get_by_index(8)?;
        Ok(Self {
            id: row.try_get_by_index(0)?,
            number: row.try_get_by_index(1)?,
            attendance_id: row.try_get_by_index(2)?,
            label: row.try_get_by_index(3)?,
            text: row.try_get_by_index(4)?,
            closed: row.try_get_by_index(5)?,
            version: row.try_get_by_index(6)?,
            footnotes: read_footnotes(row.try_get_by_index(7)?)?,
            heading: Heading::of(section.as_deref(), row.try_get_by_index(9)?),
            time: time::read(
                row.try_get_by_index(10)?,
                row.try_get_by_index(11)?,
                row.try_get_by_index(12)?,
            )?,
            provenance: row.try_get_by_index(13)?,
        })
    }
}

/// Notes as the database keeps them: `[[marker, text], …]`.
pub fn read_footnotes(list: JsonValue) -> Result<Vec<Footnote>, DbErr> {
    let list: Vec<(String, String)> =
        serde_json::from_value(list).map_err(|why| DbErr::Type(why.to_string()))?;
    Ok(list.into_iter().map(|(marker, text)| Footnote { marker, text }).collect())
}

/// The same, to be kept.
pub fn write_footnotes(notes: &[Footnote]) -> JsonValue {
    notes.iter().map(|note| [note.marker.as_str(), note.text.as_str()]).collect()
}
