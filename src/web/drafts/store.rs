//! Queries on drafts. A member reads only their own.

use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::{
    ActiveValue::Set, ColumnTrait as _, QueryFilter as _, QueryOrder as _, QuerySelect as _, QueryTrait as _,
};
use serde::de::DeserializeOwned;

use super::entity as drafts;
use crate::{
    access::{
        permissions::Permission,
        scope::{Scope, raw_sql},
    },
    clock,
    web::error::{Error, Result},
};

/// How long a draft is kept after its last change.
const LIFE: TimeDelta = TimeDelta::days(30);
/// The limit of a draft's fields, as JSON in the database.
const MOST_BYTES: usize = 2 * 1024 * 1024;
/// The number of drafts that a member has at most; the oldest are deleted.
const MOST: u64 = 50;

/// The fields of a form, as typed.
#[derive(Debug)]
pub struct Draft {
    fields: serde_json::Value,
    pub saved_at: DateTime<Utc>,
}

impl Draft {
    /// The form. None if its fields have changed since.
    pub fn typed<F: DeserializeOwned>(&self) -> Option<F> {
        let fields: Vec<(String, String)> = serde_json::from_value(self.fields.clone()).ok()?;
        serde_html_form::from_str(&serde_html_form::to_string(fields).ok()?).ok()
    }
}

pub async fn find<P: Permission>(scope: &Scope<P>, form: &str) -> Result<Option<Draft>> {
    scope.as_member().await?;
    let draft = scope
        .find::<drafts::Entity>()
        .filter(drafts::COLUMN.member_id.eq(scope.member.id))
        .filter(drafts::COLUMN.form.eq(form))
        .filter(drafts::Column::SavedAt.gt(clock::now() - LIFE))
        .one(scope.db())
        .await?;
    Ok(draft.map(|it| Draft { fields: it.fields, saved_at: it.saved_at }))
}

/// Saves the fields of a form in place of an earlier draft. Deletes the member's oldest drafts, and
/// the expired ones of all members.
pub async fn save<P: Permission>(scope: &Scope<P>, form: &str, fields: &[(String, String)]) -> Result<()> {
    scope.as_member().await?;
    let json = serde_json::to_value(fields).map_err(|why| Error::internal(why.to_string()))?;
    // PostgreSQL writes a blank after each comma.
    if json.to_string().len() + 2 * fields.len() > MOST_BYTES {
        return Err(Error::TooLarge);
    }
    let draft = drafts::ActiveModel {
        member_id: Set(scope.member.id),
        form: Set(form.to_owned()),
        fields: Set(json),
        saved_at: Set(clock::now()),
        ..Default::default()
    };
    scope.upsert(draft, [drafts::Column::Fields, drafts::Column::SavedAt]).await?;
    let expired = drafts::Column::SavedAt.lt(clock::now() - LIFE);
    scope.delete_many::<drafts::Entity>().filter(expired).exec(scope.db()).await?;
    let oldest = scope
        .find::<drafts::Entity>()
        .select_only()
        .column(drafts::Column::Form)
        .filter(drafts::COLUMN.member_id.eq(scope.member.id))
        .order_by_desc(drafts::Column::SavedAt)
        .offset(MOST)
        .into_query();
    scope
        .delete_many::<drafts::Entity>()
        .filter(drafts::COLUMN.member_id.eq(scope.member.id))
        .filter(drafts::Column::Form.in_subquery(oldest))
        .exec(scope.db())
        .await?;
    Ok(())
}

pub async fn remove<P: Permission>(scope: &Scope<P>, form: &str) -> Result<()> {
    scope.as_member().await?;
    scope
        .delete_many::<drafts::Entity>()
        .filter(drafts::COLUMN.member_id.eq(scope.member.id))
        .filter(drafts::COLUMN.form.eq(form))
        .exec(scope.db())
        .await?;
    Ok(())
}

raw_sql! {
    /// Lets the row-level policy show all drafts of forms whose addresses begin with $1.
    pub const SHOW_DRAFTS = "select set_config('app.gone', $1, true) from tenants where id = $tenant";
}

/// Removes all members' drafts of forms whose addresses begin so.
pub async fn remove_all<P: Permission>(scope: &Scope<P>, beginning: &str) -> Result<()> {
    scope.raw_execute(SHOW_DRAFTS, [beginning.into()]).await?;
    let drafts = scope.delete_many::<drafts::Entity>();
    drafts.filter(drafts::COLUMN.form.starts_with(beginning)).exec(scope.db()).await?;
    scope.raw_execute(SHOW_DRAFTS, ["".into()]).await?;
    Ok(())
}
