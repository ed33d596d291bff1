//! Undoing a deed upon a record.

use actix_web::web;
use uuid::Uuid;

use super::store;
use crate::{
    error::Result,
    hearings::store as hearings,
    permissions::EditHearings,
    scope::{Saved, Scope},
};

/// `POST …/hearings/{number}/deeds/{deed}/reversal`
pub async fn reverse(
    scope: Scope<EditHearings>,
    path: web::Path<(String, String, i32, Uuid)>,
) -> Result<Saved> {
    let hearing = hearings::find(&scope, &path.1, path.2).await?;
    let deed = store::reverse(&scope, &hearing, path.3).await?;
    scope.audit("record-deed-reversed", &hearing.title).await?;
    let place = match deed.first_turn(&scope).await? {
        Some(number) => hearing.turn_path(number),
        None => hearing.path(),
    };
    scope.save_undoable(place, "done-deed-reversed", hearing.reversal_path(deed.id)).await
}
