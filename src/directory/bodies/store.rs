//! Queries on bodies.

use sea_orm::{
    ActiveValue::Set,
    ColumnTrait as _, ExprTrait as _, FromQueryResult, PaginatorTrait as _, QueryFilter as _,
    QueryOrder as _, QuerySelect as _, Select,
    sea_query::{CaseStatement, Expr, Func},
};
use uuid::Uuid;

use super::{
    body::{Body, BodyKind, NewBody},
    entity as bodies,
};
use crate::{
    access::{
        permissions::Permission,
        scope::{Scope, Written},
    },
    history::{change::ChangeKind, recording::Change},
    web::{
        error::{Error, Result},
        pagination,
    },
};

/// The columns of [`Body`].
fn select<P: Permission>(scope: &Scope<P>) -> Select<bodies::Entity> {
    let is_own = scope.member.body_id.map_or_else(|| Expr::value(false), |own| bodies::COLUMN.id.eq(own));
    let own_group = bodies::COLUMN.kind.eq(BodyKind::PoliticalGroup).and(is_own);
    scope
        .find::<bodies::Entity>()
        .select_only()
        .columns([
            bodies::Column::Id,
            bodies::Column::Kind,
            bodies::Column::Name,
            bodies::Column::Colour,
            bodies::Column::RegisterNumber,
            bodies::Column::Version,
        ])
        .expr_as(own_group, "own_group")
}

/// The bodies of a kind, or all.
fn of_kind(bodies: Select<bodies::Entity>, kind: Option<BodyKind>) -> Select<bodies::Entity> {
    match kind {
        Some(kind) => bodies.filter(bodies::COLUMN.kind.eq(kind)),
        None => bodies,
    }
}

/// How many bodies there are, of a kind or of all.
pub async fn count<P: Permission>(scope: &Scope<P>, kind: Option<BodyKind>) -> Result<i64> {
    let found = of_kind(scope.find::<bodies::Entity>(), kind).count(scope.db()).await?;
    Ok(i64::try_from(found).unwrap_or(i64::MAX))
}

/// A page of them, by kind in the order of [`BodyKind::ALL`], then by name.
pub async fn all<P: Permission>(scope: &Scope<P>, kind: Option<BodyKind>, offset: u32) -> Result<Vec<Body>> {
    let by_kind = (1..).zip(BodyKind::ALL).fold(CaseStatement::new(), |case, (place, kind): (i32, _)| {
        case.case(bodies::COLUMN.kind.eq(kind), place)
    });
    let page = of_kind(select(scope), kind)
        .order_by_asc(Expr::Case(Box::new(by_kind)))
        .order_by_asc(bodies::Column::Name)
        .order_by_asc(bodies::Column::Id)
        .limit(u64::from(pagination::SIZE))
        .offset(u64::from(offset));
    Ok(page.into_model().all(scope.db()).await?)
}

/// A body for which the member has `P`.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Forbidden`].
pub async fn find<P: Permission>(scope: &Scope<P>, id: Uuid) -> Result<Body> {
    let found = select(scope).filter(bodies::COLUMN.id.eq(id)).into_model::<Body>().one(scope.db()).await?;
    let body = found.ok_or(Error::NotFound)?;
    let standing = body.standing();
    scope.authorize(body, standing)
}

/// The name of another body that has this number in the register.
pub async fn name_of_registered<P: Permission>(
    scope: &Scope<P>,
    id: Uuid,
    new: &NewBody,
) -> Result<Option<String>> {
    let Some(number) = &new.register_number else { return Ok(None) };
    let others = scope
        .find::<bodies::Entity>()
        .select_only()
        .column(bodies::Column::Name)
        .filter(bodies::Column::RegisterNumber.eq(number.as_str()))
        .filter(bodies::COLUMN.id.ne(id));
    Ok(others.into_tuple().one(scope.db()).await?)
}

/// Whether another body has this name, ignoring case.
pub async fn name_is_taken<P: Permission>(scope: &Scope<P>, id: Uuid, name: &str) -> Result<bool> {
    let others = scope.find::<bodies::Entity>().filter(has_name(name)).filter(bodies::COLUMN.id.ne(id));
    Ok(others.count(scope.db()).await? > 0)
}

