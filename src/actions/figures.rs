//! Actions by month: how many were opened, how many were closed and how many were to do at the
//! end, as bars and as a table.

use actix_web::{HttpResponse, web};
use askama::Template;
use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;
use sea_orm::{FromQueryResult, QuerySelect as _};

use super::{
    entity as actions,
    register::{self, Register, Tab},
};
use crate::{
    access::{
        permissions::{Permission, ReadRegister},
        scope::Scope,
    },
    charts::{Lane, Months, Tick},
    web::{error::Result, page::Page},
};

#[derive(Template)]
#[template(path = "actions/figures.html")]
pub struct Figures {
    pub page: Page,
    pub register: Register,
    pub tabs: Vec<Tab>,
    /// From the first action to today; empty where there is none.
    pub months: Vec<Month>,
    ticks: Vec<Tick>,
}

/// The counts of one month.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Month {
    pub first: NaiveDate,
    pub opened: i64,
    pub closed: i64,
    /// To do at the end of the month.
    pub left: i64,
}

impl Month {
    /// In the order of the table.
    fn figures(&self) -> [i64; 3] {
        [self.opened, self.closed, self.left]
    }
}

/// A row of the chart: its name, its bars and its total.
pub struct Row {
    pub label_id: &'static str,
    pub lane: Lane,
    pub figure: i64,
}

impl Figures {
    fn rows(&self) -> [Row; 3] {
        let column = |of: fn(&Month) -> i64| -> Vec<i64> { self.months.iter().map(of).collect() };
        let (opened, closed, left) = (column(|it| it.opened), column(|it| it.closed), column(|it| it.left));
        let most = |values: &[i64]| values.iter().max().copied().unwrap_or(0);
        let row = |label_id, values: &[i64], most, figure| {
            let lane = Lane::new(values, most, &self.ticks);
            Row { label_id, lane, figure }
        };
        // Opened and closed share a scale; the number left may be of another size.
        let moved = most(&opened).max(most(&closed));
        [
            row("actions-figures-opened", &opened, moved, opened.iter().sum()),
            row("actions-figures-closed", &closed, moved, closed.iter().sum()),
            row("actions-figures-left", &left, most(&left), left.last().copied().unwrap_or(0)),
        ]
    }
}

/// When an action was opened, and when it was closed.
#[derive(Debug, FromQueryResult)]
struct Life {
    created_at: DateTime<Utc>,
    closed_at: Option<DateTime<Utc>>,
}

async fn lives<P: Permission>(scope: &Scope<P>, register: Register) -> Result<Vec<Life>> {
    let actions = register.select_all(scope).select_only();
    let lives = actions.columns([actions::Column::CreatedAt, actions::Column::ClosedAt]);
    Ok(lives.into_model().all(scope.db()).await?)
}

/// The months of a zone from the first action to today.
fn months(lives: &[Life], zone: Tz, today: NaiveDate) -> Vec<Month> {
    let day = |at: DateTime<Utc>| at.with_timezone(&zone).date_naive();
    let Some(first) = lives.iter().map(|it| it.created_at).min() else { return Vec::new() };
    let axis = Months::spanning(day(first), today);
    let mut months: Vec<Month> =
        axis.days().iter().map(|first| Month { first: *first, opened: 0, closed: 0, left: 0 }).collect();
    for life in lives {
        if let Some(at) = axis.place(day(life.created_at)) {
            months[at].opened += 1;
        }
        if let Some(at) = life.closed_at.and_then(|it| axis.place(day(it))) {
            months[at].closed += 1;
        }
    }
    let mut left = 0;
    for month in &mut months {
        left += month.opened - month.closed;
        month.left = left;
    }
    months
}

/// `GET /{tenant}/actions/figures`
pub async fn show(scope: Scope<ReadRegister>, asked: web::Query<Register>) -> Result<HttpResponse> {
    let tabs = register::tabs(&scope, *asked).await?;
    let register = asked.or_first(&tabs);
    let today = scope.page().today;
    let months = months(&lives(&scope, register).await?, scope.zone(), today);
    let ticks = match (months.first(), months.last()) {
        (Some(first), Some(last)) => Months::spanning(first.first, last.first).ticks(scope.lang(), 0.5),
        _ => Vec::new(),
    };
    scope.render(|page| Figures { page, register, tabs, months, ticks })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_are_in_the_tenants_zone_without_gaps() {
        let at = |text: &str| text.parse::<DateTime<Utc>>().unwrap();
        let lives = [
            Life { created_at: at("2024-01-31T23:30:00Z"), closed_at: Some(at("2024-04-30T21:59:59Z")) },
            Life { created_at: at("2024-04-30T22:00:00Z"), closed_at: None },
        ];
        let today = NaiveDate::from_ymd_opt(2024, 6, 3).unwrap();
        let months = months(&lives, chrono_tz::Europe::Paris, today);
        let figures: Vec<_> =
            months.iter().map(|it| (it.first.to_string(), it.opened, it.closed, it.left)).collect();
        let month = |month: u32, opened, closed, left| (format!("2024-{month:02}-01"), opened, closed, left);
        let expected =
            [month(2, 1, 0, 1), month(3, 0, 0, 1), month(4, 0, 1, 0), month(5, 1, 0, 1), month(6, 0, 0, 1)];
        assert_eq!(figures, expected);
        assert_eq!(super::months(&[], chrono_tz::Europe::Paris, today), []);
    }
}
