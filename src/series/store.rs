//! Queries on series.

use sea_orm::{
    ActiveValue::Set,
    ColumnTrait as _, ExprTrait as _, FromQueryResult, JoinType, QueryFilter as _, QueryOrder as _,
    QuerySelect as _, RelationTrait as _, Select,
    sea_query::{Expr, Query},
};
use uuid::Uuid;

use super::{details::Series, editor_entity as series_editors, entity as series};
use crate::{
    access::{
        permissions::Permission,
        scope::{Scope, Written},
        visibility::{Visible as _, organises},
    },
    directory::bodies::{body::BodyKind, entity as bodies},
    hearings::entity as hearings,
    history::{change::ChangeKind, recording::Change},
    members::entity as members,
    web::error::{Error, Result},
};

/// The columns of [`Series`].
fn select<P: Permission>(scope: &Scope<P>) -> Select<series::Entity> {
    let reader = scope.reader();
    let hearings = Query::select()
        .expr(Expr::col(hearings::Column::Id).count())
        .from(hearings::Entity)
        .and_where(hearings::COLUMN.tenant_id.eq(reader.tenant))
        .and_where(
            Expr::col((hearings::Entity, hearings::Column::SeriesId))
                .equals((series::Entity, series::Column::Id)),
        )
        .cond_where(hearings::Entity::visible(&reader))
        .to_owned();
    scope
        .find::<series::Entity>()
        .select_only()
        .columns([
            series::Column::Id,
            series::Column::Slug,
            series::Column::Title,
            series::Column::Description,
            series::Column::Letterhead,
            series::Column::BodyId,
            series::Column::Version,
        ])
        .column_as(bodies::Column::Name, "body_name")
        .expr_as(Expr::from(hearings), "hearings")
        .expr_as(organises(&reader, series::Column::Id.into_expr()), "organiser")
        .join(JoinType::InnerJoin, series::Relation::Bodies.def())
        .order_by_asc(series::Column::Title)
        .order_by_asc(series::Column::Id)
}

/// Every series of the authority, by title.
pub async fn all<P: Permission>(scope: &Scope<P>) -> Result<Vec<Series>> {
    Ok(select(scope).into_model().all(scope.db()).await?)
}

/// A series for which the member has `P`.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Forbidden`].
pub async fn find<P: Permission>(scope: &Scope<P>, slug: &str) -> Result<Series> {
    let found =
        select(scope).filter(series::COLUMN.slug.eq(slug)).into_model::<Series>().one(scope.db()).await?;
    let series = found.ok_or(Error::NotFound)?;
    let standing = series.standing();
    scope.authorize(series, standing)
}

/// The values of a series, checked.
#[derive(Debug)]
pub struct NewSeries {
    pub id: Uuid,
    pub title: String,
    pub description: String,
    pub letterhead: String,
    pub body_id: Uuid,
    pub editors: Vec<Uuid>,
}

impl NewSeries {
    /// Whether the series, which has these editors, has all of these values already.
    pub fn is_kept_in(&self, series: &Series, editors: &[Uuid]) -> bool {
        (&self.title, &self.description, &self.letterhead, self.body_id)
            == (&series.title, &series.description, &series.letterhead, series.body_id)
            && self.editors.len() == editors.len()
            && self.editors.iter().all(|it| editors.contains(it))
    }
}

/// Inserts a series. Its slug, and whether the series is new: a form sent twice inserts one.
pub async fn insert<P: Permission>(scope: &Scope<P>, new: &NewSeries) -> Result<(String, bool)> {
    let slug = free_slug(scope, &new.title).await?;
    let row = series::ActiveModel {
        slug: Set(slug.clone()),
        title: Set(new.title.clone()),
        description: Set(new.description.clone()),
        letterhead: Set(new.letterhead.clone()),
        body_id: Set(new.body_id),
        ..Default::default()
    };
    let change = scope.record(ChangeKind::SeriesCreated, &new.title).await?;
    if change.insert::<series::Entity>(scope, new.id, row).await? {
        set_editors(scope, change, new.id, &new.editors).await?;
        return Ok((slug, true));
    }
    let twin = scope.find::<series::Entity>().filter(series::COLUMN.id.eq(new.id)).one(scope.db()).await?;
    twin.map(|it| (it.slug, false)).ok_or(Error::Conflict)
}

