//! Creating an action from a turn, or from the hearing as a whole.

use actix_web::{HttpResponse, web};
use askama::Template;
use sea_orm::ActiveValue::Set;
use serde::Deserialize;
use uuid::Uuid;

use super::{
    form::Choices,
    mail,
    store::{self, NewAction},
};
use crate::{
    access::{
        permissions::AssignActions,
        scope::{Outcome, Post, Scope, redirected, rendered},
    },
    actions::{action, entity as actions},
    config::Config,
    hearings::{hearing::Hearing, store as hearings},
    record::{passage::passage, store as turns, turn::Turn},
    web::{
        drafts::{self, Resume},
        error::{Error, Result},
        forms::{Errors, Form},
        page::Page,
        paths::HearingPath,
    },
};

/// Characters of a turn that are proposed as a quote.
const PROPOSED_QUOTE: usize = 400;
/// The limit of a quote.
const LONGEST_QUOTE: usize = 5_000;

/// The query of the link in a turn.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct NewActionQuery {
    turn: String,
    /// The words selected in the turn.
    quote: String,
}

/// The form of an action, as typed.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct ActionForm {
    #[serde(default = "Uuid::now_v7")]
    pub id: Uuid,
    /// The number of the turn it comes from; empty where it comes from the hearing as a whole.
    pub turn: String,
    pub quote: String,
    pub title: String,
    pub body: String,
    pub member: String,
    pub due_on: String,
}

impl ActionForm {
    fn check(&self, page: &Page, source: Option<Turn>, choices: &Choices) -> Result<NewAction, Errors> {
        let lang = page.lang;
        let mut errors = Errors::default();
        let title = errors.required(lang, "title", &self.title, 300);
        let quote = errors.lines(lang, "quote", &self.quote, LONGEST_QUOTE);
        if source.is_none() && !self.turn.is_empty() {
            errors.add("quote", lang.t("action-turn-gone"));
        }
        let assignee = choices.check(&mut errors, lang, &self.body, &self.member);
        let turn_id = source.map(|it| it.id);
        let row = actions::ActiveModel {
            turn_id: Set(turn_id),
            // Without a turn there is no quote.
            quote: Set(if turn_id.is_some() { quote } else { String::new() }),
            title: Set(title.clone()),
            body_id: Set(assignee.body_id),
            member_id: Set(assignee.member_id),
            due_on: Set(errors.day(lang, "due_on", &self.due_on, page.today)),
            ..Default::default()
        };
        if !errors.is_empty() {
            return Err(errors);
        }
        Ok(NewAction { id: self.id, turn_id, title, row, assignee: assignee.name })
    }
}

#[derive(Template)]
#[template(path = "actions/assignments/new.html")]
pub struct New {
    pub page: Page,
    pub hearing: Hearing,
    pub form: ActionForm,
    pub choices: Choices,
    pub errors: Errors,
}

impl New {
    fn draft(&self) -> String {
        draft(&self.hearing, &self.form)
    }
}

/// The key of the form's draft.
fn draft(hearing: &Hearing, form: &ActionForm) -> String {
    match form.turn.parse::<i32>() {
        Ok(turn) => format!("{}/actions/new?turn={turn}", hearing.path()),
        Err(_) => format!("{}/actions/new", hearing.path()),
    }
}

/// `GET /{tenant}/series/{series}/hearings/{number}/actions/new`
pub async fn new(
    mut scope: Scope<AssignActions>,
    path: web::Path<HearingPath>,
    asked: web::Query<NewActionQuery>,
    resume: web::Query<Resume>,
) -> Result<HttpResponse> {
    let hearing = hearings::find(&scope, &path.series, path.number).await?;
    let source = source(&scope, &hearing, &asked.turn).await?;
    if source.is_none() && !asked.turn.is_empty() {
        return Err(Error::NotFound);
    }
    let choices = Choices::load(&scope).await?;
    let selected = asked.quote.trim();
    let quote = match &source {
        Some(turn) if selected.is_empty() => passage(&turn.text, PROPOSED_QUOTE),
        Some(_) => selected.to_owned(),
        None => String::new(),
    };
    let turn = source.map(|it| it.number.to_string()).unwrap_or_default();
    let form = ActionForm { id: Uuid::now_v7(), turn, quote, ..ActionForm::default() };
    let form = drafts::begun(&mut scope, &draft(&hearing, &form), &resume, form).await?;
    let form = ActionForm { id: Uuid::now_v7(), ..form };
    scope.render(|page| New { page, hearing, form, choices, errors: Errors::default() })
}

/// `POST /{tenant}/series/{series}/hearings/{number}/actions`
pub async fn create(
    Post(scope, form): Post<Scope<AssignActions>, Form<ActionForm>>,
    path: web::Path<HearingPath>,
    config: web::Data<Config>,
) -> Result<Outcome> {
    let hearing = hearings::find(&scope, &path.series, path.number).await?;
    let source = source(&scope, &hearing, &form.turn).await?;
    let choices = Choices::load(&scope).await?;
    let new = match form.check(scope.page(), source, &choices) {
        Ok(new) => new,
        Err(errors) => {
            let form = form.0;
            return rendered(scope.unprocessable(|page| New { page, hearing, form, choices, errors })?);
        }
    };
    let id = new.id;
    if !store::insert(&scope, &hearing, new).await? {
        return redirected(scope.redirect_unchanged(action::path(id), "done-action-created")?);
    }
    drafts::forget(&scope, &draft(&hearing, &form)).await?;
    mail::notify(&scope, &config, id, "").await?;
    redirected(scope.commit_and_redirect(action::path(id), "done-action-created").await?)
}

/// The turn of this number, if the member may read it.
async fn source(scope: &Scope<AssignActions>, hearing: &Hearing, number: &str) -> Result<Option<Turn>> {
    let Ok(number) = number.parse() else { return Ok(None) };
    match turns::find(scope, hearing, number).await {
        Err(Error::NotFound) => Ok(None),
        found => found.map(Some),
    }
}
