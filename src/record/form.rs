//! The form of a turn, and its checked values.

use serde::Deserialize;
use uuid::Uuid;

use super::{
    heading::Heading,
    time,
    turn::{Footnote, Turn},
};
use crate::{
    attendances::{attendance::Attendance, presence::Presence},
    text::i18n::Lang,
    web::forms::{Errors, Version},
};
use formats::Time;

/// The longest text of a turn, in characters: some three hours of speech.
pub const LONGEST: usize = 200_000;

/// The most notes of a turn.
pub const MOST_NOTES: usize = 500;

/// The form of a turn.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct TurnForm {
    /// The version that the edit began from.
    pub version: Version,
    /// The id of a new turn.
    pub id: Uuid,
    /// The number of the turn before a new one; 0 for the beginning.
    pub after: i32,
    /// The id of an attendance; empty for none.
    pub speaker: String,
    pub text: String,
    /// `[^1]: Text of the note`, one below the other.
    pub notes: String,
    /// The title of the section that begins here, if one does.
    pub section: String,
    pub closed: Option<String>,
    /// Set where the form of another new turn is wanted next.
    pub next: Option<String>,
}

/// The values of a turn, checked.
#[derive(Debug)]
pub struct Correction {
    pub attendance_id: Option<Uuid>,
    pub text: String,
    pub closed: bool,
    pub heading: Option<Heading>,
    pub footnotes: Vec<Footnote>,
    /// Its place in the recording.
    pub time: Option<Time>,
}

impl Correction {
    /// Whether the turn is this already.
    pub fn is_kept_in(&self, turn: &Turn) -> bool {
        (self.attendance_id, &self.text, self.closed, &self.footnotes, &self.heading)
            == (turn.attendance_id, &turn.text, turn.closed, &turn.footnotes, &turn.heading)
    }
}

/// The attendance that a form selects.
#[derive(Debug, Clone)]
pub struct Speaker {
    pub id: Uuid,
    pub name: String,
    pub presence: Presence,
}

impl Speaker {
    fn of(attendance: &Attendance) -> Self {
        Self { id: attendance.id, name: attendance.name.clone(), presence: attendance.presence }
    }
}

impl TurnForm {
    /// The form of a stored turn.
    pub fn of(turn: &Turn, lang: Lang) -> Self {
        Self {
            version: turn.version.into(),
            id: turn.id,
            after: 0,
            speaker: turn.attendance_id.map(|id| id.to_string()).unwrap_or_default(),
            text: turn.text.clone(),
            notes: write_notes(&turn.footnotes),
            section: turn.heading.as_ref().map(|it| it.name(lang)).unwrap_or_default(),
            closed: turn.closed.then(|| "yes".to_owned()),
            next: None,
        }
    }

    /// The id of the selected attendance, if it is an id.
    pub fn speaker_id(&self) -> Option<Uuid> {
        self.speaker.parse().ok()
    }

    /// Whether this attendance is selected.
    pub fn is_spoken_by(&self, attendance: &Attendance) -> bool {
        self.speaker == attendance.id.to_string()
    }

    /// The selected attendance, if it is one of these.
    pub fn speaker_among(&self, present: &[Attendance]) -> Option<Speaker> {
        present.iter().find(|it| self.is_spoken_by(it)).map(Speaker::of)
    }

    /// Checks the form. `turn`: as it is stored, unless it is new. `speaker`: the selected attendance.
    pub fn check(
        &self,
        lang: Lang,
        turn: Option<&Turn>,
        speaker: Option<Speaker>,
    ) -> Result<Correction, Errors> {
        let mut errors = Errors::default();
        if speaker.is_none() && !self.speaker.is_empty() {
            errors.add("speaker", lang.t("error-choose"));
        }
        // The speaker may have been recorded as absent later: the turn can still be corrected.
        if let Some(away) = speaker
            .as_ref()
            .filter(|it| !it.presence.attended() && turn.is_none_or(|turn| turn.attendance_id != Some(it.id)))
        {
            errors.add("speaker", lang.t1("turn-speaker-away", "name", away.name.as_str()));
        }
        let text = errors.lines(lang, "text", &self.text, LONGEST);
        // An imported heading can have no text. It can still be given a speaker.
        if text.is_empty() && turn.is_none_or(|it| !it.text.is_empty()) {
            errors.add("text", lang.t("error-required-text"));
        }
        let typed = errors.lines(lang, "notes", &self.notes, LONGEST);
        let footnotes = read_notes(&typed).unwrap_or_else(|why| {
            errors.add("notes", why.sentence(lang));
            Vec::new()
        });
        let section = errors.line(lang, "section", &self.section, 300);
        if !errors.is_empty() {
            return Err(errors);
        }
        Ok(Correction {
            attendance_id: speaker.map(|it| it.id),
            time: turn.and_then(|it| time::followed(it, &text)),
            text,
            closed: self.closed.is_some(),
            heading: Heading::parse(&section),
            footnotes,
        })
    }
}

