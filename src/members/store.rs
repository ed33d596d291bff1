//! Queries on members.

use sea_orm::{
    ActiveValue::Set, ColumnTrait as _, JoinType, QueryFilter as _, QueryOrder as _, QuerySelect as _,
    QueryTrait as _, RelationTrait as _, Select, sea_query::LockType,
};
use uuid::Uuid;

use super::{entity as members, form::Affiliation, member::Profile};
use crate::{
    access::{
        permissions::{Permission, Standing},
        scope::{Scope, Written},
    },
    clock,
    directory::{bodies::entity as bodies, people::entity as people},
    history::{change::ChangeKind, entity as changes, recording::Change, row_entity as changed_rows},
    mail::{DeliveryKind, entity as deliveries},
    series::{editor_entity as series_editors, store::Choice},
    sign_in::account_entity as accounts,
    tenants::entity as tenants,
    web::error::{Error, Result},
};

/// The columns of [`Profile`].
fn select<P: Permission>(scope: &Scope<P>) -> Select<members::Entity> {
    scope
        .find::<members::Entity>()
        .select_only()
        .columns([
            members::Column::Id,
            members::Column::AccountId,
            members::Column::Name,
            members::Column::Role,
            members::Column::Manager,
            members::Column::BodyId,
            members::Column::PersonId,
            members::Column::RemovedAt,
            members::Column::Version,
        ])
        .column(accounts::Column::Email)
        .column_as(bodies::Column::Name, "body_name")
        .expr_as(accounts::Column::PasswordHash.is_null(), "awaited")
        .join(JoinType::InnerJoin, members::Relation::Accounts.def())
        .join(JoinType::LeftJoin, members::Relation::Bodies.def())
        .order_by_asc(members::Column::Name)
        .order_by_asc(members::Column::Id)
}

/// All members, removed ones included, by name.
pub async fn all<P: Permission>(scope: &Scope<P>) -> Result<Vec<Profile>> {
    Ok(select(scope).into_model().all(scope.db()).await?)
}

/// A member for whom the member of the request has `P`.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Forbidden`].
pub async fn find<P: Permission>(scope: &Scope<P>, id: Uuid) -> Result<Profile> {
    let found = select(scope).filter(members::COLUMN.id.eq(id)).into_model().one(scope.db()).await?;
    scope.authorize(found.ok_or(Error::NotFound)?, Standing::default())
}

/// [`find`] without removed members.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Forbidden`].
pub async fn find_present<P: Permission>(scope: &Scope<P>, id: Uuid) -> Result<Profile> {
    find(scope, id).await.and_then(|it| if it.removed_at.is_none() { Ok(it) } else { Err(Error::NotFound) })
}

/// The member of an account, removed or not.
pub async fn of_account<P: Permission>(scope: &Scope<P>, account_id: Uuid) -> Result<Option<Profile>> {
    let member = select(scope).filter(members::COLUMN.account_id.eq(account_id));
    Ok(member.into_model().one(scope.db()).await?)
}

/// The managers. Nobody else changes who they are before the transaction ends. The row of the
/// tenant is locked, since locks on members would miss one who is being named manager.
///
/// # Errors
/// [`Error::Forbidden`] if the member of the request is no longer a manager.
pub async fn lock_managers<P: Permission>(scope: &Scope<P>) -> Result<Vec<Uuid>> {
    scope.find::<tenants::Entity>().lock(LockType::NoKeyUpdate).one(scope.db()).await?;
    let managers: Vec<Uuid> = scope
        .find::<members::Entity>()
        .select_only()
        .column(members::Column::Id)
        .filter(members::COLUMN.manager.eq(true))
        .filter(members::Column::RemovedAt.is_null())
        .into_tuple()
        .all(scope.db())
        .await?;
    if managers.contains(&scope.member.id) { Ok(managers) } else { Err(Error::Forbidden) }
}

fn row(to: &Affiliation) -> members::ActiveModel {
    members::ActiveModel {
        name: Set(to.name.clone()),
        role: Set(to.role),
        manager: Set(to.manager),
        body_id: Set(to.body_id()),
        person_id: Set(to.person_id()),
        ..Default::default()
    }
}

/// Makes an account a member. False if it is one, removed or not.
pub async fn insert<P: Permission>(scope: &Scope<P>, account_id: Uuid, to: &Affiliation) -> Result<bool> {
    let row = members::ActiveModel { id: Set(Uuid::now_v7()), account_id: Set(account_id), ..row(to) };
    scope.insert_if_free(row).await
}