/// Whether a body has this name, ignoring case.
fn has_name(name: &str) -> Expr {
    Expr::expr(Func::lower(Expr::col((bodies::Entity, bodies::Column::Name))))
        .eq(Func::lower(Expr::value(name)))
}

/// A body found by its name.
#[derive(Debug, FromQueryResult)]
pub struct NamedBody {
    pub id: Uuid,
    pub name: String,
    pub kind: BodyKind,
}

/// The body of this name, ignoring case; an outside organisation is added if there is none.
pub async fn named<P: Permission>(scope: &Scope<P>, name: &str) -> Result<NamedBody> {
    if let Some(body) = find_named(scope, name).await? {
        return Ok(body);
    }
    let id = Uuid::now_v7();
    let change = scope.record(ChangeKind::OrganisationAdded, name).await?;
    let body = bodies::ActiveModel {
        kind: Set(BodyKind::Organisation),
        name: Set(name.to_owned()),
        ..Default::default()
    };
    // Another request can add it at the same time.
    change.insert_if_free::<bodies::Entity>(scope, id, body).await?;
    find_named(scope, name).await?.ok_or(Error::Conflict)
}

async fn find_named<P: Permission>(scope: &Scope<P>, name: &str) -> Result<Option<NamedBody>> {
    let found = scope
        .find::<bodies::Entity>()
        .select_only()
        .columns([bodies::Column::Id, bodies::Column::Name, bodies::Column::Kind])
        .filter(has_name(name));
    Ok(found.into_model().one(scope.db()).await?)
}

/// The result of adding a body.
#[derive(Debug, Clone, Copy)]
pub enum Added {
    New(Change),
    /// The same form added it before.
    Before,
    /// Another body has the name.
    NameTaken,
}

/// Adds a body.
pub async fn insert<P: Permission>(scope: &Scope<P>, new: &NewBody) -> Result<Added> {
    if exists(scope, new.id).await? {
        return Ok(Added::Before);
    }
    let kind = match new.kind {
        BodyKind::Organisation => ChangeKind::OrganisationAdded,
        _ => ChangeKind::BodyCreated,
    };
    let change = scope.record(kind, &new.name).await?;
    let is_new = change.insert_if_free::<bodies::Entity>(scope, new.id, values(new)).await?;
    match is_new {
        true => Ok(Added::New(change)),
        false if exists(scope, new.id).await? => Ok(Added::Before),
        false => Ok(Added::NameTaken),
    }
}

async fn exists<P: Permission>(scope: &Scope<P>, id: Uuid) -> Result<bool> {
    let found = scope.find::<bodies::Entity>().filter(bodies::COLUMN.id.eq(id));
    Ok(found.count(scope.db()).await? > 0)
}

/// Changes name, kind and number of a body, if it still has the version that the edit began from.
pub async fn update<P: Permission>(
    scope: &Scope<P>,
    id: Uuid,
    version: i32,
    new: &NewBody,
) -> Result<(Change, Written)> {
    let change = scope.record(ChangeKind::BodyChanged, &new.name).await?;
    let written = change.update::<bodies::Entity>(scope, id, version, values(new)).await?;
    Ok((change, written))
}

fn values(new: &NewBody) -> bodies::ActiveModel {
    bodies::ActiveModel {
        name: Set(new.name.clone()),
        kind: Set(new.kind),
        register_number: Set(new.register_number.as_ref().map(|it| it.as_str().to_owned())),
        ..Default::default()
    }
}

/// Gives a political group its colour, or none, if the group still has this version.
pub async fn set_colour<P: Permission>(
    scope: &Scope<P>,
    body: &Body,
    version: i32,
    colour: Option<i16>,
) -> Result<(Change, Written)> {
    let change = scope.record(ChangeKind::GroupColourChanged, &body.name).await?;
    let to = bodies::ActiveModel { colour: Set(colour), ..Default::default() };
    let written = change.update::<bodies::Entity>(scope, body.id, version, to).await?;
    Ok((change, written))
}
