//! Choosing the speaker of all turns with the same label.

use std::collections::{HashMap, HashSet};

use actix_web::{HttpResponse, web};
use askama::Template;
use sea_orm::{ActiveValue::Set, Condition, QueryFilter as _, QueryOrder as _, QuerySelect as _};
use serde::Deserialize;
use uuid::Uuid;

use super::store;
use crate::{
    access::{
        permissions::{EditHearings, Permission},
        scope::{Post, Redirect, Scope},
    },
    attendances::{self, attendance::Attendance},
    hearings::{hearing::Hearing, store as hearings},
    history::{change::ChangeKind, recording::Change},
    record::{entity as turns, provenance::Provenance},
    web::{error::Result, forms::Form, page::Page, paths::HearingPath},
};

/// The name of a speaker as the minutes spell it, which several turns can have.
#[derive(Debug, Clone)]
pub struct Label {
    pub label: String,
    pub turns: i64,
    /// The lowest number of them.
    pub number: i32,
    /// The speaker of all of them that have one.
    pub speaker: Option<Uuid>,
    /// How many have no speaker.
    pub unknown: i64,
}

#[derive(Template)]
#[template(path = "record/structure/speakers.html")]
pub struct Speakers {
    pub page: Page,
    pub hearing: Hearing,
    pub present: Vec<Attendance>,
    pub labels: Vec<Label>,
}

impl Speakers {
    fn is_spoken_by(&self, label: &Label, attendance: &Attendance) -> bool {
        label.speaker == Some(attendance.id)
    }
}

/// The labels of a record, those without a speaker first. For organisers, who read every turn.
async fn labels<P: Permission>(scope: &Scope<P>, hearing: &Hearing) -> Result<Vec<Label>> {
    let turns: Vec<(String, i32, Option<Uuid>)> = scope
        .turns_of(hearing)
        .select_only()
        .columns([turns::Column::Label, turns::Column::Number, turns::Column::AttendanceId])
        .filter(turns::COLUMN.label.ne(""))
        .order_by_asc(turns::Column::Position)
        .into_tuple()
        .all(scope.db())
        .await?;
    Ok(grouped(turns))
}

/// Turns with their labels, numbers and speakers, by label.
fn grouped(turns: Vec<(String, i32, Option<Uuid>)>) -> Vec<Label> {
    let mut labels: Vec<Label> = Vec::new();
    let mut speakers: Vec<HashSet<Uuid>> = Vec::new();
    let mut places: HashMap<String, usize> = HashMap::new();
    for (label, number, speaker) in turns {
        let at = *places.entry(label).or_insert_with_key(|label| {
            labels.push(Label { label: label.clone(), turns: 0, number, speaker: None, unknown: 0 });
            speakers.push(HashSet::new());
            labels.len() - 1
        });
        let label = &mut labels[at];
        label.turns += 1;
        label.number = label.number.min(number);
        label.unknown += i64::from(speaker.is_none());
        speakers[at].extend(speaker);
    }
    for (label, speakers) in labels.iter_mut().zip(speakers) {
        label.speaker = speakers.iter().next().copied().filter(|_| speakers.len() == 1);
    }
    labels.sort_by_key(|it| it.unknown == 0);
    labels
}

/// `GET …/hearings/{number}/speakers`
pub async fn edit(scope: Scope<EditHearings>, path: web::Path<HearingPath>) -> Result<HttpResponse> {
    let hearing = hearings::find_unsettled(&scope, &path.series, path.number).await?;
    let labels = labels(&scope, &hearing).await?;
    let mut present = attendances::store::of_hearing(&scope, &hearing).await?;
    present.retain(|it| it.presence.attended() || labels.iter().any(|label| label.speaker == Some(it.id)));
    scope.render(|page| Speakers { page, hearing, present, labels })
}

/// The form: for each label its text, the speaker shown and the speaker chosen; empty for none.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Attribution {
    pub label: Vec<String>,
    pub was: Vec<String>,
    pub speaker: Vec<String>,
}

/// `POST …/hearings/{number}/speakers`. Turns that have got another speaker meanwhile keep that one.
pub async fn update(
    Post(scope, form): Post<Scope<EditHearings>, Form<Attribution>>,
    path: web::Path<HearingPath>,
) -> Result<Redirect> {
    let hearing = hearings::find(&scope, &path.series, path.number).await?;
    let present = attendances::store::of_hearing(&scope, &hearing).await?;
    // A person who was recorded as absent after the form was opened gets no turn.
    let is_away = |id: &str| present.iter().any(|it| it.id.to_string() == id && !it.presence.attended());
    let known = |id: &str| present.iter().map(|it| it.id).find(|it| it.to_string() == id);
    // A label gets one speaker, however often the form names it.
    let mut seen = HashSet::new();
    let rows = form.label.iter().zip(&form.was).zip(&form.speaker);
    let changed: Vec<_> = rows
        .filter(|((label, was), speaker)| was != speaker && seen.insert(label.as_str()) && !is_away(speaker))
        .map(|((label, was), speaker)| (label, known(was), known(speaker)))
        .collect();
    if changed.is_empty() {
        return scope.redirect_unchanged(hearing.path(), "done-speakers-given");
    }
    let change = Change::begin(&scope, &hearing, ChangeKind::Attribution).await?;
    for (label, was, speaker) in changed {
        let ids = turns_to_change(&scope, &hearing, label, was, speaker).await?;
        let to = turns::ActiveModel {
            attendance_id: Set(speaker),
            provenance: Set(Provenance::Corrected),
            ..Default::default()
        };
        store::set_many(&scope, &change, ids, to).await?;
    }
    scope.commit_and_offer_undo(hearing.path(), "done-speakers-given", change.undo_path()).await
}

/// The turns of a label that have the speaker shown or none, and not yet the chosen one.
async fn turns_to_change<P: Permission>(
    scope: &Scope<P>,
    hearing: &Hearing,
    label: &str,
    was: Option<Uuid>,
    speaker: Option<Uuid>,
) -> Result<Vec<Uuid>> {
    let mut shown = Condition::any().add(turns::COLUMN.attendance_id.is_null());
    if let Some(was) = was {
        shown = shown.add(turns::COLUMN.attendance_id.eq(was));
    }
    let mut other = Condition::any().add(turns::COLUMN.attendance_id.is_not_null());
    if let Some(speaker) = speaker {
        other = Condition::any()
            .add(turns::COLUMN.attendance_id.is_null())
            .add(turns::COLUMN.attendance_id.ne(speaker));
    }
    let ids = scope
        .turns_of(hearing)
        .select_only()
        .column(turns::Column::Id)
        .filter(turns::COLUMN.label.eq(label))
        .filter(shown)
        .filter(other);
    Ok(ids.into_tuple().all(scope.db()).await?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_without_a_speaker_come_first() {
        let (ours, other) = (Uuid::from_u128(1), Uuid::from_u128(2));
        let turn = |label: &str, number, speaker| (label.to_owned(), number, speaker);
        let labels = grouped(vec![
            turn("A", 3, Some(ours)),
            turn("B", 1, None),
            turn("A", 2, Some(ours)),
            turn("C", 4, Some(ours)),
            turn("C", 5, Some(other)),
            turn("B", 6, Some(other)),
        ]);
        let found: Vec<_> = labels
            .iter()
            .map(|it| (it.label.as_str(), it.turns, it.number, it.speaker, it.unknown))
            .collect();
        assert_eq!(found, [("B", 2, 1, Some(other), 1), ("A", 2, 2, Some(ours), 0), ("C", 2, 4, None, 0)]);
    }
}
