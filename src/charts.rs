//! Shared parts of the charts: bars side by side, and an axis of months. Positions are in percent
//! of the width, so that a chart fits a phone and paper.

use chrono::{Datelike as _, NaiveDate};

use crate::text::i18n::Lang;

/// Height of the highest bar of a lane, in pixels.
const HIGHEST: f64 = 36.0;
/// The y coordinate of the foot of the bars, in pixels.
const GROUND: f64 = 52.0;
/// The most ticks of an axis that fit on a phone.
const MOST_TICKS: usize = 7;

/// A part of the width (1 is all of it), in percent.
pub fn percent(part: f64) -> String {
    format!("{:.2}", 100.0 * part)
}

/// A row of bars, one a value, on an axis.
#[derive(Debug)]
pub struct Lane {
    pub bars: Vec<Bar>,
    pub ticks: Vec<Tick>,
}

/// A bar of a lane.
#[derive(Debug)]
pub struct Bar {
    /// In percent of the lane's width: the left edge, the middle and the width.
    pub x: String,
    pub middle: String,
    pub width: String,
    /// In pixels.
    pub y: String,
    pub height: String,
    /// The y coordinate of its figure.
    pub above: String,
    pub value: i64,
}

/// A tick of an axis, with its label.
#[derive(Debug, Clone)]
pub struct Tick {
    pub x: String,
    pub label: String,
    /// Below the label; mostly empty.
    pub under: String,
}

impl Lane {
    /// The values as bars. A value of `most` has the full height.
    pub fn new(values: &[i64], most: i64, ticks: &[Tick]) -> Self {
        let room = 1.0 / values.len().max(1) as f64;
        let width = (0.7 * room).min(0.08);
        let bar = |(at, value): (usize, &i64)| {
            let middle = (at as f64 + 0.5) * room;
            let height = HIGHEST * *value as f64 / most.max(1) as f64;
            Bar {
                x: percent(middle - width / 2.0),
                middle: percent(middle),
                width: percent(width),
                y: format!("{:.1}", GROUND - height),
                height: format!("{height:.1}"),
                above: format!("{:.1}", GROUND - height - 3.0),
                value: *value,
            }
        };
        Self { bars: values.iter().enumerate().map(bar).collect(), ticks: ticks.to_vec() }
    }

    /// The height in pixels, labels included.
    pub fn height(&self) -> u32 {
        if self.ticks.iter().any(|it| !it.under.is_empty()) { 88 } else { 72 }
    }

    /// When figures are shown above the bars: always, where there is room, or never.
    pub fn figures(&self) -> Option<&'static str> {
        match self.bars.len() {
            0..=12 => Some("figure"),
            13..=30 => Some("figure roomy"),
            _ => None,
        }
    }
}

/// Ticks for bars with these labels: all of them, or every nth.
pub fn ticks(labels: &[String]) -> Vec<Tick> {
    let step = [2, 5, 10, 20, 50].into_iter().find(|it| labels.len().div_ceil(*it) <= MOST_TICKS);
    let step = if labels.len() <= 12 { 1 } else { step.unwrap_or(100) };
    let tick = |(at, label): (usize, &String)| Tick {
        x: percent((at as f64 + 0.5) / labels.len() as f64),
        label: label.clone(),
        under: String::new(),
    };
    labels.iter().enumerate().filter(|(at, _)| (at + 1) % step == 0).map(tick).collect()
}

/// Consecutive calendar months.
#[derive(Debug)]
pub struct Months(Vec<NaiveDate>);

impl Months {
    /// From the month of one day to the month of another, both included.
    pub fn spanning(from: NaiveDate, until: NaiveDate) -> Self {
        let first = from.with_day(1).unwrap_or(from);
        let next = |day: &NaiveDate| day.checked_add_months(chrono::Months::new(1));
        Self(std::iter::successors(Some(first), next).take_while(|it| *it <= until).collect())
    }

    /// The first day of each.
    pub fn days(&self) -> &[NaiveDate] {
        &self.0
    }

    /// The index of the month of a day.
    pub fn place(&self, day: NaiveDate) -> Option<usize> {
        let at = self.0.partition_point(|first| *first <= day);
        at.checked_sub(1)
    }

    /// The ticks: the first and the last month, and between them every month, or every nth as
    /// calendars count them, where there is room; the year where it changes. `within`: the position
    /// of a tick in its month, 0 for the beginning.
    pub fn ticks(&self, lang: Lang, within: f64) -> Vec<Tick> {
        let steps = [1, 2, 3, 6, 12, 24, 60, 120, 240, 600];
        let step = steps.into_iter().find(|it| self.0.len().div_ceil(*it) <= MOST_TICKS).unwrap_or(1200);
        let mut year = None;
        let mut ticks = Vec::new();
        let last = self.0.len().saturating_sub(1);
        for (at, month) in self.0.iter().enumerate() {
            let is_end = at == 0 || at == last;
            let has_room = at >= step && last - at >= step;
            let counted = 12 * i64::from(month.year()) + i64::from(month.month0());
            if is_end || has_room && counted % step as i64 == 0 {
                let under = if year == Some(month.year()) { String::new() } else { month.year().to_string() };
                year = Some(month.year());
                let x = percent((at as f64 + within) / self.0.len() as f64);
                ticks.push(Tick { x, label: lang.short_month(*month), under });
            }
        }
        ticks
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).unwrap()
    }

    #[test]
    fn months_continue_into_the_next_year() {
        let months = Months::spanning(day(2023, 11, 30), day(2024, 2, 1));
        assert_eq!(months.days(), [day(2023, 11, 1), day(2023, 12, 1), day(2024, 1, 1), day(2024, 2, 1)]);
        assert_eq!(months.place(day(2023, 12, 31)), Some(1));
        assert_eq!(months.place(day(2023, 10, 31)), None);
        let one = Months::spanning(day(2024, 2, 29), day(2024, 2, 29));
        assert_eq!(one.days(), [day(2024, 2, 1)]);
    }

    #[test]
    fn an_axis_has_ticks_and_fits_a_phone() {
        for count in 1..600 {
            let until = day(2001, 3, 1).checked_add_months(chrono::Months::new(count - 1)).unwrap();
            let ticks = Months::spanning(day(2001, 3, 9), until).ticks(Lang::Fr, 0.0);
            assert!((1..=8).contains(&ticks.len()), "{count} months: {ticks:?}");
            assert!(!ticks[0].under.is_empty(), "{count} months: the first says its year");
            let last = Lang::Fr.short_month(until);
            assert_eq!((&*ticks[0].label, &ticks[ticks.len() - 1].label), ("mars", &last), "{count} months");
        }
        for count in 1..300 {
            let labels: Vec<String> = (1..=count).map(|it| it.to_string()).collect();
            assert!((1..=14).contains(&ticks(&labels).len()), "{count} bars");
        }
    }

    #[test]
    fn bars_are_as_high_as_their_values() {
        let lane = Lane::new(&[0, 2, 4], 4, &[]);
        let heights: Vec<&str> = lane.bars.iter().map(|it| it.height.as_str()).collect();
        assert_eq!(heights, ["0.0", "18.0", "36.0"]);
        assert_eq!(Lane::new(&[0], 0, &[]).bars[0].height, "0.0");
    }
}