/// Changes a member. A removed one is back.
///
/// # Errors
/// [`Error::Conflict`] if the member has another version.
pub async fn update<P: Permission>(
    scope: &Scope<P>,
    change: Change,
    member: &Profile,
    to: &Affiliation,
) -> Result<()> {
    let to = members::ActiveModel { removed_at: Set(None), ..row(to) };
    write(scope, change, member, to).await
}

async fn write<P: Permission>(
    scope: &Scope<P>,
    change: Change,
    member: &Profile,
    to: members::ActiveModel,
) -> Result<()> {
    match change.update::<members::Entity>(scope, member.id, member.version, to).await? {
        Written::Updated => Ok(()),
        Written::Stale => Err(Error::Conflict),
    }
}

/// Locks the managers before a change about members is undone.
///
/// # Errors
/// [`Error::Forbidden`] if it is about the member of the request, who cannot give themselves a body.
pub async fn lock_for_undo<P: Permission>(scope: &Scope<P>, change: Uuid) -> Result<()> {
    #[expect(clippy::disallowed_methods, reason = "members belong to no hearing")]
    let rows = scope.find_unrestricted::<changed_rows::Entity>();
    let rows = rows
        .filter(changed_rows::COLUMN.change_id.eq(change))
        .filter(changed_rows::COLUMN.table_name.eq("members"))
        .select_only()
        .column(changed_rows::Column::RowId);
    let members: Vec<Uuid> = rows.into_tuple().all(scope.db()).await?;
    if members.is_empty() {
        return Ok(());
    }
    lock_managers(scope).await?;
    if members.contains(&scope.member.id) { Err(Error::Forbidden) } else { Ok(()) }
}

/// Removes a member, who is then neither manager nor editor. Their texts keep their name.
///
/// # Errors
/// [`Error::Conflict`] if the member has another version.
pub async fn remove<P: Permission>(scope: &Scope<P>, change: Change, member: &Profile) -> Result<()> {
    let to = members::ActiveModel {
        removed_at: Set(Some(clock::now())),
        manager: Set(false),
        ..Default::default()
    };
    write(scope, change, member, to).await?;
    let edited = scope.find::<series_editors::Entity>();
    for row in edited.filter(series_editors::COLUMN.member_id.eq(member.id)).all(scope.db()).await? {
        change.delete::<series_editors::Entity>(scope, row.id, row.version).await?;
    }
    Ok(())
}

/// The change that removed a member last.
pub async fn removal_of<P: Permission>(scope: &Scope<P>, member: &Profile) -> Result<Option<Uuid>> {
    #[expect(clippy::disallowed_methods, reason = "members belong to no hearing")]
    let rows = scope.find_unrestricted::<changed_rows::Entity>();
    let removal = rows
        .select_only()
        .column(changed_rows::Column::ChangeId)
        .join(JoinType::InnerJoin, changed_rows::Relation::Changes.def())
        .filter(changed_rows::COLUMN.table_name.eq("members"))
        .filter(changed_rows::COLUMN.row_id.eq(member.id))
        .filter(changes::COLUMN.kind.eq(ChangeKind::MemberRemoved.code()))
        .order_by_desc(changed_rows::Column::Version);
    Ok(removal.into_tuple().one(scope.db()).await?)
}

/// The people of the directory who are no other member.
pub async fn free_people<P: Permission>(scope: &Scope<P>, member: Option<Uuid>) -> Result<Vec<Choice>> {
    let mut others = scope
        .find::<members::Entity>()
        .select_only()
        .column(members::Column::PersonId)
        .filter(members::Column::RemovedAt.is_null())
        .filter(members::Column::PersonId.is_not_null());
    if let Some(member) = member {
        others = others.filter(members::COLUMN.id.ne(member));
    }
    let people = scope
        .find::<people::Entity>()
        .select_only()
        .columns([people::Column::Id, people::Column::Name])
        .filter(people::Column::Id.not_in_subquery(others.into_query()))
        .order_by_asc(people::Column::Name)
        .order_by_asc(people::Column::Id);
    Ok(people.into_model().all(scope.db()).await?)
}

/// Whether this address was invited within the last minute, by the same form sent twice.
pub async fn just_invited<P: Permission>(scope: &Scope<P>, email: &str) -> Result<bool> {
    #[expect(clippy::disallowed_methods, reason = "invitations belong to no hearing")]
    let deliveries = scope.find_unrestricted::<deliveries::Entity>();
    let invitation = deliveries
        .select_only()
        .column(deliveries::Column::Id)
        .filter(deliveries::Column::Kind.eq(DeliveryKind::Invitation))
        .filter(deliveries::COLUMN.recipient_email.eq(email))
        .filter(deliveries::Column::CreatedAt.gt(clock::now() - chrono::TimeDelta::minutes(1)));
    Ok(invitation.into_tuple::<Uuid>().one(scope.db()).await?.is_some())
}
