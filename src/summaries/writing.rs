//! The form of a summary.

use actix_web::{HttpResponse, web};
use askama::Template;
use serde::Deserialize;
use uuid::Uuid;

use super::{
    pages::{LARGEST_FORM, record},
    revisions,
    store::{self, Group, NewSummary, SummaryUpdate},
    summary::{Revision, Summary},
};
use crate::{
    access::{
        permissions::{Permission, WriteSummaries},
        scope::{Outcome, Post, Scope, redirected, rendered},
    },
    config::Config,
    hearings::{hearing::Hearing, store as hearings},
    text::{
        i18n::Lang,
        markdown::{self, Record},
    },
    web::{
        drafts::{self, Resume},
        error::{Error, Result},
        forms::{Errors, Form, Version},
        page::Page,
        paths::{HearingPath, SummaryPath},
    },
};

/// The form of a summary, as typed.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct SummaryForm {
    #[serde(default)]
    pub id: Uuid,
    #[serde(default)]
    pub version: Version,
    #[serde(default)]
    pub title: String,
    #[serde(default)]
    pub markdown: String,
    #[serde(default)]
    pub groups: Vec<Uuid>,
    /// Sent by the button of the preview.
    #[serde(default)]
    preview: Option<String>,
}

impl SummaryForm {
    fn of(summary: &Summary, groups: Vec<Uuid>) -> Self {
        Self {
            id: summary.id,
            version: summary.version.into(),
            title: summary.title.clone(),
            markdown: summary.markdown.clone(),
            groups,
            preview: None,
        }
    }

    fn check(&self, lang: Lang, groups: &[Group]) -> Result<NewSummary, Errors> {
        let mut errors = Errors::default();
        let title = errors.required(lang, "title", &self.title, 300);
        if self.markdown.trim().is_empty() {
            errors.add("markdown", lang.t("error-required-text"));
        }
        let markdown = errors.lines(lang, "markdown", &self.markdown, 200_000);
        let chosen = groups.iter().map(|it| it.id).filter(|id| self.groups.contains(id)).collect();
        if errors.is_empty() {
            Ok(NewSummary { id: self.id, title, markdown, groups: chosen })
        } else {
            Err(errors)
        }
    }
}

/// The parts around the form of a summary.
#[derive(Debug)]
pub struct FormContext {
    pub action: String,
    pub back: String,
    pub record: Record,
    /// The key of the form's draft.
    pub draft: String,
    /// The hearing of a new summary.
    pub hearing: Option<Hearing>,
    /// Whether saving withdraws an approval.
    pub is_approved: bool,
}

#[derive(Template)]
#[template(path = "summaries/edit.html")]
pub struct Edit {
    pub page: Page,
    pub context: FormContext,
    pub form: SummaryForm,
    pub groups: Vec<Group>,
    pub errors: Errors,
    /// The text that someone else has saved meanwhile, and the revision that it replaced.
    pub theirs: Option<(Summary, Option<Revision>)>,
}

impl Edit {
    fn preview(&self, markdown: &str) -> String {
        markdown::html(markdown, Some(&self.context.record))
    }
}

/// `GET /{tenant}/series/{series}/hearings/{number}/summaries/new`
pub async fn new(
    mut scope: Scope<WriteSummaries>,
    config: web::Data<Config>,
    path: web::Path<HearingPath>,
    resume: web::Query<Resume>,
) -> Result<HttpResponse> {
    let hearing = hearings::find(&scope, &path.series, path.number).await?;
    let groups = store::political_groups(&scope).await?;
    let title = hearing.title.clone();
    let form = SummaryForm { id: Uuid::now_v7(), title, ..SummaryForm::default() };
    let context = context_of_new(&scope, &config, &hearing).await?;
    let form = drafts::begun(&mut scope, &context.draft, &resume, form).await?;
    let form = SummaryForm { id: Uuid::now_v7(), ..form };
    scope.render(|page| Edit { page, context, form, groups, errors: Errors::default(), theirs: None })
}

async fn context_of_new<P: Permission>(
    scope: &Scope<P>,
    config: &Config,
    hearing: &Hearing,
) -> Result<FormContext> {
    let path = hearing.path();
    Ok(FormContext {
        action: scope.page().url(format!("{path}/summaries")),
        back: scope.page().url(&path),
        record: record(scope, config, hearing.id, &path).await?,
        draft: format!("{path}/summaries/new"),
        hearing: Some(hearing.clone()),
        is_approved: false,
    })
}

