//! The turns of a change: each is kept in `turn_revisions` as it was before.
//!
//! A change first keeps the turns that it is about ([`Change::keep_turns`]), then changes them.
//! [`reverse`] puts back what was kept, which is a change again.

use sea_orm::Value;
use uuid::Uuid;

use super::{
    change::ChangeKind,
    recording::{About, By, Change},
};
use crate::{
    access::{
        permissions::Permission,
        scope::{Scope, TenantTransaction},
    },
    hearings::hearing::{Hearing, HearingState},
    web::error::{Error, Result},
};

/// What a revision keeps of a turn.
const KEPT: &str = "position, attendance_id, label, text, closed, provenance, footnotes, section,
    section_title, removed, merged_into, starts_ms, ends_ms, cues";

/// [`KEPT`] of one of several tables.
fn kept_of(table: &str) -> String {
    KEPT.split(',').map(|it| format!("{table}.{}", it.trim())).collect::<Vec<_>>().join(", ")
}

const STATE: &str = "select state from hearings where tenant_id = $tenant and id = $1 for no key update";

/// Lets changes of one hearing come one after the other, and keeps its state until the
/// transaction ends.
///
/// # Errors
/// [`Error::Conflict`] where a hearing in its state cannot be changed so.
pub(super) async fn hold(tx: &TenantTransaction, hearing_id: Uuid, kind: ChangeKind) -> Result<()> {
    let state: Option<HearingState> = tx.value(STATE, [hearing_id.into()]).await?;
    if state.is_some_and(|it| kind.fits(it)) { Ok(()) } else { Err(Error::Conflict) }
}

impl Change {
    /// Records a change of a hearing or its record. Changes of one hearing come one after the
    /// other, and nobody approves the record meanwhile.
    ///
    /// # Errors
    /// [`Error::Conflict`] where the record is approved, or the hearing cancelled.
    pub async fn begin<P: Permission>(scope: &Scope<P>, hearing: &Hearing, kind: ChangeKind) -> Result<Self> {
        Self::because(scope, hearing, kind, "").await
    }

    /// [`Change::begin`], with a reason.
    ///
    /// # Errors
    /// [`Error::Conflict`]; for an erratum: where the record is not approved.
    pub async fn because<P: Permission>(
        scope: &Scope<P>,
        hearing: &Hearing,
        kind: ChangeKind,
        reason: &str,
    ) -> Result<Self> {
        hold(scope, hearing.id, kind).await?;
        scope.record_of(hearing, kind, reason).await
    }

    /// Keeps the turns `t` that a condition on its own values, from $2, chooses;
    /// each is of the next version then. How many they are.
    pub async fn keep_turns<P: Permission>(
        &self,
        scope: &Scope<P>,
        chosen: &str,
        values: impl IntoIterator<Item = Value>,
    ) -> Result<u64> {
        let sql = format!(
            "with kept as (
                insert into turn_revisions (tenant_id, turn_id, version, change_id, {KEPT})
                select tenant_id, id, version, $1, {KEPT} from turns t
                 where t.tenant_id = $tenant and {chosen} for update
                returning turn_id)
             update turns t set version = t.version + 1 from kept where t.tenant_id = $tenant and t.id = kept.turn_id"
        );
        scope.execute(&sql, std::iter::once(self.id.into()).chain(values)).await
    }

    /// Keeps one turn, if it still is of that version.
    pub async fn keep_turn<P: Permission>(&self, scope: &Scope<P>, id: Uuid, version: i32) -> Result<bool> {
        let kept =
            self.keep_turns(scope, "t.id = $2 and t.version = $3", [id.into(), version.into()]).await?;
        Ok(kept == 1)
    }

    /// The number of the first turn in the record that it changed; none where all are taken out.
    pub async fn first_turn<P: Permission>(&self, scope: &Scope<P>) -> Result<Option<i32>> {
        let sql = "select t.number from turns t
                     join turn_revisions r on r.tenant_id = $tenant and r.turn_id = t.id
                    where t.tenant_id = $tenant and r.change_id = $1 and not t.removed
                    order by t.position limit 1";
        scope.value(sql, [self.id.into()]).await
    }
}

