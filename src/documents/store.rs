//! Queries on documents.

use chrono::{DateTime, Utc};
use sea_orm::{
    ActiveValue::Set, ColumnTrait as _, FromQueryResult, JoinType, QueryFilter as _, QueryOrder as _,
    QuerySelect as _, RelationTrait as _, Select, sea_query::LockType,
};
use uuid::Uuid;

use super::{
    document::{Document, TextState},
    entity as documents,
    form::Description,
    reading::Read,
};
use crate::{
    access::{
        permissions::Permission,
        scope::{Scope, Written},
        visibility::withheld_document,
    },
    clock,
    hearings::{entity as hearings, hearing::Hearing},
    history::{change::ChangeKind, recording::Change},
    members::entity as members,
    series::entity as series,
    web::error::{Error, Result},
};

/// The documents of a hearing that the member may know of, with the columns of [`Document`].
fn select<P: Permission>(scope: &Scope<P>, hearing_id: Uuid) -> Select<documents::Entity> {
    scope
        .visible::<documents::Entity>()
        .select_only()
        .columns([
            documents::Column::Id,
            documents::Column::Kind,
            documents::Column::Title,
            documents::Column::Source,
            documents::Column::Author,
            documents::Column::Dated,
            documents::Column::Address,
            documents::Column::Description,
            documents::Column::Closed,
            documents::Column::FileName,
            documents::Column::Media,
            documents::Column::Bytes,
            documents::Column::Sha256,
            documents::Column::Pages,
            documents::Column::TextState,
            documents::Column::Version,
            documents::Column::CreatedAt,
        ])
        .column_as(members::Column::Name, "added_by")
        .column_as(series::Column::Slug, "series_slug")
        .column(hearings::Column::Number)
        .expr_as(withheld_document(&scope.reader()), "withheld")
        .join(JoinType::InnerJoin, documents::Relation::Hearings.def())
        .join(JoinType::InnerJoin, hearings::Relation::Series.def())
        .join(JoinType::InnerJoin, documents::Relation::Members.def())
        .filter(documents::COLUMN.hearing_id.eq(hearing_id))
        .filter(documents::COLUMN.removed_at.is_null())
}

/// The documents of a hearing, in the order in which they were added.
pub async fn of_hearing<P: Permission>(scope: &Scope<P>, hearing_id: Uuid) -> Result<Vec<Document>> {
    let documents = select(scope, hearing_id).order_by_asc(documents::Column::Id);
    Ok(documents.into_model().all(scope.db()).await?)
}

/// A document of a hearing.
///
/// # Errors
/// [`Error::NotFound`] where there is none that the member may know of.
pub async fn find<P: Permission>(scope: &Scope<P>, hearing_id: Uuid, id: Uuid) -> Result<Document> {
    let found = select(scope, hearing_id).filter(documents::COLUMN.id.eq(id));
    found.into_model().one(scope.db()).await?.ok_or(Error::NotFound)
}

/// The text of a document.
pub async fn text<P: Permission>(scope: &Scope<P>, document: &Document) -> Result<String> {
    let text = scope
        .visible::<documents::Entity>()
        .select_only()
        .column(documents::Column::Text)
        .filter(documents::COLUMN.id.eq(document.id));
    Ok(text.into_tuple().one(scope.db()).await?.unwrap_or_default())
}

/// Other documents of the hearing that have the same file.
pub async fn twins<P: Permission>(
    scope: &Scope<P>,
    hearing_id: Uuid,
    document: &Document,
) -> Result<Vec<Document>> {
    let twins = select(scope, hearing_id)
        .filter(documents::Column::Sha256.eq(document.sha256.clone()))
        .filter(documents::COLUMN.id.ne(document.id))
        .order_by_asc(documents::Column::Id);
    Ok(twins.into_model().all(scope.db()).await?)
}

