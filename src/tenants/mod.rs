//! Local authorities. The operator makes them, as the owner of the database;
//! their managers change the [`settings`] and read who may do what.

pub mod entity;
pub mod permissions;
pub mod settings;

use chrono_tz::Tz;
use sqlx::{Connection as _, PgConnection};
use uuid::Uuid;

use crate::{
    clock,
    sign_in::store::Purpose,
    text::{email_address::EmailAddress, i18n::Lang},
    web::{error::Error, session::Token},
};

/// What an authority is made of.
#[derive(Debug, Clone)]
pub struct NewTenant {
    /// Its name in addresses: at most 50 lower-case letters, digits and hyphens.
    pub slug: String,
    pub name: String,
    pub time_zone: Tz,
    pub language: Lang,
    /// Who invites the others.
    pub manager: Manager,
}

/// The first member of an authority, staff of no body.
#[derive(Debug, Clone)]
pub struct Manager {
    pub email: EmailAddress,
    pub name: String,
}

/// First segments of our own addresses, which no authority may be called.
const RESERVED: [&str; 11] = [
    "accessibility",
    "account",
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
    #[error("there is an authority called “{0}” already")]
    Taken(String),
    #[error("the database refuses: {0}")]
    Database(#[from] sqlx::Error),
    #[error("{0}")]
    Token(#[from] Error),
}

/// Makes an authority and its first manager. The answer is the token of the
/// manager's invitation; none where the account already has a password.
///
/// # Errors
/// [`CreateError`].
#[allow(clippy::disallowed_methods, reason = "authorities are made by the owner, outside the door")]
pub async fn create(owner_url: &str, new: &NewTenant) -> Result<Option<Token>, CreateError> {
    let sound = !new.slug.is_empty()
        && new.slug.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
    if !sound || RESERVED.contains(&new.slug.as_str()) {
        return Err(CreateError::Slug(new.slug.clone()));
    }
    let mut connection = PgConnection::connect(owner_url).await?;
    let mut tx = connection.begin().await?;
    insert_tenant(&mut tx, new).await?;
    let invitation = insert_manager(&mut tx, &new.manager).await?;
    tx.commit().await?;
    connection.close().await?;
    Ok(invitation)
}

/// Leaves the connection inside the new tenant.
async fn insert_tenant(tx: &mut PgConnection, new: &NewTenant) -> Result<(), CreateError> {
    let id = Uuid::now_v7();
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
    .await
    .map_err(|why| match why.as_database_error() {
        Some(refused) if refused.is_unique_violation() => CreateError::Taken(new.slug.clone()),
        _ => why.into(),
    })?;
    Ok(())
}

async fn insert_manager(tx: &mut PgConnection, new: &Manager) -> Result<Option<Token>, CreateError> {
    // The update changes nothing: it lets an account that is there already be returned.
    let (account, has_password): (String, bool) = sqlx::query_as(
        "insert into accounts (id, email) values ($1::uuid, $2)
         on conflict (email) do update set email = excluded.email
         returning id::text, password_hash is not null",
    )
    .bind(Uuid::now_v7().to_string())
    .bind(new.email.as_str())
    .fetch_one(&mut *tx)
    .await?;
    sqlx::query(
        "insert into members (id, account_id, name, role, manager) values ($1::uuid, $2::uuid, $3, 'staff', true)",
    )
    .bind(Uuid::now_v7().to_string())
    .bind(&account)
    .bind(&new.name)
    .execute(&mut *tx)
    .await?;
    if has_password { Ok(None) } else { Ok(Some(invite(tx, &account).await?)) }
}

async fn invite(tx: &mut PgConnection, account: &str) -> Result<Token, CreateError> {
    let token = Token::random()?;
    let expires_at = clock::now() + Purpose::Invitation.validity();
    sqlx::query(
        "insert into account_tokens (token_hash, account_id, purpose, expires_at)
         values ($1, $2::uuid, $3, $4::timestamptz)",
    )
    .bind(token.hash())
    .bind(account)
    .bind(Purpose::Invitation.code())
    .bind(expires_at.to_rfc3339())
    .execute(&mut *tx)
    .await?;
    Ok(token)
}
