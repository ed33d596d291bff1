//! Errata: corrections of an approved record. Every reader sees them below the turn, with date, before and after.

use std::collections::HashSet;

use actix_web::{HttpResponse, web};
use askama::Template;
use chrono::{DateTime, Utc};
use sea_orm::{
    ExprTrait as _, FromQueryResult, JoinType, JsonValue, QueryFilter as _, QueryOrder as _,
    QuerySelect as _, RelationTrait as _,
    sea_query::{Alias, Expr, Query},
};
use serde::Deserialize;
use uuid::Uuid;

use super::{
    diff::Diff,
    entity as turns,
    form::{Correction, TurnForm, write_notes},
    pages::LIMIT,
    store,
    turn::{Footnote, Turn, read_footnotes, select},
    versions::{FormerTurn, LatestChange, latest_change},
};
use crate::{
    access::{
        permissions::{Permission, WriteErrata},
        scope::{Outcome, Post, Scope, Written, redirected, rendered},
    },
    attendances::{
        self,
        attendance::{Attendance, Section, speaker},
    },
    hearings::{hearing::Hearing, store as hearings},
    history::{change::ChangeKind, entity as changes, recording::Change, row_entity as changed_rows},
    text::i18n::Lang,
    web::{
        error::{Error, Result},
        forms::{Errors, Form, Version},
        page::Page,
        paths::TurnPath,
    },
};

/// The form of an erratum.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct ErratumForm {
    /// The version that was read.
    pub version: Version,
    pub speaker: String,
    pub text: String,
    pub notes: String,
    pub reason: String,
}

impl ErratumForm {
    /// Whether this attendance is selected.
    pub fn is_spoken_by(&self, attendance: &Attendance) -> bool {
        self.speaker == attendance.id.to_string()
    }

