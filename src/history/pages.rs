//! The history of a hearing and of its turns; undoing a change, restoring a version.

use actix_web::{HttpResponse, web};
use askama::Template;
use sea_orm::ActiveValue::Set;
use serde::Deserialize;
use uuid::Uuid;

use super::{
    change::{ChangeKind, ChangeLine},
    lines::{self, PAGE},
    recording::Change,
    store,
    undo::{self, Reversible},
};
use crate::{
    access::{
        permissions::{EditHearings, Permission, ReadDrafts, ReadRegister, Standing},
        scope::{Post, Redirect, Scope, Written},
    },
    actions::{action, updates::store as action_updates},
    attendances::presences,
    directory::people::store as directory,
    hearings::{closed_session, hearing::Hearing, store as hearings},
    members::store as members,
    record::{
        diff::Diff,
        entity,
        form::write_notes,
        store::{self as turns, TurnStatus},
        turn::Turn,
        versions::{self, Version, Wording, wording},
    },
    rounds::store as rounds,
    web::{
        error::{Error, Result},
        forms::{self, Form},
        page::Page,
        paths::{ChangePath, HearingPath, TurnPath},
    },
};

/// `POST /{tenant}/changes/{change}/reversal`
pub async fn undo(scope: Scope<ReadRegister>, path: web::Path<ChangePath>) -> Result<Redirect> {
    let change = undo::find(&scope, path.change).await?;
    let hearing = permit(&scope, path.change, &change).await?;
    members::lock_for_undo(&scope, path.change).await?;
    let reversal = undo::undo(&scope, path.change).await?;
    rounds::reopen_proposals(&scope, path.change).await?;
    let action = action_updates::add_undo(&scope, reversal).await?;
    let place = match (action, hearing) {
        (Some(action), _) => action::path(action),
        (None, Some(before)) => {
            let hearing = hearings::find_anywhere(&scope, before.id).await?;
            if hearing.closed && !before.closed {
                closed_session::withhold(&scope, &hearing).await?;
            }
            let has_other_state = hearing.state != before.state;
            if has_other_state && !hearing.state_fits_record() {
                return Err(Error::Conflict);
            }
            if change.kind == ChangeKind::Attendance {
                presences::check(&scope, hearing.id).await?;
            }
            match turns::first_of_change(&scope, &hearing, reversal.id).await? {
                Some(number) => hearing.turn_path(number),
                None => hearing.path(),
            }
        }
        (None, None) => undo::place(&scope, path.change, reversal.id).await?,
    };
    scope.commit_and_offer_undo(place, "done-change-reversed", reversal.undo_path()).await
}

/// Checks that the member may make such a change now. Returns the hearing that it is about.
///
/// # Errors
/// [`Error::NotFound`] where the member may not know of the hearing, [`Error::Forbidden`], and
/// [`Error::Conflict`] where such a change has no undo, or not in the state of the hearing.
async fn permit(scope: &Scope<ReadRegister>, id: Uuid, change: &Reversible) -> Result<Option<Hearing>> {
    let hearing = match change.hearing_id {
        Some(id) => Some(hearings::find_anywhere(scope, id).await?),
        None => None,
    };
    let standing = match &hearing {
        Some(hearing) => hearing.standing(),
        None => Standing { own_group: undo::is_of_body(scope, id).await?, ..directory::standing(scope) },
    };
    let (rule, member) = (change.kind.rule(), &scope.member);
    // A member who handed an action over is no longer in charge of it.
    let handed_over = change.kind == ChangeKind::ActionReassigned
        && change.member_id == Some(member.id)
        && rule.conceivable(member.role, member.manager);
    if !handed_over && !rule.admits(member.role, member.manager, standing) {
        return Err(Error::Forbidden);
    }
    if !change.kind.has_undo() {
        return Err(Error::Conflict);
    }
    if let Some(hearing) = hearing.as_ref().filter(|_| change.kind.is_of_record()) {
        store::hold(scope, hearing.id, change.kind).await?;
    }
    Ok(hearing)
}

#[derive(Template)]
#[template(path = "history/hearing.html")]
pub struct History {
    pub page: Page,
    pub hearing: Hearing,
    pub lines: Vec<ChangeLine>,
    /// The change after which the older ones begin, where there are any.
    pub older: Option<Uuid>,
    /// Whether these are the latest.
    pub latest: bool,
}

#[derive(Debug, Deserialize)]
pub struct HistoryQuery {
    before: Option<Uuid>,
}

/// `GET …/hearings/{number}/history`
pub async fn show(
    scope: Scope<ReadDrafts>,
    path: web::Path<HearingPath>,
    place: web::Query<HistoryQuery>,
) -> Result<HttpResponse> {
    let hearing = hearings::find(&scope, &path.series, path.number).await?;
    let mut lines = lines::of_hearing(&scope, hearing.id, place.before).await?;
    let has_older = lines.len() > PAGE;
    lines.truncate(PAGE);
    let older = lines.last().filter(|_| has_older).map(|it| it.id);
    let latest = place.before.is_none();
    scope.render(|page| History { page, hearing, lines, older, latest })
}

