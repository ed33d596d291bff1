//! Removing a document and restoring it.

use actix_web::web;

use super::{document, store};
use crate::{
    access::{
        permissions::EditHearings,
        scope::{Redirect, Scope},
    },
    hearings::store as hearings,
    web::{error::Result, paths::DocumentPath},
};

/// `POST …/hearings/{number}/documents/{document}/removal`
pub async fn remove(scope: Scope<EditHearings>, path: web::Path<DocumentPath>) -> Result<Redirect> {
    let hearing = hearings::find(&scope, &path.series, path.number).await?;
    let list = document::path(&hearing.path());
    match store::remove(&scope, &hearing, path.document).await? {
        Some(change) => scope.commit_and_offer_undo(list, "done-document-removed", change.undo_path()).await,
        None => scope.redirect_unchanged(list, "done-document-removed"),
    }
}

/// `POST …/hearings/{number}/documents/{document}/restoration`: with its file.
pub async fn restore(scope: Scope<EditHearings>, path: web::Path<DocumentPath>) -> Result<Redirect> {
    let hearing = hearings::find(&scope, &path.series, path.number).await?;
    let place = format!("{}/{}", document::path(&hearing.path()), path.document);
    match store::restore(&scope, &hearing, path.document).await? {
        Some(change) => {
            scope.commit_and_offer_undo(place, "done-document-restored", change.undo_path()).await
        }
        None => scope.redirect_unchanged(place, "done-document-restored"),
    }
}
