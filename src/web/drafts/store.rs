//! Queries on drafts: the member's own, none other.

use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::FromQueryResult;
use serde::de::DeserializeOwned;

use crate::{
    access::{permissions::Permission, scope::Scope},
    clock,
    web::error::{Error, Result},
};

/// A draft is kept this long after its last change.
const LIFE: TimeDelta = TimeDelta::days(30);
/// The most that the fields of a draft may weigh, as the database holds it.
const MOST_BYTES: usize = 2 * 1024 * 1024;

/// So many forms one person may have begun; the oldest gives way.
const MOST: i32 = 50;

/// Fields as they were typed.
#[derive(Debug, FromQueryResult)]
pub struct Draft {
    fields: String,
    pub saved_at: DateTime<Utc>,
}

impl Draft {
    /// As the form's own type reads it; none where the form has changed since.
    pub fn typed<F: DeserializeOwned>(&self) -> Option<F> {
        let fields: Vec<(String, String)> = serde_json::from_str(&self.fields).ok()?;
        serde_html_form::from_str(&serde_html_form::to_string(fields).ok()?).ok()
    }
}

pub async fn find<P: Permission>(scope: &Scope<P>, form: &str) -> Result<Option<Draft>> {
    scope.as_member().await?;
    scope
        .row(
            "select fields::text as fields, saved_at from drafts
              where tenant_id = $tenant and member_id = $1 and form = $2 and saved_at > $3",
            [scope.member.id.into(), form.into(), (clock::now() - LIFE).into()],
        )
        .await
}

/// Keeps what is typed in place of what was; the oldest drafts give way, and
/// those of everyone that are past their time are swept away.
pub async fn keep<P: Permission>(scope: &Scope<P>, form: &str, fields: &[(String, String)]) -> Result<()> {
    scope.as_member().await?;
    let count = fields.len();
    let fields = serde_json::to_string(fields).map_err(|why| Error::internal(why.to_string()))?;
    // As Postgres writes it: with a blank after each comma.
    if fields.len() + 2 * count > MOST_BYTES {
        return Err(Error::TooLarge);
    }
    scope
        .execute(
            "insert into drafts (tenant_id, member_id, form, fields, saved_at) values ($tenant, $1, $2, $3::jsonb, $4)
             on conflict (tenant_id, member_id, form) do update set fields = excluded.fields, saved_at = excluded.saved_at",
            [scope.member.id.into(), form.into(), fields.into(), clock::now().into()],
        )
        .await?;
    scope
        .execute(
            "delete from drafts where tenant_id = $tenant and saved_at < $1",
            [(clock::now() - LIFE).into()],
        )
        .await?;
    scope
        .execute(
            "delete from drafts where tenant_id = $tenant and member_id = $1 and form in
                    (select form from drafts where tenant_id = $tenant and member_id = $1
                      order by saved_at desc offset $2)",
            [scope.member.id.into(), MOST.into()],
        )
        .await?;
    Ok(())
}

pub async fn remove<P: Permission>(scope: &Scope<P>, form: &str) -> Result<()> {
    scope.as_member().await?;
    scope
        .execute(
            "delete from drafts where tenant_id = $tenant and member_id = $1 and form = $2",
            [scope.member.id.into(), form.into()],
        )
        .await?;
    Ok(())
}

/// Removes the drafts of everyone of forms whose addresses begin so.
pub async fn remove_all<P: Permission>(scope: &Scope<P>, beginning: &str) -> Result<()> {
    let gone = "select set_config('app.gone', $1, true) from tenants where id = $tenant";
    scope.execute(gone, [beginning.into()]).await?;
    let sql = "delete from drafts where tenant_id = $tenant and starts_with(form, $1)";
    scope.execute(sql, [beginning.into()]).await?;
    scope.execute(gone, ["".into()]).await?;
    Ok(())
}