async fn free_slug<P: Permission>(scope: &Scope<P>, title: &str) -> Result<String> {
    let wanted = match super::slug::slug(title) {
        slug if slug.is_empty() => "cycle".to_owned(),
        slug => slug,
    };
    let taken: Vec<String> = scope
        .find::<series::Entity>()
        .select_only()
        .column(series::Column::Slug)
        .filter(series::COLUMN.slug.starts_with(&wanted))
        .into_tuple()
        .all(scope.db())
        .await?;
    let is_free = |slug: &String| !taken.contains(slug);
    let mut numbered = (2..).map(|n| format!("{wanted}-{n}"));
    if is_free(&wanted) { Ok(wanted) } else { numbered.find(is_free).ok_or(Error::Conflict) }
}

/// Changes a series if it still has the version that the edit began from.
pub async fn update<P: Permission>(
    scope: &Scope<P>,
    id: Uuid,
    version: i32,
    new: &NewSeries,
) -> Result<Written> {
    let to = series::ActiveModel {
        title: Set(new.title.clone()),
        description: Set(new.description.clone()),
        letterhead: Set(new.letterhead.clone()),
        body_id: Set(new.body_id),
        ..Default::default()
    };
    let change = scope.record(ChangeKind::SeriesChanged, &new.title).await?;
    let written = change.update::<series::Entity>(scope, id, version, to).await?;
    if written == Written::Updated {
        set_editors(scope, change, id, &new.editors).await?;
    }
    Ok(written)
}

/// The series is locked: the change has inserted or updated its row.
async fn set_editors<P: Permission>(
    scope: &Scope<P>,
    change: Change,
    id: Uuid,
    editors: &[Uuid],
) -> Result<()> {
    let present = scope.find::<series_editors::Entity>().filter(series_editors::COLUMN.series_id.eq(id));
    let present = present.all(scope.db()).await?;
    for row in present.iter().filter(|it| !editors.contains(&it.member_id)) {
        change.delete::<series_editors::Entity>(scope, row.id, row.version).await?;
    }
    let is_new = |member: &&Uuid| present.iter().all(|it| it.member_id != **member);
    let rows = editors.iter().filter(is_new).map(|member| {
        let row =
            series_editors::ActiveModel { series_id: Set(id), member_id: Set(*member), ..Default::default() };
        (Uuid::now_v7(), row)
    });
    change.insert_many::<series_editors::Entity>(scope, rows).await
}

/// The members named as editors of a series.
pub async fn editors<P: Permission>(scope: &Scope<P>, id: Uuid) -> Result<Vec<Uuid>> {
    let members = scope
        .find::<series_editors::Entity>()
        .select_only()
        .column(series_editors::Column::MemberId)
        .filter(series_editors::COLUMN.series_id.eq(id));
    Ok(members.into_tuple().all(scope.db()).await?)
}

/// Something to choose from in a form.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct Choice {
    pub id: Uuid,
    pub name: String,
}

/// The authority's own bodies: those that can organise a series or be in charge of an action.
pub async fn own_bodies<P: Permission>(scope: &Scope<P>) -> Result<Vec<Choice>> {
    let own = scope
        .find::<bodies::Entity>()
        .select_only()
        .columns([bodies::Column::Id, bodies::Column::Name])
        .filter(bodies::COLUMN.kind.ne(BodyKind::Organisation))
        .order_by_asc(bodies::Column::Name);
    Ok(own.into_model().all(scope.db()).await?)
}

/// The members who have access.
pub async fn members<P: Permission>(scope: &Scope<P>) -> Result<Vec<Choice>> {
    let members = scope
        .find::<members::Entity>()
        .select_only()
        .columns([members::Column::Id, members::Column::Name])
        .filter(members::COLUMN.removed_at.is_null())
        .order_by_asc(members::Column::Name);
    Ok(members.into_model().all(scope.db()).await?)
}
