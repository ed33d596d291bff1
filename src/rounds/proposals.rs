//! Deciding a proposal: accept it, amend it, or refuse it.

use actix_web::{HttpResponse, web};
use askama::Template;
use serde::Deserialize;

use super::{
    pages::path,
    round::{Proposal, ProposalState},
    store,
};
use crate::{
    access::{
        permissions::RunRounds,
        scope::{Outcome, Post, Scope, redirected, rendered},
    },
    hearings::{hearing::Hearing, store as hearings},
    history::{
        change::ChangeKind,
        recording::{By, Change},
    },
    record::{
        diff::Diff,
        form::{Correction, TurnForm, write_notes},
        pages::LIMIT,
        store::{self as turns, TurnUpdate},
        text::{TurnHtml, html_without_notes},
        turn::Turn,
        versions::{Wording, wording},
    },
    text::i18n::Lang,
    web::{
        error::{Error, Result},
        forms::{Errors, Form, Version},
        page::Page,
        paths::ProposalPath,
    },
};

/// The form of a decision.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct DecisionForm {
    /// The version of the turn that was read.
    pub version: Version,
    pub text: String,
    pub notes: String,
    pub answer: String,
}

#[derive(Template)]
#[template(path = "rounds/proposal.html")]
pub struct Decide {
    pub page: Page,
    pub hearing: Hearing,
    pub proposal: Proposal,
    /// As it is, and as the guest read it; none where it was removed or merged.
    pub turn: Option<(Turn, Wording)>,
    pub form: DecisionForm,
    pub errors: Errors,
}

impl Decide {
    async fn load(scope: &Scope<RunRounds>, place: &web::Path<ProposalPath>) -> Result<Self> {
        let hearing = hearings::find(scope, &place.series, place.number).await?;
        let proposal = store::proposal(scope, &hearing, place.proposal).await?;
        let turn = match turns::find(scope, &hearing, proposal.number).await {
            Ok(turn) => {
                let was = wording(scope, &hearing, &turn, proposal.version).await?;
                Some((turn, was))
            }
            Err(Error::NotFound) => None,
            Err(why) => return Err(why),
        };
        let form = DecisionForm {
            version: turn.as_ref().map(|(turn, _)| turn.version.into()).unwrap_or_default(),
            text: proposal.text.clone(),
            notes: proposal.notes(),
            answer: String::new(),
        };
        let (page, errors) = (scope.page().clone(), Errors::default());
        Ok(Self { page, hearing, proposal, turn, form, errors })
    }

    /// The path of the round, inside the tenant.
    fn round_path(&self) -> String {
        path(&self.hearing)
    }

    /// The path of the proposal, inside the tenant.
    fn path(&self) -> String {
        format!("{}/proposals/{}", path(&self.hearing), self.proposal.id)
    }

    /// Whether the proposal may still be decided.
    fn is_open(&self) -> bool {
        self.proposal.state == ProposalState::Proposed && self.hearing.state.record_is_open()
    }

    /// Whether the turn was changed after the guest read it.
    fn is_stale(&self) -> bool {
        self.turn.as_ref().is_some_and(|(turn, _)| turn.version != self.proposal.version)
    }

    /// The difference between the proposal and the text that the guest read.
    fn words(&self, was: &Wording) -> Diff {
        Diff::of(&was.text, &self.proposal.text)
    }

    fn notes(&self, was: &Wording) -> Diff {
        Diff::of(&write_notes(&was.footnotes), &self.proposal.notes())
    }

    /// The text that the guest read, as HTML.
    fn read<'a>(&self, was: &'a Wording) -> TurnHtml<'a> {
        html_without_notes(self.proposal.number, &was.text)
    }

    /// The present text, as HTML.
    fn said<'a>(&self, turn: &'a Turn) -> TurnHtml<'a> {
        html_without_notes(turn.number, &turn.text)
    }
}

/// `GET …/round/proposals/{proposal}`
pub async fn show(scope: Scope<RunRounds>, place: web::Path<ProposalPath>) -> Result<HttpResponse> {
    let decide = Decide::load(&scope, &place).await?;
    scope.render(|page| Decide { page, ..decide })
}

