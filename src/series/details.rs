//! Series.

use sea_orm::FromQueryResult;
use uuid::Uuid;

use crate::access::permissions::Standing;

/// A series as a member sees it.
#[derive(Debug, Clone, FromQueryResult)]
pub struct Series {
    pub id: Uuid,
    pub slug: String,
    pub title: String,
    pub description: String,
    pub letterhead: String,
    pub body_id: Uuid,
    pub body_name: String,
    pub version: i32,
    pub hearings: i64,
    /// Whether the member is an organiser of it.
    pub organiser: bool,
}

impl Series {
    /// Inside the tenant.
    pub fn path(&self) -> String {
        format!("/series/{}", self.slug)
    }

    /// The standing of the member.
    pub fn standing(&self) -> Standing {
        Standing::organiser(self.organiser)
    }
}
