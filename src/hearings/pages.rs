//! Screens of hearings.

use actix_web::{HttpResponse, web};
use askama::Template;
use serde::Deserialize;
use uuid::Uuid;

use super::{
    hearing::{Hearing, HearingState},
    store,
};
use crate::{
    access::{
        permissions::{
            ApproveRecords, AssignActions, EditHearings, Permission, PublishRecords, ReadDrafts,
            ReadRegister, SubmitRecords, WithdrawRecords, WriteErrata, WriteSummaries,
        },
        scope::Scope,
    },
    actions::{action::Action, store as actions},
    attendances::{
        self,
        attendance::{Attendance, Section, Strength, headcounts, sections, speaker, strengths},
    },
    documents::{self, document::Document, recording::Recording},
    history::{change::ChangeLine, lines},
    record::{
        errata::{self, Erratum},
        provenance,
        turn::Turn,
        view::{self, Record},
    },
    rounds::{self, round::Round},
    web::{error::Result, forms::check_text, middleware, page::Page, paths::HearingPath},
};

#[derive(Template)]
#[template(path = "hearings/show.html")]
pub struct Show {
    pub page: Page,
    pub hearing: Hearing,
    pub present: Vec<Section>,
    /// The part of the record that the member may read.
    pub record: Record,
    pub actions: Vec<Action>,
    pub documents: Vec<Document>,
    /// The recording, if turns of the record have times.
    pub recording: Option<Recording>,
    /// Whether the member may read the record: before review, only organisers.
    pub record_shows: bool,
    pub settlement: Settlement,
    /// The open correction round, if the member may approve.
    pub round: Option<Round>,
    pub may: May,
}

/// The actions that the page offers to the member.
#[derive(Debug)]
pub struct May {
    pub edit: bool,
    pub correct: bool,
    pub submit: bool,
    /// The last change of the record that the member approves.
    pub approve: Option<Uuid>,
    pub publish: bool,
    pub withdraw: bool,
    pub write_errata: bool,
    pub read_history: bool,
    pub assign: bool,
    pub summarise: bool,
}

impl May {
    fn of<P: Permission>(scope: &Scope<P>, hearing: &Hearing) -> Self {
        let standing = hearing.standing();
        let edit = scope.may::<EditHearings>(standing);
        let approves = hearing.may_be_approved() && scope.may::<ApproveRecords>(standing);
        Self {
            edit,
            correct: edit && hearing.state.record_is_open(),
            submit: scope.may::<SubmitRecords>(standing),
            approve: approves.then(|| hearing.last_change.unwrap_or_default()),
            publish: hearing.state == HearingState::Approved && scope.may::<PublishRecords>(standing),
            withdraw: hearing.withdrawn().is_some() && scope.may::<WithdrawRecords>(standing),
            write_errata: hearing.state.is_settled() && scope.may::<WriteErrata>(standing),
            read_history: scope.may::<ReadDrafts>(standing),
            assign: scope.may::<AssignActions>(standing),
            summarise: scope.may::<WriteSummaries>(standing),
        }
    }
}

/// The approval of a record and its errata.
#[derive(Debug, Default)]
pub struct Settlement {
    /// Approval, publication and withdrawal.
    pub changes: Vec<ChangeLine>,
    pub errata: Vec<Erratum>,
}

impl Settlement {
    pub async fn of<P: Permission>(
        scope: &Scope<P>,
        hearing: &Hearing,
        errata: Vec<Erratum>,
    ) -> Result<Self> {
        if !hearing.state.is_settled() {
            return Ok(Self::default());
        }
        let changes = match hearing.approvals() {
            Some(changes) => changes,
            None => lines::settlement(scope, hearing.id).await?,
        };
        Ok(Self { changes, errata })
    }
}

impl Show {
    fn speaker(&self, turn: &Turn) -> Option<&Attendance> {
        speaker(&self.present, turn.attendance_id)
    }

    /// The typed search.
    fn sought(&self) -> &str {
        self.record.search.as_ref().map_or("", |it| &it.words)
    }

