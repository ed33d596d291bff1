//! The pages of a guest: own turns, proposals, agreement, contribution.

use actix_web::{HttpResponse, web};
use askama::Template;
use chrono::{DateTime, Utc};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait as _, Condition, ExprTrait as _, QueryFilter as _, QueryOrder as _,
    sea_query::{Alias, Expr, OnConflict},
};
use serde::Deserialize;
use uuid::Uuid;

use super::{
    guest_entity as round_guests, proposal_entity as proposals,
    round::{Proposal, ProposalState},
    store,
};
use crate::{
    access::scope::{Guest, Invited, Outcome, Post, Redirect, redirected, rendered},
    clock,
    history::change::ChangeKind,
    record::{
        form::{TurnForm, write_notes},
        pages::LIMIT,
        store as turns,
        turn::{Turn, write_footnotes},
    },
    web::{
        error::{Error, Result},
        forms::{Errors, Form, Version},
        page::Page,
        paths::GuestTurnPath,
    },
};

#[derive(Template)]
#[template(path = "rounds/guest_show.html")]
pub struct Show {
    pub page: Page,
    pub address: String,
    pub invited: Invited,
    pub turns: Vec<Turn>,
    pub proposals: Vec<Proposal>,
    pub contribution: String,
    pub errors: Errors,
}

impl Show {
    async fn load(guest: &Guest) -> Result<(Vec<Turn>, Vec<Proposal>)> {
        let turns = turns::of_guest(guest).await?;
        let proposals = store::proposals_of(guest.parts_of::<round_guests::Entity, _>(&guest.invited))
            .order_by_asc(proposals::Column::CreatedAt);
        Ok((turns, proposals.into_model().all(guest.db()).await?))
    }

    /// The proposals for a turn.
    fn proposals_for(&self, turn: &Turn) -> impl Iterator<Item = &Proposal> {
        self.proposals.iter().filter(move |it| it.turn_id == turn.id)
    }
}

/// `GET /{tenant}/round/{token}`
pub async fn show(guest: Guest) -> Result<HttpResponse> {
    let (turns, proposals) = Show::load(&guest).await?;
    let (address, invited) = (guest.address(), guest.invited.clone());
    let contribution = invited.contribution.clone();
    let errors = Errors::default();
    guest.render(|page| Show { page, address, invited, turns, proposals, contribution, errors })
}

/// The form of a proposal.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct ProposalForm {
    /// The version of the turn that was read.
    pub version: Version,
    pub text: String,
    pub notes: String,
    pub comment: String,
}

#[derive(Template)]
#[template(path = "rounds/guest_edit.html")]
pub struct Edit {
    pub page: Page,
    pub address: String,
    pub invited: Invited,
    pub turn: Turn,
    pub form: ProposalForm,
    pub errors: Errors,
}

async fn turn_of(guest: &Guest, number: i32) -> Result<Turn> {
    turns::of_guest(guest).await?.into_iter().find(|it| it.number == number).ok_or(Error::NotFound)
}

/// `GET /{tenant}/round/{token}/turns/{turn}`: the form has the undecided proposal, if there is one.
pub async fn edit(guest: Guest, place: web::Path<GuestTurnPath>) -> Result<HttpResponse> {
    let turn = turn_of(&guest, place.turn).await?;
    let before: Option<Proposal> =
        store::proposals_of(guest.parts_of::<round_guests::Entity, _>(&guest.invited))
            .filter(proposals::COLUMN.turn_id.eq(turn.id))
            .filter(proposals::COLUMN.state.eq(ProposalState::Proposed))
            .into_model()
            .one(guest.db())
            .await?;
    let form = match before {
        Some(it) => {
            ProposalForm { version: it.version.into(), notes: it.notes(), text: it.text, comment: it.comment }
        }
        None => ProposalForm {
            version: turn.version.into(),
            text: turn.text.clone(),
            notes: write_notes(&turn.footnotes),
            comment: String::new(),
        },
    };
    let (address, invited) = (guest.address(), guest.invited.clone());
    guest.render(|page| Edit { page, address, invited, turn, form, errors: Errors::default() })
}

