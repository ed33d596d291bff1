//! What was taken away lately, so that it can be put back.

use chrono::TimeDelta;
use serde::{Serialize, de::DeserializeOwned};
use uuid::Uuid;

use crate::{
    access::{
        permissions::Permission,
        scope::{Scope, raw_sql},
    },
    clock,
    web::error::{Error, Result},
    words::words,
};

/// What is taken away can be put back for so long.
const LIFE: TimeDelta = TimeDelta::days(1);

words! {
    /// What was taken away.
    pub enum RemovalKind("removal-kind") {
        Attendance = "attendance",
        Recipient = "recipient",
        Member = "member",
        /// Who was there, as noted before.
        Roll = "roll",
    }
}

raw_sql! {
    const REMOVE_OLD = "delete from removals where tenant_id = $tenant and removed_at < $1";

    const KEEP_REMOVED = "insert into removals (tenant_id, kind, id, content, removed_at)
        values ($tenant, $1, $2, $3::jsonb, $4)
        on conflict (tenant_id, kind, id)
        do update set content = excluded.content, removed_at = excluded.removed_at";

    const TAKE_REMOVED = "delete from removals where tenant_id = $tenant and kind = $1 and id = $2
        returning content::text";
}

/// Keeps what it takes to put the thing back; what is past its time is swept away.
pub async fn keep<P: Permission>(
    scope: &Scope<P>,
    kind: RemovalKind,
    id: Uuid,
    content: &impl Serialize,
) -> Result<()> {
    let now = clock::now();
    let content = serde_json::to_string(content).map_err(|why| Error::internal(why.to_string()))?;
    scope.raw_execute(REMOVE_OLD, [(now - LIFE).into()]).await?;
    let values = [kind.code().into(), id.into(), content.into(), now.into()];
    scope.raw_execute(KEEP_REMOVED, values).await?;
    Ok(())
}

/// Takes out what was kept; none where it was put back already, or long ago.
pub async fn take<P: Permission, T: DeserializeOwned>(
    scope: &Scope<P>,
    kind: RemovalKind,
    id: Uuid,
) -> Result<Option<T>> {
    let kept: Option<String> = scope.raw_value(TAKE_REMOVED, [kind.code().into(), id.into()]).await?;
    kept.map(|it| serde_json::from_str(&it)).transpose().map_err(|why| Error::internal(why.to_string()))
}
