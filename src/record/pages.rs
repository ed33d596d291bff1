//! Correcting a turn.

use actix_web::{HttpResponse, web};
use askama::Template;

use super::{
    form::TurnForm,
    heading::Heading,
    store::{self, Edition, TurnUpdate},
    structure::store::{Around, around},
    turn::Turn,
};
use crate::{
    access::{
        permissions::EditHearings,
        scope::{Outcome, Post, Scope, redirected, rendered},
    },
    attendances::{self, attendance::Attendance},
    hearings::{hearing::Hearing, store as hearings},
    history::change::ChangeKind,
    web::{
        drafts::{self, Resume},
        error::Result,
        forms::{Errors, Form},
        page::Page,
    },
};

type Path = web::Path<(String, String, i32, i32)>;

#[derive(Template)]
#[template(path = "record/edit.html")]
pub struct Edit {
    pub page: Page,
    pub hearing: Hearing,
    /// As it is kept.
    pub turn: Turn,
    pub present: Vec<Attendance>,
    pub form: TurnForm,
    /// Who has kept it since the form was opened.
    pub stale: Option<Edition>,
    pub around: Around,
    pub errors: Errors,
}

impl Edit {
    fn draft(&self) -> String {
        draft(&self.hearing, &self.turn)
    }

    /// Of the turn, inside the tenant.
    fn path(&self) -> String {
        format!("{}/turns/{}", self.hearing.path(), self.turn.number)
    }

    /// Where the turn stands in the record.
    fn place(&self) -> String {
        self.hearing.turn_path(self.turn.number)
    }

    /// Sections that have a name already.
    fn sections(&self) -> [Heading; 2] {
        Heading::NAMED
    }

    fn speaker(&self) -> Option<&Attendance> {
        self.present.iter().find(|it| Some(it.id) == self.turn.attendance_id)
    }

    /// Whose turn it can be joined to.
    fn speaker_before(&self) -> Option<&Attendance> {
        self.present.iter().find(|it| Some(it.id) == self.around.speaker_before)
    }
}

/// Under which a draft of the form is kept.
fn draft(hearing: &Hearing, turn: &Turn) -> String {
    format!("{}/turns/{}/edit", hearing.path(), turn.number)
}

/// The turn of an address, its hearing and those who were present.
pub(super) async fn load(
    scope: &Scope<EditHearings>,
    path: &Path,
) -> Result<(Hearing, Turn, Vec<Attendance>)> {
    let hearing = hearings::find(scope, &path.1, path.2).await?;
    let turn = store::find(scope, hearing.id, path.3).await?;
    let present = attendances::store::of_hearing(scope, hearing.id).await?;
    Ok((hearing, turn, present))
}

/// `GET …/hearings/{number}/turns/{turn}/edit`
pub async fn edit(
    mut scope: Scope<EditHearings>,
    path: Path,
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

/// The most that a form of a turn may weigh, in bytes.
pub const LIMIT: usize = 2 * 1024 * 1024;

/// `POST …/hearings/{number}/turns/{turn}`
pub async fn update(
    Post(scope, form): Post<Scope<EditHearings>, Form<TurnForm, LIMIT>>,
    path: Path,
) -> Result<Outcome> {
    let (hearing, turn, present) = load(&scope, &path).await?;
    let mut form = form.0;
    let correction = match form.check(scope.lang(), Some(&turn), &present) {
        Ok(correction) => correction,
        Err(errors) => {
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
    match store::correct(&scope, &hearing, &turn, form.version, &correction, ChangeKind::Correction).await? {
        TurnUpdate::Kept(change) => {
            drafts::forget(&scope, &draft(&hearing, &turn)).await?;
            redirected(
                scope
                    .commit_and_offer_undo(place, "done-turn-corrected", hearing.reversal_path(change))
                    .await?,
            )
        }
        // The page says why nothing more can be changed, and keeps what was typed.
        TurnUpdate::Locked => {
            let hearing = hearings::find(&scope, &path.1, path.2).await?;
            let (around, errors) = (Around::default(), Errors::default());
            let edit = |page| Edit { page, hearing, turn, present, form, stale: None, around, errors };
            rendered(scope.conflict(edit)?)
        }
        TurnUpdate::Stale => {
            let turn = store::find(&scope, hearing.id, turn.number).await?;
            if correction.is_kept_in(&turn) {
                return redirected(scope.redirect_unchanged(place, "done-turn-corrected")?);
            }
            let stale = store::last_edition(&scope, &turn).await?;
            form.version = turn.version;
            let (around, errors) = (around(&scope, &hearing, &turn).await?, Errors::default());
            let edit = |page| Edit { page, hearing, turn, present, form, stale, around, errors };
            rendered(scope.conflict(edit)?)
        }
    }
}
