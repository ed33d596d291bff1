//! Correcting an approved record: by an erratum, which everyone sees, dated, with before and after.

use actix_web::{HttpResponse, web};
use askama::Template;
use chrono::{DateTime, Utc};
use sea_orm::{FromQueryResult, JsonValue};
use serde::Deserialize;
use uuid::Uuid;

use super::{
    diff::Diff,
    form::{Correction, TurnForm, write_notes},
    pages::LIMIT,
    store::{self, Edition},
    turn::{Turn, read_footnotes},
};
use crate::{
    access::{
        permissions::{Permission, WriteErrata},
        scope::{Outcome, Post, Scope, redirected, rendered},
        visibility::{readable_where, reader},
    },
    attendances::{self, attendance::Attendance},
    hearings::{hearing::Hearing, store as hearings},
    history::{change::ChangeKind, recording::Change},
    text::i18n::Lang,
    web::{
        error::{Error, Result},
        forms::{Errors, Form},
        page::Page,
    },
};

/// The form of an erratum, as typed.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct ErratumForm {
    /// The version that was read.
    pub version: i32,
    pub speaker: String,
    pub text: String,
    pub notes: String,
    pub reason: String,
}

impl ErratumForm {
    /// Whether this attendance is the one chosen.
    pub fn is_spoken_by(&self, attendance: &Attendance) -> bool {
        self.speaker == attendance.id.to_string()
    }

    /// The turn as it shall be, and why; or what is wrong.
    fn check(&self, lang: Lang, turn: &Turn, present: &[Attendance]) -> Result<(Correction, String), Errors> {
        let form = TurnForm {
            speaker: self.speaker.clone(),
            text: self.text.clone(),
            notes: self.notes.clone(),
            ..TurnForm::of(turn, lang)
        };
        let checked = form.check(lang, Some(turn), present);
        let (correction, mut errors) = match checked {
            Ok(correction) => (Some(correction), Errors::default()),
            Err(errors) => (None, errors),
        };
        if self.version == turn.version && correction.as_ref().is_some_and(|it| it.is_kept_in(turn)) {
            errors.add("text", lang.t("erratum-unchanged"));
        }
        let reason = errors.required(lang, "reason", &self.reason, 2000);
        match correction.filter(|_| errors.is_empty()) {
            Some(correction) => Ok((correction, reason)),
            None => Err(errors),
        }
    }
}

#[derive(Template)]
#[template(path = "record/erratum.html")]
pub struct New {
    pub page: Page,
    pub hearing: Hearing,
    pub turn: Turn,
    pub present: Vec<Attendance>,
    pub form: ErratumForm,
    /// Who has kept the turn since the form was opened.
    pub stale: Option<Edition>,
    pub errors: Errors,
}

type Path = web::Path<(String, String, i32, i32)>;

async fn load(scope: &Scope<WriteErrata>, path: &Path) -> Result<(Hearing, Turn, Vec<Attendance>)> {
    let hearing = hearings::find(scope, &path.1, path.2).await?;
    let turn = store::find(scope, hearing.id, path.3).await?;
    let present = attendances::store::of_hearing(scope, hearing.id).await?;
    if hearing.state.is_settled() { Ok((hearing, turn, present)) } else { Err(Error::Conflict) }
}

/// `GET …/hearings/{number}/turns/{turn}/errata/new`
pub async fn new(scope: Scope<WriteErrata>, path: Path) -> Result<HttpResponse> {
    let (hearing, turn, present) = load(&scope, &path).await?;
    let TurnForm { version, speaker, text, notes, .. } = TurnForm::of(&turn, scope.lang());
    let form = ErratumForm { version, speaker, text, notes, reason: String::new() };
    scope.render(|page| New { page, hearing, turn, present, form, stale: None, errors: Errors::default() })
}

