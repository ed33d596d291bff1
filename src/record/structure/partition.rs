//! Dividing a turn into several, for example where another person begins to speak.

use actix_web::{HttpResponse, web};
use askama::Template;
use serde::Deserialize;
use uuid::Uuid;

use super::store;
use crate::{
    access::{
        permissions::EditHearings,
        scope::{Outcome, Post, Scope, Written, redirected, rendered},
    },
    attendances::attendance::Attendance,
    hearings::hearing::Hearing,
    history::{change::ChangeKind, recording::Change},
    record::{
        entity as turns,
        form::{Correction, LONGEST},
        pages::{LIMIT, load},
        store as record, text, time,
        turn::{Footnote, Turn},
        versions::{LatestChange, latest_change},
    },
    text::i18n::Lang,
    web::{
        error::{Error, Result},
        forms::{Errors, Form, Version},
        page::Page,
        paths::TurnPath,
    },
};
use formats::Time;

/// The line between two turns.
const MARK: &str = "---";
/// The choice of an unknown speaker.
const NOBODY: &str = "nobody";

/// The most parts of one turn.
const MOST: usize = 100;

/// The form of a partition.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Division {
    pub version: Version,
    pub text: String,
    /// The speaker after the mark: the id of an attendance, [`NOBODY`], or empty for the speaker before it.
    pub speaker: String,
}

#[derive(Template)]
#[template(path = "record/structure/partition.html")]
pub struct Divide {
    pub page: Page,
    pub hearing: Hearing,
    pub turn: Turn,
    pub present: Vec<Attendance>,
    pub form: Division,
    /// Who changed the turn after the form was opened.
    pub stale: Option<LatestChange>,
    pub errors: Errors,
}

impl Division {
    /// Whether this attendance is selected.
    pub fn is_spoken_by(&self, attendance: &Attendance) -> bool {
        self.speaker == attendance.id.to_string()
    }

    /// Whether the speaker after the mark is unknown.
    pub fn is_by_nobody(&self) -> bool {
        self.speaker == NOBODY
    }

    /// The parts. The turn becomes the first of them.
    fn check(&self, lang: Lang, turn: &Turn, present: &[Attendance]) -> Result<Vec<Correction>, Errors> {
        let mut errors = Errors::default();
        let chosen = present.iter().find(|it| self.is_spoken_by(it));
        let speaker = if self.speaker.is_empty() { turn.attendance_id } else { chosen.map(|it| it.id) };
        if chosen.is_none() && !self.speaker.is_empty() && !self.is_by_nobody() {
            errors.add("speaker", lang.t("error-choose"));
        }
        if let Some(away) = chosen.filter(|it| !it.presence.attended()) {
            errors.add("speaker", lang.t1("turn-speaker-away", "name", away.name.as_str()));
        }
        let typed = errors.lines(lang, "text", &self.text, LONGEST);
        let parts = parts(&typed);
        if parts.len() < 2 && errors.is_empty() {
            errors.add("text", lang.t("partition-unmarked"));
        }
        if parts.len() > MOST {
            errors.add("text", lang.t("partition-too-many"));
        }
        if !errors.is_empty() {
            return Err(errors);
        }
        Ok(divided(turn, &parts, |at| if at == 0 { turn.attendance_id } else { speaker }))
    }
}

/// The texts between the marks, without empty ones.
fn parts(typed: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    for line in typed.lines() {
        match parts.last_mut() {
            Some(part) if line.trim() != MARK => {
                part.push_str(line);
                part.push('\n');
            }
            _ => parts.push(String::new()),
        }
    }
    parts.iter().map(|it| it.trim().to_owned()).filter(|it| !it.is_empty()).collect()
}

/// Each part with the notes that it refers to. The first part keeps the other notes.
fn divided(turn: &Turn, parts: &[String], speaker: impl Fn(usize) -> Option<Uuid>) -> Vec<Correction> {
    let called: Vec<Vec<bool>> = parts.iter().map(|part| text::called(part, &turn.footnotes)).collect();
    let notes = |at: usize| -> Vec<Footnote> {
        let belongs = |note: usize| called[at][note] || at == 0 && !called.iter().any(|it| it[note]);
        turn.footnotes
            .iter()
            .enumerate()
            .filter(|(note, _)| belongs(*note))
            .map(|(_, it)| it.clone())
            .collect()
    };
    let part = |((at, text), time): ((usize, &String), Option<Time>)| Correction {
        attendance_id: speaker(at),
        text: text.clone(),
        closed: turn.closed,
        heading: turn.heading.clone().filter(|_| at == 0),
        footnotes: notes(at),
        time,
    };
    parts.iter().enumerate().zip(time::divided(turn, parts)).map(part).collect()
}

/// `GET …/hearings/{number}/turns/{turn}/partition`
pub async fn new(scope: Scope<EditHearings>, path: web::Path<TurnPath>) -> Result<HttpResponse> {
    let (hearing, turn, present) = load(&scope, &path).await?;
    if !hearing.state.record_is_open() {
        return Err(Error::Conflict);
    }
    let form = Division { version: turn.version.into(), text: turn.text.clone(), speaker: String::new() };
    scope.render(|page| Divide { page, hearing, turn, present, form, stale: None, errors: Errors::default() })
}

/// `POST …/hearings/{number}/turns/{turn}/partition`
pub async fn create(
    Post(scope, form): Post<Scope<EditHearings>, Form<Division, LIMIT>>,
    path: web::Path<TurnPath>,
) -> Result<Outcome> {
    let (hearing, turn, present) = load(&scope, &path).await?;
    let mut form = form.0;
    let version = form.version.required()?;
    let parts = match form.check(scope.lang(), &turn, &present) {
        Ok(parts) => parts,
        Err(errors) => {
            let divide = |page| Divide { page, hearing, turn, present, form, stale: None, errors };
            return rendered(scope.unprocessable(divide)?);
        }
    };
    let change = Change::begin(&scope, &hearing, ChangeKind::Partition).await?;
    let Some((first, others)) = parts.split_first() else { return Err(Error::Conflict) };
    let to = record::columns(first);
    if change.update::<turns::Entity>(&scope, turn.id, version, to).await? == Written::Stale {
        let turn = record::find(&scope, &hearing, turn.number).await?;
        let (stale, errors) = (latest_change(&scope, &turn).await?, Errors::default());
        form.version = turn.version.into();
        let divide = |page| Divide { page, hearing, turn, present, form, stale, errors };
        return rendered(scope.conflict(divide)?);
    }
    let mut after = turn.number;
    for part in others {
        after = store::insert(&scope, &hearing, &change, Uuid::now_v7(), after, part).await?;
    }
    let undo = change.undo_path();
    redirected(scope.commit_and_offer_undo(hearing.turn_path(turn.number), "done-turn-divided", undo).await?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_divided_at_marks() {
        assert_eq!(parts("Un.\n\nDeux.\n --- \nTrois.\n---\n\n"), ["Un.\n\nDeux.", "Trois."]);
        assert_eq!(parts("Un – deux --- trois."), ["Un – deux --- trois."]);
        assert_eq!(parts("---\n---"), Vec::<String>::new());
    }
}
