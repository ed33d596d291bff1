//! Adding a document and changing its description.

use actix_web::{HttpResponse, http::StatusCode, web};
use askama::Template;
use chrono_tz::Tz;
use object_store::path::Path;
use uuid::Uuid;

use super::{
    document::{self, Document, DocumentKind, TextState},
    form::{Description, DocumentForm},
    media,
    reading::{self, Read},
    store,
    upload::Upload,
};
use crate::{
    access::{
        permissions::EditHearings,
        scope::{FileReaders, Outcome, Post, Scope, Written, redirected, rendered},
    },
    config::{Config, DocumentsConfig},
    hearings::{hearing::Hearing, store as hearings},
    history::change::ChangeKind,
    storage::Objects,
    text::i18n::Lang,
    web::{
        error::{Error, Result},
        forms::{Errors, Form},
        page::Page,
        paths::{DocumentPath, HearingPath},
    },
};

#[derive(Template)]
#[template(path = "documents/new.html")]
pub struct New {
    pub page: Page,
    pub hearing: Hearing,
    pub form: DocumentForm,
    pub errors: Errors,
    limits: [u64; 3],
}

impl New {
    fn kinds(&self) -> [DocumentKind; 6] {
        DocumentKind::ALL
    }

    fn accepted(&self) -> String {
        media::accepted()
    }

    fn limits(&self) -> String {
        let [paper, image, recording] = self.limits;
        self.page.lang.with(
            "document-file-hint",
            [("paper", paper.into()), ("image", image.into()), ("recording", recording.into())],
        )
    }
}

fn limits(config: &DocumentsConfig) -> [u64; 3] {
    [config.largest_paper, config.largest_image, config.largest_recording]
}

/// `GET …/hearings/{number}/documents/new`
pub async fn new(
    scope: Scope<EditHearings>,
    path: web::Path<HearingPath>,
    config: web::Data<Config>,
) -> Result<HttpResponse> {
    let hearing = hearings::find(&scope, &path.series, path.number).await?;
    let (form, limits) = (DocumentForm::new(), limits(&config.documents));
    scope.render(|page| New { page, hearing, form, errors: Errors::default(), limits })
}

/// `POST …/hearings/{number}/documents`
pub async fn create(
    Post(scope, mut upload): Post<Scope<EditHearings>, Upload>,
    path: web::Path<HearingPath>,
    config: web::Data<Config>,
    objects: web::Data<Objects>,
) -> Result<Outcome> {
    hearings::find(&scope, &path.series, path.number).await?;
    let mut form = DocumentForm::read(&mut upload);
    let (lang, zone) = (scope.lang(), scope.zone());
    let key = upload.file.as_ref().map(|it| scope.object_key(form.id, &it.sha256));
    let taken = async |readers: &FileReaders| {
        let checked = check(lang, zone, &form, upload, &config.documents, readers).await;
        store_file(lang, checked, key, &objects).await
    };
    let (scope, checked) = scope.without_transaction(taken).await?;
    let hearing = hearings::find(&scope, &path.series, path.number).await?;
    let (status, errors) = match checked? {
        Ok((new, file)) => match keep(&scope, &hearing, &form, &new, file.as_ref()).await? {
            Some(message) => {
                let path = format!("{}/{}", document::path(&hearing.path()), form.id);
                let undo = format!("{path}/removal");
                return redirected(scope.commit_and_offer_undo(path, message, undo).await?);
            }
            None => {
                form.id = Uuid::now_v7();
                let mut errors = Errors::default();
                errors.add("file", lang.t("document-sent-before"));
                (StatusCode::CONFLICT, errors)
            }
        },
        Err(refused) => refused,
    };
    let limits = limits(&config.documents);
    rendered(scope.answer_with(status, |page| New { page, hearing, form, errors, limits })?)
}

/// The description and the file, or the errors of the form.
type Checked = std::result::Result<(Description, Option<Read>), (StatusCode, Errors)>;

async fn check(
    lang: Lang,
    zone: Tz,
    form: &DocumentForm,
    upload: Upload,
    config: &DocumentsConfig,
    readers: &FileReaders,
) -> Checked {
    let described = form.check(lang, zone);
    let mut errors = described.as_ref().err().cloned().unwrap_or_default();
    let read = match upload.file {
        Some(file) => Some(reading::read(file, config, readers).await),
        None => None,
    };
    let mut status = StatusCode::UNPROCESSABLE_ENTITY;
    let file = match read {
        Some(Ok(file)) => Some(file),
        Some(Err(why)) => {
            status = why.status();
            errors.add("file", why.sentence(lang));
            None
        }
        None => None,
    };
    let has_words = !form.text.trim().is_empty();
    if file.is_some() && has_words {
        errors.add("text", lang.t("document-file-and-text"));
    }
    if file.is_none() && !errors.has("file") && !has_words && form.address.trim().is_empty() {
        errors.add("file", lang.t("document-nothing"));
    }
    match described {
        Ok(new) if errors.is_empty() => Ok((new, file)),
        _ => Err((status, errors)),
    }
}

