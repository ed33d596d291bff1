//! Queries on documents.

use sea_orm::{ActiveEnum as _, Value};
use uuid::Uuid;

use super::{
    document::{Document, TextState},
    form::Description,
    reading::Read,
};
use crate::{
    access::{
        permissions::Permission,
        scope::Scope,
        visibility::{obtainable, reader, withheld},
    },
    clock,
    web::error::{Error, Result},
};

/// Columns of [`Document`] for the member ($1, of the body $2, who is the person $3), of the hearing $4.
fn select<P: Permission>(scope: &Scope<P>, narrowed: &str) -> String {
    let (obtainable, withheld) = (obtainable(scope), withheld());
    format!(
        "select d.id, d.kind, d.title, d.source, d.author, d.dated, d.address, d.description, d.closed,
                d.file_name, d.media, d.bytes, d.sha256, d.pages, d.text_state, d.version, d.created_at,
                m.name as added_by, {withheld} as withheld, s.slug as series_slug, h.number
           from documents d
           join hearings h on h.tenant_id = $tenant and h.id = d.hearing_id
           join series s on s.tenant_id = $tenant and s.id = h.series_id
           join members m on m.tenant_id = $tenant and m.id = d.created_by
          where d.tenant_id = $tenant and d.hearing_id = $4 and d.removed_at is null and {obtainable} {narrowed}"
    )
}

/// The documents of a hearing, in the order in which they came.
pub async fn of_hearing<P: Permission>(scope: &Scope<P>, hearing_id: Uuid) -> Result<Vec<Document>> {
    let sql = select(scope, "order by d.id");
    scope.rows(&sql, reader(scope).into_iter().chain([hearing_id.into()])).await
}

/// A document of a hearing that the member may act on.
///
/// # Errors
/// [`Error::NotFound`], where there is none, or none for this member.
pub async fn find<P: Permission>(scope: &Scope<P>, hearing_id: Uuid, id: Uuid) -> Result<Document> {
    let sql = select(scope, "and d.id = $5");
    let values = reader(scope).into_iter().chain([hearing_id.into(), id.into()]);
    scope.row(&sql, values).await?.ok_or(Error::NotFound)
}

/// The words of a document that the member was found to know of.
pub async fn text<P: Permission>(scope: &Scope<P>, document: &Document) -> Result<String> {
    let sql = "select text from documents where tenant_id = $tenant and id = $1";
    Ok(scope.value(sql, [document.id.into()]).await?.unwrap_or_default())
}

/// Other documents of the hearing whose file is the very same.
pub async fn twins<P: Permission>(
    scope: &Scope<P>,
    hearing_id: Uuid,
    document: &Document,
) -> Result<Vec<Document>> {
    let sql = select(scope, "and d.sha256 = $5 and d.id <> $6 order by d.id");
    let values = [hearing_id.into(), document.sha256.clone().into(), document.id.into()];
    scope.rows(&sql, reader(scope).into_iter().chain(values)).await
}

/// Keeps what is said of a new document, with its file where it has one. The
/// same form sent twice makes one; whether it is new.
pub async fn insert<P: Permission>(
    scope: &Scope<P>,
    hearing_id: Uuid,
    id: Uuid,
    new: &Description,
    file: Option<&Read>,
) -> Result<bool> {
    let (text, state) = match file {
        Some(file) => (file.text.clone(), file.text_state),
        None => (new.text.clone(), pasted(&new.text)),
    };
    let whole = |it: u64| i64::try_from(it).ok();
    let values: [Value; 18] = [
        id.into(),
        hearing_id.into(),
        new.kind.code().into(),
        new.title.clone().into(),
        new.source.clone().into(),
        new.author.clone().into(),
        new.dated.into(),
        new.address.clone().into(),
        new.description.clone().into(),
        new.closed.into(),
        file.map(|it| it.file.name.clone()).unwrap_or_default().into(),
        file.map(|it| it.media.to_value()).into(),
        file.and_then(|it| whole(it.file.length)).into(),
        file.map(|it| it.file.sha256.to_vec()).into(),
        file.and_then(|it| i32::try_from(it.pages?).ok()).into(),
        text.into(),
        state.code().into(),
        scope.member.id.into(),
    ];
    let sql = "insert into documents (tenant_id, id, hearing_id, kind, title, source, author, dated, address,
                      description, closed, file_name, media, bytes, sha256, pages, text, text_state, created_by)
               values ($tenant, $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)
               on conflict do nothing";
    Ok(scope.execute(sql, values).await? == 1)
}

fn pasted(text: &str) -> TextState {
    if text.is_empty() { TextState::None } else { TextState::Pasted }
}

/// Changes what is said of a document, if it still is of that version; whether
/// it was. The words of a file stay those of the file.
pub async fn update<P: Permission>(
    scope: &Scope<P>,
    document: &Document,
    version: i32,
    new: &Description,
) -> Result<bool> {
    let values: [Value; 12] = [
        document.id.into(),
        version.into(),
        new.kind.code().into(),
        new.title.clone().into(),
        new.source.clone().into(),
        new.author.clone().into(),
        new.dated.into(),
        new.address.clone().into(),
        new.description.clone().into(),
        new.closed.into(),
        new.text.clone().into(),
        pasted(&new.text).code().into(),
    ];
    let sql = "update documents
                  set kind = $3, title = $4, source = $5, author = $6, dated = $7, address = $8,
                      description = $9, closed = $10, version = version + 1,
                      text = case when media is null then $11 else text end,
                      text_state = case when media is null then $12 else text_state end
                where tenant_id = $tenant and id = $1 and version = $2 and removed_at is null";
    Ok(scope.execute(sql, values).await? == 1)
}

/// Takes a document away; its row and its bytes stay. Its title, where it was there still.
///
/// # Errors
/// [`Error::NotFound`], where the hearing has none of that id.
pub async fn remove<P: Permission>(scope: &Scope<P>, hearing_id: Uuid, id: Uuid) -> Result<Option<String>> {
    hold(scope, hearing_id, id).await?;
    let sql = "update documents set removed_at = $2, version = version + 1
                where tenant_id = $tenant and id = $1 and removed_at is null returning title";
    scope.value(sql, [id.into(), clock::now().into()]).await
}

/// Puts back a document that was taken away; its title, where it was.
///
/// # Errors
/// [`Error::NotFound`], where the hearing has none of that id.
pub async fn restore<P: Permission>(scope: &Scope<P>, hearing_id: Uuid, id: Uuid) -> Result<Option<String>> {
    hold(scope, hearing_id, id).await?;
    let sql = "update documents set removed_at = null, version = version + 1
                where tenant_id = $tenant and id = $1 and removed_at is not null returning title";
    scope.value(sql, [id.into()]).await
}

/// Nobody else takes the document away or puts it back until this transaction
/// ends. For organisers, who know of every document.
async fn hold<P: Permission>(scope: &Scope<P>, hearing_id: Uuid, id: Uuid) -> Result<()> {
    let sql = "select id from documents where tenant_id = $tenant and hearing_id = $1 and id = $2 for update";
    let found: Option<Uuid> = scope.value(sql, [hearing_id.into(), id.into()]).await?;
    found.map(|_| ()).ok_or(Error::NotFound)
}
