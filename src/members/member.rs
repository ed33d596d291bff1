//! A member, as managers see one.

use chrono::{DateTime, Utc};
use sea_orm::FromQueryResult;
use uuid::Uuid;

use crate::access::permissions::Role;

/// A member with their account.
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
    /// The member's entry in the directory.
    pub person_id: Option<Uuid>,
    /// When the member was removed. Their texts keep their name.
    pub removed_at: Option<DateTime<Utc>>,
    pub version: i32,
    /// Whether the account has no password yet: the invitation was not used.
    pub awaited: bool,
}

impl Profile {
    /// Whether the member is linked to this person of the directory.
    pub fn is_person(&self, id: &Uuid) -> bool {
        self.person_id.as_ref() == Some(id)
    }

    /// Inside the tenant.
    pub fn path(&self) -> String {
        format!("/members/{}", self.id)
    }

    /// The page that invites a removed member again.
    pub fn return_path(&self) -> String {
        format!("/members/new?member={}", self.id)
    }
}
