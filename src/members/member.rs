//! A member, as managers see one.

use chrono::{DateTime, Utc};
use sea_orm::FromQueryResult;
use uuid::Uuid;

use crate::access::permissions::Role;

/// A member with the account behind it.
#[derive(Debug, Clone, FromQueryResult)]
pub struct Profile {
    pub id: Uuid,
    pub account_id: Uuid,
    pub name: String,
    pub email: String,
    pub role: Role,
    pub manager: bool,
    pub body_id: Option<Uuid>,
    pub body_name: Option<String>,
    /// Who in the directory the member is.
    pub person_id: Option<Uuid>,
    /// When the member was taken away; what he wrote keeps his name.
    pub removed_at: Option<DateTime<Utc>>,
    /// Whether the account has no password yet: the invitation was not taken up.
    pub awaited: bool,
}

impl Profile {
    /// Inside the tenant.
    pub fn path(&self) -> String {
        format!("/members/{}", self.id)
    }

    /// Where to invite again someone who was taken away.
    pub fn return_path(&self) -> String {
        format!("/members/new?member={}", self.id)
    }
}
