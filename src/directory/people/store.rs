//! Queries on people.

use sea_orm::{
    ActiveValue::Set, JoinType, PaginatorTrait as _, QueryFilter as _, QueryOrder as _, QuerySelect as _,
    RelationTrait as _, Select,
};
use uuid::Uuid;

pub use super::search::{count, holder, homonyms, search};
use super::{
    entity as people,
    person::{AttendedHearing, NewPerson, Person, PersonForm},
};
pub use crate::directory::bodies::store::named as body_named;
use crate::{
    access::{
        permissions::{Permission, Standing},
        scope::Scope,
    },
    attendances::entity as attendances,
    directory::{bodies::entity as bodies, positions::entity as positions},
    hearings::entity as hearings,
    history::{change::ChangeKind, recording::Change},
    series::entity as series,
    web::{
        error::{Error, Result},
        forms::Errors,
        pagination,
    },
};
use formats::names::fold;

/// The member's standing towards the directory: an organiser of any series may extend it.
pub fn standing<P: Permission>(scope: &Scope<P>) -> Standing {
    Standing::organiser(!scope.member.organised.is_empty())
}

/// Checks that the member may add to the directory.
///
/// # Errors
/// [`Error::Forbidden`].
pub fn authorize<P: Permission>(scope: &Scope<P>) -> Result<()> {
    scope.authorize((), standing(scope))
}

/// The columns of [`Person`].
pub(super) fn select<P: Permission>(scope: &Scope<P>) -> Select<people::Entity> {
    scope.find::<people::Entity>().select_only().columns([
        people::Column::Id,
        people::Column::Name,
        people::Column::Email,
        people::Column::Version,
    ])
}

/// A person of the directory.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn find<P: Permission>(scope: &Scope<P>, id: Uuid) -> Result<Person> {
    let found = select(scope).filter(people::COLUMN.id.eq(id)).into_model().one(scope.db()).await?;
    found.ok_or(Error::NotFound)
}

/// [`find`], for a member who may add to the directory.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Forbidden`].
pub async fn find_to_change<P: Permission>(scope: &Scope<P>, id: Uuid) -> Result<Person> {
    authorize(scope)?;
    find(scope, id).await
}

/// The number of hearings at which a person was recorded, of those that the member may know of.
pub async fn count_hearings<P: Permission>(scope: &Scope<P>, person: Uuid) -> Result<i64> {
    let noted = scope.visible::<attendances::Entity>().filter(attendances::COLUMN.person_id.eq(person));
    Ok(i64::try_from(noted.count(scope.db()).await?).unwrap_or(i64::MAX))
}

/// A page of them, the latest first, with the capacity of each day.
pub async fn hearings<P: Permission>(
    scope: &Scope<P>,
    person: Uuid,
    offset: u32,
) -> Result<Vec<AttendedHearing>> {
    let noted = attended(scope)
        .column(bodies::Column::Colour)
        .join(JoinType::LeftJoin, attendances::Relation::Bodies.def())
        .filter(attendances::COLUMN.person_id.eq(person))
        .limit(u64::from(pagination::SIZE))
        .offset(u64::from(offset));
    Ok(noted.into_model().all(scope.db()).await?)
}

/// The columns of [`AttendedHearing`] without the colour, the latest hearing first.
pub fn attended<P: Permission>(scope: &Scope<P>) -> Select<attendances::Entity> {
    scope
        .visible::<attendances::Entity>()
        .select_only()
        .column_as(series::Column::Slug, "series_slug")
        .column(hearings::Column::Number)
        .column_as(hearings::Column::Title, "hearing_title")
        .columns([hearings::Column::Day, hearings::Column::Closed])
        .columns([attendances::Column::Title, attendances::Column::BodyName])
        .join(JoinType::InnerJoin, attendances::Relation::Hearings.def())
        .join(JoinType::InnerJoin, hearings::Relation::Series.def())
        .order_by_desc(hearings::Column::Day)
        .order_by_asc(hearings::Column::Id)
}

/// Adds a person with the position typed; no change where the same form added it before. A person
/// with a name of the directory needs a confirmation first, the field `homonym`.
///
/// # Errors
/// [`Error::Invalid`].
pub async fn add<P: Permission>(
    scope: &Scope<P>,
    form: &PersonForm,
    new: &NewPerson,
) -> Result<Option<Change>> {
    if form.homonym.is_empty() {
        let others = homonyms(scope, &new.name).await?;
        if others.iter().all(|it| it.id != new.id)
            && let Some(other) = others.first()
        {
            let mut errors = Errors::default();
            errors.add("homonym", scope.lang().t1("person-homonym", "name", other.name.clone()));
            return Err(errors.into());
        }
    }
    insert(scope, new).await
}

/// Inserts a person, and the position if there is one. A form sent twice inserts one.
pub async fn insert<P: Permission>(scope: &Scope<P>, new: &NewPerson) -> Result<Option<Change>> {
    let same_form = scope.find::<people::Entity>().filter(people::COLUMN.id.eq(new.id));
    if same_form.count(scope.db()).await? > 0 {
        return Ok(None);
    }
    let change = scope.record(ChangeKind::PersonAdded, &new.name).await?;
    let person = people::ActiveModel {
        name: Set(new.name.clone()),
        name_key: Set(fold(&new.name)),
        email: Set(new.email.as_ref().map(ToString::to_string)),
        ..Default::default()
    };
    if !change.insert::<people::Entity>(scope, new.id, person).await? {
        return Ok(None);
    }
    if new.title.is_empty() && new.organisation.is_empty() {
        return Ok(Some(change));
    }
    let body = match new.organisation.is_empty() {
        true => None,
        false => Some(body_named(scope, &new.organisation).await?.id),
    };
    let position = positions::ActiveModel {
        person_id: Set(new.id),
        body_id: Set(body),
        title: Set(new.title.clone()),
        ..Default::default()
    };
    change.insert::<positions::Entity>(scope, Uuid::now_v7(), position).await?;
    Ok(Some(change))
}
