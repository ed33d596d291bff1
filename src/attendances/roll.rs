//! The roll: who was present, who was not, who replaced whom.

use std::collections::HashMap;

use actix_web::{HttpResponse, web};
use askama::Template;
use serde::Deserialize;
use uuid::Uuid;

use super::{
    attendance::Attendance,
    pages::Draft,
    presence::{Evidence, Presence},
    presences::{self, Row},
    store,
};
use crate::{
    access::{
        permissions::EditHearings,
        scope::{Outcome, Post, Redirect, Scope, redirected, rendered},
    },
    hearings::{hearing::Hearing, store as hearings},
    history::{change::ChangeKind, recording::Change},
    text::i18n::Lang,
    web::{
        error::{Error, Result},
        forms::{Errors, Form, Version},
        page::Page,
        paths::{AttendancePath, HearingPath, RollPath},
    },
};

/// The whole list, as typed: for each attendance the presence before and now.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Roll {
    pub id: Vec<Uuid>,
    pub was: Vec<String>,
    pub presence: Vec<String>,
    /// The evidence for all that changes; empty: as before.
    pub evidence: String,
}

impl Roll {
    /// The changed presences, without those that someone else has changed since the form was opened.
    fn changed(&self, before: &[Row]) -> Vec<Row> {
        let evidence = Evidence::parse(&self.evidence);
        let typed = self.id.iter().zip(&self.was).zip(&self.presence);
        let changed = typed.filter_map(|((id, was), presence)| {
            let row = before.iter().find(|it| it.id == *id && it.presence.code() == was)?;
            let presence = Presence::parse(presence)?;
            let evidence = evidence.unwrap_or(row.evidence);
            Some(Row { evidence, ..row.clone() }.with(presence))
        });
        changed.filter(|row| !before.contains(row)).collect()
    }
}

/// The largest form, in bytes: some thousand people.
const LIMIT: usize = 256 * 1024;

/// `POST …/hearings/{number}/attendances/roll`
pub async fn update(
    Post(scope, form): Post<Scope<EditHearings>, Form<Roll, LIMIT>>,
    path: web::Path<HearingPath>,
) -> Result<Outcome> {
    let (hearing, change) =
        hearings::begin_change(&scope, &path.series, path.number, ChangeKind::Attendance).await?;
    let attendances = format!("{}/attendances", hearing.path());
    let changed = form.changed(&presences::of_hearing(&scope, hearing.id).await?);
    if changed.is_empty() {
        return redirected(scope.redirect_unchanged(attendances, "done-roll-called")?);
    }
    presences::change(&scope, change, hearing.id, &changed).await?;
    let errors = presences::contradictions(&scope, hearing.id, "roll").await?;
    if errors.is_empty() {
        let undo = undo_path(&hearing, change);
        return redirected(scope.commit_and_offer_undo(attendances, "done-roll-called", undo).await?);
    }
    // The page shows the typed values, which this transaction has written; it is then dropped.
    let typed: HashMap<Uuid, String> = form.0.id.into_iter().zip(form.0.was).collect();
    let draft = Draft { errors, typed, evidence: form.0.evidence, ..Draft::default() };
    let index = draft.complete(&scope, hearing).await?;
    rendered(scope.unprocessable(|page| index.on(page))?)
}

/// The path that undoes a change of attendances, inside the tenant.
pub(super) fn undo_path(hearing: &Hearing, change: Change) -> String {
    format!("{}/attendances/roll/{}/restoration", hearing.path(), change.id)
}

/// `POST …/hearings/{number}/attendances/roll/{change}/restoration`: undoes a change of attendances.
pub async fn restore(scope: Scope<EditHearings>, path: web::Path<RollPath>) -> Result<Redirect> {
    let hearing = hearings::find_unsettled(&scope, &path.series, path.number).await?;
    let reversal = presences::undo(&scope, &hearing, path.change).await?;
    let (attendances, undo) = (format!("{}/attendances", hearing.path()), undo_path(&hearing, reversal));
    scope.commit_and_offer_undo(attendances, "done-roll-restored", undo).await
}

/// The form of one presence, as typed.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct PresenceForm {
    /// The version that the edit began from.
    pub version: Version,
    pub presence: String,
    /// The attendance of the substitute; empty for none.
    pub replaced_by: String,
    pub arrived_at: String,
    pub left_at: String,
    pub evidence: String,
}

impl PresenceForm {
    fn of(it: &Attendance, lang: Lang) -> Self {
        Self {
            version: it.version.into(),
            presence: it.presence.code().to_owned(),
            replaced_by: it.replaced_by.map(|id| id.to_string()).unwrap_or_default(),
            arrived_at: it.arrived_at.map(|at| lang.hour(at)).unwrap_or_default(),
            left_at: it.left_at.map(|at| lang.hour(at)).unwrap_or_default(),
            evidence: it.evidence.code().to_owned(),
        }
    }

