//! A turn: the words of one speaker, from one heading to the next.

use sea_orm::{DbErr, FromQueryResult, JsonValue, QueryResult, QuerySelect as _, Select};
use uuid::Uuid;

use super::{
    entity as turns,
    heading::Heading,
    provenance::Provenance,
    search::Search,
    text::{self, NoteHtml, TurnHtml},
    time,
};
use formats::Time;

/// A turn of the record that the member may read.
#[derive(Debug, Clone)]
pub struct Turn {
    pub id: Uuid,
    /// Never changes: the link to the turn is `#t{number}`.
    pub number: i32,
    /// The attendance of the speaker, where it is known.
    pub attendance_id: Option<Uuid>,
    /// The name of the speaker as the minutes spell it.
    pub label: String,
    /// Light Markdown: see [`super::text`].
    pub text: String,
    pub closed: bool,
    pub version: i32,
    /// The heading of the section that begins with this turn.
    pub heading: Option<Heading>,
    pub footnotes: Vec<Footnote>,
    /// Its place in the recording.
    pub time: Option<Time>,
    pub provenance: Provenance,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Footnote {
    pub marker: String,
    pub text: String,
}

impl Footnote {
    /// The text as HTML.
    pub fn noted(&self) -> NoteHtml<'_> {
        NoteHtml { text: &self.text, search: None }
    }

    /// The text as HTML in which the words of a search are marked.
    pub fn noted_with<'a>(&'a self, search: Option<&'a Search>) -> NoteHtml<'a> {
        NoteHtml { search, ..self.noted() }
    }
}

impl Turn {
    /// The text as HTML.
    pub fn said(&self) -> TurnHtml<'_> {
        TurnHtml { number: self.number, text: &self.text, notes: &self.footnotes, search: None }
    }

    /// The text as HTML in which the words of a search are marked.
    pub fn said_with<'a>(&'a self, search: Option<&'a Search>) -> TurnHtml<'a> {
        TurnHtml { search, ..self.said() }
    }

    /// Another text of the turn as HTML, without notes.
    pub fn said_as<'a>(&self, typed: &'a str) -> TurnHtml<'a> {
        text::html_without_notes(self.number, typed)
    }

    /// How often the words of a search occur in the text and the notes.
    pub fn count(&self, search: &Search) -> usize {
        self.said().count(search) + self.footnotes.iter().map(|it| it.noted().count(search)).sum::<usize>()
    }

    /// For each note whether the text refers to it.
    pub fn called(&self) -> Vec<bool> {
        text::called(&self.text, &self.footnotes)
    }
}

/// A turn that was merged into another: its number, and that of the turn which has its words.
#[derive(Debug, Clone, Copy, FromQueryResult)]
pub struct Joined {
    pub number: i32,
    pub into: i32,
}

/// In the order in which [`Turn`] reads them: by index, because a record has many turns.
const COLUMNS: [turns::Column; 14] = [
    turns::Column::Id,
    turns::Column::Number,
    turns::Column::AttendanceId,
    turns::Column::Label,
    turns::Column::Text,
    turns::Column::Closed,
    turns::Column::Version,
    turns::Column::Footnotes,
    turns::Column::Section,
    turns::Column::SectionTitle,
    turns::Column::StartsMs,
    turns::Column::EndsMs,
    turns::Column::Cues,
    turns::Column::Provenance,
];

/// Selects the columns of [`Turn`]. More columns may follow.
pub fn select(rows: Select<turns::Entity>) -> Select<turns::Entity> {
    rows.select_only().columns(COLUMNS)
}

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

/// Notes from the column: `[[marker, text], …]`.
pub fn read_footnotes(list: JsonValue) -> Result<Vec<Footnote>, DbErr> {
    let list: Vec<(String, String)> =
        serde_json::from_value(list).map_err(|why| DbErr::Type(why.to_string()))?;
    Ok(list.into_iter().map(|(marker, text)| Footnote { marker, text }).collect())
}

/// Notes for the column.
pub fn write_footnotes(notes: &[Footnote]) -> JsonValue {
    notes.iter().map(|note| [note.marker.as_str(), note.text.as_str()]).collect()
}
