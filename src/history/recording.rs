//! Recording a change: who changed what, and why.

use sea_orm::ActiveValue::Set;
use uuid::Uuid;

use super::{change::ChangeKind, entity};
use crate::{
    access::{
        permissions::Permission,
        scope::{Scope, TenantTransaction},
    },
    clock,
    hearings::hearing::Hearing,
    web::error::Result,
};

/// A recorded change, in the transaction that makes it.
#[derive(Debug, Clone, Copy)]
pub struct Change {
    pub id: Uuid,
}

/// The subject of a change.
#[derive(Debug, Clone, Copy)]
pub struct About<'a> {
    /// The subject is hidden from members who may not know of this hearing.
    pub hearing: Option<Uuid>,
    /// The name that the audit trail shows. Managers read it, and may not know of closed turns
    /// and documents: for those, the title of the hearing.
    pub subject: &'a str,
}

impl<'a> About<'a> {
    /// A hearing, or what came out of it.
    pub fn hearing(id: Uuid, subject: &'a str) -> Self {
        Self { hearing: Some(id), subject }
    }
}

impl<'a> From<&'a str> for About<'a> {
    fn from(subject: &'a str) -> Self {
        Self { hearing: None, subject }
    }
}

impl<'a> From<&'a Hearing> for About<'a> {
    fn from(hearing: &'a Hearing) -> Self {
        Self::hearing(hearing.id, &hearing.title)
    }
}

/// The author of a change. A member with a guest of the correction round acts for that guest.
#[derive(Debug, Clone, Copy)]
pub struct By<'a> {
    pub member: Option<Uuid>,
    pub guest: Option<Uuid>,
    pub name: &'a str,
}

impl<'a> By<'a> {
    /// The member of the request.
    pub fn of<P: Permission>(scope: &'a Scope<P>) -> Self {
        Self { member: Some(scope.member.id), guest: None, name: &scope.member.name }
    }

    /// A guest of the correction round.
    pub fn guest(id: Uuid, name: &'a str) -> Self {
        Self { member: None, guest: Some(id), name }
    }

    /// The worker, or a command line.
    pub fn program(name: &'a str) -> Self {
        Self { member: None, guest: None, name }
    }

    /// The same, on behalf of a guest.
    pub fn on_behalf_of(self, guest: Uuid) -> Self {
        Self { guest: Some(guest), ..self }
    }
}

impl Change {
    /// Records a change. It is a line of the audit trail and of the history of its hearing.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn record(
        tx: &TenantTransaction,
        kind: ChangeKind,
        about: impl Into<About<'_>>,
        by: &By<'_>,
        reason: &str,
    ) -> Result<Self> {
        insert(tx, kind, about.into(), by, reason, None).await
    }

    /// The path that undoes it, inside the tenant.
    pub fn undo_path(self) -> String {
        format!("/changes/{}/reversal", self.id)
    }

    /// Records that a change is undone.
    pub(super) async fn record_reversal(
        tx: &TenantTransaction,
        reversed: Uuid,
        about: About<'_>,
        by: &By<'_>,
    ) -> Result<Self> {
        insert(tx, ChangeKind::Reversal, about, by, "", Some(reversed)).await
    }
}

async fn insert(
    tx: &TenantTransaction,
    kind: ChangeKind,
    about: About<'_>,
    by: &By<'_>,
    reason: &str,
    reverses: Option<Uuid>,
) -> Result<Change> {
    let id = Uuid::now_v7();
    let row = entity::ActiveModel {
        id: Set(id),
        kind: Set(kind.code().to_owned()),
        hearing_id: Set(about.hearing),
        subject: Set(about.subject.to_owned()),
        actor: Set(by.name.to_owned()),
        member_id: Set(by.member),
        guest_id: Set(by.guest),
        reason: Set(reason.to_owned()),
        reverses: Set(reverses),
        created_at: Set(clock::now()),
        ..Default::default()
    };
    tx.insert_many::<entity::Entity>([row]).await?;
    Ok(Change { id })
}

impl<P: Permission> Scope<P> {
    /// Records a change of the member that is about no hearing.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn record(&self, kind: ChangeKind, subject: &str) -> Result<Change> {
        Change::record(self, kind, subject, &By::of(self), "").await
    }

    /// Records a change of the member to a hearing (`&hearing`), or to what came out of one
    /// (`About::hearing(id, title)`).
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn record_of(
        &self,
        about: impl Into<About<'_>>,
        kind: ChangeKind,
        reason: &str,
    ) -> Result<Change> {
        Change::record(self, kind, about, &By::of(self), reason).await
    }
}