/// `POST …/hearings/{number}/turns/{turn}/errata`
pub async fn create(
    Post(scope, form): Post<Scope<WriteErrata>, Form<ErratumForm, LIMIT>>,
    path: Path,
) -> Result<Outcome> {
    let (hearing, turn, present) = load(&scope, &path).await?;
    let mut form = form.0;
    let (correction, reason) = match form.check(scope.lang(), &turn, &present) {
        Ok(checked) => checked,
        Err(errors) => {
            let new = |page| New { page, hearing, turn, present, form, stale: None, errors };
            return rendered(scope.unprocessable(new)?);
        }
    };
    // The same form sent twice is one erratum.
    if correction.is_kept_in(&turn) {
        return redirected(scope.redirect_unchanged(hearing.turn_path(turn.number), "done-erratum")?);
    }
    let change = Change::because(&scope, &hearing, ChangeKind::Erratum, &reason).await?;
    if !store::change(&scope, &change, turn.id, form.version, &correction).await? {
        let turn = store::find(&scope, hearing.id, turn.number).await?;
        let (stale, errors) = (store::last_edition(&scope, &turn).await?, Errors::default());
        form.version = turn.version;
        return rendered(scope.conflict(|page| New { page, hearing, turn, present, form, stale, errors })?);
    }
    redirected(scope.commit_and_redirect(hearing.turn_path(turn.number), "done-erratum").await?)
}

/// An erratum, as it stands below its turn.
#[derive(Debug, Clone, FromQueryResult)]
pub struct Erratum {
    pub turn_id: Uuid,
    pub at: DateTime<Utc>,
    pub author: String,
    pub reason: String,
    pub before: String,
    pub after: String,
    notes_before: JsonValue,
    notes_after: JsonValue,
    pub speaker_before: Option<String>,
    pub speaker_after: Option<String>,
}

impl Erratum {
    /// What became of the words.
    pub fn words(&self) -> Diff {
        Diff::of(&self.before, &self.after)
    }

    /// What became of the notes; none where they stayed.
    pub fn notes(&self) -> Option<Diff> {
        let lines =
            |list: &JsonValue| read_footnotes(list.clone()).map(|it| write_notes(&it)).unwrap_or_default();
        let (before, after) = (lines(&self.notes_before), lines(&self.notes_after));
        (before != after).then(|| Diff::of(&before, &after))
    }
}

/// The errata since the last approval, the first first; on words that the member
/// may read, and might have read before and after.
pub async fn of_hearing<P: Permission>(scope: &Scope<P>, hearing_id: Uuid) -> Result<Vec<Erratum>> {
    let sql = format!(
        "select t.id as turn_id, d.created_at as at, d.actor as author, d.reason,
                r.text as before, coalesce(n.text, t.text) as after,
                r.footnotes as notes_before, coalesce(n.footnotes, t.footnotes) as notes_after, a.name as speaker_before, b.name as speaker_after
           from changes d
           join turn_revisions r on r.tenant_id = $tenant and r.change_id = d.id
           join turns t on t.tenant_id = $tenant and t.id = r.turn_id
           join hearings h on h.tenant_id = $tenant and h.id = t.hearing_id
           join series s on s.tenant_id = $tenant and s.id = h.series_id
           left join turn_revisions n on n.tenant_id = $tenant and n.turn_id = t.id and n.version = r.version + 1
           left join attendances a on a.tenant_id = $tenant and a.id = r.attendance_id
           left join attendances b on b.tenant_id = $tenant
                and b.id = case when n.turn_id is null then t.attendance_id else n.attendance_id end
          where d.tenant_id = $tenant and d.hearing_id = $4 and d.kind = 'erratum'
            and not exists (select from changes k where k.tenant_id = $tenant and k.hearing_id = $4
                               and k.kind = 'approval' and k.id > d.id)
            and {}
          order by d.id",
        readable_where(
            scope.member.role,
            scope.member.manager,
            "(t.closed or r.closed or coalesce(n.closed, false))"
        )
    );
    scope.rows(&sql, reader(scope).into_iter().chain([hearing_id.into()])).await
}