/// The checked turn, and the answer to the guest; none if there are errors.
async fn check(
    scope: &Scope<RunRounds>,
    hearing: &Hearing,
    turn: &Turn,
    typed: &DecisionForm,
    errors: &mut Errors,
) -> Result<Option<(Correction, String)>> {
    let lang: Lang = scope.lang();
    let form = TurnForm { text: typed.text.clone(), notes: typed.notes.clone(), ..TurnForm::of(turn, lang) };
    let (_, speaker) = turns::find_with_speaker(scope, hearing, turn.number, turn.attendance_id).await?;
    let correction = form.check(lang, Some(turn), speaker).map_err(|found| *errors = found).ok();
    let answer = errors.lines(lang, "answer", &typed.answer, 2000);
    Ok(correction.filter(|_| errors.is_empty()).map(|it| (it, answer)))
}

/// `POST …/round/proposals/{proposal}/acceptance`: the turn gets the text of the form.
pub async fn accept(
    Post(scope, form): Post<Scope<RunRounds>, Form<DecisionForm, LIMIT>>,
    place: web::Path<ProposalPath>,
) -> Result<Outcome> {
    let decide = Decide::load(&scope, &place).await?;
    let round = path(&decide.hearing);
    if decide.proposal.state.is_taken_up() {
        return redirected(scope.redirect_unchanged(round, "done-proposal-accepted")?);
    }
    let (Some((turn, _)), true) = (&decide.turn, decide.is_open()) else { return Err(Error::Conflict) };
    let mut form = form.0;
    let version = form.version.required()?;
    let mut errors = Errors::default();
    let Some((correction, answer)) = check(&scope, &decide.hearing, turn, &form, &mut errors).await? else {
        return rendered(scope.unprocessable(|page| Decide { page, form, errors, ..decide })?);
    };
    let proposal = &decide.proposal;
    let as_proposed = correction.text == proposal.text && correction.footnotes == proposal.footnotes;
    let state = if as_proposed { ProposalState::Accepted } else { ProposalState::Amended };
    if correction.is_kept_in(turn) {
        store::decide(&scope, proposal, state, &answer, None).await?;
        let by = By::of(&scope).on_behalf_of(proposal.guest_id);
        Change::record(&scope, ChangeKind::RoundAcceptance, &decide.hearing, &by, "").await?;
        return redirected(scope.commit_and_redirect(round, "done-proposal-accepted").await?);
    }
    let hearing = &decide.hearing;
    let by = By::of(&scope).on_behalf_of(proposal.guest_id);
    let as_acceptance = (ChangeKind::RoundAcceptance, by);
    match turns::correct_as(&scope, hearing, turn, version, &correction, as_acceptance).await? {
        TurnUpdate::Kept(change) => {
            store::decide(&scope, proposal, state, &answer, Some(change.id)).await?;
            let undo = change.undo_path();
            redirected(scope.commit_and_offer_undo(round, "done-proposal-accepted", undo).await?)
        }
        TurnUpdate::Locked => Err(Error::Conflict),
        TurnUpdate::Stale => {
            let decide = Decide::load(&scope, &place).await?;
            form.version = decide.form.version;
            let mut errors = Errors::default();
            errors.add("text", scope.lang().t("proposal-stale"));
            rendered(scope.conflict(|page| Decide { page, form, errors, ..decide })?)
        }
    }
}

/// `POST …/round/proposals/{proposal}/refusal`: the guest sees the reason.
pub async fn refuse(
    Post(scope, form): Post<Scope<RunRounds>, Form<DecisionForm, LIMIT>>,
    place: web::Path<ProposalPath>,
) -> Result<Outcome> {
    let decide = Decide::load(&scope, &place).await?;
    let round = path(&decide.hearing);
    if decide.proposal.state == ProposalState::Refused {
        return redirected(scope.redirect_unchanged(round, "done-proposal-refused")?);
    }
    if decide.proposal.state != ProposalState::Proposed {
        return Err(Error::Conflict);
    }
    let (lang, mut errors) = (scope.lang(), Errors::default());
    if form.answer.trim().is_empty() {
        errors.add("answer", lang.t("proposal-reason-needed"));
    }
    let answer = errors.lines(lang, "answer", &form.answer, 2000);
    if !errors.is_empty() {
        let mut form = form.0;
        // The refusal can be sent without the text.
        if form.text.is_empty() {
            form.text.clone_from(&decide.proposal.text);
        }
        return rendered(scope.unprocessable(|page| Decide { page, form, errors, ..decide })?);
    }
    store::decide(&scope, &decide.proposal, ProposalState::Refused, &answer, None).await?;
    let by = By::of(&scope).on_behalf_of(decide.proposal.guest_id);
    Change::record(&scope, ChangeKind::RoundRefusal, &decide.hearing, &by, &answer).await?;
    redirected(scope.commit_and_redirect(round, "done-proposal-refused").await?)
}
