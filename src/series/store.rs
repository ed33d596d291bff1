//! Queries on series.

use sea_orm::{ActiveValue::Set, ColumnTrait as _, FromQueryResult, QueryFilter as _, Value};
use uuid::Uuid;

use super::{entity, series::Series};
use crate::{
    access::{
        permissions::Permission,
        scope::Scope,
        visibility::{reader, visible},
    },
    history::change::ChangeKind,
    web::error::{Error, Result},
};

/// Whether the member ($1, of the body $2) is an organiser of the series `s`.
pub const ORGANISER: &str = "(coalesce(s.body_id = $2, false) or exists (
    select from series_editors e where e.tenant_id = $tenant and e.series_id = s.id and e.member_id = $1))";

/// The values of [`ORGANISER`], first in every statement that uses it.
pub fn who<P: Permission>(scope: &Scope<P>) -> [Value; 2] {
    [scope.member.id.into(), scope.member.body_id.into()]
}

fn select<P: Permission>(scope: &Scope<P>, narrowed: &str) -> String {
    let visible = visible(scope);
    format!(
        "select s.id, s.slug, s.title, s.description, s.letterhead, s.body_id, s.version,
                b.name as body_name,
                (select count(*) from hearings h
                  where h.tenant_id = $tenant and h.series_id = s.id and {visible}) as hearings,
                {ORGANISER} as organiser
           from series s join bodies b on b.tenant_id = $tenant and b.id = s.body_id
          where s.tenant_id = $tenant {narrowed}
          order by s.title collate \"fr-x-icu\", s.id"
    )
}

/// Every series of the authority, by title.
pub async fn all<P: Permission>(scope: &Scope<P>) -> Result<Vec<Series>> {
    scope.rows(&select(scope, ""), reader(scope)).await
}

/// A series that the member may act on as `P` says.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Forbidden`].
pub async fn find<P: Permission>(scope: &Scope<P>, slug: &str) -> Result<Series> {
    let values = reader(scope).into_iter().chain([slug.into()]);
    let found: Option<Series> = scope.row(&select(scope, "and s.slug = $4"), values).await?;
    let series = found.ok_or(Error::NotFound)?;
    let standing = series.standing();
    scope.authorize(series, standing)
}

/// What a series is made of, checked.
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
    /// Whether the series, which has these editors, says just this already.
    pub fn is_kept_in(&self, series: &Series, editors: &[Uuid]) -> bool {
        (&self.title, &self.description, &self.letterhead, self.body_id)
            == (&series.title, &series.description, &series.letterhead, series.body_id)
            && self.editors.len() == editors.len()
            && self.editors.iter().all(|it| editors.contains(it))
    }
}

/// Keeps a new series and returns its slug. The same form sent twice makes one.
pub async fn insert<P: Permission>(scope: &Scope<P>, new: &NewSeries) -> Result<String> {
    let slug = free_slug(scope, &new.title).await?;
    let is_new = scope
        .insert(entity::ActiveModel {
            id: Set(new.id),
            slug: Set(slug.clone()),
            title: Set(new.title.clone()),
            description: Set(new.description.clone()),
            letterhead: Set(new.letterhead.clone()),
            body_id: Set(new.body_id),
            ..Default::default()
        })
        .await?;
    if is_new {
        set_editors(scope, new.id, &new.editors).await?;
        scope.record(ChangeKind::SeriesCreated, &new.title).await?;
        return Ok(slug);
    }
    let twin = scope.find::<entity::Entity>().filter(entity::Column::Id.eq(new.id)).one(scope.db()).await?;
    twin.map(|it| it.slug).ok_or(Error::Conflict)
}

async fn free_slug<P: Permission>(scope: &Scope<P>, title: &str) -> Result<String> {
    let wanted = match super::slug::slug(title) {
        slug if slug.is_empty() => "cycle".to_owned(),
        slug => slug,
    };
    let taken: Vec<String> = scope
        .values(
            "select slug from series where tenant_id = $tenant and slug like $1 || '%'",
            [wanted.clone().into()],
        )
        .await?;
    let is_free = |slug: &String| !taken.contains(slug);
    let mut numbered = (2..).map(|n| format!("{wanted}-{n}"));
    if is_free(&wanted) { Ok(wanted) } else { numbered.find(is_free).ok_or(Error::Conflict) }
}

/// Changes a series, if it still is of the version that the edit began from.
pub async fn update<P: Permission>(
    scope: &Scope<P>,
    id: Uuid,
    version: i32,
    new: &NewSeries,
) -> Result<bool> {
    let changed = scope
        .execute(
            "update series set title = $3, description = $4, letterhead = $5, body_id = $6, version = version + 1
              where tenant_id = $tenant and id = $1 and version = $2",
            [
                id.into(),
                version.into(),
                new.title.clone().into(),
                new.description.clone().into(),
                new.letterhead.clone().into(),
                new.body_id.into(),
            ],
        )
        .await?;
    if changed == 1 {
        set_editors(scope, id, &new.editors).await?;
    }
    Ok(changed == 1)
}

async fn set_editors<P: Permission>(scope: &Scope<P>, id: Uuid, editors: &[Uuid]) -> Result<()> {
    scope
        .execute("delete from series_editors where tenant_id = $tenant and series_id = $1", [id.into()])
        .await?;
    scope
        .execute(
            "insert into series_editors (tenant_id, series_id, member_id)
             select $tenant, $1, unnest($2::uuid[]) on conflict do nothing",
            [id.into(), editors.to_vec().into()],
        )
        .await?;
    Ok(())
}

/// The members named as editors of a series.
pub async fn editors<P: Permission>(scope: &Scope<P>, id: Uuid) -> Result<Vec<Uuid>> {
    let sql = "select member_id from series_editors where tenant_id = $tenant and series_id = $1";
    scope.values(sql, [id.into()]).await
}

/// Something to choose from in a form.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct Choice {
    pub id: Uuid,
    pub name: String,
}

/// The authority's own bodies: those that can organise a series or be in charge of an action.
pub async fn own_bodies<P: Permission>(scope: &Scope<P>) -> Result<Vec<Choice>> {
    scope
        .rows(
            "select id, name from bodies where tenant_id = $tenant and kind <> 'organisation'
              order by name collate \"fr-x-icu\"",
            [],
        )
        .await
}

/// Members who have not been taken away.
pub async fn members<P: Permission>(scope: &Scope<P>) -> Result<Vec<Choice>> {
    scope
        .rows(
            "select id, name from members where tenant_id = $tenant and removed_at is null
              order by name collate \"fr-x-icu\"",
            [],
        )
        .await
}
