//! The screen on which organisers run a round.

use actix_web::{HttpResponse, web};
use askama::Template;
use uuid::Uuid;

use super::{
    form::{Addressed, RoundForm},
    links::{self, Occasion},
    round::{Asked, Proposal, Round, Speaker},
    store,
};
use crate::{
    clock,
    config::Config,
    error::{Error, Result},
    forms::{Errors, Form},
    hearings::{
        deeds::{
            deed::Kind,
            store::{By, note, tell},
        },
        hearing::{Hearing, State},
        store as hearings,
    },
    page::Page,
    permissions::RunRounds,
    scope::{Outcome, Saved, Scope, again, saved},
};

#[derive(Template)]
#[template(path = "rounds/show.html")]
pub struct Show {
    pub page: Page,
    pub hearing: Hearing,
    /// The latest.
    pub round: Option<Round>,
    pub guests: Vec<Asked>,
    pub proposals: Vec<Proposal>,
    /// Those who spoke and are not asked.
    pub speakers: Vec<Speaker>,
    pub form: RoundForm,
    pub errors: Errors,
}

impl Show {
    async fn load(scope: &Scope<RunRounds>, hearing: Hearing) -> Result<Self> {
        let round = store::latest(scope, hearing.id).await?;
        let (guests, proposals) = match &round {
            Some(round) => (store::guests(scope, round.id).await?, store::proposals(scope, round.id).await?),
            None => (Vec::new(), Vec::new()),
        };
        let open = round.as_ref().filter(|it| it.closed_at.is_none());
        let speakers = store::speakers(scope, hearing.id, open.map_or(Uuid::nil(), |it| it.id)).await?;
        let form = RoundForm::of(&speakers);
        let (page, errors) = (scope.page().clone(), Errors::default());
        Ok(Self { page, hearing, round, guests, proposals, speakers, form, errors })
    }

    fn is_in_review(&self) -> bool {
        self.hearing.state == State::InReview
    }

    /// Whether the latest round is not closed.
    fn is_open(&self) -> bool {
        self.round.as_ref().is_some_and(|it| it.closed_at.is_none())
    }

    /// Whether links may be sent.
    fn may_send(&self) -> bool {
        self.is_in_review() && self.round.as_ref().is_some_and(|it| it.is_under_way(self.page.today))
    }

    /// Of the round, inside the tenant.
    fn path(&self) -> String {
        path(&self.hearing)
    }
}

/// Of a hearing's round, inside the tenant.
pub fn path(hearing: &Hearing) -> String {
    format!("{}/round", hearing.path())
}

type Path = web::Path<(String, String, i32)>;

/// `GET …/hearings/{number}/round`
pub async fn show(scope: Scope<RunRounds>, place: Path) -> Result<HttpResponse> {
    let hearing = hearings::find(&scope, &place.1, place.2).await?;
    let show = Show::load(&scope, hearing).await?;
    scope.show(|page| Show { page, ..show }).await
}

/// `POST …/hearings/{number}/round`
pub async fn open(
    scope: Scope<RunRounds>,
    place: Path,
    config: web::Data<Config>,
    form: Form<RoundForm>,
) -> Result<Outcome> {
    let hearing = hearings::find(&scope, &place.1, place.2).await?;
    if hearing.state != State::InReview {
        return Err(Error::Conflict);
    }
    let show = Show::load(&scope, hearing).await?;
    if show.is_open() {
        return saved(scope.already_saved(show.path(), "done-round-opened").await?);
    }
    let mut errors = Errors::default();
    let due_on = form.check_due(scope.page(), &mut errors);
    let asked = form.check(scope.page(), &show.speakers, &mut errors);
    let (Some(due_on), true) = (due_on, errors.is_empty()) else {
        return again(scope.refuse(|page| Show { page, form: form.0, errors, ..show }).await?);
    };
    let Some(round) = store::open(&scope, show.hearing.id, due_on).await? else {
        return saved(scope.already_saved(show.path(), "done-round-opened").await?);
    };
    note(&scope, &show.hearing, Kind::RoundOpening, "").await?;
    ask(&scope, &config, &show.hearing, round, asked).await?;
    scope.audit_of(show.hearing.id, "round-opened", &show.hearing.title).await?;
    saved(scope.save(show.path(), "done-round-opened").await?)
}

/// `POST …/hearings/{number}/round/guests`: more people are asked.
pub async fn invite(
    scope: Scope<RunRounds>,
    place: Path,
    config: web::Data<Config>,
    form: Form<RoundForm>,
) -> Result<Outcome> {
    let hearing = hearings::find(&scope, &place.1, place.2).await?;
    let show = Show::load(&scope, hearing).await?;
    let (Some(round), true) = (&show.round, show.may_send()) else { return Err(Error::Conflict) };
    let mut errors = Errors::default();
    let asked = form.check(scope.page(), &show.speakers, &mut errors);
    if !errors.is_empty() {
        return again(scope.refuse(|page| Show { page, form: form.0, errors, ..show }).await?);
    }
    ask(&scope, &config, &show.hearing, round.id, asked).await?;
    scope.audit_of(show.hearing.id, "round-links-sent", &show.hearing.title).await?;
    saved(scope.save(show.path(), "done-round-links-sent").await?)
}

