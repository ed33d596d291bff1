//! Screens of documents.

use actix_web::{HttpResponse, web};
use askama::Template;
use uuid::Uuid;

use super::{
    document::{Document, TextState},
    store,
};
use crate::{
    error::Result,
    hearings::{hearing::Hearing, store as hearings},
    page::Page,
    permissions::{EditHearings, ReadRegister},
    scope::Scope,
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
pub async fn index(
    scope: Scope<ReadRegister>,
    path: web::Path<(String, String, i32)>,
) -> Result<HttpResponse> {
    let hearing = hearings::find(&scope, &path.1, path.2).await?;
    let documents = store::of_hearing(&scope, hearing.id).await?;
    let may_edit = scope.may::<EditHearings>(hearing.standing());
    scope.show(|page| Index { page, hearing, documents, may_edit }).await
}

#[derive(Template)]
#[template(path = "documents/show.html")]
pub struct Show {
    pub page: Page,
    pub hearing: Hearing,
    pub document: Document,
    /// What was pasted; the words of a file stay in the file.
    pub text: String,
    /// Those of the hearing whose file is the same.
    pub twins: Vec<Document>,
    pub may_edit: bool,
}

impl Show {
    fn paragraphs(&self) -> impl Iterator<Item = &str> {
        self.text.split("\n\n").map(str::trim).filter(|it| !it.is_empty())
    }
}

/// The place of a document.
pub type Place = web::Path<(String, String, i32, Uuid)>;

/// `GET …/hearings/{number}/documents/{document}`
pub async fn show(scope: Scope<ReadRegister>, path: Place) -> Result<HttpResponse> {
    let hearing = hearings::find(&scope, &path.1, path.2).await?;
    let document = store::find(&scope, hearing.id, path.3).await?;
    let text = match document.text_state {
        TextState::Pasted => store::text(&scope, &document).await?,
        _ => String::new(),
    };
    let twins = match document.sha256 {
        Some(_) => store::twins(&scope, hearing.id, &document).await?,
        None => Vec::new(),
    };
    let may_edit = scope.may::<EditHearings>(hearing.standing());
    scope.show(|page| Show { page, hearing, document, text, twins, may_edit }).await
}
