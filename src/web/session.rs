//! Sessions: a random token in a `__Host-` cookie, its hash in the database.

use actix_web::{
    HttpRequest,
    cookie::{Cookie, SameSite},
};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::FromQueryResult;
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

use super::error::{Error, Result};
use crate::{access::scope::AccountsTransaction, clock};

const COOKIE: &str = "__Host-session";

/// A session ends this long after sign-in, whatever happens.
pub const ABSOLUTE_LIMIT: TimeDelta = TimeDelta::days(14);
/// A session ends this long after its last request.
pub const IDLE_LIMIT: TimeDelta = TimeDelta::days(2);
/// How old `last_seen_at` may be before a request writes it anew.
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

/// Someone signed in, in no particular tenant.
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
pub async fn find(lobby: &AccountsTransaction, token: &Token) -> Result<Option<Session>> {
    let now = clock::now();
    lobby
        .row(
            "select a.id as account_id, a.email, a.language, s.last_seen_at
               from sessions s join accounts a on a.id = s.account_id
              where s.token_hash = $1 and s.created_at > $2 and s.last_seen_at > $3",
            [token.hash().into(), (now - ABSOLUTE_LIMIT).into(), (now - IDLE_LIMIT).into()],
        )
        .await
}

/// Begins a session; sessions of the account that have run out are swept away.
pub async fn begin(lobby: &AccountsTransaction, account_id: Uuid) -> Result<Token> {
    let token = Token::random()?;
    let now = clock::now();
    lobby
        .execute(
            "delete from sessions where account_id = $1 and (created_at <= $2 or last_seen_at <= $3)",
            [account_id.into(), (now - ABSOLUTE_LIMIT).into(), (now - IDLE_LIMIT).into()],
        )
        .await?;
    lobby
        .execute(
            "insert into sessions (token_hash, account_id, created_at, last_seen_at) values ($1, $2, $3, $3)",
            [token.hash().into(), account_id.into(), now.into()],
        )
        .await?;
    Ok(token)
}

/// Ends one session for good.
pub async fn end(lobby: &AccountsTransaction, token: &Token) -> Result<()> {
    lobby.execute("delete from sessions where token_hash = $1", [token.hash().into()]).await?;
    Ok(())
}

/// Ends every session of an account: its password has changed.
pub async fn end_all(lobby: &AccountsTransaction, account_id: Uuid) -> Result<()> {
    lobby.execute("delete from sessions where account_id = $1", [account_id.into()]).await?;
    Ok(())
}

/// Whether `last_seen_at` is old enough to be written anew.
pub fn is_stale(last_seen_at: DateTime<Utc>) -> bool {
    clock::now() - last_seen_at > TOUCH_AFTER
}

/// The cookie that carries a token.
pub fn cookie(token: &Token) -> Cookie<'static> {
    holding(token.secret())
}

/// The cookie that takes the token away from the browser.
pub fn farewell_cookie() -> Cookie<'static> {
    let mut cookie = holding(String::new());
    cookie.make_removal();
    cookie
}

fn holding(secret: String) -> Cookie<'static> {
    Cookie::build(COOKIE, secret).path("/").secure(true).http_only(true).same_site(SameSite::Lax).finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_survives_its_secret_and_nothing_else_is_one() {
        let token = Token::random().unwrap();
        assert!(Token::parse(&token.secret()) == Some(token.clone()));
        assert_eq!(token.secret().len(), 43);
        assert_ne!(token.hash(), token.0.to_vec());
        for other in ["", "x", "=====", &"a".repeat(44), &"é".repeat(43)] {
            assert!(Token::parse(other).is_none(), "{other:?}");
        }
    }
}
