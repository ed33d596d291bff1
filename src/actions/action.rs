//! An action and its status.

use std::ops::Deref;

use chrono::NaiveDate;
use sea_orm::FromQueryResult;
use uuid::Uuid;

use super::entity as actions;
use crate::{
    access::permissions::Standing, hearings::hearing, history::recording::About, text::i18n::Lang,
    words::words,
};

words! {
    /// The stored state of an action.
    #[derive(Default)]
    pub enum ActionState("action-state") {
        #[default]
        Open = "open",
        InProgress = "in_progress",
        Done = "done",
    }
}

/// The state on a page: an action that is not done after its due date is late.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ActionStatus {
    Open,
    InProgress,
    /// The number of days.
    Late(i64),
    Done,
}

impl ActionStatus {
    fn of(state: ActionState, due_on: Option<NaiveDate>, today: NaiveDate) -> Self {
        let late = due_on.map_or(0, |due_on| (today - due_on).num_days());
        match state {
            ActionState::Done => Self::Done,
            _ if late > 0 => Self::Late(late),
            ActionState::InProgress => Self::InProgress,
            ActionState::Open => Self::Open,
        }
    }

    /// The word in the style sheet.
    pub fn code(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::InProgress => "in_progress",
            Self::Late(_) => "late",
            Self::Done => "done",
        }
    }

    /// The words on a page.
    pub fn label(self, lang: &Lang) -> String {
        match self {
            Self::Open => lang.t("action-state-open"),
            Self::InProgress => lang.t("action-state-in_progress"),
            Self::Late(days) => lang.t1("action-state-late", "days", days),
            Self::Done => lang.t("action-state-done"),
        }
    }
}

/// An action as a member sees it: its columns, and what its page shows of other tables.
#[derive(Debug, Clone, FromQueryResult)]
pub struct Action {
    /// Its quote is empty if the member may not read the turn.
    #[sea_orm(nested)]
    row: actions::Model,
    pub author_name: String,
    pub body_name: Option<String>,
    pub member_name: Option<String>,
    /// The hearing that it follows from. None if the member may not know of it.
    #[sea_orm(nested(prefix = "origin_"))]
    pub hearing: Option<Origin>,
    /// Whether the hearing was held in closed session.
    pub closed: bool,
    /// The turn that it was made from. None if the member may not read it.
    pub turn_number: Option<i32>,
    /// Whether the member is an organiser of the series.
    pub organiser: bool,
    /// Whether the member, or the member's body, is in charge.
    pub in_charge: bool,
}

impl Deref for Action {
    type Target = actions::Model;

    fn deref(&self) -> &actions::Model {
        &self.row
    }
}

impl Action {
    /// What a change of it is about.
    pub(super) fn about(&self) -> About<'_> {
        About::hearing(self.hearing_id, &self.title)
    }

    /// Inside the tenant.
    pub fn path(&self) -> String {
        path(self.id)
    }

    /// The member's relation to it.
    pub fn standing(&self) -> Standing {
        Standing { organiser: self.organiser, in_charge: self.in_charge, ..Standing::default() }
    }

    /// The names of the member and the body in charge.
    pub fn in_charge(&self) -> String {
        in_charge(self.member_name.as_deref(), self.body_name.as_deref())
    }

    /// The hearing with its series, and the turn, as far as the member may know them.
    pub fn source(&self, lang: &Lang) -> Option<String> {
        let Origin { series_title, number, .. } = self.hearing.as_ref()?;
        let hearing = lang.t1("hearing-nth", "number", *number);
        Some(match self.turn_number {
            Some(turn) => {
                format!("{series_title}, {hearing}, {}", lang.t1("action-source-turn", "turn", turn))
            }
            None => format!("{series_title}, {hearing}"),
        })
    }

    /// The status on a day.
    pub fn status(&self, today: &NaiveDate) -> ActionStatus {
        ActionStatus::of(self.state, self.due_on, *today)
    }

    /// Whether it is done.
    pub fn is_done(&self) -> bool {
        self.state == ActionState::Done
    }
}

/// The hearing that an action follows from.
#[derive(Debug, Clone, FromQueryResult)]
pub struct Origin {
    series_slug: String,
    pub series_title: String,
    pub number: i32,
    pub title: String,
}

impl Origin {
    /// Inside the tenant.
    pub fn path(&self) -> String {
        hearing::path(&self.series_slug, self.number)
    }
}

/// The page of an action, inside the tenant.
pub fn path(id: Uuid) -> String {
    format!("/actions/{id}")
}

/// The names of those in charge.
pub fn in_charge(member: Option<&str>, body: Option<&str>) -> String {
    [member, body].into_iter().flatten().collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_open_action_is_late_after_its_due_date() {
        let day = |day| NaiveDate::from_ymd_opt(2024, 6, day).unwrap();
        assert_eq!(ActionStatus::of(ActionState::Open, Some(day(14)), day(14)), ActionStatus::Open);
        assert_eq!(ActionStatus::of(ActionState::Open, Some(day(14)), day(22)), ActionStatus::Late(8));
        assert_eq!(ActionStatus::of(ActionState::InProgress, Some(day(14)), day(15)), ActionStatus::Late(1));
        assert_eq!(ActionStatus::of(ActionState::InProgress, None, day(15)), ActionStatus::InProgress);
        assert_eq!(ActionStatus::of(ActionState::Done, Some(day(14)), day(22)), ActionStatus::Done);
    }
}
