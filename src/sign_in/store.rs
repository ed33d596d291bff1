//! Queries on accounts and their single-use links.

use chrono::TimeDelta;
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait as _, DerivePartialModel, JoinType, QueryFilter as _, QueryOrder as _, QuerySelect as _,
    RelationTrait as _,
    sea_query::{OnConflict, Query},
};
use uuid::Uuid;

use super::{account_entity as accounts, token_entity as account_tokens};
use crate::{
    access::scope::Accounts,
    clock,
    members::entity as members,
    tenants::entity as tenants,
    text::email_address::EmailAddress,
    web::{
        error::{Error, Result},
        session::{self, Token},
    },
    words::words,
};

words! {
    /// The purpose of a mailed link.
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
pub type Account = accounts::Model;

/// A tenant of which the account is a member.
#[derive(Debug, Clone, DerivePartialModel)]
#[sea_orm(entity = "tenants::Entity")]
pub struct Membership {
    pub slug: String,
    pub name: String,
}

/// The account of an address.
pub async fn by_email(tables: Accounts<'_>, email: &EmailAddress) -> Result<Option<Account>> {
    let account = tables.find::<accounts::Entity>().filter(accounts::COLUMN.email.eq(email.as_str()));
    Ok(account.one(tables.db()).await?)
}

/// The account of this id.
pub async fn by_id(tables: Accounts<'_>, id: Uuid) -> Result<Option<Account>> {
    Ok(tables.find::<accounts::Entity>().filter(accounts::COLUMN.id.eq(id)).one(tables.db()).await?)
}

/// The account of an address. A new one has no password and cannot sign in.
pub async fn find_or_create(tables: Accounts<'_>, email: &EmailAddress) -> Result<Account> {
    let row = accounts::ActiveModel {
        id: Set(Uuid::now_v7()),
        email: Set(email.as_str().to_owned()),
        ..Default::default()
    };
    let once = OnConflict::column(accounts::Column::Email).do_nothing().to_owned();
    let insert = tables.insert::<accounts::Entity>(row).on_conflict(once);
    insert.exec_without_returning(tables.db()).await?;
    by_email(tables, email).await?.ok_or_else(|| Error::internal("an account vanished"))
}

/// The tenants of which an account is a member, by name. Needs a transaction of that account.
pub async fn memberships(tables: Accounts<'_>, account_id: Uuid) -> Result<Vec<Membership>> {
    let own = Query::select()
        .column(members::Column::TenantId)
        .from(members::Entity)
        .and_where(members::COLUMN.account_id.eq(account_id))
        .and_where(members::Column::RemovedAt.is_null())
        .to_owned();
    let tenants = tables
        .find::<tenants::Entity>()
        .filter(tenants::Column::Id.in_subquery(own))
        .order_by_asc(tenants::Column::Name);
    Ok(tenants.into_partial_model().all(tables.db()).await?)
}

/// Creates a single-use link. Earlier ones of the same purpose end.
pub async fn issue_token(tables: Accounts<'_>, account_id: Uuid, purpose: Purpose) -> Result<Token> {
    let token = Token::random()?;
    tables
        .delete_many::<account_tokens::Entity>()
        .filter(account_tokens::COLUMN.account_id.eq(account_id))
        .filter(account_tokens::Column::Purpose.eq(purpose))
        .exec(tables.db())
        .await?;
    let row = account_tokens::ActiveModel {
        token_hash: Set(token.hash()),
        account_id: Set(account_id),
        purpose: Set(purpose),
        expires_at: Set(clock::now() + purpose.validity()),
        ..Default::default()
    };
    tables.insert::<account_tokens::Entity>(row).exec_without_returning(tables.db()).await?;
    Ok(token)
}

/// The account of a link that can still be used.
pub async fn token_account(tables: Accounts<'_>, token: &Token, purpose: Purpose) -> Result<Option<Account>> {
    let account = tables
        .find::<accounts::Entity>()
        .join_rev(JoinType::InnerJoin, account_tokens::Relation::Accounts.def())
        .filter(account_tokens::Column::TokenHash.eq(token.hash()))
        .filter(account_tokens::Column::Purpose.eq(purpose))
        .filter(account_tokens::Column::ExpiresAt.gt(clock::now()));
    Ok(account.one(tables.db()).await?)
}

/// Marks a link as used. True for exactly one caller.
pub async fn use_token(tables: Accounts<'_>, token: &Token, purpose: Purpose) -> Result<bool> {
    let used = tables
        .delete_many::<account_tokens::Entity>()
        .filter(account_tokens::Column::TokenHash.eq(token.hash()))
        .filter(account_tokens::Column::Purpose.eq(purpose))
        .filter(account_tokens::Column::ExpiresAt.gt(clock::now()))
        .exec(tables.db())
        .await?;
    Ok(used.rows_affected == 1)
}

/// Sets the hash of a new password, ends all sessions and mailed links of the account and begins a
/// session.
pub async fn replace_password(tables: Accounts<'_>, account_id: Uuid, hash: &str) -> Result<Token> {
    set_password(tables, account_id, hash).await?;
    let links = tables.delete_many::<account_tokens::Entity>();
    links.filter(account_tokens::Column::AccountId.eq(account_id)).exec(tables.db()).await?;
    session::end_all(tables, account_id).await?;
    session::begin(tables, account_id).await
}

/// Sets the hash of a password.
pub async fn set_password(tables: Accounts<'_>, account_id: Uuid, hash: &str) -> Result<()> {
    let to = accounts::ActiveModel { password_hash: Set(Some(hash.to_owned())), ..Default::default() };
    update(tables, account_id, to).await
}

/// Sets the language of an account.
pub async fn set_language(tables: Accounts<'_>, account_id: Uuid, language: &str) -> Result<()> {
    let to = accounts::ActiveModel { language: Set(Some(language.to_owned())), ..Default::default() };
    update(tables, account_id, to).await
}

async fn update(tables: Accounts<'_>, id: Uuid, to: accounts::ActiveModel) -> Result<()> {
    let account = tables.update_many::<accounts::Entity>().filter(accounts::COLUMN.id.eq(id));
    account.set(to).exec(tables.db()).await?;
    Ok(())
}