/// Which two versions are compared; by default the last two.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Compared {
    from: Option<i32>,
    to: Option<i32>,
}

#[derive(Template)]
#[template(path = "history/turn.html")]
pub struct TurnHistory {
    pub page: Page,
    pub hearing: Hearing,
    pub turn: Turn,
    pub status: TurnStatus,
    pub versions: Vec<Version>,
    /// The compared versions: number and content.
    pub from: (i32, Wording),
    pub to: (i32, Wording),
    pub may_restore: bool,
}

impl TurnHistory {
    /// The path of the turn, inside the tenant.
    fn path(&self) -> String {
        format!("{}/turns/{}", self.hearing.path(), self.turn.number)
    }

    /// The number of the turn that has its words, and the path to it.
    fn joined(&self) -> Option<(String, String)> {
        self.status.merged_into.map(|it| (it.to_string(), self.hearing.turn_path(it)))
    }

    fn text(&self) -> Diff {
        Diff::of(&self.from.1.text, &self.to.1.text)
    }

    fn notes(&self) -> Diff {
        Diff::of(&write_notes(&self.from.1.footnotes), &write_notes(&self.to.1.footnotes))
    }

    fn speakers(&self) -> [String; 2] {
        let name = |it: &Wording| it.speaker.clone().unwrap_or_else(|| self.page.t("speaker-unknown"));
        [name(&self.from.1), name(&self.to.1)]
    }

    fn sections(&self) -> [String; 2] {
        let name = |it: &Wording| match &it.heading {
            Some(heading) => heading.name(self.page.lang),
            None => self.page.t("section-none"),
        };
        [name(&self.from.1), name(&self.to.1)]
    }
}

/// `GET …/hearings/{number}/turns/{turn}/history`
pub async fn of_turn(
    scope: Scope<ReadDrafts>,
    path: web::Path<TurnPath>,
    compared: web::Query<Compared>,
) -> Result<HttpResponse> {
    let hearing = hearings::find(&scope, &path.series, path.number).await?;
    let (turn, status) = turns::find_with_removed(&scope, &hearing, path.turn).await?;
    let versions = versions::versions(&scope, &turn, &status).await?;
    let before = versions.get(1).or(versions.first()).map_or(turn.version, |it| it.version);
    let (from, to) = (compared.from.unwrap_or(before), compared.to.unwrap_or(turn.version));
    let from = (from, wording(&scope, &hearing, &turn, from).await?);
    let to = (to, wording(&scope, &hearing, &turn, to).await?);
    let may_restore = scope.may::<EditHearings>(hearing.standing())
        && hearing.state.record_is_open()
        && status.merged_into.is_none();
    scope.render(|page| TurnHistory { page, hearing, turn, status, versions, from, to, may_restore })
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Restored {
    /// The version with the text that the turn gets.
    pub version: forms::Version,
}

/// `POST …/hearings/{number}/turns/{turn}/restoration`: the turn gets the text of an earlier version.
pub async fn restore(
    Post(scope, form): Post<Scope<EditHearings>, Form<Restored>>,
    path: web::Path<TurnPath>,
) -> Result<Redirect> {
    let hearing = hearings::find(&scope, &path.series, path.number).await?;
    let (turn, status) = turns::find_with_removed(&scope, &hearing, path.turn).await?;
    let place = hearing.turn_path(turn.number);
    let version = form.version.required()?;
    if status.merged_into.is_some() {
        return Err(Error::Conflict);
    }
    if version == turn.version && !status.removed {
        return scope.redirect_unchanged(place, "done-turn-restored");
    }
    let to = restored(&scope, &turn, status, version).await?;
    let change = Change::begin(&scope, &hearing, ChangeKind::Restoration).await?;
    if change.update::<entity::Entity>(&scope, turn.id, turn.version, to).await? == Written::Stale {
        return Err(Error::Conflict);
    }
    scope.commit_and_offer_undo(place, "done-turn-restored", change.undo_path()).await
}

/// The columns of a turn in an earlier version. Its place stays. A closed turn stays closed. A
/// removed turn comes back without the section that it began: the next turn may begin it now.
///
/// # Errors
/// [`Error::Conflict`] where there is no such version.
async fn restored<P: Permission>(
    scope: &Scope<P>,
    turn: &Turn,
    status: TurnStatus,
    version: i32,
) -> Result<entity::ActiveModel> {
    let mut to = entity::ActiveModel { removed: Set(false), ..Default::default() };
    if version != turn.version {
        let former = match versions::former(scope, turn, version).await {
            Err(Error::NotFound) => return Err(Error::Conflict),
            former => former?,
        };
        to = entity::ActiveModel {
            attendance_id: Set(former.attendance_id),
            text: Set(former.text),
            closed: Set(turn.closed || former.closed),
            footnotes: Set(former.footnotes),
            section: Set(former.section),
            section_title: Set(former.section_title),
            provenance: Set(former.provenance),
            starts_ms: Set(former.starts_ms),
            ends_ms: Set(former.ends_ms),
            cues: Set(former.cues),
            ..to
        };
    }
    if status.removed {
        to.section = Set(None);
        to.section_title = Set(String::new());
    }
    Ok(to)
}
