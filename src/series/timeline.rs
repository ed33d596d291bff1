//! The hearings of a series along time: the picture of what its list says.

use chrono::NaiveDate;

use crate::{
    charts::{Months, Tick, percent},
    hearings::hearing::{Hearing, HearingState},
    text::i18n::Lang,
};

/// How wide and high the place of a mark is, in pixels.
const MARK: usize = 28;
/// Marks that would hide each other stand above each other, no higher than this.
const MOST_ROWS: usize = 12;

/// The order in which a hearing passes through them, and which is no step.
const STATES: [HearingState; 6] = [
    HearingState::Planned,
    HearingState::Held,
    HearingState::InReview,
    HearingState::Approved,
    HearingState::Published,
    HearingState::Cancelled,
];

/// A picture of hearings by their days.
#[derive(Debug)]
pub struct Timeline {
    /// In pixels; it takes more where there is more, and is scrolled where there is less.
    pub width: usize,
    /// The axis, from above.
    pub ground: usize,
    /// By day.
    pub marks: Vec<Mark>,
    pub ticks: Vec<Tick>,
    /// Where today is, unless all is past or all to come.
    pub today: Option<String>,
    /// The states that occur, and how often.
    pub states: Vec<(HearingState, usize)>,
}

/// A hearing of it.
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
    /// None where there is nothing to compare: of less than two hearings.
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

    /// With what is written below the axis.
    pub fn height(&self) -> usize {
        self.ground + 40
    }
}

/// For each of these places, in order, the lowest row in which nothing stands in its way.
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
    fn marks_stand_above_each_other_only_where_they_would_hide_each_other() {
        assert_eq!(rows([0.0, 28.0, 40.0, 41.0, 100.0].into_iter()), [0, 0, 1, 2, 0]);
        assert!(rows([5.0; 40].into_iter()).into_iter().all(|it| it < MOST_ROWS));
    }
}