/// Inserts a document, with its file if it has one. A form sent twice inserts one; whether it is new.
pub async fn insert<P: Permission>(
    scope: &Scope<P>,
    hearing_id: Uuid,
    id: Uuid,
    new: &Description,
    file: Option<&Read>,
) -> Result<bool> {
    let (text, text_state) = match file {
        Some(file) => (file.text.clone(), file.text_state),
        None => (new.text.clone(), pasted(&new.text)),
    };
    let row = documents::ActiveModel {
        id: Set(id),
        hearing_id: Set(hearing_id),
        file_name: Set(file.map(|it| it.file.name.clone()).unwrap_or_default()),
        media: Set(file.map(|it| it.media)),
        bytes: Set(file.and_then(|it| i64::try_from(it.file.length).ok())),
        sha256: Set(file.map(|it| it.file.sha256.to_vec())),
        pages: Set(file.and_then(|it| i32::try_from(it.pages?).ok())),
        text: Set(text),
        text_state: Set(text_state),
        created_by: Set(scope.member.id),
        ..columns(new)
    };
    scope.insert(row).await
}

/// The typed columns of a document, apart from its text.
fn columns(new: &Description) -> documents::ActiveModel {
    documents::ActiveModel {
        kind: Set(new.kind),
        title: Set(new.title.clone()),
        source: Set(new.source.clone()),
        author: Set(new.author.clone()),
        dated: Set(new.dated),
        address: Set(new.address.clone()),
        description: Set(new.description.clone()),
        closed: Set(new.closed),
        ..Default::default()
    }
}

fn pasted(text: &str) -> TextState {
    if text.is_empty() { TextState::None } else { TextState::Pasted }
}

/// Changes the description of a document if it still has that version. The text of a file stays.
pub async fn update<P: Permission>(
    scope: &Scope<P>,
    change: Change,
    document: &Document,
    version: i32,
    new: &Description,
) -> Result<Written> {
    let mut to = columns(new);
    if document.media.is_none() {
        to.text = Set(new.text.clone());
        to.text_state = Set(pasted(&new.text));
    }
    change.update::<documents::Entity>(scope, document.id, version, to).await
}

/// Removes a document; its row and its bytes stay. The change, unless it was removed before.
///
/// # Errors
/// [`Error::NotFound`] where the hearing has none of that id.
pub async fn remove<P: Permission>(scope: &Scope<P>, hearing: &Hearing, id: Uuid) -> Result<Option<Change>> {
    let found = lock(scope, hearing.id, id).await?;
    if found.removed_at.is_some() {
        return Ok(None);
    }
    set_removed_at(scope, hearing, id, found, Some(clock::now())).await.map(Some)
}

/// Restores a removed document. The change, unless it was restored before.
///
/// # Errors
/// [`Error::NotFound`] where the hearing has none of that id.
pub async fn restore<P: Permission>(scope: &Scope<P>, hearing: &Hearing, id: Uuid) -> Result<Option<Change>> {
    let found = lock(scope, hearing.id, id).await?;
    if found.removed_at.is_none() {
        return Ok(None);
    }
    set_removed_at(scope, hearing, id, found, None).await.map(Some)
}

async fn set_removed_at<P: Permission>(
    scope: &Scope<P>,
    hearing: &Hearing,
    id: Uuid,
    found: Locked,
    removed_at: Option<DateTime<Utc>>,
) -> Result<Change> {
    let kind = match removed_at {
        Some(_) => ChangeKind::DocumentRemoval,
        None => ChangeKind::DocumentRestoration,
    };
    let change = scope.record_of(hearing, kind, &found.title).await?;
    let to = documents::ActiveModel { removed_at: Set(removed_at), ..Default::default() };
    match change.update::<documents::Entity>(scope, id, found.version, to).await? {
        Written::Updated => Ok(change),
        Written::Stale => Err(Error::Conflict),
    }
}

/// A document, removed or not.
#[derive(FromQueryResult)]
struct Locked {
    title: String,
    version: i32,
    removed_at: Option<DateTime<Utc>>,
}

/// Finds a document, removed or not. Nobody else removes or restores it until this transaction ends.
async fn lock<P: Permission>(scope: &Scope<P>, hearing_id: Uuid, id: Uuid) -> Result<Locked> {
    let found = scope
        .visible::<documents::Entity>()
        .select_only()
        .columns([documents::Column::Title, documents::Column::Version, documents::Column::RemovedAt])
        .filter(documents::COLUMN.hearing_id.eq(hearing_id))
        .filter(documents::COLUMN.id.eq(id))
        .lock(LockType::Update);
    found.into_model().one(scope.db()).await?.ok_or(Error::NotFound)
}
