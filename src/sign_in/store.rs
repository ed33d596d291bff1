//! Queries on accounts and their single-use tokens.

use chrono::TimeDelta;
use sea_orm::FromQueryResult;
use uuid::Uuid;

use crate::{
    access::scope::{AccountsTransaction, TenantTransaction},
    clock,
    text::email_address::EmailAddress,
    web::{
        error::Result,
        session::{self, Token},
    },
    words::words,
};

words! {
    /// What a mailed link is for.
    pub enum Purpose("purpose") {
        Invitation = "invitation",
        PasswordReset = "password_reset",
    }
}

impl Purpose {
    /// How long a link can be used.
    pub fn validity(self) -> TimeDelta {
        match self {
            Self::Invitation => TimeDelta::days(7),
            Self::PasswordReset => TimeDelta::hours(1),
        }
    }
}

/// Someone who can sign in, or could with a password.
#[derive(Debug, Clone, FromQueryResult)]
pub struct Account {
    pub id: Uuid,
    pub email: String,
    pub password_hash: Option<String>,
    pub language: Option<String>,
}

/// An authority of which the account is a member.
#[derive(Debug, Clone, FromQueryResult)]
pub struct Membership {
    pub slug: String,
    pub tenant_name: String,
}

const ACCOUNT: &str = "select id, email, password_hash, language from accounts";

/// The account of an address.
pub async fn by_email(lobby: &AccountsTransaction, email: &EmailAddress) -> Result<Option<Account>> {
    lobby.row(&format!("{ACCOUNT} where email = $1"), [email.as_str().into()]).await
}

/// The account of this id.
pub async fn by_id(lobby: &AccountsTransaction, id: Uuid) -> Result<Option<Account>> {
    lobby.row(&format!("{ACCOUNT} where id = $1"), [id.into()]).await
}

/// The account of an address, made when there is none yet (without a password: it cannot sign in).
pub async fn find_or_create(tenant: &TenantTransaction, email: &EmailAddress) -> Result<Account> {
    tenant
        .execute_outside(
            "insert into accounts (id, email) values ($1, $2) on conflict (email) do nothing",
            [Uuid::now_v7().into(), email.as_str().into()],
        )
        .await?;
    let account = tenant.row_outside(&format!("{ACCOUNT} where email = $1"), [email.as_str().into()]).await?;
    account.ok_or_else(|| crate::web::error::Error::internal("an account vanished"))
}

/// The account behind a member.
pub async fn of_member(tenant: &TenantTransaction, account_id: Uuid) -> Result<Account> {
    let account = tenant.row_outside(&format!("{ACCOUNT} where id = $1"), [account_id.into()]).await?;
    account.ok_or_else(|| crate::web::error::Error::internal("a member without an account"))
}

/// Needs a lobby opened for that account.
pub async fn memberships(lobby: &AccountsTransaction, account_id: Uuid) -> Result<Vec<Membership>> {
    lobby
        .rows(
            "select t.slug, t.name as tenant_name from members m join tenants t on t.id = m.tenant_id
              where m.account_id = $1 and m.removed_at is null order by t.name",
            [account_id.into()],
        )
        .await
}

/// A new single-use link; earlier ones of the same purpose end.
pub async fn issue_token(tenant: &TenantTransaction, account_id: Uuid, purpose: Purpose) -> Result<Token> {
    let token = Token::random()?;
    tenant
        .execute_outside(
            "delete from account_tokens where account_id = $1 and purpose = $2",
            [account_id.into(), purpose.code().into()],
        )
        .await?;
    tenant
        .execute_outside(
            "insert into account_tokens (token_hash, account_id, purpose, expires_at) values ($1, $2, $3, $4)",
            [
                token.hash().into(),
                account_id.into(),
                purpose.code().into(),
                (clock::now() + purpose.validity()).into(),
            ],
        )
        .await?;
    Ok(token)
}

/// The account of a link that can still be used.
pub async fn token_account(
    lobby: &AccountsTransaction,
    token: &Token,
    purpose: Purpose,
) -> Result<Option<Account>> {
    lobby
        .row(
            "select a.id, a.email, a.password_hash, a.language from account_tokens t
               join accounts a on a.id = t.account_id
              where t.token_hash = $1 and t.purpose = $2 and t.expires_at > $3",
            [token.hash().into(), purpose.code().into(), clock::now().into()],
        )
        .await
}

/// Uses a link up: true for exactly one caller.
pub async fn use_token(lobby: &AccountsTransaction, token: &Token, purpose: Purpose) -> Result<bool> {
    let used = lobby
        .execute(
            "delete from account_tokens where token_hash = $1 and purpose = $2 and expires_at > $3",
            [token.hash().into(), purpose.code().into(), clock::now().into()],
        )
        .await?;
    Ok(used == 1)
}

/// Keeps the hash of another password, ends every session of the account and begins one.
pub async fn replace_password(lobby: &AccountsTransaction, account_id: Uuid, hash: &str) -> Result<Token> {
    lobby
        .execute("update accounts set password_hash = $2 where id = $1", [account_id.into(), hash.into()])
        .await?;
    session::end_all(lobby, account_id).await?;
    session::begin(lobby, account_id).await
}

/// Keeps the language that was chosen.
pub async fn set_language(lobby: &AccountsTransaction, account_id: Uuid, language: &str) -> Result<()> {
    lobby
        .execute("update accounts set language = $2 where id = $1", [account_id.into(), language.into()])
        .await?;
    Ok(())
}