/// `POST /{tenant}/series/{series}/hearings/{number}/summaries`
pub async fn create(
    Post(scope, form): Post<Scope<WriteSummaries>, Form<SummaryForm, LARGEST_FORM>>,
    config: web::Data<Config>,
    path: web::Path<HearingPath>,
) -> Result<Outcome> {
    let hearing = hearings::find(&scope, &path.series, path.number).await?;
    let groups = store::political_groups(&scope).await?;
    let context = context_of_new(&scope, &config, &hearing).await?;
    let (form, errors) = match form.check(scope.lang(), &groups) {
        _ if form.preview.is_some() => return preview_page(scope, context, form.0, groups),
        Ok(new) => {
            let path = format!("/summaries/{}", new.id);
            if !store::insert(&scope, &hearing, &new).await? {
                return redirected(scope.redirect_unchanged(path, "done-summary-created")?);
            }
            drafts::forget(&scope, &context.draft).await?;
            return redirected(scope.commit_and_redirect(path, "done-summary-created").await?);
        }
        Err(errors) => (form.0, errors),
    };
    rendered(scope.unprocessable(|page| Edit { page, context, form, groups, errors, theirs: None })?)
}

/// The form as typed with its preview, for browsers without JavaScript. Nothing is saved.
fn preview_page<P: Permission>(
    scope: Scope<P>,
    context: FormContext,
    form: SummaryForm,
    groups: Vec<Group>,
) -> Result<Outcome> {
    let errors = Errors::default();
    rendered(scope.render(|page| Edit { page, context, form, groups, errors, theirs: None })?)
}

async fn context_of<P: Permission>(
    scope: &Scope<P>,
    config: &Config,
    summary: &Summary,
) -> Result<FormContext> {
    Ok(FormContext {
        action: scope.page().url(summary.path()),
        back: scope.page().url(summary.path()),
        record: record(scope, config, summary.hearing_id, &summary.hearing_path()).await?,
        draft: format!("{}/edit", summary.path()),
        hearing: None,
        is_approved: summary.is_approved(),
    })
}

/// `GET /{tenant}/summaries/{summary}/edit`
pub async fn edit(
    mut scope: Scope<WriteSummaries>,
    config: web::Data<Config>,
    path: web::Path<SummaryPath>,
    resume: web::Query<Resume>,
) -> Result<HttpResponse> {
    let summary = find_unsent(&scope, path.summary).await?;
    let groups = store::political_groups(&scope).await?;
    let form = SummaryForm::of(&summary, store::groups(&scope, &summary).await?);
    let context = context_of(&scope, &config, &summary).await?;
    let form = drafts::begun(&mut scope, &context.draft, &resume, form).await?;
    scope.render(|page| Edit { page, context, form, groups, errors: Errors::default(), theirs: None })
}

/// A summary that can still be changed.
async fn find_unsent(scope: &Scope<WriteSummaries>, id: Uuid) -> Result<Summary> {
    let summary = store::find(scope, id).await?;
    if summary.is_sent() { Err(Error::Conflict) } else { Ok(summary) }
}

/// `POST /{tenant}/summaries/{summary}`
pub async fn update(
    Post(scope, form): Post<Scope<WriteSummaries>, Form<SummaryForm, LARGEST_FORM>>,
    config: web::Data<Config>,
    path: web::Path<SummaryPath>,
) -> Result<Outcome> {
    let summary = find_unsent(&scope, path.summary).await?;
    let groups = store::political_groups(&scope).await?;
    let context = context_of(&scope, &config, &summary).await?;
    let form = SummaryForm { id: summary.id, ..form.0 };
    if form.preview.is_some() {
        return preview_page(scope, context, form, groups);
    }
    let version = form.version.required()?;
    let new = match form.check(scope.lang(), &groups) {
        Ok(new) => new,
        Err(errors) => {
            return rendered(scope.unprocessable(|page| Edit {
                page,
                context,
                form,
                groups,
                errors,
                theirs: None,
            })?);
        }
    };
    let message = match store::update(&scope, &summary, version, &new).await? {
        SummaryUpdate::Saved => "done-summary-changed",
        SummaryUpdate::ApprovalWithdrawn => "done-summary-approval-taken-back",
        SummaryUpdate::Unchanged => {
            drafts::forget(&scope, &context.draft).await?;
            return redirected(scope.commit_and_redirect(summary.path(), "done-summary-unchanged").await?);
        }
        SummaryUpdate::Stale => return conflict(scope, context, form, groups).await,
    };
    drafts::forget(&scope, &context.draft).await?;
    redirected(scope.commit_and_redirect(summary.path(), message).await?)
}

/// Both texts of a stale form (409). The form continues from the newer version.
async fn conflict(
    scope: Scope<WriteSummaries>,
    context: FormContext,
    form: SummaryForm,
    groups: Vec<Group>,
) -> Result<Outcome> {
    let theirs = store::find(&scope, form.id).await?;
    let replaced = revisions::of_summary(&scope, &theirs).await?.into_iter().next();
    let form = SummaryForm { version: theirs.version.into(), ..form };
    let context = FormContext { is_approved: theirs.is_approved(), ..context };
    let errors = Errors::default();
    let theirs = Some((theirs, replaced));
    rendered(scope.conflict(|page| Edit { page, context, form, groups, errors, theirs })?)
}
