//! Attendance over a series: by political group, else by category, at each hearing that took place;
//! as bars and as a table.

use std::cmp::Reverse;

use actix_web::{HttpResponse, web};
use askama::Template;
use sea_orm::{
    ColumnTrait as _, Condition, ExprTrait as _, FromQueryResult, JoinType, QueryFilter as _,
    QuerySelect as _, RelationTrait as _,
    sea_query::{Expr, SimpleExpr},
};
use uuid::Uuid;

use super::{details::Series, store};
use crate::{
    access::{
        permissions::{Permission, ReadRegister},
        scope::Scope,
    },
    attendances::{attendance::Category, entity as attendances, presence::Presence},
    charts::{self, Lane, Tick},
    directory::bodies::entity as bodies,
    hearings::{self, entity as hearings_table, figures::Speaker, hearing::Hearing},
    web::{error::Result, page::Page, paths::SeriesPath},
};

#[derive(Template)]
#[template(path = "series/figures.html")]
pub struct Figures {
    pub page: Page,
    pub series: Series,
    /// The hearings that took place, by day.
    pub hearings: Vec<Hearing>,
    /// Groups first, the most frequent first; then categories.
    pub sides: Vec<Side>,
    ticks: Vec<Tick>,
}

/// One group or category, at every hearing.
#[derive(Debug)]
pub struct Side {
    pub who: Speaker,
    key: Key,
    /// In the order of the hearings.
    pub counts: Vec<i64>,
    /// How many of them were excused or absent.
    pub away: Vec<i64>,
}

/// The key of a count: the group, by any of its names; else the category.
type Key = (Option<Uuid>, Option<Category>);

impl Side {
    /// At how many hearings at least one of them was present.
    pub fn attended(&self) -> usize {
        self.counts.iter().filter(|it| **it > 0).count()
    }

    /// How often one of them was excused or absent.
    pub fn missed(&self) -> i64 {
        self.away.iter().sum()
    }

    /// How often one of them was present.
    pub fn total(&self) -> i64 {
        self.counts.iter().sum()
    }
}

impl Figures {
    fn lane(&self, side: &Side) -> Lane {
        let most = self.sides.iter().flat_map(|it| &it.counts).max().copied().unwrap_or(0);
        Lane::new(&side.counts, most, &self.ticks)
    }

    /// How many were present and how many were away at the hearing of this index: by side, then in total.
    fn row(&self, place: &usize) -> Vec<(i64, i64)> {
        let counts = self.sides.iter().map(|it| (it.counts[*place], it.away[*place]));
        let all = counts.clone().fold((0, 0), |sum, it| (sum.0 + it.0, sum.1 + it.1));
        counts.chain([all]).collect()
    }
}

/// The count of one side at one hearing.
#[derive(Debug, FromQueryResult)]
struct Count {
    hearing_id: Uuid,
    group_id: Option<Uuid>,
    name: String,
    colour: Option<i16>,
    category: Option<Category>,
    present: i64,
    away: i64,
}

async fn counts<P: Permission>(scope: &Scope<P>, series_id: Uuid) -> Result<Vec<Count>> {
    let group_id = || Expr::col((bodies::Entity, bodies::Column::Id));
    let category =
        || Expr::case(group_id().is_null(), Expr::col((attendances::Entity, attendances::Column::Category)));
    let by_category: SimpleExpr = category().into();
    let attended = Presence::ALL.into_iter().filter(|it| it.attended());
    let away = Presence::ALL.into_iter().filter(|it| !it.attended());
    let with = |presence: SimpleExpr| Expr::expr(Expr::case(presence, 1)).count();
    let group = attendances::Relation::Bodies
        .def()
        .on_condition(|_, _| Condition::all().add(bodies::COLUMN.colour.is_not_null()));
    let counts = scope
        .visible::<attendances::Entity>()
        .select_only()
        .column(attendances::Column::HearingId)
        .column(bodies::Column::Colour)
        .expr_as(group_id(), "group_id")
        .expr_as(attendances::Column::BodyName.max(), "name")
        .expr_as(category(), "category")
        .expr_as(with(attendances::Column::Presence.is_in(attended)), "present")
        .expr_as(with(attendances::Column::Presence.is_in(away)), "away")
        .join(JoinType::InnerJoin, attendances::Relation::Hearings.def())
        .join(JoinType::LeftJoin, group)
        .filter(hearings_table::COLUMN.series_id.eq(series_id))
        .group_by(attendances::Column::HearingId)
        .group_by(group_id())
        .group_by(bodies::Column::Colour)
        .group_by(by_category);
    Ok(counts.into_model().all(scope.db()).await?)
}

/// The sides at these hearings; a group has its name at the last of them.
fn sides(hearings: &[Hearing], counts: &[Count]) -> Vec<Side> {
    let mut sides: Vec<Side> = Vec::new();
    for (place, hearing) in hearings.iter().enumerate() {
        for count in counts.iter().filter(|it| it.hearing_id == hearing.id) {
            let key = (count.group_id, count.category);
            let who = match count.category {
                Some(category) => Speaker::Category(category.label_id()),
                None => Speaker::Named(count.name.clone(), count.colour),
            };
            let at = sides.iter().position(|it| it.key == key).unwrap_or_else(|| {
                sides.push(Side {
                    who: who.clone(),
                    key,
                    counts: vec![0; hearings.len()],
                    away: vec![0; hearings.len()],
                });
                sides.len() - 1
            });
            sides[at].who = who;
            sides[at].counts[place] = count.present;
            sides[at].away[place] = count.away;
        }
    }
    sides.sort_by_cached_key(|it| match &it.who {
        Speaker::Named(name, _) => (None, Reverse(it.total()), name.clone()),
        Speaker::Category(_) => (it.key.1, Reverse(0), String::new()),
    });
    sides
}

/// `GET /{tenant}/series/{series}/figures`
pub async fn show(scope: Scope<ReadRegister>, path: web::Path<SeriesPath>) -> Result<HttpResponse> {
    let series = store::find(&scope, &path.series).await?;
    let mut hearings = hearings::store::of_series(&scope, series.id).await?;
    hearings.retain(|it| it.state.has_taken_place());
    hearings.sort_by_key(|it| (it.day, it.number));
    let sides = sides(&hearings, &counts(&scope, series.id).await?);
    let numbers: Vec<String> = hearings.iter().map(|it| it.number.to_string()).collect();
    let ticks = charts::ticks(&numbers);
    scope.render(|page| Figures { page, series, hearings, sides, ticks })
}
