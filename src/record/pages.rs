//! Correcting a turn.

use actix_web::{HttpResponse, web};
use askama::Template;

use super::{
    form::TurnForm,
    heading::Heading,
    store::{self, TurnUpdate},
    structure::around::{Around, around},
    turn::Turn,
    versions::{LatestChange, latest_change},
};
use crate::{
    access::{
        permissions::EditHearings,
        scope::{Outcome, Post, Scope, redirected, rendered},
    },
    attendances::{self, attendance::Attendance},
    hearings::{hearing::Hearing, store as hearings},
    web::{
        drafts::{self, Resume},
        error::Result,
        forms::{Errors, Form},
        page::Page,
        paths::TurnPath,
    },
};

#[derive(Template)]
#[template(path = "record/edit.html")]
pub struct Edit {
    pub page: Page,
    pub hearing: Hearing,
    /// As it is stored.
    pub turn: Turn,
    pub present: Vec<Attendance>,
    pub form: TurnForm,
    /// Who changed it after the form was opened.
    pub stale: Option<LatestChange>,
    pub around: Around,
    pub errors: Errors,
}

impl Edit {
    fn draft(&self) -> String {
        draft(&self.hearing, &self.turn)
    }

    /// The path of the turn, inside the tenant.
    fn path(&self) -> String {
        format!("{}/turns/{}", self.hearing.path(), self.turn.number)
    }

    /// The path of its place in the record.
    fn place(&self) -> String {
        self.hearing.turn_path(self.turn.number)
    }

    /// The sections that have a name.
    fn sections(&self) -> [Heading; 2] {
        Heading::NAMED
    }

    fn speaker(&self) -> Option<&Attendance> {
        self.present.iter().find(|it| Some(it.id) == self.turn.attendance_id)
    }

    /// The speaker of the turn before it.
    fn speaker_before(&self) -> Option<&Attendance> {
        self.present.iter().find(|it| Some(it.id) == self.around.speaker_before)
    }
}

/// The name of the form's draft.
fn draft(hearing: &Hearing, turn: &Turn) -> String {
    format!("{}/turns/{}/edit", hearing.path(), turn.number)
}

/// The turn of the address, its hearing and the attendances.
pub(super) async fn load(
    scope: &Scope<EditHearings>,
    path: &web::Path<TurnPath>,
) -> Result<(Hearing, Turn, Vec<Attendance>)> {
    let hearing = hearings::find(scope, &path.series, path.number).await?;
    let turn = store::find(scope, &hearing, path.turn).await?;
    let present = attendances::store::of_hearing(scope, &hearing).await?;
    Ok((hearing, turn, present))
}

/// `GET …/hearings/{number}/turns/{turn}/edit`
pub async fn edit(
    mut scope: Scope<EditHearings>,
    path: web::Path<TurnPath>,
    resume: web::Query<Resume>,
) -> Result<HttpResponse> {
    let (hearing, turn, present) = load(&scope, &path).await?;
    let form = TurnForm::of(&turn, scope.lang());
    let form = drafts::begun(&mut scope, &draft(&hearing, &turn), &resume, form).await?;
    let around = around(&scope, &hearing, &turn).await?;
    let errors = Errors::default();
    let edit = |page| Edit { page, hearing, turn, present, form, stale: None, around, errors };
    scope.render(edit)
}

/// The largest form of a turn, in bytes.
pub const LIMIT: usize = 2 * 1024 * 1024;

/// `POST …/hearings/{number}/turns/{turn}`
pub async fn update(
    Post(scope, form): Post<Scope<EditHearings>, Form<TurnForm, LIMIT>>,
    path: web::Path<TurnPath>,
) -> Result<Outcome> {
    let mut form = form.0;
    let hearing = hearings::find(&scope, &path.series, path.number).await?;
    let (turn, speaker) = store::find_with_speaker(&scope, &hearing, path.turn, form.speaker_id()).await?;
    let version = form.version.required()?;
    let correction = match form.check(scope.lang(), Some(&turn), speaker) {
        Ok(correction) => correction,
        Err(errors) => {
            let present = attendances::store::of_hearing(&scope, &hearing).await?;
            let around = around(&scope, &hearing, &turn).await?;
            let edit = |page| Edit { page, hearing, turn, present, form, stale: None, around, errors };
            return rendered(scope.unprocessable(edit)?);
        }
    };
    let place = hearing.turn_path(turn.number);
    if correction.is_kept_in(&turn) {
        drafts::forget(&scope, &draft(&hearing, &turn)).await?;
        return redirected(scope.commit_and_redirect(place, "done-turn-corrected").await?);
    }
    match store::correct(&scope, &hearing, &turn, version, &correction).await? {
        TurnUpdate::Kept(change) => {
            drafts::forget(&scope, &draft(&hearing, &turn)).await?;
            redirected(scope.commit_and_offer_undo(place, "done-turn-corrected", change.undo_path()).await?)
        }
        // The page says why the turn can no longer be changed, and shows the typed text.
        TurnUpdate::Locked => {
            let hearing = hearings::find(&scope, &path.series, path.number).await?;
            let present = attendances::store::of_hearing(&scope, &hearing).await?;
            let (around, errors) = (Around::default(), Errors::default());
            let edit = |page| Edit { page, hearing, turn, present, form, stale: None, around, errors };
            rendered(scope.conflict(edit)?)
        }
        TurnUpdate::Stale => {
            let turn = store::find(&scope, &hearing, turn.number).await?;
            if correction.is_kept_in(&turn) {
                return redirected(scope.redirect_unchanged(place, "done-turn-corrected")?);
            }
            let present = attendances::store::of_hearing(&scope, &hearing).await?;
            let stale = latest_change(&scope, &turn).await?;
            form.version = turn.version.into();
            let (around, errors) = (around(&scope, &hearing, &turn).await?, Errors::default());
            let edit = |page| Edit { page, hearing, turn, present, form, stale, around, errors };
            rendered(scope.conflict(edit)?)
        }
    }
}
