//! Pages of summaries: the list, one summary, and the preview.

use actix_web::{HttpResponse, web};
use askama::Template;
use serde::Deserialize;
use uuid::Uuid;

use super::{
    recipients::{self, Audience, Audiences},
    revisions, store,
    summary::{Revision, Summary},
};
use crate::{
    access::{
        permissions::{ApproveSummaries, Permission, ReadDrafts, ReadRegister, WriteSummaries},
        scope::{Post, Scope},
    },
    config::Config,
    mail::delivery::Delivery,
    text::markdown::{self, Record},
    web::{error::Result, forms::Form, page::Page, paths::SummaryPath},
};

/// A text of 200,000 characters, percent-encoded.
pub(super) const LARGEST_FORM: usize = 2 * 1024 * 1024;

#[derive(Template)]
#[template(path = "summaries/index.html")]
pub struct Index {
    pub page: Page,
    pub unsent: Vec<Summary>,
    pub sent: Vec<Summary>,
}

/// `GET /{tenant}/summaries`
pub async fn index(scope: Scope<ReadRegister>) -> Result<HttpResponse> {
    let (sent, unsent) = store::all(&scope).await?.into_iter().partition(Summary::is_sent);
    scope.render(|page| Index { page, unsent, sent })
}

#[derive(Template)]
#[template(path = "summaries/show.html")]
pub struct Show {
    pub page: Page,
    pub summary: Summary,
    pub html: String,
    pub audiences: Audiences,
    pub deliveries: Vec<Delivery>,
    pub revisions: Vec<Revision>,
    pub may_read_drafts: bool,
    pub may_write: bool,
    pub may_approve: bool,
    /// A sentence that says why the last request was refused.
    pub notice: Option<&'static str>,
}

impl Show {
    /// The number of messages that were sent or have failed.
    fn completed(&self) -> usize {
        self.deliveries.iter().filter(|it| !it.state.is_under_way()).count()
    }

    /// Whether the worker is still sending.
    fn is_under_way(&self) -> bool {
        self.completed() < self.deliveries.len()
    }

    /// The groups that received nothing, because their lists were empty.
    fn without_delivery(&self) -> impl Iterator<Item = &Audience> {
        let served = |it: &Audience| self.deliveries.iter().any(|delivery| delivery.body_id == it.body_id);
        self.audiences.0.iter().filter(move |it| !served(it))
    }

    /// Loads the parts around a summary that the member may see.
    pub async fn load<P: Permission>(
        scope: &Scope<P>,
        config: &Config,
        summary: &Summary,
    ) -> Result<impl FnOnce(Page) -> Self + use<P>> {
        let standing = summary.standing();
        let may_read_drafts = scope.may::<ReadDrafts>(standing);
        let (mut audiences, mut deliveries, mut former) = Default::default();
        if may_read_drafts {
            audiences = recipients::of_summary(scope, summary).await?;
            deliveries = recipients::deliveries(scope, summary).await?;
            former = revisions::of_summary(scope, summary).await?;
        }
        let (may_write, may_approve) =
            (scope.may::<WriteSummaries>(standing), scope.may::<ApproveSummaries>(standing));
        let record = record(scope, config, summary.hearing_id, &summary.hearing_path()).await?;
        let html = markdown::html(&summary.markdown, Some(&record));
        let summary = summary.clone();
        Ok(move |page| Self {
            page,
            summary,
            html,
            audiences,
            deliveries,
            revisions: former,
            may_read_drafts,
            may_write,
            may_approve,
            notice: None,
        })
    }
}

/// A hearing's record, for citations.
pub(super) async fn record<P: Permission>(
    scope: &Scope<P>,
    config: &Config,
    hearing_id: Uuid,
    path: &str,
) -> Result<Record> {
    let address = config.absolute(&scope.page().url(path));
    Ok(Record { address, turns: store::turns(scope, hearing_id).await? })
}

/// `GET /{tenant}/summaries/{summary}`
pub async fn show(
    scope: Scope<ReadRegister>,
    config: web::Data<Config>,
    path: web::Path<SummaryPath>,
) -> Result<HttpResponse> {
    let summary = store::find(&scope, path.summary).await?;
    let make = Show::load(&scope, &config, &summary).await?;
    scope.render(make)
}

#[derive(Debug, Deserialize)]
pub struct PreviewForm {
    #[serde(default)]
    markdown: String,
}

/// `POST /{tenant}/summaries/preview`: the text as HTML, for the pane beside it.
pub async fn preview(
    Post(_scope, form): Post<Scope<WriteSummaries>, Form<PreviewForm, LARGEST_FORM>>,
) -> Result<HttpResponse> {
    let html = markdown::html(&form.markdown, None);
    Ok(HttpResponse::Ok().content_type("text/html; charset=utf-8").body(html))
}
