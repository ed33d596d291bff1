//! Handing an action over.

use actix_web::{HttpResponse, web};
use askama::Template;
use serde::Deserialize;
use uuid::Uuid;

use super::{
    form::{Assignee, Choices},
    mail, store,
};
use crate::{
    access::{
        permissions::HandleActions,
        scope::{Outcome, Post, Scope, redirected, rendered},
    },
    actions::{
        action::{self, Action},
        store as actions,
        updates::store as updates,
    },
    config::Config,
    web::{
        drafts::{self, Resume},
        error::{Error, Result},
        forms::{Errors, Form, Version},
        page::Page,
        paths::ActionPath,
    },
};

/// The form of a handover, as typed.
#[derive(Debug, Clone, Deserialize)]
pub struct HandoverForm {
    /// The id of the update it makes.
    #[serde(default = "Uuid::now_v7")]
    pub id: Uuid,
    /// The version of the action that the form was loaded with.
    #[serde(default)]
    pub version: Version,
    #[serde(default)]
    pub body: String,
    #[serde(default)]
    pub member: String,
    #[serde(default)]
    pub note: String,
}

#[derive(Template)]
#[template(path = "actions/assignments/handover.html")]
pub struct Handover {
    pub page: Page,
    pub action: Action,
    pub form: HandoverForm,
    pub choices: Choices,
    /// The assignee in the form, if someone else has changed the action meanwhile.
    pub mine: Option<String>,
    pub errors: Errors,
}

/// The key of the form's draft.
fn draft(action: &Action) -> String {
    format!("{}/assignment", action.path())
}

/// `GET /{tenant}/actions/{action}/assignment`
pub async fn edit(
    mut scope: Scope<HandleActions>,
    path: web::Path<ActionPath>,
    resume: web::Query<Resume>,
) -> Result<HttpResponse> {
    let action = actions::find(&scope, path.action).await?;
    let choices = Choices::load(&scope).await?;
    let form = HandoverForm {
        id: Uuid::now_v7(),
        version: action.version.into(),
        body: typed(action.body_id),
        member: typed(action.member_id),
        note: String::new(),
    };
    let form = drafts::begun(&mut scope, &draft(&action), &resume, form).await?;
    let form = HandoverForm { id: Uuid::now_v7(), ..form };
    let errors = Errors::default();
    scope.render(|page| Handover { page, action, form, choices, mine: None, errors })
}

/// `POST /{tenant}/actions/{action}/assignment`
pub async fn update(
    Post(scope, form): Post<Scope<HandleActions>, Form<HandoverForm>>,
    path: web::Path<ActionPath>,
    config: web::Data<Config>,
) -> Result<Outcome> {
    actions::lock(&scope, path.action).await?;
    if updates::is_saved(&scope, path.action, form.id).await? {
        let place = place(&scope, path.action).await?;
        return redirected(scope.redirect_unchanged(place, "done-action-handed-over")?);
    }
    let action = actions::find(&scope, path.action).await?;
    let version = form.version.required()?;
    let choices = Choices::load(&scope).await?;
    let lang = scope.lang();
    let mut errors = Errors::default();
    let assignee = choices.check(&mut errors, lang, &form.body, &form.member);
    let note = errors.lines(lang, "note", &form.note, 10_000);
    if version != action.version {
        let mine = Some(assignee.name);
        let form = HandoverForm { version: action.version.into(), ..form.0 };
        return rendered(scope.conflict(|page| Handover { page, action, form, choices, mine, errors })?);
    }
    if action.is_done() {
        return Err(Error::Conflict);
    }
    if is_unchanged(&action, &assignee) {
        errors.add("body", lang.t("action-charge-unchanged"));
    }
    if !errors.is_empty() {
        let form = form.0;
        return rendered(scope.unprocessable(|page| Handover {
            page,
            action,
            form,
            choices,
            mine: None,
            errors,
        })?);
    }
    store::hand_over(&scope, &action, &assignee, form.id, &note).await?;
    drafts::forget(&scope, &draft(&action)).await?;
    mail::notify(&scope, &config, action.id, &note).await?;
    let place = place(&scope, action.id).await?;
    redirected(scope.commit_and_redirect(place, "done-action-handed-over").await?)
}

/// The page of the action, or the register if the member may no longer know of the action.
async fn place(scope: &Scope<HandleActions>, id: Uuid) -> Result<String> {
    match actions::find(scope, id).await {
        Err(Error::NotFound) => Ok("/actions".to_owned()),
        Ok(_) | Err(Error::Forbidden) => Ok(action::path(id)),
        Err(why) => Err(why),
    }
}

fn typed(id: Option<Uuid>) -> String {
    id.map_or(String::new(), |it| it.to_string())
}

fn is_unchanged(action: &Action, assignee: &Assignee) -> bool {
    (action.body_id, action.member_id) == (assignee.body_id, assignee.member_id)
}
