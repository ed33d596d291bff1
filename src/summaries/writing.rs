//! The form of a summary.

use actix_web::{HttpResponse, web};
use askama::Template;
use serde::Deserialize;
use uuid::Uuid;

use super::{
    pages::{LARGEST_FORM, record},
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
    history::{change::ChangeKind, recording::About},
    text::{
        i18n::Lang,
        markdown::{self, Record},
    },
    web::{
        drafts::{self, Resume},
        error::{Error, Result},
        forms::{Errors, Form},
        page::Page,
    },
};

/// The form of a summary, as typed.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct SummaryForm {
    #[serde(default)]
    pub id: Uuid,
    #[serde(default)]
    pub version: i32,
    #[serde(default)]
    pub title: String,
    #[serde(default)]
    pub markdown: String,
    #[serde(default)]
    pub groups: Vec<Uuid>,
    /// Sent by the button that only shows.
    #[serde(default)]
    preview: Option<String>,
}

impl SummaryForm {
    fn of(summary: &Summary, groups: Vec<Uuid>) -> Self {
        Self {
            id: summary.id,
            version: summary.version,
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

/// Where a form is sent, and where one goes who gives up.
#[derive(Debug)]
pub struct Desk {
    pub action: String,
    pub back: String,
    pub record: Record,
    /// Under which a draft of the form is kept.
    pub draft: String,
    /// The hearing of a summary that is new.
    pub hearing: Option<Hearing>,
    /// An approval that saving takes back.
    pub is_approved: bool,
}

#[derive(Template)]
#[template(path = "summaries/edit.html")]
pub struct Edit {
    pub page: Page,
    pub desk: Desk,
    pub form: SummaryForm,
    pub groups: Vec<Group>,
    pub errors: Errors,
    /// The text that someone else redirected meanwhile, and who.
    pub theirs: Option<(Summary, Option<Revision>)>,
}

impl Edit {
    fn preview(&self, markdown: &str) -> String {
        markdown::html(markdown, Some(&self.desk.record))
    }
}

/// `GET /{tenant}/series/{series}/hearings/{number}/summaries/new`
pub async fn new(
    mut scope: Scope<WriteSummaries>,
    config: web::Data<Config>,
    path: web::Path<(String, String, i32)>,
    resume: web::Query<Resume>,
) -> Result<HttpResponse> {
    let hearing = hearings::find(&scope, &path.1, path.2).await?;
    let groups = store::political_groups(&scope).await?;
    let title = hearing.title.clone();
    let form = SummaryForm { id: Uuid::now_v7(), title, ..SummaryForm::default() };
    let desk = new_desk(&scope, &config, &hearing).await?;
    let form = drafts::begun(&mut scope, &desk.draft, &resume, form).await?;
    let form = SummaryForm { id: Uuid::now_v7(), ..form };
    scope.render(|page| Edit { page, desk, form, groups, errors: Errors::default(), theirs: None })
}

async fn new_desk<P: Permission>(scope: &Scope<P>, config: &Config, hearing: &Hearing) -> Result<Desk> {
    let path = hearing.path();
    Ok(Desk {
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
    path: web::Path<(String, String, i32)>,
) -> Result<Outcome> {
    let hearing = hearings::find(&scope, &path.1, path.2).await?;
    let groups = store::political_groups(&scope).await?;
    let desk = new_desk(&scope, &config, &hearing).await?;
    let (form, errors) = match form.check(scope.lang(), &groups) {
        _ if form.preview.is_some() => return preview_page(scope, desk, form.0, groups),
        Ok(new) => {
            let path = format!("/summaries/{}", new.id);
            if !store::insert(&scope, hearing.id, &new).await? {
                return redirected(scope.redirect_unchanged(path, "done-summary-created")?);
            }
            drafts::forget(&scope, &desk.draft).await?;
            scope.record_of(About::hearing(hearing.id, &new.title), ChangeKind::SummaryCreated, "").await?;
            return redirected(scope.commit_and_redirect(path, "done-summary-created").await?);
        }
        Err(errors) => (form.0, errors),
    };
    rendered(scope.unprocessable(|page| Edit { page, desk, form, groups, errors, theirs: None })?)
}

/// The form as typed with its preview beside it, for those without JavaScript; nothing is kept.
fn preview_page<P: Permission>(
    scope: Scope<P>,
    desk: Desk,
    form: SummaryForm,
    groups: Vec<Group>,
) -> Result<Outcome> {
    let errors = Errors::default();
    rendered(scope.render(|page| Edit { page, desk, form, groups, errors, theirs: None })?)
}

async fn desk<P: Permission>(scope: &Scope<P>, config: &Config, summary: &Summary) -> Result<Desk> {
    Ok(Desk {
        action: scope.page().url(summary.path()),
        back: scope.page().url(summary.path()),
        record: record(scope, config, summary.hearing_id, &summary.hearing_path()).await?,
        draft: format!("{}/edit", summary.path()),
        hearing: None,
        is_approved: summary.is_approved(),
    })
}

/// `GET /{tenant}/summaries/{id}/edit`
pub async fn edit(
    mut scope: Scope<WriteSummaries>,
    config: web::Data<Config>,
    path: web::Path<(String, Uuid)>,
    resume: web::Query<Resume>,
) -> Result<HttpResponse> {
    let summary = find_unsent(&scope, path.1).await?;
    let groups = store::political_groups(&scope).await?;
    let form = SummaryForm::of(&summary, store::groups(&scope, summary.id).await?);
    let desk = desk(&scope, &config, &summary).await?;
    let form = drafts::begun(&mut scope, &desk.draft, &resume, form).await?;
    scope.render(|page| Edit { page, desk, form, groups, errors: Errors::default(), theirs: None })
}

/// What was sent is not written rendered.
async fn find_unsent(scope: &Scope<WriteSummaries>, id: Uuid) -> Result<Summary> {
    let summary = store::find(scope, id).await?;
    if summary.is_sent() { Err(Error::Conflict) } else { Ok(summary) }
}

/// `POST /{tenant}/summaries/{id}`
pub async fn update(
    Post(scope, form): Post<Scope<WriteSummaries>, Form<SummaryForm, LARGEST_FORM>>,
    config: web::Data<Config>,
    path: web::Path<(String, Uuid)>,
) -> Result<Outcome> {
    let summary = find_unsent(&scope, path.1).await?;
    let groups = store::political_groups(&scope).await?;
    let desk = desk(&scope, &config, &summary).await?;
    let form = SummaryForm { id: summary.id, ..form.0 };
    if form.preview.is_some() {
        return preview_page(scope, desk, form, groups);
    }
    let new = match form.check(scope.lang(), &groups) {
        Ok(new) => new,
        Err(errors) => {
            return rendered(scope.unprocessable(|page| Edit {
                page,
                desk,
                form,
                groups,
                errors,
                theirs: None,
            })?);
        }
    };
    let message = match store::update(&scope, form.version, &new).await? {
        SummaryUpdate::Kept => "done-summary-changed",
        SummaryUpdate::ApprovalTakenBack => "done-summary-approval-taken-back",
        SummaryUpdate::Nothing => {
            drafts::forget(&scope, &desk.draft).await?;
            return redirected(scope.commit_and_redirect(summary.path(), "done-summary-unchanged").await?);
        }
        SummaryUpdate::Stale => return contest(scope, desk, form, groups).await,
    };
    drafts::forget(&scope, &desk.draft).await?;
    scope.record_of(About::hearing(summary.hearing_id, &new.title), ChangeKind::SummaryChanged, "").await?;
    redirected(scope.commit_and_redirect(summary.path(), message).await?)
}

/// Both texts of a change that came too late; the form goes on from the newer one.
async fn contest(
    scope: Scope<WriteSummaries>,
    desk: Desk,
    form: SummaryForm,
    groups: Vec<Group>,
) -> Result<Outcome> {
    let theirs = store::find(&scope, form.id).await?;
    let replaced = store::revisions(&scope, form.id).await?.into_iter().next();
    let form = SummaryForm { version: theirs.version, ..form };
    let desk = Desk { is_approved: theirs.is_approved(), ..desk };
    let errors = Errors::default();
    let theirs = Some((theirs, replaced));
    rendered(scope.conflict(|page| Edit { page, desk, form, groups, errors, theirs })?)
}
