//! Queries on rounds, for organisers.

use sea_orm::Value;
use uuid::Uuid;

use super::round::{GuestStatus, PROPOSAL, Proposal, ProposalState, Round, Speaker};
use crate::{
    access::{
        permissions::{Permission, RunRounds},
        scope::Scope,
    },
    clock,
    web::error::{Error, Result},
};

/// The latest round of a hearing.
pub async fn latest<P: Permission>(scope: &Scope<P>, hearing_id: Uuid) -> Result<Option<Round>> {
    scope
        .row(
            "select r.id, r.due_on, r.closed_at, m.name as opened_by, r.created_at,
                    (select count(*) from proposals p
                       join round_guests g on g.tenant_id = $tenant and g.id = p.guest_id
                      where p.tenant_id = $tenant and g.round_id = r.id and p.state = 'proposed') as undecided
               from rounds r join members m on m.tenant_id = $tenant and m.id = r.opened_by
              where r.tenant_id = $tenant and r.hearing_id = $1
              order by r.created_at desc, r.id desc limit 1",
            [hearing_id.into()],
        )
        .await
}

/// Opens a round; none where one is open already.
pub async fn open(
    scope: &Scope<RunRounds>,
    hearing_id: Uuid,
    due_on: chrono::NaiveDate,
) -> Result<Option<Uuid>> {
    let id = Uuid::now_v7();
    let sql =
        "insert into rounds (tenant_id, id, hearing_id, due_on, opened_by) values ($tenant, $1, $2, $3, $4)
               on conflict do nothing";
    let values: [Value; 4] = [id.into(), hearing_id.into(), due_on.into(), scope.member.id.into()];
    Ok((scope.execute(sql, values).await? == 1).then_some(id))
}

/// Closes a round; whether it was open.
pub async fn close(scope: &Scope<RunRounds>, round: Uuid) -> Result<bool> {
    let sql = "update rounds set closed_at = $2 where tenant_id = $tenant and id = $1 and closed_at is null";
    Ok(scope.execute(sql, [round.into(), clock::now().into()]).await? == 1)
}

/// Those who spoke at a hearing and are not asked in the round (nil: in none).
/// A member's address is the one he signs in with.
pub async fn speakers(scope: &Scope<RunRounds>, hearing_id: Uuid, round: Uuid) -> Result<Vec<Speaker>> {
    scope
        .rows(
            "select a.id, a.name,
                    coalesce((select c.email from members m join accounts c on c.id = m.account_id
                               where m.tenant_id = $tenant and m.person_id = a.person_id and m.removed_at is null
                               order by m.created_at limit 1), p.email) as email
               from attendances a join people p on p.tenant_id = $tenant and p.id = a.person_id
              where a.tenant_id = $tenant and a.hearing_id = $1
                and exists (select from turns t where t.tenant_id = $tenant and t.attendance_id = a.id and not t.removed)
                and not exists (select from round_guests g
                                 where g.tenant_id = $tenant and g.round_id = $2 and g.attendance_id = a.id)
              order by a.position, a.id",
            [hearing_id.into(), round.into()],
        )
        .await
}

const ASKED: &str =
    "select g.id, a.name, g.email, g.first_opened_at, g.agreed_at, g.revoked_at, g.contribution,
        d.state as delivery,
        (select count(*) from proposals p where p.tenant_id = $tenant and p.guest_id = g.id) as proposals
   from round_guests g
   join rounds r on r.tenant_id = $tenant and r.id = g.round_id
   join attendances a on a.tenant_id = $tenant and a.id = g.attendance_id
   left join deliveries d on d.tenant_id = $tenant and d.id = g.delivery_id
  where g.tenant_id = $tenant";

/// The guests of a round.
pub async fn guests(scope: &Scope<RunRounds>, round: Uuid) -> Result<Vec<GuestStatus>> {
    let sql = format!("{ASKED} and g.round_id = $1 order by a.position, a.id");
    scope.rows(&sql, [round.into()]).await
}

