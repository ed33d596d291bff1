//! Tenants: the local authorities. The operator creates them as the owner of the database; their
//! managers change the [`settings`] and read who may do what.

pub mod entity;
pub mod permissions;
pub mod settings;

use chrono_tz::Tz;
use sea_orm::ActiveValue::Set;
use uuid::Uuid;

use crate::{
    access::{
        permissions::Role,
        scope::{Owner, TenantTransaction},
    },
    members::entity as members,
    sign_in::store::{self as accounts, Purpose},
    text::{email_address::EmailAddress, i18n::Lang},
    web::{
        error::{Error, Result},
        session::Token,
    },
};

/// A tenant to create.
#[derive(Debug, Clone)]
pub struct NewTenant {
    /// The name in addresses: at most 50 lower-case letters, digits and hyphens.
    pub slug: String,
    pub name: String,
    pub time_zone: Tz,
    pub language: Lang,
    /// The first manager, who invites the others.
    pub manager: Manager,
}

/// The first member of a tenant: staff, in no body.
#[derive(Debug, Clone)]
pub struct Manager {
    pub email: EmailAddress,
    pub name: String,
}

/// First segments of Greffe's own addresses, which no tenant may have as its slug.
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

/// Why a tenant was not created.
#[derive(Debug, thiserror::Error)]
pub enum CreateError {
    #[error(
        "“{0}” cannot be a name in addresses: lower-case letters, digits and hyphens, and none of Greffe's own"
    )]
    Slug(String),
    #[error("there is an authority called “{0}” already")]
    Taken(String),
    #[error("the database cannot be reached: {0}")]
    Connect(#[from] sqlx::Error),
    #[error("{0}")]
    Other(#[from] Error),
}

/// Creates a tenant and its first manager. Returns the token of the manager's invitation; none if the
/// account has a password already.
///
/// # Errors
/// [`CreateError`].
pub async fn create(owner_url: &str, new: &NewTenant) -> Result<Option<Token>, CreateError> {
    let is_slug = !new.slug.is_empty()
        && new.slug.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
    if !is_slug || RESERVED.contains(&new.slug.as_str()) {
        return Err(CreateError::Slug(new.slug.clone()));
    }
    let owner = Owner::connect(owner_url).await?;
    let tx = owner.begin_tenant(Uuid::now_v7()).await?;
    insert_tenant(&tx, new).await?;
    let account = accounts::find_or_create(tx.accounts(), &new.manager.email).await?;
    insert_manager(&tx, account.id, &new.manager.name).await?;
    let invitation = match account.password_hash {
        Some(_) => None,
        None => Some(accounts::issue_token(tx.accounts(), account.id, Purpose::Invitation).await?),
    };
    tx.commit().await?;
    Ok(invitation)
}

async fn insert_tenant(tx: &TenantTransaction, new: &NewTenant) -> Result<(), CreateError> {
    let row = entity::ActiveModel {
        slug: Set(new.slug.clone()),
        name: Set(new.name.clone()),
        time_zone: Set(new.time_zone.name().to_owned()),
        language: Set(new.language.code().to_owned()),
        ..Default::default()
    };
    match tx.insert_many::<entity::Entity>([row]).await {
        Err(Error::Conflict) => Err(CreateError::Taken(new.slug.clone())),
        done => Ok(done?),
    }
}

async fn insert_manager(tx: &TenantTransaction, account: Uuid, name: &str) -> Result<()> {
    let row = members::ActiveModel {
        id: Set(Uuid::now_v7()),
        account_id: Set(account),
        name: Set(name.to_owned()),
        role: Set(Role::OF_FIRST_MANAGER),
        manager: Set(true),
        ..Default::default()
    };
    tx.insert_many::<members::Entity>([row]).await
}
