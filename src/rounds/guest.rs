//! The guest's own pages: his words, what he proposes for them, his agreement.

use actix_web::{HttpResponse, web};
use askama::Template;
use sea_orm::Value;
use serde::Deserialize;
use uuid::Uuid;

use super::round::{PROPOSAL, Proposal};
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
        forms::{Errors, Form},
        page::Page,
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
        let sql = format!("{PROPOSAL} and p.guest_id = $1 order by p.created_at");
        let proposals = guest.rows(&sql, [guest.invited.id.into()]).await?;
        Ok((turns, proposals))
    }

    /// What was proposed for a turn.
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

/// The form of a proposal, as typed.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct ProposalForm {
    /// Of the turn, as it was read.
    pub version: i32,
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

type Path = web::Path<(String, String, i32)>;

async fn turn_of(guest: &Guest, number: i32) -> Result<Turn> {
    turns::of_guest(guest).await?.into_iter().find(|it| it.number == number).ok_or(Error::NotFound)
}

/// `GET /{tenant}/round/{token}/turns/{turn}`: the form begins with what was proposed before.
pub async fn edit(guest: Guest, place: Path) -> Result<HttpResponse> {
    let turn = turn_of(&guest, place.2).await?;
    let sql = format!("{PROPOSAL} and p.guest_id = $1 and p.turn_id = $2 and p.state = 'proposed'");
    let before: Option<Proposal> = guest.row(&sql, [guest.invited.id.into(), turn.id.into()]).await?;
    let form = match before {
        Some(it) => {
            ProposalForm { version: it.version, notes: it.notes(), text: it.text, comment: it.comment }
        }
        None => ProposalForm {
            version: turn.version,
            text: turn.text.clone(),
            notes: write_notes(&turn.footnotes),
            comment: String::new(),
        },
    };
    let (address, invited) = (guest.address(), guest.invited.clone());
    guest.render(|page| Edit { page, address, invited, turn, form, errors: Errors::default() })
}

/// `POST /{tenant}/round/{token}/turns/{turn}`: in place of what was proposed before and is not decided.
pub async fn propose(
    Post(guest, form): Post<Guest, Form<ProposalForm, LIMIT>>,
    place: Path,
) -> Result<Outcome> {
    let turn = turn_of(&guest, place.2).await?;
    if !(1..=turn.version).contains(&form.version) {
        return Err(Error::Conflict);
    }
    let lang = guest.lang();
    let typed = TurnForm { text: form.text.clone(), notes: form.notes.clone(), ..TurnForm::default() };
    let (correction, mut errors) = match typed.check(lang, Some(&turn), &[]) {
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
    let values: [Value; 8] = [
        Uuid::now_v7().into(),
        guest.invited.id.into(),
        turn.id.into(),
        form.version.into(),
        correction.text.into(),
        write_footnotes(&correction.footnotes).into(),
        comment.as_str().into(),
        clock::now().into(),
    ];
    let sql = "insert into proposals as p (tenant_id, id, guest_id, turn_id, version, text, footnotes, comment, created_at)
               values ($tenant, $1, $2, $3, $4, $5, $6, $7, $8)
               on conflict (tenant_id, guest_id, turn_id) where state = 'proposed' do update
                  set version = excluded.version, text = excluded.text, footnotes = excluded.footnotes,
                      comment = excluded.comment, created_at = excluded.created_at
                where (p.text, p.footnotes, p.comment) is distinct from
                      (excluded.text, excluded.footnotes, excluded.comment)";
    // Sent twice, it is told once.
    if guest.execute(sql, values).await? == 1 {
        agree_since(&guest, None).await?;
        guest.record(ChangeKind::RoundProposal, &comment).await?;
    }
    redirected(guest.commit_and_redirect(&format!("#t{}", turn.number), "done-proposal-sent").await?)
}

/// Notes since when the guest agrees, if he does.
async fn agree_since(guest: &Guest, at: Option<chrono::DateTime<chrono::Utc>>) -> Result<()> {
    let sql = "update round_guests set agreed_at = $2 where tenant_id = $tenant and id = $1";
    guest.execute(sql, [guest.invited.id.into(), at.into()]).await?;
    Ok(())
}

/// `POST /{tenant}/round/{token}/agreement`: to all that he did not propose to correct.
pub async fn agree(guest: Guest) -> Result<Redirect> {
    if guest.invited.agreed_at.is_none() {
        agree_since(&guest, Some(clock::now())).await?;
        guest.record(ChangeKind::RoundAgreement, "").await?;
    }
    guest.commit_and_redirect("", "done-round-agreed").await
}

/// A written contribution, as typed.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct ContributionForm {
    contribution: String,
}

/// `POST /{tenant}/round/{token}/contribution`: kept beside the record.
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
        let sql = "update round_guests set contribution = $2 where tenant_id = $tenant and id = $1";
        guest.execute(sql, [guest.invited.id.into(), text.into()]).await?;
        guest.record(ChangeKind::RoundContribution, "").await?;
    }
    redirected(guest.commit_and_redirect("#contribution", "done-contribution-kept").await?)
}
