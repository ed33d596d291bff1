//! Taking a document away, and putting it back.

use super::{document, pages::Place, store};
use crate::{
    access::{
        permissions::EditHearings,
        scope::{Redirect, Scope},
    },
    hearings::store as hearings,
    history::change::ChangeKind,
    web::error::Result,
};

/// `POST …/hearings/{number}/documents/{document}/removal`
pub async fn remove(scope: Scope<EditHearings>, path: Place) -> Result<Redirect> {
    let hearing = hearings::find(&scope, &path.1, path.2).await?;
    if let Some(title) = store::remove(&scope, hearing.id, path.3).await? {
        scope.record_of(&hearing, ChangeKind::DocumentRemoval, &title).await?;
    }
    let list = document::path(&hearing.path());
    let undo = format!("{list}/{}/restoration", path.3);
    scope.commit_and_offer_undo(list, "done-document-removed", undo).await
}

/// `POST …/hearings/{number}/documents/{document}/restoration`: just as it was, its file too.
pub async fn restore(scope: Scope<EditHearings>, path: Place) -> Result<Redirect> {
    let hearing = hearings::find(&scope, &path.1, path.2).await?;
    if let Some(title) = store::restore(&scope, hearing.id, path.3).await? {
        scope.record_of(&hearing, ChangeKind::DocumentRestoration, &title).await?;
    }
    let place = format!("{}/{}", document::path(&hearing.path()), path.3);
    scope.commit_and_redirect(place, "done-document-restored").await
}
