//! Sessions: a random token in a `__Host-` cookie, its hash in the database.

use actix_web::{
    HttpRequest,
    cookie::{Cookie, SameSite},
};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::{
    ActiveValue::Set, ColumnTrait as _, Condition, FromQueryResult, JoinType, QueryFilter as _,
    QuerySelect as _, RelationTrait as _,
};
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

use super::error::{Error, Result};
use crate::{
    access::scope::Accounts,
    clock,
    sign_in::{account_entity as accounts, session_entity as sessions},
};

const COOKIE: &str = "__Host-session";

/// A session ends this long after sign-in, even if it is used.
pub const ABSOLUTE_LIMIT: TimeDelta = TimeDelta::days(14);
/// A session ends this long after its last request.
pub const IDLE_LIMIT: TimeDelta = TimeDelta::days(2);
/// How old `last_seen_at` may be before a request updates it.
const TOUCH_AFTER: TimeDelta = TimeDelta::minutes(5);

/// 32 random bytes that a browser or a mailed link holds; the database keeps only their hash.
#[derive(Clone, PartialEq, Eq)]
pub struct Token([u8; 32]);

impl Token {
    /// # Errors
    /// When the system gives no random bytes.
    pub fn random() -> Result<Self> {
        let mut bytes = [0; 32];
        getrandom::fill(&mut bytes).map_err(|why| Error::internal(why.to_string()))?;
        Ok(Self(bytes))
    }

    /// From its form in a cookie or an address.
    pub fn parse(text: &str) -> Option<Self> {
        URL_SAFE_NO_PAD.decode(text).ok()?.try_into().ok().map(Self)
    }

    /// For a cookie or an address: 43 letters, digits, `-` and `_`.
    pub fn secret(&self) -> String {
        URL_SAFE_NO_PAD.encode(self.0)
    }

    /// SHA-256, as the database keeps it.
    pub fn hash(&self) -> Vec<u8> {
        Sha256::digest(self.0).to_vec()
    }
}

/// The session of a request outside all tenants.
#[derive(Debug, Clone, FromQueryResult)]
pub struct Session {
    pub account_id: Uuid,
    pub email: String,
    pub language: Option<String>,
    pub last_seen_at: DateTime<Utc>,
}

/// The token that the browser sent.
pub fn token(request: &HttpRequest) -> Option<Token> {
    Token::parse(request.cookie(COOKIE)?.value())
}

/// The session of a token, unless it has ended.
pub async fn find(tables: Accounts<'_>, token: &Token) -> Result<Option<Session>> {
    let now = clock::now();
    let session = tables
        .find::<sessions::Entity>()
        .select_only()
        .columns([sessions::Column::AccountId, sessions::Column::LastSeenAt])
        .columns([accounts::Column::Email, accounts::Column::Language])
        .join(JoinType::InnerJoin, sessions::Relation::Accounts.def())
        .filter(sessions::Column::TokenHash.eq(token.hash()))
        .filter(sessions::Column::CreatedAt.gt(now - ABSOLUTE_LIMIT))
        .filter(sessions::Column::LastSeenAt.gt(now - IDLE_LIMIT));
    Ok(session.into_model().one(tables.db()).await?)
}

/// Begins a session. Expired sessions of the account are deleted.
pub async fn begin(tables: Accounts<'_>, account_id: Uuid) -> Result<Token> {
    let token = Token::random()?;
    let now = clock::now();
    let expired = Condition::any()
        .add(sessions::Column::CreatedAt.lte(now - ABSOLUTE_LIMIT))
        .add(sessions::Column::LastSeenAt.lte(now - IDLE_LIMIT));
    tables
        .delete_many::<sessions::Entity>()
        .filter(sessions::COLUMN.account_id.eq(account_id))
        .filter(expired)
        .exec(tables.db())
        .await?;
    let row = sessions::ActiveModel {
        token_hash: Set(token.hash()),
        account_id: Set(account_id),
        created_at: Set(now),
        last_seen_at: Set(now),
    };
    tables.insert::<sessions::Entity>(row).exec_without_returning(tables.db()).await?;
    Ok(token)
}

/// Records the last use of a session.
pub async fn touch(tables: Accounts<'_>, token: &Token) -> Result<()> {
    let to = sessions::ActiveModel { last_seen_at: Set(clock::now()), ..Default::default() };
    let session = tables.update_many::<sessions::Entity>().set(to);
    session.filter(sessions::Column::TokenHash.eq(token.hash())).exec(tables.db()).await?;
    Ok(())
}

/// Ends one session.
pub async fn end(tables: Accounts<'_>, token: &Token) -> Result<()> {
    let session = tables.delete_many::<sessions::Entity>();
    session.filter(sessions::Column::TokenHash.eq(token.hash())).exec(tables.db()).await?;
    Ok(())
}

/// Ends all sessions of an account, after its password has changed.
pub async fn end_all(tables: Accounts<'_>, account_id: Uuid) -> Result<()> {
    let sessions = tables.delete_many::<sessions::Entity>();
    sessions.filter(sessions::COLUMN.account_id.eq(account_id)).exec(tables.db()).await?;
    Ok(())
}

/// Whether `last_seen_at` is old enough to be updated.
pub fn is_stale(last_seen_at: DateTime<Utc>) -> bool {
    clock::now() - last_seen_at > TOUCH_AFTER
}

/// The cookie that carries a token.
pub fn cookie(token: &Token) -> Cookie<'static> {
    cookie_with(token.secret())
}

/// The cookie that removes the token from the browser.
pub fn removal_cookie() -> Cookie<'static> {
    let mut cookie = cookie_with(String::new());
    cookie.make_removal();
    cookie
}

fn cookie_with(secret: String) -> Cookie<'static> {
    Cookie::build(COOKIE, secret).path("/").secure(true).http_only(true).same_site(SameSite::Lax).finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_secret_parses_as_a_token() {
        let token = Token::random().unwrap();
        assert!(Token::parse(&token.secret()) == Some(token.clone()));
        assert_eq!(token.secret().len(), 43);
        assert_ne!(token.hash(), token.0.to_vec());
        for other in ["", "x", "=====", &"a".repeat(44), &"é".repeat(43)] {
            assert!(Token::parse(other).is_none(), "{other:?}");
        }
    }
}