/// `POST /{tenant}/round/{token}/turns/{turn}`: replaces the undecided proposal.
pub async fn propose(
    Post(guest, form): Post<Guest, Form<ProposalForm, LIMIT>>,
    place: web::Path<GuestTurnPath>,
) -> Result<Outcome> {
    let turn = turn_of(&guest, place.turn).await?;
    let version = form.version.required()?;
    if version > turn.version {
        return Err(Error::Conflict);
    }
    let lang = guest.lang();
    let typed = TurnForm { text: form.text.clone(), notes: form.notes.clone(), ..TurnForm::default() };
    let (correction, mut errors) = match typed.check(lang, Some(&turn), None) {
        Ok(correction) => (Some(correction), Errors::default()),
        Err(errors) => (None, errors),
    };
    if correction.as_ref().is_some_and(|it| it.text == turn.text && it.footnotes == turn.footnotes) {
        errors.add("text", lang.t("proposal-unchanged"));
    }
    let comment = errors.lines(lang, "comment", &form.comment, 2000);
    let Some(correction) = correction.filter(|_| errors.is_empty()) else {
        let (address, invited) = (guest.address(), guest.invited.clone());
        let form = form.0;
        return rendered(guest.unprocessable(|page| Edit { page, address, invited, turn, form, errors })?);
    };
    let row = proposals::ActiveModel {
        id: Set(Uuid::now_v7()),
        guest_id: Set(guest.invited.id),
        turn_id: Set(turn.id),
        version: Set(version),
        text: Set(correction.text),
        footnotes: Set(write_footnotes(&correction.footnotes)),
        comment: Set(comment.clone()),
        created_at: Set(clock::now()),
        ..Default::default()
    };
    // Nothing is recorded for a form that was sent twice.
    if guest.insert_or(row, replace_undecided()).await? {
        set_agreed(&guest, None).await?;
        guest.record(ChangeKind::RoundProposal, &comment).await?;
    }
    redirected(guest.commit_and_redirect(&format!("#t{}", turn.number), "done-proposal-sent").await?)
}

/// Replaces the undecided proposal for the same turn, if it differs.
fn replace_undecided() -> OnConflict {
    let differs = |column: proposals::Column| {
        Expr::col((proposals::Entity, column)).ne(Expr::col((Alias::new("excluded"), column)))
    };
    let any = Condition::any()
        .add(differs(proposals::Column::Text))
        .add(differs(proposals::Column::Footnotes))
        .add(differs(proposals::Column::Comment));
    OnConflict::columns([proposals::Column::TenantId, proposals::Column::GuestId, proposals::Column::TurnId])
        .target_and_where(Expr::col(proposals::Column::State).eq(Expr::Constant("proposed".into())))
        .update_columns([
            proposals::Column::Version,
            proposals::Column::Text,
            proposals::Column::Footnotes,
            proposals::Column::Comment,
            proposals::Column::CreatedAt,
        ])
        .action_cond_where(any)
        .to_owned()
}

async fn set_agreed(guest: &Guest, at: Option<DateTime<Utc>>) -> Result<()> {
    let to = round_guests::ActiveModel { agreed_at: Set(at), ..Default::default() };
    store::update_guest(guest, guest.invited.id, to).await
}

/// `POST /{tenant}/round/{token}/agreement`: to all turns without a proposal.
pub async fn agree(guest: Guest) -> Result<Redirect> {
    if guest.invited.agreed_at.is_none() {
        set_agreed(&guest, Some(clock::now())).await?;
        guest.record(ChangeKind::RoundAgreement, "").await?;
    }
    guest.commit_and_redirect("", "done-round-agreed").await
}

/// The form of a written contribution.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct ContributionForm {
    contribution: String,
}

/// `POST /{tenant}/round/{token}/contribution`: stored beside the record.
pub async fn contribute(Post(guest, form): Post<Guest, Form<ContributionForm>>) -> Result<Outcome> {
    let mut errors = Errors::default();
    let text = errors.lines(guest.lang(), "contribution", &form.contribution, 50_000);
    if !errors.is_empty() {
        let (turns, proposals) = Show::load(&guest).await?;
        let (address, invited) = (guest.address(), guest.invited.clone());
        let contribution = form.0.contribution;
        let show = |page| Show { page, address, invited, turns, proposals, contribution, errors };
        return rendered(guest.unprocessable(show)?);
    }
    if text != guest.invited.contribution {
        let to = round_guests::ActiveModel { contribution: Set(text), ..Default::default() };
        store::update_guest(&guest, guest.invited.id, to).await?;
        guest.record(ChangeKind::RoundContribution, "").await?;
    }
    redirected(guest.commit_and_redirect("#contribution", "done-contribution-kept").await?)
}