/// Stores the bytes of a checked file. If no row is inserted afterwards, a command removes them later.
async fn store_file(lang: Lang, checked: Checked, key: Option<Path>, objects: &Objects) -> Result<Checked> {
    let (Ok((_, Some(read))), Some(key)) = (&checked, key) else { return Ok(checked) };
    match objects.put(key, &read.file.file).await {
        Ok(()) => Ok(checked),
        Err(Error::NoStore(why)) => {
            tracing::error!(%why, "the file of a document could not be stored");
            let mut errors = Errors::default();
            errors.add("file", lang.t("document-no-store"));
            Ok(Err((StatusCode::SERVICE_UNAVAILABLE, errors)))
        }
        Err(why) => Err(why),
    }
}

/// Inserts the row; its bytes are stored. The id of the message; none if a form of this id added
/// something else before.
async fn keep(
    scope: &Scope<EditHearings>,
    hearing: &Hearing,
    form: &DocumentForm,
    new: &Description,
    file: Option<&Read>,
) -> Result<Option<&'static str>> {
    if !store::insert(scope, hearing.id, form.id, new, file).await? {
        let is_there = is_kept(scope, hearing, form.id, new, file).await?;
        return Ok(is_there.then_some("done-document-added"));
    }
    scope.record_of(hearing, ChangeKind::DocumentAddition, &new.title).await?;
    let kept = store::find(scope, hearing.id, form.id).await?;
    let has_twin = file.is_some() && !store::twins(scope, hearing.id, &kept).await?.is_empty();
    Ok(Some(if has_twin { "done-document-added-again" } else { "done-document-added" }))
}

/// Whether the hearing has this document already: the same form was sent before.
async fn is_kept(
    scope: &Scope<EditHearings>,
    hearing: &Hearing,
    id: Uuid,
    new: &Description,
    file: Option<&Read>,
) -> Result<bool> {
    let kept = match store::find(scope, hearing.id, id).await {
        Err(Error::NotFound) => return Ok(false),
        kept => kept?,
    };
    let text = pasted(scope, &kept).await?;
    let sha256 = file.map(|it| it.file.sha256.to_vec());
    Ok(kept.sha256 == sha256 && new.is_kept_in(&kept, &text))
}

/// The pasted text. The text of a file is not edited.
async fn pasted(scope: &Scope<EditHearings>, document: &Document) -> Result<String> {
    match document.text_state {
        TextState::Pasted => store::text(scope, document).await,
        _ => Ok(String::new()),
    }
}

#[derive(Template)]
#[template(path = "documents/edit.html")]
pub struct Edit {
    pub page: Page,
    pub hearing: Hearing,
    /// As it is saved.
    pub document: Document,
    pub form: DocumentForm,
    /// Whether someone else changed it since the form was opened.
    pub stale: bool,
    pub errors: Errors,
}

impl Edit {
    fn kinds(&self) -> [DocumentKind; 6] {
        DocumentKind::ALL
    }

    /// The typed kind, in words.
    fn typed_kind(&self) -> String {
        DocumentKind::parse(&self.form.kind).map(|it| self.page.t(it.label_id())).unwrap_or_default()
    }
}

async fn load(scope: &Scope<EditHearings>, path: &DocumentPath) -> Result<(Hearing, Document, String)> {
    let hearing = hearings::find(scope, &path.series, path.number).await?;
    let document = store::find(scope, hearing.id, path.document).await?;
    let text = pasted(scope, &document).await?;
    Ok((hearing, document, text))
}

/// `GET …/hearings/{number}/documents/{document}/edit`
pub async fn edit(scope: Scope<EditHearings>, path: web::Path<DocumentPath>) -> Result<HttpResponse> {
    let (hearing, document, text) = load(&scope, &path).await?;
    let form = DocumentForm::of(&document, text, scope.lang());
    scope.render(|page| Edit { page, hearing, document, form, stale: false, errors: Errors::default() })
}

/// The largest form without a file, in bytes.
pub const LIMIT: usize = 4 * 1024 * 1024;

/// `POST …/hearings/{number}/documents/{document}`
pub async fn update(
    Post(scope, form): Post<Scope<EditHearings>, Form<DocumentForm, LIMIT>>,
    path: web::Path<DocumentPath>,
) -> Result<Outcome> {
    let (hearing, document, text) = load(&scope, &path).await?;
    let mut form = form.0;
    let version = form.version.required()?;
    let new = match form.check(scope.lang(), scope.zone()) {
        Ok(new) => new,
        Err(errors) => {
            let edit = |page| Edit { page, hearing, document, form, stale: false, errors };
            return rendered(scope.unprocessable(edit)?);
        }
    };
    if new.is_kept_in(&document, &text) {
        return redirected(scope.redirect_unchanged(document.path(), "done-document-changed")?);
    }
    let change = scope.record_of(&hearing, ChangeKind::DocumentChange, &new.title).await?;
    if store::update(&scope, change, &document, version, &new).await? == Written::Updated {
        let (path, undo) = (document.path(), change.undo_path());
        return redirected(scope.commit_and_offer_undo(path, "done-document-changed", undo).await?);
    }
    form.version = document.version.into();
    let errors = Errors::default();
    rendered(scope.conflict(|page| Edit { page, hearing, document, form, stale: true, errors })?)
}
