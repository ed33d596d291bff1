//! Screens of series.

use actix_web::{HttpResponse, web};
use askama::Template;
use serde::Deserialize;
use uuid::Uuid;

use super::{
    details::Series,
    store::{self, Choice, NewSeries},
    timeline::Timeline,
};
use crate::{
    access::{
        permissions::{EditHearings, Manage, ReadRegister, Standing},
        scope::{Outcome, Post, Scope, Written, redirected, rendered},
    },
    hearings::{hearing::Hearing, store as hearings},
    text::i18n::Lang,
    web::{
        error::Result,
        forms::{Errors, Form, Version},
        page::Page,
        paths::SeriesPath,
    },
};

#[derive(Template)]
#[template(path = "series/index.html")]
pub struct Index {
    pub page: Page,
    pub series: Vec<Series>,
    pub may_create: bool,
}

/// `GET /{tenant}/series`
pub async fn index(scope: Scope<ReadRegister>) -> Result<HttpResponse> {
    let series = store::all(&scope).await?;
    let may_create = scope.may::<Manage>(Standing::default());
    scope.render(|page| Index { page, series, may_create })
}

#[derive(Template)]
#[template(path = "series/show.html")]
pub struct Show {
    pub page: Page,
    pub series: Series,
    pub hearings: Vec<Hearing>,
    pub timeline: Option<Timeline>,
    pub may_log: bool,
    pub may_manage: bool,
}

impl Show {
    /// Whether a hearing took place.
    fn has_figures(&self) -> bool {
        self.hearings.iter().any(|it| it.state.has_taken_place())
    }
}

/// `GET /{tenant}/series/{series}`
pub async fn show(scope: Scope<ReadRegister>, path: web::Path<SeriesPath>) -> Result<HttpResponse> {
    let series = store::find(&scope, &path.series).await?;
    let hearings = hearings::of_series(&scope, series.id).await?;
    let timeline = Timeline::of(&hearings, scope.page().today, scope.lang());
    let may_log = scope.may::<EditHearings>(series.standing());
    let may_manage = scope.may::<Manage>(series.standing());
    scope.render(|page| Show { page, series, hearings, timeline, may_log, may_manage })
}

/// The form of a series, as typed.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct SeriesForm {
    pub id: Uuid,
    /// The version that the edit began from.
    pub version: Version,
    pub title: String,
    pub description: String,
    pub letterhead: String,
    pub body: String,
    pub editors: Vec<Uuid>,
}

impl SeriesForm {
    fn check(&self, lang: Lang, choices: &Choices) -> Result<NewSeries, Errors> {
        let mut errors = Errors::default();
        let title = errors.required(lang, "title", &self.title, 300);
        let description = errors.lines(lang, "description", &self.description, 5000);
        let letterhead = errors.lines(lang, "letterhead", &self.letterhead, 2000);
        let body = choices.bodies.iter().find(|it| it.id.to_string() == self.body);
        if body.is_none() {
            errors.add("body", lang.t("error-choose"));
        }
        let members = choices.members.iter().map(|it| it.id);
        let editors = members.filter(|id| self.editors.contains(id)).collect();
        match body {
            Some(body) if errors.is_empty() => {
                Ok(NewSeries { id: self.id, title, description, letterhead, body_id: body.id, editors })
            }
            _ => Err(errors),
        }
    }
}

#[derive(Template)]
#[template(path = "series/edit.html")]
pub struct Edit {
    pub page: Page,
    /// The series that is edited, as it is saved; none for a new one.
    pub series: Option<Series>,
    pub form: SeriesForm,
    /// Whether someone else changed it since the form was opened.
    pub stale: bool,
    pub choices: Choices,
    pub errors: Errors,
}

/// The bodies that can organise a series, and its possible editors.
pub struct Choices {
    pub bodies: Vec<Choice>,
    pub members: Vec<Choice>,
}

impl Choices {
    async fn load(scope: &Scope<Manage>) -> Result<Self> {
        Ok(Self { bodies: store::own_bodies(scope).await?, members: store::members(scope).await? })
    }
}

/// `GET /{tenant}/series/new`
pub async fn new(scope: Scope<Manage>) -> Result<HttpResponse> {
    let choices = Choices::load(&scope).await?;
    let form = SeriesForm { id: Uuid::now_v7(), ..SeriesForm::default() };
    let errors = Errors::default();
    scope.render(|page| Edit { page, series: None, form, stale: false, choices, errors })
}

/// `POST /{tenant}/series`
pub async fn create(Post(scope, form): Post<Scope<Manage>, Form<SeriesForm>>) -> Result<Outcome> {
    let choices = Choices::load(&scope).await?;
    match form.check(scope.lang(), &choices) {
        Ok(new) => {
            let (slug, is_new) = store::insert(&scope, &new).await?;
            let place = format!("/series/{slug}");
            redirected(match is_new {
                true => scope.commit_and_redirect(place, "done-series-created").await?,
                false => scope.redirect_unchanged(place, "done-series-created")?,
            })
        }
        Err(errors) => {
            let form = form.0;
            rendered(scope.unprocessable(|page| Edit {
                page,
                series: None,
                form,
                stale: false,
                choices,
                errors,
            })?)
        }
    }
}

/// `GET /{tenant}/series/{series}/edit`
pub async fn edit(scope: Scope<Manage>, path: web::Path<SeriesPath>) -> Result<HttpResponse> {
    let series = store::find(&scope, &path.series).await?;
    let choices = Choices::load(&scope).await?;
    let form = SeriesForm {
        id: series.id,
        version: series.version.into(),
        title: series.title.clone(),
        description: series.description.clone(),
        letterhead: series.letterhead.clone(),
        body: series.body_id.to_string(),
        editors: store::editors(&scope, series.id).await?,
    };
    let (series, errors) = (Some(series), Errors::default());
    scope.render(|page| Edit { page, series, form, stale: false, choices, errors })
}

/// `POST /{tenant}/series/{series}`
pub async fn update(
    Post(scope, form): Post<Scope<Manage>, Form<SeriesForm>>,
    path: web::Path<SeriesPath>,
) -> Result<Outcome> {
    let series = store::find(&scope, &path.series).await?;
    let version = form.version.required()?;
    let choices = Choices::load(&scope).await?;
    match form.check(scope.lang(), &choices) {
        Ok(new) if store::update(&scope, series.id, version, &new).await? == Written::Updated => {
            redirected(scope.commit_and_redirect(series.path(), "done-series-changed").await?)
        }
        Ok(new) => {
            // Read again: someone may have changed it since.
            let series = store::find(&scope, &path.series).await?;
            if new.is_kept_in(&series, &store::editors(&scope, series.id).await?) {
                return redirected(scope.redirect_unchanged(series.path(), "done-series-changed")?);
            }
            let form = SeriesForm { version: series.version.into(), ..form.0 };
            let (series, errors) = (Some(series), Errors::default());
            rendered(scope.conflict(|page| Edit { page, series, form, stale: true, choices, errors })?)
        }
        Err(errors) => {
            let (series, form) = (Some(series), form.0);
            rendered(scope.unprocessable(|page| Edit {
                page,
                series,
                form,
                stale: false,
                choices,
                errors,
            })?)
        }
    }
}
