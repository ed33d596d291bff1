//! Queries on the distribution lists of political groups.

use sea_orm::{
    ActiveValue::Set, FromQueryResult, QueryFilter as _, QueryOrder as _, QuerySelect as _, Select,
};
use uuid::Uuid;

use super::{body::Body, recipient_entity as recipients};
use crate::{
    access::{
        permissions::Permission,
        scope::{Scope, Written},
    },
    history::{change::ChangeKind, recording::Change},
    text::email_address::EmailAddress,
    web::error::{Error, Result},
};

/// An address on the distribution list of a political group.
#[derive(Debug, Clone, FromQueryResult)]
pub struct Recipient {
    pub id: Uuid,
    pub name: String,
    pub email: String,
    pub version: i32,
}

/// The distribution list of a political group.
pub async fn of_body<P: Permission>(scope: &Scope<P>, body: Uuid) -> Result<Vec<Recipient>> {
    let list =
        select(scope, body).order_by_asc(recipients::Column::Name).order_by_asc(recipients::Column::Email);
    Ok(list.into_model().all(scope.db()).await?)
}

fn select<P: Permission>(scope: &Scope<P>, body: Uuid) -> Select<recipients::Entity> {
    scope
        .find::<recipients::Entity>()
        .select_only()
        .columns([
            recipients::Column::Id,
            recipients::Column::Name,
            recipients::Column::Email,
            recipients::Column::Version,
        ])
        .filter(recipients::COLUMN.body_id.eq(body))
}

/// Adds a recipient; none where the address is on the list already.
pub async fn add<P: Permission>(
    scope: &Scope<P>,
    body: &Body,
    name: &str,
    email: &EmailAddress,
) -> Result<Option<Change>> {
    let subject = format!("{email} ({})", body.name);
    let change = scope.record(ChangeKind::RecipientAdded, &subject).await?;
    let recipient = recipients::ActiveModel {
        body_id: Set(body.id),
        name: Set(name.to_owned()),
        email: Set(email.as_str().to_owned()),
        ..Default::default()
    };
    let is_new = change.insert_if_free::<recipients::Entity>(scope, Uuid::now_v7(), recipient).await?;
    Ok(is_new.then_some(change))
}

/// Removes a recipient; none where the list has no such recipient.
///
/// # Errors
/// [`Error::Conflict`] where someone else changes the recipient at the same time.
pub async fn remove<P: Permission>(scope: &Scope<P>, body: &Body, id: Uuid) -> Result<Option<Change>> {
    let found = select(scope, body.id).filter(recipients::COLUMN.id.eq(id));
    let Some(found) = found.into_model::<Recipient>().one(scope.db()).await? else { return Ok(None) };
    let subject = format!("{} ({})", found.email, body.name);
    let change = scope.record(ChangeKind::RecipientRemoved, &subject).await?;
    match change.delete::<recipients::Entity>(scope, id, found.version).await? {
        Written::Updated => Ok(Some(change)),
        Written::Stale => Err(Error::Conflict),
    }
}
