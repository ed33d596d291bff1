//! The page on which organisers run a round.

use actix_web::{HttpResponse, web};
use askama::Template;
use uuid::Uuid;

use super::{
    form::{Addressed, RoundForm},
    links::{self, Occasion},
    round::{GuestStatus, Proposal, Round, Speaker},
    speakers::speakers,
    store,
};
use crate::{
    access::{
        permissions::RunRounds,
        scope::{Outcome, Post, Redirect, Scope, redirected, rendered},
    },
    clock,
    config::Config,
    hearings::{
        hearing::{Hearing, HearingState},
        store as hearings,
    },
    history::{
        change::ChangeKind,
        recording::{By, Change},
    },
    web::{
        error::{Error, Result},
        forms::{Errors, Form},
        page::Page,
        paths::{GuestPath, HearingPath},
    },
};

#[derive(Template)]
#[template(path = "rounds/show.html")]
pub struct Show {
    pub page: Page,
    pub hearing: Hearing,
    /// The latest one.
    pub round: Option<Round>,
    pub guests: Vec<GuestStatus>,
    pub proposals: Vec<Proposal>,
    /// Speakers who are not guests.
    pub speakers: Vec<Speaker>,
    pub form: RoundForm,
    pub errors: Errors,
}

impl Show {
    async fn load(scope: &Scope<RunRounds>, hearing: Hearing) -> Result<Self> {
        let round = store::latest(scope, &hearing).await?;
        let (guests, proposals) = match &round {
            Some(round) => (store::guests(scope, round).await?, store::proposals(scope, round).await?),
            None => (Vec::new(), Vec::new()),
        };
        let open = round.as_ref().filter(|it| it.closed_at.is_none());
        let speakers = speakers(scope, &hearing, open).await?;
        let form = RoundForm::of(&speakers);
        let (page, errors) = (scope.page().clone(), Errors::default());
        Ok(Self { page, hearing, round, guests, proposals, speakers, form, errors })
    }

    fn is_in_review(&self) -> bool {
        self.hearing.state == HearingState::InReview
    }

    /// Whether the latest round is not closed.
    fn is_open(&self) -> bool {
        self.round.as_ref().is_some_and(|it| it.closed_at.is_none())
    }

    /// Whether links may be sent.
    fn may_send(&self) -> bool {
        self.is_in_review() && self.round.as_ref().is_some_and(|it| it.is_under_way(self.page.today))
    }

    /// The path of the round, inside the tenant.
    fn path(&self) -> String {
        path(&self.hearing)
    }
}

/// The path of a hearing's round, inside the tenant.
pub fn path(hearing: &Hearing) -> String {
    format!("{}/round", hearing.path())
}

/// `GET …/hearings/{number}/round`
pub async fn show(scope: Scope<RunRounds>, place: web::Path<HearingPath>) -> Result<HttpResponse> {
    let hearing = hearings::find(&scope, &place.series, place.number).await?;
    let show = Show::load(&scope, hearing).await?;
    scope.render(|page| Show { page, ..show })
}

/// `POST …/hearings/{number}/round`
pub async fn open(
    Post(scope, form): Post<Scope<RunRounds>, Form<RoundForm>>,
    place: web::Path<HearingPath>,
    config: web::Data<Config>,
) -> Result<Outcome> {
    let hearing = hearings::find(&scope, &place.series, place.number).await?;
    if hearing.state != HearingState::InReview {
        return Err(Error::Conflict);
    }
    let show = Show::load(&scope, hearing).await?;
    if show.is_open() {
        return redirected(scope.redirect_unchanged(show.path(), "done-round-opened")?);
    }
    let mut errors = Errors::default();
    let due_on = form.check_due(scope.page(), &mut errors);
    let invited = form.check(scope.page(), &show.speakers, &mut errors);
    let (Some(due_on), true) = (due_on, errors.is_empty()) else {
        return rendered(scope.unprocessable(|page| Show { page, form: form.0, errors, ..show })?);
    };
    let Some(round) = store::open(&scope, show.hearing.id, due_on).await? else {
        return redirected(scope.redirect_unchanged(show.path(), "done-round-opened")?);
    };
    scope.record_of(&show.hearing, ChangeKind::RoundOpening, "").await?;
    invite_all(&scope, &config, &show.hearing, round, invited).await?;
    redirected(scope.commit_and_redirect(show.path(), "done-round-opened").await?)
}

/// `POST …/hearings/{number}/round/guests`: invites more people.
pub async fn invite(
    Post(scope, form): Post<Scope<RunRounds>, Form<RoundForm>>,
    place: web::Path<HearingPath>,
    config: web::Data<Config>,
) -> Result<Outcome> {
    let hearing = hearings::find(&scope, &place.series, place.number).await?;
    let show = Show::load(&scope, hearing).await?;
    let (Some(round), true) = (&show.round, show.may_send()) else { return Err(Error::Conflict) };
    let mut errors = Errors::default();
    let invited = form.check(scope.page(), &show.speakers, &mut errors);
    if !errors.is_empty() {
        return rendered(scope.unprocessable(|page| Show { page, form: form.0, errors, ..show })?);
    }
    invite_all(&scope, &config, &show.hearing, round.id, invited).await?;
    redirected(scope.commit_and_redirect(show.path(), "done-round-links-sent").await?)
}

