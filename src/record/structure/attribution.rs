//! Saying who speaks, once for all the turns of a label.

use actix_web::{HttpResponse, web};
use askama::Template;
use sea_orm::FromQueryResult;
use serde::Deserialize;
use uuid::Uuid;

use crate::{
    access::{
        permissions::{EditHearings, Permission},
        scope::{Post, Redirect, Scope},
    },
    attendances::{self, attendance::Attendance},
    hearings::{hearing::Hearing, store as hearings},
    history::{change::ChangeKind, recording::Change},
    web::{error::Result, forms::Form, page::Page},
};

/// A heading as printed, which several turns may bear.
#[derive(Debug, Clone, FromQueryResult)]
pub struct Label {
    pub label: String,
    pub turns: i64,
    /// The first of them.
    pub number: i32,
    /// Who speaks in all of them that have a speaker.
    pub speaker: Option<Uuid>,
    /// How many have no speaker yet.
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
async fn labels<P: Permission>(scope: &Scope<P>, hearing_id: Uuid) -> Result<Vec<Label>> {
    let sql = "select label, count(*) as turns, min(number) as number,
                      case when count(distinct attendance_id) = 1 then min(attendance_id::text)::uuid end as speaker,
                      count(*) filter (where attendance_id is null) as unknown
                 from turns
                where tenant_id = $tenant and hearing_id = $1 and not removed and label <> ''
                group by label
                order by count(*) filter (where attendance_id is null) = 0, min(position)";
    scope.rows(sql, [hearing_id.into()]).await
}

type Path = web::Path<(String, String, i32)>;

/// `GET …/hearings/{number}/speakers`
pub async fn edit(scope: Scope<EditHearings>, path: Path) -> Result<HttpResponse> {
    let hearing = hearings::find_unsettled(&scope, &path.1, path.2).await?;
    let labels = labels(&scope, hearing.id).await?;
    let mut present = attendances::store::of_hearing(&scope, hearing.id).await?;
    present.retain(|it| it.presence.attended() || labels.iter().any(|label| label.speaker == Some(it.id)));
    scope.render(|page| Speakers { page, hearing, present, labels })
}

/// The form, as typed: for each label its text, who spoke and who shall speak; empty for nobody.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Attribution {
    pub label: Vec<String>,
    pub was: Vec<String>,
    pub speaker: Vec<String>,
}

/// `POST …/hearings/{number}/speakers`: a turn that someone else has been given since keeps him.
pub async fn update(
    Post(scope, form): Post<Scope<EditHearings>, Form<Attribution>>,
    path: Path,
) -> Result<Redirect> {
    let hearing = hearings::find(&scope, &path.1, path.2).await?;
    let present = attendances::store::of_hearing(&scope, hearing.id).await?;
    // Someone noted as away since the form was opened is given no turn.
    let is_away = |id: &str| present.iter().any(|it| it.id.to_string() == id && !it.presence.attended());
    let known = |id: &str| present.iter().map(|it| it.id).find(|it| it.to_string() == id);
    // A label is given one speaker, however often a form names it.
    let mut seen = std::collections::HashSet::new();
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
        let chosen = "t.hearing_id = $2 and t.label = $3 and not t.removed
                      and (t.attendance_id is null or t.attendance_id = $4)
                      and t.attendance_id is distinct from $5";
        let values = [hearing.id.into(), label.as_str().into(), was.into(), speaker.into()];
        change.keep_turns(&scope, chosen, values).await?;
        let sql = "update turns t set attendance_id = $3, provenance = 'corrected' from turn_revisions r
                    where t.tenant_id = $tenant and r.tenant_id = $tenant and r.turn_id = t.id
                      and r.change_id = $1 and t.label = $2";
        scope.execute(sql, [change.id.into(), label.as_str().into(), speaker.into()]).await?;
    }
    scope.commit_and_offer_undo(hearing.path(), "done-speakers-given", hearing.reversal_path(change.id)).await
}