/// Why the lines are not a list of notes.
#[derive(Debug, PartialEq, Eq)]
enum NotesError {
    /// The first line does not begin a note.
    Unmarked,
    MarkerTooLong,
    TooMany,
    Twice(String),
    Empty(String),
}

impl NotesError {
    fn sentence(&self, lang: Lang) -> String {
        match self {
            Self::Unmarked => lang.t("notes-unmarked"),
            Self::MarkerTooLong => lang.t("notes-marker-too-long"),
            Self::TooMany => lang.t("notes-too-many"),
            Self::Twice(marker) => lang.t1("notes-twice", "marker", marker.as_str()),
            Self::Empty(marker) => lang.t1("notes-empty", "marker", marker.as_str()),
        }
    }
}

/// Notes as lines of a form.
pub fn write_notes(notes: &[Footnote]) -> String {
    notes.iter().map(|note| format!("[^{}]: {}", note.marker, note.text)).collect::<Vec<_>>().join("\n")
}

fn read_notes(lines: &str) -> Result<Vec<Footnote>, NotesError> {
    let mut notes: Vec<Footnote> = Vec::new();
    for line in lines.lines() {
        let begun = line.trim_start().strip_prefix("[^").and_then(|rest| rest.split_once("]:"));
        if let Some((marker, text)) = begun {
            notes.push(Footnote { marker: marker.trim().to_owned(), text: text.to_owned() });
        } else if let Some(note) = notes.last_mut() {
            note.text.push('\n');
            note.text.push_str(line);
        } else if !line.trim().is_empty() {
            return Err(NotesError::Unmarked);
        }
    }
    for note in &mut notes {
        note.text = note.text.trim().to_owned();
    }
    check_notes(&notes)?;
    Ok(notes)
}

fn check_notes(notes: &[Footnote]) -> Result<(), NotesError> {
    if notes.len() > MOST_NOTES {
        return Err(NotesError::TooMany);
    }
    for (at, note) in notes.iter().enumerate() {
        match note.marker.chars().count() {
            0 => return Err(NotesError::Unmarked),
            1..=50 => {}
            _ => return Err(NotesError::MarkerTooLong),
        }
        if note.text.is_empty() {
            return Err(NotesError::Empty(note.marker.clone()));
        }
        if notes[..at].iter().any(|before| before.marker == note.marker) {
            return Err(NotesError::Twice(note.marker.clone()));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn note(marker: &str, text: &str) -> Footnote {
        Footnote { marker: marker.into(), text: text.into() }
    }

    #[test]
    fn written_notes_are_read_back() {
        let notes = vec![note("1", "Une.\n\nSur deux lignes."), note("*", "Étoile : [sic]")];
        assert_eq!(read_notes(&write_notes(&notes)).unwrap(), notes);
        assert_eq!(read_notes("").unwrap(), []);
    }

    #[test]
    fn a_malformed_list_of_notes_is_an_error() {
        assert_eq!(read_notes("une note"), Err(NotesError::Unmarked));
        assert_eq!(read_notes("[^]: une note"), Err(NotesError::Unmarked));
        assert_eq!(read_notes("[^1]: a\n[^1]: b"), Err(NotesError::Twice("1".into())));
        assert_eq!(read_notes("[^1]:\n[^2]: b"), Err(NotesError::Empty("1".into())));
        assert_eq!(read_notes(&format!("[^{}]: a", "x".repeat(51))), Err(NotesError::MarkerTooLong));
    }
}