async fn invite_all(
    scope: &Scope<RunRounds>,
    config: &Config,
    hearing: &Hearing,
    round: Uuid,
    invited: Vec<Addressed>,
) -> Result<()> {
    for (attendance, email) in invited {
        if let Some(guest) = store::invite(scope, round, attendance, email.as_str()).await? {
            links::send(scope, &config.mail, guest, Occasion::Invitation).await?;
            record_for(scope, hearing, ChangeKind::RoundSending, guest).await?;
        }
    }
    Ok(())
}

/// Records a change that the member makes for a guest.
async fn record_for(
    scope: &Scope<RunRounds>,
    hearing: &Hearing,
    kind: ChangeKind,
    guest: Uuid,
) -> Result<()> {
    Change::record(scope, kind, hearing, &By::of(scope).on_behalf_of(guest), "").await?;
    Ok(())
}

/// The hearing of the address, its open round and the guest.
async fn load(
    scope: &Scope<RunRounds>,
    place: &web::Path<GuestPath>,
) -> Result<(Hearing, Round, GuestStatus)> {
    let hearing = hearings::find(scope, &place.series, place.number).await?;
    let round = store::latest(scope, &hearing).await?.ok_or(Error::NotFound)?;
    let guest = store::guest(scope, &round, place.guest).await?;
    Ok((hearing, round, guest))
}

/// # Errors
/// [`Error::Conflict`] where no links may be sent.
fn require_under_way(scope: &Scope<RunRounds>, hearing: &Hearing, round: &Round) -> Result<()> {
    let under_way = round.is_under_way(scope.page().today);
    if under_way && hearing.state == HearingState::InReview { Ok(()) } else { Err(Error::Conflict) }
}

/// `POST …/round/guests/{guest}/invitation`: sends another link and ends earlier ones.
pub async fn send_again(
    scope: Scope<RunRounds>,
    place: web::Path<GuestPath>,
    config: web::Data<Config>,
) -> Result<Redirect> {
    let (hearing, round, guest) = load(&scope, &place).await?;
    require_under_way(&scope, &hearing, &round)?;
    if guest.revoked_at.is_none() && store::just_written(&scope, &guest).await? {
        return scope.redirect_unchanged(path(&hearing), "done-round-links-sent");
    }
    store::end_links(&scope, guest.id, None).await?;
    links::send(&scope, &config.mail, guest.id, Occasion::Invitation).await?;
    record_for(&scope, &hearing, ChangeKind::RoundSending, guest.id).await?;
    scope.commit_and_redirect(path(&hearing), "done-round-links-sent").await
}

/// `POST …/round/guests/{guest}/reminder`: earlier links stay valid.
pub async fn remind(
    scope: Scope<RunRounds>,
    place: web::Path<GuestPath>,
    config: web::Data<Config>,
) -> Result<Redirect> {
    let (hearing, round, guest) = load(&scope, &place).await?;
    require_under_way(&scope, &hearing, &round)?;
    if !guest.may_be_reminded() {
        return Err(Error::Conflict);
    }
    if store::just_written(&scope, &guest).await? {
        return scope.redirect_unchanged(path(&hearing), "done-round-reminded");
    }
    links::send(&scope, &config.mail, guest.id, Occasion::Reminder).await?;
    record_for(&scope, &hearing, ChangeKind::RoundReminder, guest.id).await?;
    scope.commit_and_redirect(path(&hearing), "done-round-reminded").await
}

/// `POST …/round/guests/{guest}/revocation`: ends the links of the guest.
pub async fn revoke(scope: Scope<RunRounds>, place: web::Path<GuestPath>) -> Result<Redirect> {
    let (hearing, _, guest) = load(&scope, &place).await?;
    if guest.revoked_at.is_some() {
        return scope.redirect_unchanged(path(&hearing), "done-round-revoked");
    }
    store::end_links(&scope, guest.id, Some(clock::now())).await?;
    record_for(&scope, &hearing, ChangeKind::RoundRevocation, guest.id).await?;
    scope.commit_and_redirect(path(&hearing), "done-round-revoked").await
}

/// `POST …/hearings/{number}/round/closure`
pub async fn close(scope: Scope<RunRounds>, place: web::Path<HearingPath>) -> Result<Redirect> {
    let hearing = hearings::find(&scope, &place.series, place.number).await?;
    let round = store::latest(&scope, &hearing).await?.ok_or(Error::Conflict)?;
    if !store::close(&scope, round.id).await? {
        return scope.redirect_unchanged(path(&hearing), "done-round-closed");
    }
    scope.record_of(&hearing, ChangeKind::RoundClosure, "").await?;
    scope.commit_and_redirect(path(&hearing), "done-round-closed").await
}
