//! Screens of hearings.

use actix_web::{HttpResponse, web};
use askama::Template;

use super::{
    attendances::{
        self,
        attendance::{Attendance, Section, sections},
    },
    hearing::Hearing,
    store,
    turns::{self, turn::Turn},
};
use crate::{
    actions::{action::Action, store as actions},
    error::Result,
    page::Page,
    permissions::{AssignActions, EditHearings, ReadDrafts, ReadRegister, SubmitRecords, WriteSummaries},
    scope::Scope,
};

#[derive(Template)]
#[template(path = "hearings/show.html")]
pub struct Show {
    pub page: Page,
    pub hearing: Hearing,
    pub present: Vec<Section>,
    /// What the member may read of the record.
    pub turns: Vec<Turn>,
    /// What follows from the hearing.
    pub actions: Vec<Action>,
    /// Whether there is a record for this member: before review it is the organisers'.
    pub record_shows: bool,
    pub may_edit: bool,
    pub may_correct: bool,
    pub may_submit: bool,
    pub may_assign: bool,
    pub may_summarise: bool,
}

impl Show {
    fn speaker(&self, turn: &Turn) -> Option<&Attendance> {
        let id = turn.attendance_id?;
        self.present.iter().flat_map(|section| &section.present).find(|it| it.id == id)
    }

    /// How many actions came from the turn of this number.
    fn follow_ups(&self, turn: &i32) -> usize {
        self.actions.iter().filter(|it| it.turn_number == Some(*turn)).count()
    }

    fn headcount(&self) -> usize {
        self.present.iter().map(|section| section.present.len()).sum()
    }
}

/// `GET /{tenant}/series/{series}/hearings/{number}`
pub async fn show(
    scope: Scope<ReadRegister>,
    path: web::Path<(String, String, i32)>,
) -> Result<HttpResponse> {
    let hearing = store::find(&scope, &path.1, path.2).await?;
    let present = sections(attendances::store::of_hearing(&scope, hearing.id).await?);
    let turns = turns::store::of_hearing(&scope, hearing.id).await?;
    let actions =
        if hearing.has_actions { actions::of_hearing(&scope, hearing.id).await? } else { Vec::new() };
    let standing = hearing.standing();
    let may_edit = scope.may::<EditHearings>(standing);
    let (may_submit, may_assign) =
        (scope.may::<SubmitRecords>(standing), scope.may::<AssignActions>(standing));
    let may_summarise = scope.may::<WriteSummaries>(standing);
    let record_shows = hearing.state.record_is_out() || scope.may::<ReadDrafts>(standing);
    scope
        .show(|page| Show {
            page,
            present,
            turns,
            actions,
            record_shows,
            may_edit,
            may_correct: may_edit && hearing.state.record_is_open(),
            may_submit,
            may_assign,
            may_summarise,
            hearing,
        })
        .await
}
