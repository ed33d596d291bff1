//! Who was present over a series: by political group, and by standing for those
//! of none, at each hearing that was held; as bars and as a table.

use std::cmp::Reverse;

use actix_web::{HttpResponse, web};
use askama::Template;
use sea_orm::FromQueryResult;
use uuid::Uuid;

use super::{series::Series, store};
use crate::{
    access::{
        permissions::{Permission, ReadRegister},
        scope::Scope,
        visibility::{reader, visible},
    },
    attendances::attendance::Category,
    charts::{self, Lane, Tick},
    hearings::{figures::Speaker, hearing::Hearing, store as hearings},
    web::{error::Result, page::Page},
};

#[derive(Template)]
#[template(path = "series/figures.html")]
pub struct Figures {
    pub page: Page,
    pub series: Series,
    /// Those that were held, by day.
    pub hearings: Vec<Hearing>,
    /// Groups first, who came most first; then by standing.
    pub sides: Vec<Side>,
    ticks: Vec<Tick>,
}

/// Those of one group, or of one standing, at every hearing.
#[derive(Debug)]
pub struct Side {
    pub who: Speaker,
    key: Key,
    /// In the order of the hearings.
    pub counts: Vec<i64>,
    /// Those of them who were noted as excused or absent.
    pub away: Vec<i64>,
}

/// Who is counted together: the group, whatever it was called on the day; else the standing.
type Key = (Option<Uuid>, Option<Category>);

impl Side {
    /// At how many hearings at least one of them was.
    pub fn attended(&self) -> usize {
        self.counts.iter().filter(|it| **it > 0).count()
    }

    /// How often any of them was excused or absent.
    pub fn missed(&self) -> i64 {
        self.away.iter().sum()
    }

    /// How often any of them was.
    pub fn total(&self) -> i64 {
        self.counts.iter().sum()
    }
}

impl Figures {
    fn lane(&self, side: &Side) -> Lane {
        let most = self.sides.iter().flat_map(|it| &it.counts).max().copied().unwrap_or(0);
        Lane::new(&side.counts, most, &self.ticks)
    }

    /// How many were at the hearing of this place and how many were not, by side, then all together.
    fn row(&self, place: &usize) -> Vec<(i64, i64)> {
        let counts = self.sides.iter().map(|it| (it.counts[*place], it.away[*place]));
        let all = counts.clone().fold((0, 0), |sum, it| (sum.0 + it.0, sum.1 + it.1));
        counts.chain([all]).collect()
    }
}

/// How many of one side were at one hearing.
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
    let sql = format!(
        "select a.hearing_id, g.id as group_id, max(a.body_name) as name, g.colour,
                case when g.id is null then a.category end as category, count(*) filter (where a.presence in ('present', 'remote')) as present,
                count(*) filter (where a.presence not in ('present', 'remote')) as away
           from attendances a
           join hearings h on h.tenant_id = $tenant and h.id = a.hearing_id
           join series s on s.tenant_id = $tenant and s.id = h.series_id
           left join bodies g on g.tenant_id = $tenant and g.id = a.body_id and g.colour is not null
          where a.tenant_id = $tenant and h.series_id = $4 and {}
          group by a.hearing_id, g.id, g.colour, 5",
        visible(scope)
    );
    scope.rows(&sql, reader(scope).into_iter().chain([series_id.into()])).await
}

/// The sides that came to these hearings; a group is called as at the last of them.
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
pub async fn show(scope: Scope<ReadRegister>, path: web::Path<(String, String)>) -> Result<HttpResponse> {
    let series = store::find(&scope, &path.1).await?;
    let mut hearings = hearings::of_series(&scope, series.id).await?;
    hearings.retain(|it| it.state.has_taken_place());
    hearings.sort_by_key(|it| (it.day, it.number));
    let sides = sides(&hearings, &counts(&scope, series.id).await?);
    let numbers: Vec<String> = hearings.iter().map(|it| it.number.to_string()).collect();
    let ticks = charts::ticks(&numbers);
    scope.render(|page| Figures { page, series, hearings, sides, ticks })
}