async fn ask(
    scope: &Scope<RunRounds>,
    config: &Config,
    hearing: &Hearing,
    round: Uuid,
    asked: Vec<Addressed>,
) -> Result<()> {
    for (attendance, email) in asked {
        if let Some(guest) = store::ask(scope, round, attendance, email.as_str()).await? {
            links::send(scope, &config.mail, guest, Occasion::Invitation).await?;
            tell_of(scope, hearing, Kind::RoundSending, guest).await?;
        }
    }
    Ok(())
}

/// Adds to the history what the member did for a guest.
async fn tell_of(scope: &Scope<RunRounds>, hearing: &Hearing, kind: Kind, guest: Uuid) -> Result<()> {
    let by = By { member: Some(scope.member.id), guest: Some(guest) };
    tell(scope, hearing.id, kind, "", by).await?;
    Ok(())
}

type GuestPath = web::Path<(String, String, i32, Uuid)>;

/// The guest of an address, who can be written to.
async fn load(scope: &Scope<RunRounds>, place: &GuestPath) -> Result<(Hearing, Asked)> {
    let hearing = hearings::find(scope, &place.1, place.2).await?;
    let guest = store::guest(scope, hearing.id, place.3).await?;
    Ok((hearing, guest))
}

/// Whether the round of a hearing may send links now.
async fn require_under_way(scope: &Scope<RunRounds>, hearing: &Hearing) -> Result<()> {
    let round = store::latest(scope, hearing.id).await?;
    let under_way = round.is_some_and(|it| it.is_under_way(scope.page().today));
    if under_way && hearing.state == State::InReview { Ok(()) } else { Err(Error::Conflict) }
}

/// `POST …/round/guests/{guest}/invitation`: another link; earlier ones end.
pub async fn send_again(
    scope: Scope<RunRounds>,
    place: GuestPath,
    config: web::Data<Config>,
) -> Result<Saved> {
    let (hearing, guest) = load(&scope, &place).await?;
    require_under_way(&scope, &hearing).await?;
    if guest.revoked_at.is_none() && store::just_written(&scope, guest.id).await? {
        return scope.already_saved(path(&hearing), "done-round-links-sent").await;
    }
    store::end_links(&scope, guest.id).await?;
    store::revoke(&scope, guest.id, None).await?;
    links::send(&scope, &config.mail, guest.id, Occasion::Invitation).await?;
    tell_of(&scope, &hearing, Kind::RoundSending, guest.id).await?;
    scope.audit_of(hearing.id, "round-links-sent", &hearing.title).await?;
    scope.save(path(&hearing), "done-round-links-sent").await
}

/// `POST …/round/guests/{guest}/reminder`: earlier links stay good.
pub async fn remind(scope: Scope<RunRounds>, place: GuestPath, config: web::Data<Config>) -> Result<Saved> {
    let (hearing, guest) = load(&scope, &place).await?;
    require_under_way(&scope, &hearing).await?;
    if !guest.may_be_reminded() {
        return Err(Error::Conflict);
    }
    if store::just_written(&scope, guest.id).await? {
        return scope.already_saved(path(&hearing), "done-round-reminded").await;
    }
    links::send(&scope, &config.mail, guest.id, Occasion::Reminder).await?;
    tell_of(&scope, &hearing, Kind::RoundReminder, guest.id).await?;
    scope.save(path(&hearing), "done-round-reminded").await
}

/// `POST …/round/guests/{guest}/revocation`: his links lead nowhere any more.
pub async fn revoke(scope: Scope<RunRounds>, place: GuestPath) -> Result<Saved> {
    let (hearing, guest) = load(&scope, &place).await?;
    if guest.revoked_at.is_some() {
        return scope.already_saved(path(&hearing), "done-round-revoked").await;
    }
    store::end_links(&scope, guest.id).await?;
    store::revoke(&scope, guest.id, Some(clock::now())).await?;
    tell_of(&scope, &hearing, Kind::RoundRevocation, guest.id).await?;
    scope.audit_of(hearing.id, "round-link-revoked", &hearing.title).await?;
    scope.save(path(&hearing), "done-round-revoked").await
}

/// `POST …/hearings/{number}/round/closure`
pub async fn close(scope: Scope<RunRounds>, place: Path) -> Result<Saved> {
    let hearing = hearings::find(&scope, &place.1, place.2).await?;
    let round = store::latest(&scope, hearing.id).await?.ok_or(Error::Conflict)?;
    if !store::close(&scope, round.id).await? {
        return scope.already_saved(path(&hearing), "done-round-closed").await;
    }
    note(&scope, &hearing, Kind::RoundClosure, "").await?;
    scope.audit_of(hearing.id, "round-closed", &hearing.title).await?;
    scope.save(path(&hearing), "done-round-closed").await
}
