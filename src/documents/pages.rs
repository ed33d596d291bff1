//! Screens of documents.

use actix_web::{HttpResponse, web};
use askama::Template;
use serde::Deserialize;

use super::{
    document::{Document, TextState},
    recording::Recording,
    store,
};
use crate::{
    access::{
        permissions::{EditHearings, ReadRegister},
        scope::Scope,
    },
    hearings::{hearing::Hearing, store as hearings},
    web::{
        error::Result,
        middleware,
        page::Page,
        paths::{DocumentPath, HearingPath},
    },
};

#[derive(Template)]
#[template(path = "documents/index.html")]
pub struct Index {
    pub page: Page,
    pub hearing: Hearing,
    pub documents: Vec<Document>,
    pub may_edit: bool,
}

/// `GET …/hearings/{number}/documents`
pub async fn index(scope: Scope<ReadRegister>, path: web::Path<HearingPath>) -> Result<HttpResponse> {
    let hearing = hearings::find(&scope, &path.series, path.number).await?;
    let documents = store::of_hearing(&scope, hearing.id).await?;
    let may_edit = scope.may::<EditHearings>(hearing.standing());
    scope.render(|page| Index { page, hearing, documents, may_edit })
}

#[derive(Template)]
#[template(path = "documents/show.html")]
pub struct Show {
    pub page: Page,
    pub hearing: Hearing,
    pub document: Document,
    /// The pasted text.
    pub text: String,
    /// Documents of the hearing with the same file.
    pub twins: Vec<Document>,
    pub recording: Option<Recording>,
    /// The second at which it starts.
    pub from: Option<f64>,
    pub may_edit: bool,
}

impl Show {
    fn paragraphs(&self) -> impl Iterator<Item = &str> {
        self.text.split("\n\n").map(str::trim).filter(|it| !it.is_empty())
    }

    /// The media fragment (W3C, Media Fragments URI 1.0) of the second at which it starts.
    fn fragment(&self) -> String {
        self.from.map(|it| format!("#t={it}")).unwrap_or_default()
    }
}

/// Where a recording starts: `?t=83.2`.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Begun {
    t: String,
}

/// `GET …/hearings/{number}/documents/{document}`
pub async fn show(
    scope: Scope<ReadRegister>,
    path: web::Path<DocumentPath>,
    begun: web::Query<Begun>,
) -> Result<HttpResponse> {
    let hearing = hearings::find(&scope, &path.series, path.number).await?;
    let document = store::find(&scope, hearing.id, path.document).await?;
    let text = match document.text_state {
        TextState::Pasted => store::text(&scope, &document).await?,
        _ => String::new(),
    };
    let twins = match document.sha256 {
        Some(_) => store::twins(&scope, hearing.id, &document).await?,
        None => Vec::new(),
    };
    let recording = Recording::of(&document);
    let policy = recording.as_ref().and_then(Recording::policy);
    let from = begun.t.parse().ok().filter(|it: &f64| it.is_finite() && *it >= 0.0);
    let may_edit = scope.may::<EditHearings>(hearing.standing());
    let show = |page| Show { page, hearing, document, text, twins, recording, from, may_edit };
    Ok(middleware::under(policy, scope.render(show)?))
}
