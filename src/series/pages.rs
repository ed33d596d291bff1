//! Screens of series.

use actix_web::{HttpResponse, web};
use askama::Template;
use serde::Deserialize;
use uuid::Uuid;

use super::{
    entity::Series,
    store::{self, Choice, NewSeries},
};
use crate::{
    error::Result,
    forms::{Errors, Form},
    hearings::{hearing::Hearing, store as hearings},
    i18n::Lang,
    page::Page,
    permissions::{EditHearings, Manage, ReadRegister, Standing},
    scope::{Outcome, Scope, again, saved},
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
    scope.show(|page| Index { page, series, may_create }).await
}

#[derive(Template)]
#[template(path = "series/show.html")]
pub struct Show {
    pub page: Page,
    pub series: Series,
    pub hearings: Vec<Hearing>,
    pub may_log: bool,
    pub may_manage: bool,
}

/// `GET /{tenant}/series/{series}`
pub async fn show(scope: Scope<ReadRegister>, path: web::Path<(String, String)>) -> Result<HttpResponse> {
    let series = store::find(&scope, &path.1).await?;
    let hearings = hearings::of_series(&scope, series.id).await?;
    let may_log = scope.may::<EditHearings>(series.standing());
    let may_manage = scope.may::<Manage>(series.standing());
    scope.show(|page| Show { page, series, hearings, may_log, may_manage }).await
}

/// The form of a series, as typed.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct SeriesForm {
    #[serde(default)]
    pub id: Uuid,
    pub title: String,
    #[serde(default)]
    pub description: String,
    #[serde(default)]
    pub letterhead: String,
    #[serde(default)]
    pub body: String,
    #[serde(default)]
    pub editors: Vec<Uuid>,
}

impl SeriesForm {
    fn check(&self, lang: Lang, bodies: &[Choice], members: &[Choice]) -> Result<NewSeries, Errors> {
        let mut errors = Errors::default();
        let title = errors.required(lang, "title", &self.title, 300);
        let description = errors.lines(lang, "description", &self.description, 5000);
        let letterhead = errors.lines(lang, "letterhead", &self.letterhead, 2000);
        let body = bodies.iter().find(|it| it.id.to_string() == self.body);
        if body.is_none() {
            errors.add("body", lang.t("error-choose"));
        }
        let editors =
            self.editors.iter().copied().filter(|id| members.iter().any(|it| it.id == *id)).collect();
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
    /// The series that is changed; none where one is made.
    pub series: Option<Series>,
    pub form: SeriesForm,
    pub bodies: Vec<Choice>,
    pub members: Vec<Choice>,
    pub errors: Errors,
}

/// `GET /{tenant}/series/new`
pub async fn new(scope: Scope<Manage>) -> Result<HttpResponse> {
    let (bodies, members) = (store::own_bodies(&scope).await?, store::members(&scope).await?);
    let form = SeriesForm { id: Uuid::now_v7(), ..SeriesForm::default() };
    scope.show(|page| Edit { page, series: None, form, bodies, members, errors: Errors::default() }).await
}

/// `POST /{tenant}/series`
pub async fn create(scope: Scope<Manage>, form: Form<SeriesForm>) -> Result<Outcome> {
    let (bodies, members) = (store::own_bodies(&scope).await?, store::members(&scope).await?);
    match form.check(scope.lang(), &bodies, &members) {
        Ok(new) => {
            let slug = store::insert(&scope, &new).await?;
            saved(scope.save(format!("/series/{slug}"), "done-series-created").await?)
        }
        Err(errors) => again(
            scope.refuse(|page| Edit { page, series: None, form: form.0, bodies, members, errors }).await?,
        ),
    }
}

/// `GET /{tenant}/series/{series}/edit`
pub async fn edit(scope: Scope<Manage>, path: web::Path<(String, String)>) -> Result<HttpResponse> {
    let series = store::find(&scope, &path.1).await?;
    let (bodies, members) = (store::own_bodies(&scope).await?, store::members(&scope).await?);
    let form = SeriesForm {
        id: series.id,
        title: series.title.clone(),
        description: series.description.clone(),
        letterhead: series.letterhead.clone(),
        body: series.body_id.to_string(),
        editors: store::editors(&scope, series.id).await?,
    };
    scope
        .show(|page| Edit { page, series: Some(series), form, bodies, members, errors: Errors::default() })
        .await
}

/// `POST /{tenant}/series/{series}`
pub async fn update(
    scope: Scope<Manage>,
    path: web::Path<(String, String)>,
    form: Form<SeriesForm>,
) -> Result<Outcome> {
    let series = store::find(&scope, &path.1).await?;
    let (bodies, members) = (store::own_bodies(&scope).await?, store::members(&scope).await?);
    match form.check(scope.lang(), &bodies, &members) {
        Ok(new) => {
            store::update(&scope, series.id, &new).await?;
            scope.audit("series-changed", &new.title).await?;
            saved(scope.save(series.path(), "done-series-changed").await?)
        }
        Err(errors) => again(
            scope
                .refuse(|page| Edit { page, series: Some(series), form: form.0, bodies, members, errors })
                .await?,
        ),
    }
}