    /// How many actions came from the turn of this number.
    fn follow_ups(&self, turn: &i32) -> usize {
        self.actions.iter().filter(|it| it.turn_number == Some(*turn)).count()
    }

    /// The level of a speaker's heading: below the sections', where there are any.
    fn speaker_level(&self) -> u8 {
        if self.hearing.has_sections { 3 } else { 2 }
    }

    /// The numbers of the turns that were merged into this one: links to them lead here.
    fn joined_to(&self, turn: &i32) -> impl Iterator<Item = i32> {
        self.record.joined.iter().filter(move |it| it.into == *turn).map(|it| it.number)
    }

    /// The errata of a turn.
    fn errata(&self, turn: &Turn) -> impl Iterator<Item = &Erratum> {
        self.settlement.errata.iter().filter(move |it| it.turn_id == turn.id)
    }

    /// The provenances of turns, by index.
    fn provenances(&self) -> [String; 4] {
        provenance::LABELS.map(|it| self.page.t(it))
    }

    /// Whether the page shows the last turn of the record.
    fn ends(&self) -> bool {
        self.record.search.is_none() && self.record.pagination.as_ref().is_none_or(|it| it.number == it.last)
    }

    fn headcount(&self) -> usize {
        self.present.iter().map(|section| section.present.len()).sum()
    }

    fn strengths(&self) -> Vec<Strength<'_>> {
        strengths(&self.present)
    }

    fn headcounts(&self) -> String {
        headcounts(&self.present, self.page.lang)
    }

    /// The citation of a passage; the script replaces what is in braces.
    fn citation(&self) -> String {
        let hearing = &self.hearing;
        self.page.lang.with(
            "citation",
            [
                ("passage", "{passage}".into()),
                ("speaker", "{speaker}".into()),
                ("tenant", self.page.tenant_name.as_str().into()),
                ("number", hearing.number.to_string().into()),
                ("title", hearing.title.as_str().into()),
                ("day", self.page.date(&hearing.day).into()),
            ],
        )
    }

    /// Whether the table of those present is so long that it is folded.
    fn is_crowded(&self) -> bool {
        self.headcount() > 40
    }
}

/// The query of the page.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct HearingQuery {
    /// Words to mark in the record.
    q: String,
    page: String,
    /// The number of a turn.
    turn: String,
}

/// `GET /{tenant}/series/{series}/hearings/{number}`
pub async fn show(
    scope: Scope<ReadRegister>,
    path: web::Path<HearingPath>,
    asked: web::Query<HearingQuery>,
) -> Result<HttpResponse> {
    check_text(&asked.q)?;
    let hearing = store::find_with_changes(&scope, &path.series, path.number).await?;
    let present = sections(attendances::store::of_hearing(&scope, &hearing).await?);
    let sought = view::RecordQuery { words: &asked.q, page: &asked.page, turn: &asked.turn };
    let record = Record::load(&scope, &hearing, &present, &sought).await?;
    let actions = if hearing.has_actions { actions::of_hearing(&scope, &hearing).await? } else { Vec::new() };
    let documents = match hearing.has_documents {
        true => documents::store::of_hearing(&scope, hearing.id).await?,
        false => Vec::new(),
    };
    let has_times = record.turns.iter().any(|it| it.time.is_some());
    let recording = Recording::among(&documents).filter(|_| has_times);
    let policy = recording.as_ref().and_then(Recording::policy);
    let may = May::of(&scope, &hearing);
    let errata = errata::of_turns(&scope, &hearing, &present, &record.turns).await?;
    let settlement = Settlement::of(&scope, &hearing, errata).await?;
    let round = match may.approve {
        Some(_) => rounds::store::latest(&scope, &hearing).await?.filter(|it| it.closed_at.is_none()),
        None => None,
    };
    let record_shows = hearing.state.record_is_out() || may.read_history;
    let answer = scope.render(|page| Show {
        page,
        present,
        record,
        actions,
        documents,
        recording,
        record_shows,
        settlement,
        round,
        may,
        hearing,
    })?;
    Ok(middleware::under(policy, answer))
}
