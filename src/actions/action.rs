//! The action, and the state in which it shows.

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::FromQueryResult;
use uuid::Uuid;

use crate::{access::permissions::Standing, hearings::hearing, text::i18n::Lang, words::words};

words! {
    /// How far an action has come.
    pub enum ActionState("action-state") {
        Open = "open",
        InProgress = "in_progress",
        Done = "done",
    }
}

/// The state as people see it: an action that is not done by its day is late.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shown {
    Open,
    InProgress,
    /// By so many days.
    Late(i64),
    Done,
}

impl Shown {
    fn of(state: ActionState, due_on: Option<NaiveDate>, today: NaiveDate) -> Self {
        let late = due_on.map_or(0, |due_on| (today - due_on).num_days());
        match state {
            ActionState::Done => Self::Done,
            _ if late > 0 => Self::Late(late),
            ActionState::InProgress => Self::InProgress,
            ActionState::Open => Self::Open,
        }
    }

    /// As the style sheet knows it.
    pub fn code(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::InProgress => "in_progress",
            Self::Late(_) => "late",
            Self::Done => "done",
        }
    }

    /// As people read it.
    pub fn label(self, lang: &Lang) -> String {
        match self {
            Self::Open => lang.t("action-state-open"),
            Self::InProgress => lang.t("action-state-in_progress"),
            Self::Late(days) => lang.t1("action-state-late", "days", days),
            Self::Done => lang.t("action-state-done"),
        }
    }
}

/// An action as a member sees it.
#[derive(Debug, Clone, FromQueryResult)]
pub struct Action {
    pub id: Uuid,
    pub title: String,
    pub due_on: Option<NaiveDate>,
    pub state: ActionState,
    pub version: i32,
    pub created_at: DateTime<Utc>,
    pub author_name: String,
    pub body_id: Option<Uuid>,
    pub body_name: Option<String>,
    pub member_id: Option<Uuid>,
    pub member_name: Option<String>,
    /// Whether the hearing was held in closed session.
    pub closed: bool,
    /// The hearing it follows from: none of these four where the member may not know of it.
    series_slug: Option<String>,
    series_title: Option<String>,
    hearing_number: Option<i32>,
    hearing_title: Option<String>,
    /// The turn it came from; none where the member may not read that turn.
    pub turn_number: Option<i32>,
    /// What was said there; none where the member may not read it.
    pub quote: Option<String>,
    /// Whether the member is an organiser of the series.
    pub organiser: bool,
    /// Whether the member, or the member's body, is in charge.
    pub in_charge: bool,
}

impl Action {
    /// Inside the tenant.
    pub fn path(&self) -> String {
        path(self.id)
    }

    /// The hearing it follows from; none where the member may not know of it.
    pub fn hearing(&self) -> Option<Origin<'_>> {
        Some(Origin {
            series_slug: self.series_slug.as_deref()?,
            series_title: self.series_title.as_deref()?,
            number: self.hearing_number?,
            title: self.hearing_title.as_deref()?,
        })
    }

    /// What the member is to it.
    pub fn standing(&self) -> Standing {
        Standing { organiser: self.organiser, in_charge: self.in_charge, ..Standing::default() }
    }

    /// Who is in charge: the member, the body, or the one in the other.
    pub fn in_charge(&self) -> String {
        in_charge(self.member_name.as_deref(), self.body_name.as_deref())
    }

    /// Where it comes from, as far as the member may know: the hearing in its series, and the turn.
    pub fn source(&self, lang: &Lang) -> Option<String> {
        let Origin { series_title, number, .. } = self.hearing()?;
        let hearing = lang.t1("hearing-nth", "number", number);
        Some(match self.turn_number {
            Some(turn) => {
                format!("{series_title}, {hearing}, {}", lang.t1("action-source-turn", "turn", turn))
            }
            None => format!("{series_title}, {hearing}"),
        })
    }

    /// The state to show on a day.
    pub fn shown(&self, today: &NaiveDate) -> Shown {
        Shown::of(self.state, self.due_on, *today)
    }

    /// Whether it is closed.
    pub fn is_done(&self) -> bool {
        self.state == ActionState::Done
    }
}

/// The hearing that an action follows from.
#[derive(Debug, Clone, Copy)]
pub struct Origin<'a> {
    series_slug: &'a str,
    pub series_title: &'a str,
    pub number: i32,
    pub title: &'a str,
}

impl Origin<'_> {
    /// Inside the tenant.
    pub fn path(&self) -> String {
        hearing::path(self.series_slug, self.number)
    }
}

/// Where an action is found inside the tenant.
pub fn path(id: Uuid) -> String {
    format!("/actions/{id}")
}

/// How those in charge are named together.
pub fn in_charge(member: Option<&str>, body: Option<&str>) -> String {
    [member, body].into_iter().flatten().collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_action_is_late_from_the_day_after_its_own_until_it_is_done() {
        let day = |day| NaiveDate::from_ymd_opt(2024, 6, day).unwrap();
        assert_eq!(Shown::of(ActionState::Open, Some(day(14)), day(14)), Shown::Open);
        assert_eq!(Shown::of(ActionState::Open, Some(day(14)), day(22)), Shown::Late(8));
        assert_eq!(Shown::of(ActionState::InProgress, Some(day(14)), day(15)), Shown::Late(1));
        assert_eq!(Shown::of(ActionState::InProgress, None, day(15)), Shown::InProgress);
        assert_eq!(Shown::of(ActionState::Done, Some(day(14)), day(22)), Shown::Done);
    }
}
