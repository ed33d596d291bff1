//! Queries on members.

use sea_orm::{FromQueryResult, Value};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{form::Affiliation, member::Profile};
use crate::{
    access::{
        permissions::{Permission, Standing},
        scope::Scope,
    },
    history::removals::{self, RemovalKind},
    series::store::Choice,
    web::error::{Error, Result},
};

fn select(narrowed: &str) -> String {
    format!(
        "select m.id, m.account_id, m.name, a.email, m.role, m.manager, m.body_id, b.name as body_name,
                m.person_id, m.removed_at, a.password_hash is null as awaited
           from members m
           join accounts a on a.id = m.account_id
           left join bodies b on b.tenant_id = $tenant and b.id = m.body_id
          where m.tenant_id = $tenant {narrowed}
          order by m.name collate \"fr-x-icu\", m.id"
    )
}

/// Everyone, those taken away included.
pub async fn all<P: Permission>(scope: &Scope<P>) -> Result<Vec<Profile>> {
    scope.rows(&select(""), []).await
}

/// A member that the one who asks may act on as `P` says.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Forbidden`].
pub async fn find<P: Permission>(scope: &Scope<P>, id: Uuid) -> Result<Profile> {
    let found: Option<Profile> = scope.row(&select("and m.id = $1"), [id.into()]).await?;
    scope.authorize(found.ok_or(Error::NotFound)?, Standing::default())
}

/// [`find`] among those who have not been taken away.
pub async fn find_present<P: Permission>(scope: &Scope<P>, id: Uuid) -> Result<Profile> {
    find(scope, id).await.and_then(|it| if it.removed_at.is_none() { Ok(it) } else { Err(Error::NotFound) })
}

/// The member that an account is, or was.
pub async fn of_account<P: Permission>(scope: &Scope<P>, account_id: Uuid) -> Result<Option<Profile>> {
    scope.row(&select("and m.account_id = $1"), [account_id.into()]).await
}

/// The managers, who stay what they are until the transaction ends: whoever
/// else would change members waits here, and then sees what became of them. (It
/// is the authority's own row that is held: rows of members would miss a
/// manager who is just being named.)
///
/// # Errors
/// [`Error::Forbidden`]: the one who asks is no manager any more.
pub async fn hold_managers<P: Permission>(scope: &Scope<P>) -> Result<Vec<Uuid>> {
    scope.execute("select from tenants where id = $tenant for no key update", []).await?;
    let managers: Vec<Uuid> = scope
        .values("select id from members where tenant_id = $tenant and manager and removed_at is null", [])
        .await?;
    if managers.contains(&scope.member.id) { Ok(managers) } else { Err(Error::Forbidden) }
}

fn values(id: Uuid, place: &Affiliation) -> [Value; 6] {
    [
        id.into(),
        place.name.clone().into(),
        place.role.code().into(),
        place.manager.into(),
        place.body_id().into(),
        place.person_id().into(),
    ]
}

/// Makes an account a member; false where it is one already.
pub async fn insert<P: Permission>(scope: &Scope<P>, account_id: Uuid, place: &Affiliation) -> Result<bool> {
    let mut values = values(Uuid::now_v7(), place).to_vec();
    values.push(account_id.into());
    let inserted = scope
        .execute(
            "insert into members (tenant_id, id, name, role, manager, body_id, person_id, account_id)
             values ($tenant, $1, $2, $3, $4, $5, $6, $7) on conflict do nothing",
            values,
        )
        .await?;
    Ok(inserted == 1)
}

/// Gives a member another place; one who was taken away is back.
pub async fn update<P: Permission>(scope: &Scope<P>, id: Uuid, place: &Affiliation) -> Result<()> {
    scope
        .execute(
            "update members set name = $2, role = $3, manager = $4, body_id = $5, person_id = $6, removed_at = null
              where tenant_id = $tenant and id = $1",
            values(id, place),
        )
        .await?;
    Ok(())
}

/// What a member had who was taken away.
#[derive(Debug, Serialize, Deserialize)]
struct Gone {
    manager: bool,
    /// The series that the member edited.
    series: Vec<Uuid>,
}

#[derive(FromQueryResult)]
struct Edited {
    series_id: Uuid,
}

/// Closes the door to a member, who is no manager and no editor any more; what
/// he wrote stays his.
pub async fn remove<P: Permission>(scope: &Scope<P>, member: &Profile) -> Result<()> {
    let id = member.id;
    let edited: Vec<Edited> = scope
        .rows(
            "select series_id from series_editors where tenant_id = $tenant and member_id = $1",
            [id.into()],
        )
        .await?;
    let series = edited.into_iter().map(|it| it.series_id).collect();
    removals::keep(scope, RemovalKind::Member, id, &Gone { manager: member.manager, series }).await?;
    scope
        .execute(
            "update members set removed_at = $2, manager = false where tenant_id = $tenant and id = $1",
            [id.into(), crate::clock::now().into()],
        )
        .await?;
    scope
        .execute("delete from series_editors where tenant_id = $tenant and member_id = $1", [id.into()])
        .await?;
    Ok(())
}

/// Opens the door again to a member who was taken away, with all he had.
///
/// # Errors
/// [`Error::NotFound`] where he was not, or too long ago.
pub async fn restore<P: Permission>(scope: &Scope<P>, id: Uuid) -> Result<()> {
    let gone: Option<Gone> = removals::take(scope, RemovalKind::Member, id).await?;
    let gone = gone.ok_or(Error::NotFound)?;
    scope
        .execute(
            "update members set removed_at = null, manager = $2 where tenant_id = $tenant and id = $1",
            [id.into(), gone.manager.into()],
        )
        .await?;
    for series in gone.series {
        scope
            .execute(
                "insert into series_editors (tenant_id, series_id, member_id) values ($tenant, $1, $2)
                 on conflict do nothing",
                [series.into(), id.into()],
            )
            .await?;
    }
    Ok(())
}

/// People of the directory whom no member is, or only this one.
pub async fn free_people<P: Permission>(scope: &Scope<P>, member: Option<Uuid>) -> Result<Vec<Choice>> {
    scope
        .rows(
            "select p.id, p.name from people p
              where p.tenant_id = $tenant
                and not exists (select from members m where m.tenant_id = $tenant and m.person_id = p.id
                                   and m.removed_at is null and m.id is distinct from $1)
              order by p.name collate \"fr-x-icu\", p.id",
            [member.into()],
        )
        .await
}

/// Whether this address was invited within the last minute: the same form, sent twice.
pub async fn just_invited<P: Permission>(scope: &Scope<P>, email: &str) -> Result<bool> {
    let since = crate::clock::now() - chrono::TimeDelta::minutes(1);
    let found = scope
        .value(
            "select exists (
                select from deliveries where tenant_id = $tenant and kind = 'invitation'
                   and recipient_email = $1 and created_at > $2)",
            [email.into(), since.into()],
        )
        .await?;
    Ok(found.unwrap_or(false))
}