/// Notes the guest whose proposal a change of this transaction accepts.
pub async fn follows<P: Permission>(scope: &Scope<P>, change: Uuid, guest: Uuid) -> Result<()> {
    let sql = "update changes set guest_id = $2 where tenant_id = $tenant and id = $1";
    scope.execute(sql, [change.into(), guest.into()]).await?;
    Ok(())
}

/// Puts back the turns that a change kept.
///
/// # Errors
/// [`Error::Conflict`] where the record is locked, or one of the turns is no
/// longer as the change left it; [`Error::NotFound`] where the change kept no turn.
pub async fn reverse<P: Permission>(scope: &Scope<P>, hearing: &Hearing, done: Uuid) -> Result<Change> {
    hold(scope, hearing.id, ChangeKind::Reversal).await?;
    let sql = "select count(*) from turn_revisions r
                 join changes d on d.tenant_id = $tenant and d.id = r.change_id
                where r.tenant_id = $tenant and r.change_id = $1 and d.hearing_id = $2";
    let changed: i64 = scope.value(sql, [done.into(), hearing.id.into()]).await?.unwrap_or_default();
    if changed == 0 {
        return Err(Error::NotFound);
    }
    let reversal = Change::record_reversal(scope, done, About::from(hearing), &By::of(scope)).await?;
    // As the change left it: not touched since, or put back to it.
    let as_left = format!(
        "t.id in (select r.turn_id from turn_revisions r
                   where r.tenant_id = $tenant and r.change_id = $2
                     and (t.version = r.version + 1 or exists (
                          select from turn_revisions k
                           where k.tenant_id = $tenant and k.turn_id = r.turn_id and k.version = r.version + 1
                             and ({}) is not distinct from ({}))))",
        kept_of("k"),
        kept_of("t"),
    );
    let kept = reversal.keep_turns(scope, &as_left, [done.into()]).await?;
    if i64::try_from(kept) != Ok(changed) {
        return Err(Error::Conflict);
    }
    let sql = format!(
        "update turns t set ({KEPT}) = ({}) from turn_revisions r
          where t.tenant_id = $tenant and r.tenant_id = $tenant and t.id = r.turn_id and r.change_id = $1",
        kept_of("r")
    );
    scope.execute(&sql, [done.into()]).await?;
    // What a guest proposed and the change brought in is undecided again.
    let sql = "update proposals p
                  set state = 'proposed', answer = '', decided_by = null, decided_at = null, change_id = null
                where p.tenant_id = $tenant and p.change_id = $1
                  and not exists (select from proposals o
                                   where o.tenant_id = $tenant and o.guest_id = p.guest_id
                                     and o.turn_id = p.turn_id and o.state = 'proposed')";
    scope.execute(sql, [done.into()]).await?;
    Ok(reversal)
}

/// Lets a turn say again what it said in a version; its place in the record
/// stays, and nothing is opened by it. One that was taken out stands there
/// again, without the section that it began: the next turn may begin it now.
pub async fn say_again<P: Permission>(scope: &Scope<P>, turn: Uuid, version: i32) -> Result<()> {
    let sql = "update turns t
                  set attendance_id = r.attendance_id, text = r.text, closed = t.closed or r.closed, footnotes = r.footnotes,
                      section = case when not t.removed then r.section end,
                      section_title = case when t.removed then '' else r.section_title end,
                      removed = false, provenance = r.provenance,
                      starts_ms = r.starts_ms, ends_ms = r.ends_ms, cues = r.cues
                 from turn_revisions r
                where t.tenant_id = $tenant and t.id = $1
                  and r.tenant_id = $tenant and r.turn_id = t.id and r.version = $2";
    scope.execute(sql, [turn.into(), version.into()]).await?;
    Ok(())
}
