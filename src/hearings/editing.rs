//! Logging a hearing and changing its details.

use actix_web::{HttpResponse, web};
use askama::Template;

use super::{
    form::HearingForm,
    hearing::{self, Hearing},
    store::{self, HearingUpdate, Logged},
};
use crate::{
    access::{
        permissions::{EditHearings, SubmitRecords},
        scope::{Outcome, Post, Scope, redirected, rendered},
    },
    history::{change::ChangeKind, recording::About},
    series::{details::Series, store as series},
    web::{
        error::{Error, Result},
        forms::{Errors, Form},
        page::Page,
        paths::{HearingPath, SeriesPath},
    },
};

#[derive(Template)]
#[template(path = "hearings/new.html")]
pub struct New {
    pub page: Page,
    pub series: Series,
    pub form: HearingForm,
    pub errors: Errors,
}

/// `GET /{tenant}/series/{series}/hearings/new`
pub async fn new(scope: Scope<EditHearings>, path: web::Path<SeriesPath>) -> Result<HttpResponse> {
    let series = series::find(&scope, &path.series).await?;
    let form = HearingForm::proposing(store::next_number(&scope, series.id).await?);
    scope.render(|page| New { page, series, form, errors: Errors::default() })
}

/// `POST /{tenant}/series/{series}/hearings`
pub async fn create(
    Post(scope, form): Post<Scope<EditHearings>, Form<HearingForm>>,
    path: web::Path<SeriesPath>,
) -> Result<Outcome> {
    let series = series::find(&scope, &path.series).await?;
    let errors = match form.check(scope.lang(), scope.zone()) {
        Ok(new) => match store::insert(&scope, series.id, &new).await? {
            Logged::Created => {
                let about = About::hearing(new.id, &new.title);
                scope.record_of(about, ChangeKind::HearingLogged, "").await?;
                if new.closed {
                    scope.record_of(about, ChangeKind::ClosedSession, "").await?;
                }
                let path = format!("{}/attendances", hearing::path(&series.slug, new.number));
                return redirected(scope.commit_and_redirect(path, "done-hearing-logged").await?);
            }
            Logged::Repeated(number) => {
                let path = format!("{}/attendances", hearing::path(&series.slug, number));
                return redirected(scope.redirect_unchanged(path, "done-hearing-logged")?);
            }
            Logged::NumberTaken => {
                number_taken(&scope, new.number, store::next_number(&scope, series.id).await?)
            }
        },
        Err(errors) => errors,
    };
    rendered(scope.unprocessable(|page| New { page, series, form: form.0, errors })?)
}

fn number_taken(scope: &Scope<EditHearings>, number: i32, free: i32) -> Errors {
    let mut errors = Errors::default();
    errors.add("number", scope.lang().t2("hearing-number-taken", "number", number, "free", free));
    errors
}

#[derive(Template)]
#[template(path = "hearings/edit.html")]
pub struct Edit {
    pub page: Page,
    /// As it is saved.
    pub hearing: Hearing,
    pub form: HearingForm,
    /// Whether someone else changed it since the form was opened.
    pub stale: bool,
    pub errors: Errors,
    pub may_submit: bool,
}

impl Edit {
    /// The form of the hearing as it is saved.
    fn saved(&self) -> HearingForm {
        HearingForm::of(&self.hearing, self.page.lang, self.page.zone)
    }
}

/// `GET /{tenant}/series/{series}/hearings/{number}/edit`
pub async fn edit(scope: Scope<EditHearings>, path: web::Path<HearingPath>) -> Result<HttpResponse> {
    let hearing = store::find_unsettled(&scope, &path.series, path.number).await?;
    let form = HearingForm::of(&hearing, scope.lang(), scope.zone());
    let may_submit = scope.may::<SubmitRecords>(hearing.standing());
    scope.render(|page| Edit { page, hearing, form, stale: false, errors: Errors::default(), may_submit })
}

/// `POST /{tenant}/series/{series}/hearings/{number}`
pub async fn update(
    Post(scope, form): Post<Scope<EditHearings>, Form<HearingForm>>,
    path: web::Path<HearingPath>,
) -> Result<Outcome> {
    // By its id, since someone else may just have changed the number.
    let hearing = match form.id.is_nil() {
        true => store::find(&scope, &path.series, path.number).await?,
        false => store::find_by_id(&scope, &path.series, form.id).await?,
    };
    if hearing.state.is_settled() {
        return Err(Error::Conflict);
    }
    let version = form.version.required()?;
    let may_submit = scope.may::<SubmitRecords>(hearing.standing());
    let errors = match form.check(scope.lang(), scope.zone()) {
        Ok(new) => match store::update(&scope, &hearing, version, &new).await? {
            HearingUpdate::Updated(change) => {
                let path = hearing::path(&hearing.series_slug, new.number);
                let undo = change.undo_path();
                return redirected(scope.commit_and_offer_undo(path, "done-hearing-changed", undo).await?);
            }
            HearingUpdate::Stale(hearing) if new.is_kept_in(&hearing) => {
                return redirected(scope.redirect_unchanged(hearing.path(), "done-hearing-changed")?);
            }
            HearingUpdate::Stale(hearing) => {
                let mut form = form.0;
                form.version = hearing.version.into();
                let errors = Errors::default();
                let both = |page| Edit { page, hearing: *hearing, form, stale: true, errors, may_submit };
                return rendered(scope.conflict(both)?);
            }
            HearingUpdate::NumberTaken => {
                number_taken(&scope, new.number, store::next_number(&scope, hearing.series_id).await?)
            }
        },
        Err(errors) => errors,
    };
    rendered(scope.unprocessable(|page| Edit {
        page,
        hearing,
        form: form.0,
        stale: false,
        errors,
        may_submit,
    })?)
}
