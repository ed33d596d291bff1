//! Removing a document and restoring it.

use super::{document, pages::Place, store};
use crate::{
    access::{
        permissions::EditHearings,
        scope::{Redirect, Scope},
    },
    hearings::store as hearings,
    web::error::Result,
};

/// `POST …/hearings/{number}/documents/{document}/removal`
pub async fn remove(scope: Scope<EditHearings>, path: Place) -> Result<Redirect> {
    let hearing = hearings::find(&scope, &path.1, path.2).await?;
    let list = document::path(&hearing.path());
    match store::remove(&scope, &hearing, path.3).await? {
        Some(change) => scope.commit_and_offer_undo(list, "done-document-removed", change.undo_path()).await,
        None => scope.redirect_unchanged(list, "done-document-removed"),
    }
}

/// `POST …/hearings/{number}/documents/{document}/restoration`: with its file.
pub async fn restore(scope: Scope<EditHearings>, path: Place) -> Result<Redirect> {
    let hearing = hearings::find(&scope, &path.1, path.2).await?;
    let place = format!("{}/{}", document::path(&hearing.path()), path.3);
    match store::restore(&scope, &hearing, path.3).await? {
        Some(change) => {
            scope.commit_and_offer_undo(place, "done-document-restored", change.undo_path()).await
        }
        None => scope.redirect_unchanged(place, "done-document-restored"),
    }
}