    /// The checked turn and the reason.
    fn check(&self, lang: Lang, turn: &Turn, present: &[Attendance]) -> Result<(Correction, String), Errors> {
        let form = TurnForm {
            speaker: self.speaker.clone(),
            text: self.text.clone(),
            notes: self.notes.clone(),
            ..TurnForm::of(turn, lang)
        };
        let checked = form.check(lang, Some(turn), form.speaker_among(present));
        let (correction, mut errors) = match checked {
            Ok(correction) => (Some(correction), Errors::default()),
            Err(errors) => (None, errors),
        };
        if self.version == turn.version.into() && correction.as_ref().is_some_and(|it| it.is_kept_in(turn)) {
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
    /// Who changed the turn after the form was opened.
    pub stale: Option<LatestChange>,
    pub errors: Errors,
}

async fn load(
    scope: &Scope<WriteErrata>,
    path: &web::Path<TurnPath>,
) -> Result<(Hearing, Turn, Vec<Attendance>)> {
    let hearing = hearings::find(scope, &path.series, path.number).await?;
    let turn = store::find(scope, &hearing, path.turn).await?;
    let present = attendances::store::of_hearing(scope, &hearing).await?;
    if hearing.state.is_settled() { Ok((hearing, turn, present)) } else { Err(Error::Conflict) }
}

/// `GET …/hearings/{number}/turns/{turn}/errata/new`
pub async fn new(scope: Scope<WriteErrata>, path: web::Path<TurnPath>) -> Result<HttpResponse> {
    let (hearing, turn, present) = load(&scope, &path).await?;
    let TurnForm { version, speaker, text, notes, .. } = TurnForm::of(&turn, scope.lang());
    let form = ErratumForm { version, speaker, text, notes, reason: String::new() };
    scope.render(|page| New { page, hearing, turn, present, form, stale: None, errors: Errors::default() })
}

/// `POST …/hearings/{number}/turns/{turn}/errata`
pub async fn create(
    Post(scope, form): Post<Scope<WriteErrata>, Form<ErratumForm, LIMIT>>,
    path: web::Path<TurnPath>,
) -> Result<Outcome> {
    let (hearing, turn, present) = load(&scope, &path).await?;
    let mut form = form.0;
    let version = form.version.required()?;
    let (correction, reason) = match form.check(scope.lang(), &turn, &present) {
        Ok(checked) => checked,
        Err(errors) => {
            let new = |page| New { page, hearing, turn, present, form, stale: None, errors };
            return rendered(scope.unprocessable(new)?);
        }
    };
    // The form was sent twice.
    if correction.is_kept_in(&turn) {
        return redirected(scope.redirect_unchanged(hearing.turn_path(turn.number), "done-erratum")?);
    }
    let change = Change::because(&scope, &hearing, ChangeKind::Erratum, &reason).await?;
    let written =
        change.update::<turns::Entity>(&scope, turn.id, version, store::columns(&correction)).await?;
    if written == Written::Stale {
        let turn = store::find(&scope, &hearing, turn.number).await?;
        let (stale, errors) = (latest_change(&scope, &turn).await?, Errors::default());
        form.version = turn.version.into();
        return rendered(scope.conflict(|page| New { page, hearing, turn, present, form, stale, errors })?);
    }
    redirected(scope.commit_and_redirect(hearing.turn_path(turn.number), "done-erratum").await?)
}

/// An erratum, as it is shown below its turn.
#[derive(Debug, Clone)]
pub struct Erratum {
    pub turn_id: Uuid,
    pub at: DateTime<Utc>,
    pub author: String,
    pub reason: String,
    pub before: String,
    pub after: String,
    notes_before: Vec<Footnote>,
    notes_after: Vec<Footnote>,
    pub speaker_before: Option<String>,
    pub speaker_after: Option<String>,
}

impl Erratum {
    /// The changes of the text.
    pub fn words(&self) -> Diff {
        Diff::of(&self.before, &self.after)
    }

    /// The changes of the notes, if any.
    pub fn notes(&self) -> Option<Diff> {
        let (before, after) = (write_notes(&self.notes_before), write_notes(&self.notes_after));
        (before != after).then(|| Diff::of(&before, &after))
    }
}

/// A turn as an erratum found it.
#[derive(FromQueryResult)]
struct Corrected {
    created_at: DateTime<Utc>,
    actor: String,
    reason: String,
    row_id: Uuid,
    version: i32,
    before: JsonValue,
}

/// The errata since the last approval, the first one first. Only those whose text the member may
/// read, before and after.
pub async fn of_hearing<P: Permission>(
    scope: &Scope<P>,
    hearing: &Hearing,
    present: &[Section],
) -> Result<Vec<Erratum>> {
    let corrected = corrected(scope, hearing).await?;
    if corrected.is_empty() {
        return Ok(Vec::new());
    }
    let ids: HashSet<Uuid> = corrected.iter().map(|it| it.row_id).collect();
    let turns: Vec<Turn> = select(scope.turns_of(hearing))
        .filter(turns::COLUMN.id.eq_any(ids))
        .into_model()
        .all(scope.db())
        .await?;
    errata(scope, hearing, present, &turns, &corrected)
}

/// [`of_hearing`], of turns that the caller has loaded.
pub async fn of_turns<P: Permission>(
    scope: &Scope<P>,
    hearing: &Hearing,
    present: &[Section],
    turns: &[Turn],
) -> Result<Vec<Erratum>> {
    errata(scope, hearing, present, turns, &corrected(scope, hearing).await?)
}

fn errata<P: Permission>(
    scope: &Scope<P>,
    hearing: &Hearing,
    present: &[Section],
    turns: &[Turn],
    corrected: &[Corrected],
) -> Result<Vec<Erratum>> {
    let name = |id: Option<Uuid>| speaker(present, id).map(|it| it.name.clone());
    let reads_closed = scope.reads_closed_turns_of(hearing);
    let mut errata = Vec::with_capacity(corrected.len());
    for it in corrected {
        let Some(turn) = turns.iter().find(|turn| turn.id == it.row_id) else { continue };
        let before = FormerTurn::read(it.before.clone())?;
        // Only errata change a turn after the approval, so the next one has what this one made.
        let next = corrected.iter().find(|next| next.row_id == it.row_id && next.version == it.version + 1);
        let after = match next {
            Some(next) => After::former(FormerTurn::read(next.before.clone())?)?,
            None => After::present(turn),
        };
        if !reads_closed && (turn.closed || before.closed || after.closed) {
            continue;
        }
        errata.push(Erratum {
            turn_id: it.row_id,
            at: it.created_at,
            author: it.actor.clone(),
            reason: it.reason.clone(),
            speaker_before: name(before.attendance_id),
            notes_before: read_footnotes(before.footnotes)?,
            before: before.text,
            speaker_after: name(after.attendance_id),
            notes_after: after.notes,
            after: after.text,
        });
    }
    Ok(errata)
}

/// A turn as an erratum left it.
struct After {
    text: String,
    notes: Vec<Footnote>,
    attendance_id: Option<Uuid>,
    closed: bool,
}

impl After {
    fn former(turn: FormerTurn) -> Result<Self> {
        Ok(Self {
            notes: read_footnotes(turn.footnotes)?,
            text: turn.text,
            attendance_id: turn.attendance_id,
            closed: turn.closed,
        })
    }

    fn present(turn: &Turn) -> Self {
        Self {
            text: turn.text.clone(),
            notes: turn.footnotes.clone(),
            attendance_id: turn.attendance_id,
            closed: turn.closed,
        }
    }
}

async fn corrected<P: Permission>(scope: &Scope<P>, hearing: &Hearing) -> Result<Vec<Corrected>> {
    if !hearing.state.is_settled() {
        return Ok(Vec::new());
    }
    let approval = Alias::new("approval");
    let of_approval = |column: changes::Column| Expr::col((approval.clone(), column));
    let later_approval = Query::select()
        .expr(Expr::value(1))
        .from_as(changes::Entity, approval.clone())
        .and_where(of_approval(changes::Column::TenantId).eq(scope.reader().tenant))
        .and_where(of_approval(changes::Column::HearingId).eq(hearing.id))
        .and_where(of_approval(changes::Column::Kind).eq(ChangeKind::Approval.code()))
        .and_where(of_approval(changes::Column::Id).gt(Expr::col((changes::Entity, changes::Column::Id))))
        .to_owned();
    let rows = scope
        .parts_of::<changes::Entity, _>(hearing)
        .select_only()
        .columns([changes::Column::CreatedAt, changes::Column::Actor, changes::Column::Reason])
        .columns([changed_rows::Column::RowId, changed_rows::Column::Version, changed_rows::Column::Before])
        .join_rev(JoinType::InnerJoin, changed_rows::Relation::Changes.def())
        .filter(changes::COLUMN.kind.eq(ChangeKind::Erratum.code()))
        .filter(changed_rows::COLUMN.table_name.eq("turns"))
        .filter(changed_rows::COLUMN.before.is_not_null())
        .filter(Expr::exists(later_approval).not())
        .order_by_asc(changes::Column::Id);
    Ok(rows.into_model().all(scope.db()).await?)
}
