//! The hearings of a series along a time axis.

use chrono::NaiveDate;

use crate::{
    charts::{Months, Tick, percent},
    hearings::hearing::{Hearing, HearingState},
    text::i18n::Lang,
};

/// The width and height of a mark, in pixels.
const MARK: usize = 28;
/// The most rows of overlapping marks, which are stacked.
const MOST_ROWS: usize = 12;

/// In the order of the legend.
const STATES: [HearingState; 6] = [
    HearingState::Planned,
    HearingState::Held,
    HearingState::InReview,
    HearingState::Approved,
    HearingState::Published,
    HearingState::Cancelled,
];

/// A chart of hearings by day.
#[derive(Debug)]
pub struct Timeline {
    /// The least width, in pixels; a narrower page scrolls the chart.
    pub width: usize,
    /// The position of the axis, from above.
    pub ground: usize,
    /// By day.
    pub marks: Vec<Mark>,
    pub ticks: Vec<Tick>,
    /// The position of today, if it is on the axis.
    pub today: Option<String>,
    /// The states that occur, with their numbers.
    pub states: Vec<(HearingState, usize)>,
}

/// The mark of a hearing.
#[derive(Debug)]
pub struct Mark {
    pub x: String,
    /// The middle of the mark, from above.
    pub y: usize,
    pub number: i32,
    pub title: String,
    pub day: NaiveDate,
    pub state: HearingState,
}

impl Timeline {
    /// None for less than two hearings.
    pub fn of(hearings: &[Hearing], today: NaiveDate, lang: Lang) -> Option<Self> {
        let mut hearings: Vec<&Hearing> = hearings.iter().collect();
        hearings.sort_by_key(|it| (it.day, it.number));
        let [first, .., last] = hearings.as_slice() else { return None };
        let months = Months::spanning(first.day, last.day);
        let from = *months.days().first()?;
        let end = months.days().last()?.checked_add_months(chrono::Months::new(1))?;
        let whole = (end - from).num_days() as f64;
        let place = |day: NaiveDate| ((day - from).num_days() as f64 + 0.5) / whole;

        let width = (16 * months.days().len()).max(12 * hearings.len()).clamp(240, 2400);
        let rows = rows(hearings.iter().map(|it| place(it.day) * width as f64));
        let ground = MARK * (rows.iter().max().copied().unwrap_or(0) + 1);
        let mark = |(it, row): (&&Hearing, &usize)| Mark {
            x: percent(place(it.day)),
            y: ground - MARK * row - MARK / 2,
            number: it.number,
            title: it.title.clone(),
            day: it.day,
            state: it.state,
        };
        let count = |state: HearingState| (state, hearings.iter().filter(|it| it.state == state).count());
        Some(Self {
            width,
            ground,
            marks: hearings.iter().zip(&rows).map(mark).collect(),
            ticks: months.ticks(lang, 0.0),
            today: (from <= today && today < end).then(|| percent(place(today))),
            states: STATES.map(count).into_iter().filter(|(_, count)| *count > 0).collect(),
        })
    }

    /// The height with the labels below the axis.
    pub fn height(&self) -> usize {
        self.ground + 40
    }
}

/// For each of these positions, in order, the lowest free row.
fn rows(places: impl Iterator<Item = f64>) -> Vec<usize> {
    let mut ends: Vec<f64> = Vec::new();
    let row = |place: f64| {
        let free = ends.iter().position(|end| *end <= place);
        let row = free.unwrap_or(ends.len().min(MOST_ROWS - 1));
        let end = place + MARK as f64;
        if row < ends.len() {
            ends[row] = end;
        } else {
            ends.push(end);
        }
        row
    };
    places.map(row).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn overlapping_marks_are_stacked() {
        assert_eq!(rows([0.0, 28.0, 40.0, 41.0, 100.0].into_iter()), [0, 0, 1, 2, 0]);
        assert!(rows([5.0; 40].into_iter()).into_iter().all(|it| it < MOST_ROWS));
    }
}
