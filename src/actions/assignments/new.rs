//! From a turn, or from the hearing, to an action.

use actix_web::{HttpResponse, web};
use askama::Template;
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
    actions::action,
    config::Config,
    hearings::{hearing::Hearing, store as hearings},
    record::{passage::passage, store as turns, turn::Turn},
    web::{
        drafts::{self, Resume},
        error::{Error, Result},
        forms::{Errors, Form},
        page::Page,
    },
};

/// The most of a turn that is proposed as a quote, in characters.
const PROPOSED: usize = 400;
/// The most that a quote holds.
const QUOTE: usize = 5_000;

/// What the link in a turn says.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct NewActionQuery {
    turn: String,
    /// What was selected in the turn.
    quote: String,
}

/// The form of a new action, as typed.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct ActionForm {
    #[serde(default = "Uuid::now_v7")]
    pub id: Uuid,
    /// The number of the turn it comes from; empty where it comes from the hearing as a whole.
    #[serde(default)]
    pub turn: String,
    #[serde(default)]
    pub quote: String,
    #[serde(default)]
    pub title: String,
    #[serde(default)]
    pub body: String,
    #[serde(default)]
    pub member: String,
    #[serde(default)]
    pub due_on: String,
}

impl ActionForm {
    fn check(&self, page: &Page, source: Option<Turn>, choices: &Choices) -> Result<NewAction, Errors> {
        let lang = page.lang;
        let mut errors = Errors::default();
        let title = errors.required(lang, "title", &self.title, 300);
        let quote = errors.lines(lang, "quote", &self.quote, QUOTE);
        if source.is_none() && !self.turn.is_empty() {
            errors.add("quote", lang.t("action-turn-gone"));
        }
        let charge = choices.check(&mut errors, lang, &self.body, &self.member);
        let due_on = errors.day(lang, "due_on", &self.due_on, page.today);
        if !errors.is_empty() {
            return Err(errors);
        }
        let turn_id = source.map(|it| it.id);
        // Words of nowhere in the record are no quote.
        let quote = if turn_id.is_some() { quote } else { String::new() };
        Ok(NewAction { id: self.id, turn_id, quote, title, charge, due_on })
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

/// Under which a draft of the form is kept.
fn draft(hearing: &Hearing, form: &ActionForm) -> String {
    match form.turn.parse::<i32>() {
        Ok(turn) => format!("{}/actions/new?turn={turn}", hearing.path()),
        Err(_) => format!("{}/actions/new", hearing.path()),
    }
}

/// `GET /{tenant}/series/{series}/hearings/{number}/actions/new`
pub async fn new(
    mut scope: Scope<AssignActions>,
    path: web::Path<(String, String, i32)>,
    asked: web::Query<NewActionQuery>,
    resume: web::Query<Resume>,
) -> Result<HttpResponse> {
    let hearing = hearings::find(&scope, &path.1, path.2).await?;
    let source = source(&scope, &hearing, &asked.turn).await?;
    if source.is_none() && !asked.turn.is_empty() {
        return Err(Error::NotFound);
    }
    let choices = Choices::load(&scope).await?;
    let selected = asked.quote.trim();
    let quote = match &source {
        Some(turn) if selected.is_empty() => passage(&turn.text, PROPOSED),
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
    path: web::Path<(String, String, i32)>,
    config: web::Data<Config>,
) -> Result<Outcome> {
    let hearing = hearings::find(&scope, &path.1, path.2).await?;
    let source = source(&scope, &hearing, &form.turn).await?;
    let choices = Choices::load(&scope).await?;
    let new = match form.check(scope.page(), source, &choices) {
        Ok(new) => new,
        Err(errors) => {
            let form = form.0;
            return rendered(scope.unprocessable(|page| New { page, hearing, form, choices, errors })?);
        }
    };
    if store::insert(&scope, &hearing, &new).await? {
        drafts::forget(&scope, &draft(&hearing, &form)).await?;
        mail::tell(&scope, &config, new.id, "").await?;
        redirected(scope.commit_and_redirect(action::path(new.id), "done-action-created").await?)
    } else {
        redirected(scope.redirect_unchanged(action::path(new.id), "done-action-created")?)
    }
}

/// The turn of this number, where the hearing has one that the member may read.
async fn source(scope: &Scope<AssignActions>, hearing: &Hearing, number: &str) -> Result<Option<Turn>> {
    let Ok(number) = number.parse() else { return Ok(None) };
    match turns::find(scope, hearing.id, number).await {
        Err(Error::NotFound) => Ok(None),
        found => found.map(Some),
    }
}
