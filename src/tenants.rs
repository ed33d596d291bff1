//! Local authorities. The operator makes them, as the owner of the database.

use chrono_tz::Tz;
use sqlx::{Connection as _, PgConnection};
use uuid::Uuid;

use crate::i18n::Lang;

/// What an authority is made of.
#[derive(Debug, Clone)]
pub struct NewTenant {
    /// Its name in addresses: at most 50 lower-case letters, digits and hyphens.
    pub slug: String,
    pub name: String,
    pub time_zone: Tz,
    pub language: Lang,
}

/// First segments of our own addresses, which no authority may be called.
const RESERVED: [&str; 9] = [
    "health",
    "invitations",
    "language",
    "mailbox",
    "password-reset",
    "sign-in",
    "sign-out",
    "static",
    "styleguide",
];

/// Why there is no new authority.
#[derive(Debug, thiserror::Error)]
pub enum CreateError {
    #[error(
        "“{0}” cannot be a name in addresses: lower-case letters, digits and hyphens, and none of Greffe's own"
    )]
    Slug(String),
    #[error("the database refuses: {0}")]
    Database(#[from] sqlx::Error),
}

/// Makes an authority.
///
/// # Errors
/// [`CreateError`].
#[allow(clippy::disallowed_methods, reason = "authorities are made by the owner, outside the door")]
pub async fn create(owner_url: &str, new: &NewTenant) -> Result<Uuid, CreateError> {
    let sound = !new.slug.is_empty()
        && new.slug.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
    if !sound || RESERVED.contains(&new.slug.as_str()) {
        return Err(CreateError::Slug(new.slug.clone()));
    }
    let id = Uuid::now_v7();
    let mut connection = PgConnection::connect(owner_url).await?;
    let mut tx = connection.begin().await?;
    sqlx::query(sqlx::AssertSqlSafe(format!("set local app.tenant = '{id}'"))).execute(&mut *tx).await?;
    sqlx::query(
        "insert into tenants (id, slug, name, time_zone, language) values ($1::uuid, $2, $3, $4, $5)",
    )
    .bind(id.to_string())
    .bind(&new.slug)
    .bind(&new.name)
    .bind(new.time_zone.name())
    .bind(new.language.code())
    .execute(&mut *tx)
    .await?;
    tx.commit().await?;
    connection.close().await?;
    Ok(id)
}