/// A guest of an open round of the hearing.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn guest(scope: &Scope<RunRounds>, hearing_id: Uuid, id: Uuid) -> Result<GuestStatus> {
    let sql = format!("{ASKED} and g.id = $1 and r.hearing_id = $2 and r.closed_at is null");
    scope.row(&sql, [id.into(), hearing_id.into()]).await?.ok_or(Error::NotFound)
}

/// Asks someone; none where he is asked already.
pub async fn ask(
    scope: &Scope<RunRounds>,
    round: Uuid,
    attendance: Uuid,
    email: &str,
) -> Result<Option<Uuid>> {
    let id = Uuid::now_v7();
    let sql = "insert into round_guests (tenant_id, id, round_id, attendance_id, email)
               values ($tenant, $1, $2, $3, $4) on conflict do nothing";
    let values: [Value; 4] = [id.into(), round.into(), attendance.into(), email.into()];
    Ok((scope.execute(sql, values).await? == 1).then_some(id))
}

/// Ends every link of a guest.
pub async fn end_links(scope: &Scope<RunRounds>, guest: Uuid) -> Result<()> {
    scope
        .execute("delete from round_links where tenant_id = $tenant and guest_id = $1", [guest.into()])
        .await?;
    Ok(())
}

/// Notes since when a guest's link is revoked, if it is.
pub async fn revoke(
    scope: &Scope<RunRounds>,
    guest: Uuid,
    since: Option<chrono::DateTime<chrono::Utc>>,
) -> Result<()> {
    let sql = "update round_guests set revoked_at = $2 where tenant_id = $tenant and id = $1";
    scope.execute(sql, [guest.into(), since.into()]).await?;
    Ok(())
}

/// Whether the guest was written to within the last minute: the same form, sent twice.
pub async fn just_written(scope: &Scope<RunRounds>, guest: Uuid) -> Result<bool> {
    let since = clock::now() - chrono::TimeDelta::minutes(1);
    let sql = "select exists (select from round_links
                where tenant_id = $tenant and guest_id = $1 and created_at > $2)";
    Ok(scope.value(sql, [guest.into(), since.into()]).await?.unwrap_or(false))
}

/// What the guests of a round proposed: what is to decide first, then turn by turn.
pub async fn proposals(scope: &Scope<RunRounds>, round: Uuid) -> Result<Vec<Proposal>> {
    let sql =
        format!("{PROPOSAL} and g.round_id = $1 order by p.state <> 'proposed', t.position, p.created_at");
    scope.rows(&sql, [round.into()]).await
}

/// A proposal on the record of a hearing.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn proposal(scope: &Scope<RunRounds>, hearing_id: Uuid, id: Uuid) -> Result<Proposal> {
    let sql = format!("{PROPOSAL} and p.id = $1 and t.hearing_id = $2");
    scope.row(&sql, [id.into(), hearing_id.into()]).await?.ok_or(Error::NotFound)
}

/// Decides a proposal.
///
/// # Errors
/// [`Error::Conflict`] where somebody else has.
pub async fn decide(
    scope: &Scope<RunRounds>,
    proposal: &Proposal,
    state: ProposalState,
    answer: &str,
    change: Option<Uuid>,
) -> Result<()> {
    let sql = "update proposals set state = $2, answer = $3, decided_by = $4, decided_at = $5, change_id = $6
                where tenant_id = $tenant and id = $1 and state = 'proposed' and version = $7 and text = $8";
    let values: [Value; 8] = [
        proposal.id.into(),
        sea_orm::ActiveEnum::to_value(&state).into(),
        answer.into(),
        scope.member.id.into(),
        clock::now().into(),
        change.into(),
        proposal.version.into(),
        proposal.text.as_str().into(),
    ];
    if scope.execute(sql, values).await? == 1 { Ok(()) } else { Err(Error::Conflict) }
}