    fn check(&self, lang: Lang, one: &Attendance, others: &[Attendance]) -> Result<Row, Errors> {
        let mut errors = Errors::default();
        let (presence, evidence) = (Presence::parse(&self.presence), Evidence::parse(&self.evidence));
        let known = others.iter().find(|it| it.id.to_string() == self.replaced_by && it.id != one.id);
        if known.is_none() && !self.replaced_by.is_empty() {
            errors.add("replaced_by", lang.t("error-choose"));
        } else if known.is_some() && presence.is_some_and(Presence::attended) {
            errors.add("replaced_by", lang.t("presence-not-replaced"));
        } else if let Some(away) = known.filter(|it| !it.presence.attended()) {
            errors.add("replaced_by", lang.t1("presence-substitute-away", "name", away.name.as_str()));
        }
        let arrived_at = errors.time(lang, "arrived_at", &self.arrived_at);
        let left_at = errors.time(lang, "left_at", &self.left_at);
        if arrived_at.zip(left_at).is_some_and(|(arrived, left)| left <= arrived) {
            errors.add("left_at", lang.t("presence-left-before"));
        }
        let away = presence.is_some_and(|it| !it.attended());
        if away && (arrived_at.is_some() || left_at.is_some()) {
            let field = if arrived_at.is_some() { "arrived_at" } else { "left_at" };
            errors.add(field, lang.t("presence-no-hours"));
        }
        match (presence, evidence) {
            (Some(presence), Some(evidence)) if errors.is_empty() => {
                let replaced_by = known.map(|it| it.id);
                Ok(Row { id: one.id, presence, replaced_by, arrived_at, left_at, evidence })
            }
            _ => {
                if presence.is_none() {
                    errors.add("presence", lang.t("error-choose"));
                }
                if evidence.is_none() {
                    errors.add("evidence", lang.t("error-choose"));
                }
                Err(errors)
            }
        }
    }
}

#[derive(Template)]
#[template(path = "attendances/edit.html")]
pub struct Edit {
    pub page: Page,
    pub hearing: Hearing,
    pub one: Attendance,
    pub others: Vec<Attendance>,
    pub form: PresenceForm,
    /// Whether someone else changed it since the form was opened.
    pub stale: bool,
    pub errors: Errors,
}

impl Edit {
    fn typed_presence(&self) -> String {
        Presence::parse(&self.form.presence).map(|it| self.page.t(it.label_id())).unwrap_or_default()
    }

    fn typed_evidence(&self) -> String {
        Evidence::parse(&self.form.evidence).map(|it| self.page.t(it.label_id())).unwrap_or_default()
    }

    fn typed_substitute(&self) -> &str {
        let chosen = self.others.iter().find(|it| it.id.to_string() == self.form.replaced_by);
        chosen.map_or("", |it| &it.name)
    }

    fn presences(&self) -> [Presence; 4] {
        Presence::ALL
    }

    fn evidences(&self) -> [Evidence; 4] {
        Evidence::ALL
    }
}

/// An attendance, and the others of the hearing.
async fn load(
    scope: &Scope<EditHearings>,
    hearing: &Hearing,
    id: Uuid,
) -> Result<(Attendance, Vec<Attendance>)> {
    let mut others = store::of_hearing(scope, hearing).await?;
    let at = others.iter().position(|it| it.id == id).ok_or(Error::NotFound)?;
    let one = others.remove(at);
    Ok((one, others))
}

/// `GET …/hearings/{number}/attendances/{attendance}/edit`
pub async fn edit(scope: Scope<EditHearings>, path: web::Path<AttendancePath>) -> Result<HttpResponse> {
    let hearing = hearings::find_unsettled(&scope, &path.series, path.number).await?;
    let (one, others) = load(&scope, &hearing, path.attendance).await?;
    let form = PresenceForm::of(&one, scope.lang());
    scope.render(|page| Edit { page, hearing, one, others, form, stale: false, errors: Errors::default() })
}

/// `POST …/hearings/{number}/attendances/{attendance}`
pub async fn update_one(
    Post(scope, form): Post<Scope<EditHearings>, Form<PresenceForm>>,
    path: web::Path<AttendancePath>,
) -> Result<Outcome> {
    let (hearing, change) =
        hearings::begin_change(&scope, &path.series, path.number, ChangeKind::Attendance).await?;
    let (one, others) = load(&scope, &hearing, path.attendance).await?;
    let mut form = form.0;
    let version = form.version.required()?;
    let errors = match form.check(scope.lang(), &one, &others) {
        Ok(row) if row == Row::of(&one) => {
            let attendances = format!("{}/attendances", hearing.path());
            return redirected(scope.redirect_unchanged(attendances, "done-presence-noted")?);
        }
        Ok(_) if version != one.version => {
            form.version = one.version.into();
            let errors = Errors::default();
            let both = |page| Edit { page, hearing, one, others, form, stale: true, errors };
            return rendered(scope.conflict(both)?);
        }
        Ok(row) => {
            presences::change(&scope, change, hearing.id, &[row]).await?;
            let errors = presences::contradictions(&scope, hearing.id, "presence").await?;
            if errors.is_empty() {
                let attendances = format!("{}/attendances", hearing.path());
                let undo = undo_path(&hearing, change);
                return redirected(
                    scope.commit_and_offer_undo(attendances, "done-presence-noted", undo).await?,
                );
            }
            errors
        }
        Err(errors) => errors,
    };
    rendered(scope.unprocessable(|page| Edit { page, hearing, one, others, form, stale: false, errors })?)
}
