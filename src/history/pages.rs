//! The history of a hearing and of its turns; undoing a change, restoring a version.

use actix_web::{HttpResponse, web};
use askama::Template;
use serde::Deserialize;
use uuid::Uuid;

use super::{
    change::{ChangeKind, ChangeLine},
    lines::{self, PAGE, Version, Wording},
    recording::Change,
    store,
    undo::{self, Reversible},
};
use crate::{
    access::{
        permissions::{EditHearings, ReadDrafts, ReadRegister, Standing},
        scope::{Post, Redirect, Scope},
    },
    directory::people::store as directory,
    hearings::{closed_session, hearing::Hearing, store as hearings},
    record::{
        diff::Diff,
        form::write_notes,
        store::{self as turns, Fate},
        turn::Turn,
    },
    web::{
        error::{Error, Result},
        forms::Form,
        page::Page,
    },
};

/// `POST /{tenant}/changes/{change}/reversal`
pub async fn undo(scope: Scope<ReadRegister>, path: web::Path<(String, Uuid)>) -> Result<Redirect> {
    let change = undo::find(&scope, path.1).await?;
    let hearing = permit(&scope, path.1, &change).await?;
    let reversal = undo::undo(&scope, path.1).await?;
    let place = match hearing {
        Some(before) => {
            let hearing = hearings::find_anywhere(&scope, before.id).await?;
            if hearing.closed && !before.closed {
                closed_session::withhold(&scope, &hearing).await?;
            }
            hearing.path()
        }
        None => undo::place(&scope, path.1, reversal.id).await?,
    };
    scope.commit_and_offer_undo(place, "done-change-reversed", reversal.undo_path()).await
}

/// Lets through whoever may make such a change now; of what the permission asks for beyond the
/// role, its author needs nothing. The hearing that the change is about.
///
/// # Errors
/// [`Error::NotFound`] where the member may not know of the hearing, [`Error::Forbidden`], and
/// [`Error::Conflict`] where the state of the hearing does not allow it.
async fn permit(scope: &Scope<ReadRegister>, id: Uuid, change: &Reversible) -> Result<Option<Hearing>> {
    let hearing = match change.hearing_id {
        Some(id) => Some(hearings::find_anywhere(scope, id).await?),
        None => None,
    };
    let standing = match &hearing {
        Some(hearing) => hearing.standing(),
        None => {
            Standing { own_group: undo::is_of_body(scope, id).await?, ..directory::standing(scope).await? }
        }
    };
    let (rule, member) = (change.kind.rule(), &scope.member);
    let is_author = change.member_id == Some(member.id) && rule.conceivable(member.role, member.manager);
    if !is_author && !rule.admits(member.role, member.manager, standing) {
        return Err(Error::Forbidden);
    }
    if let Some(hearing) = hearing.as_ref().filter(|_| change.kind.is_of_record()) {
        store::hold(scope, hearing.id, change.kind).await?;
    }
    Ok(hearing)
}

/// `POST …/hearings/{number}/deeds/{change}/reversal`
pub async fn reverse(
    scope: Scope<EditHearings>,
    path: web::Path<(String, String, i32, Uuid)>,
) -> Result<Redirect> {
    let hearing = hearings::find(&scope, &path.1, path.2).await?;
    let reversal = store::reverse(&scope, &hearing, path.3).await?;
    let place = match reversal.first_turn(&scope).await? {
        Some(number) => hearing.turn_path(number),
        None => hearing.path(),
    };
    scope.commit_and_offer_undo(place, "done-change-reversed", hearing.reversal_path(reversal.id)).await
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
    path: web::Path<(String, String, i32)>,
    place: web::Query<HistoryQuery>,
) -> Result<HttpResponse> {
    let hearing = hearings::find(&scope, &path.1, path.2).await?;
    let mut lines = lines::of_hearing(&scope, hearing.id, place.before).await?;
    let has_older = lines.len() > PAGE;
    lines.truncate(PAGE);
    let older = lines.last().filter(|_| has_older).map(|it| it.id);
    let latest = place.before.is_none();
    scope.render(|page| History { page, hearing, lines, older, latest })
}

/// Which two versions are compared; the last two where nothing is asked.
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
    pub fate: Fate,
    pub versions: Vec<Version>,
    /// The numbers of the versions compared, and what they said.
    pub from: (i32, Wording),
    pub to: (i32, Wording),
    pub may_restore: bool,
}

impl TurnHistory {
    /// Of the turn, inside the tenant.
    fn path(&self) -> String {
        format!("{}/turns/{}", self.hearing.path(), self.turn.number)
    }

    /// The turn that has its words, and where it is read.
    fn joined(&self) -> Option<(String, String)> {
        self.fate.joined_to.map(|it| (it.to_string(), self.hearing.turn_path(it)))
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
    path: web::Path<(String, String, i32, i32)>,
    compared: web::Query<Compared>,
) -> Result<HttpResponse> {
    let hearing = hearings::find(&scope, &path.1, path.2).await?;
    let (turn, fate) = turns::find_ever(&scope, hearing.id, path.3).await?;
    let versions = lines::versions(&scope, &turn).await?;
    let before = versions.get(1).or(versions.first()).map_or(turn.version, |it| it.version);
    let (from, to) = (compared.from.unwrap_or(before), compared.to.unwrap_or(turn.version));
    let from = (from, lines::wording(&scope, &turn, from).await?);
    let to = (to, lines::wording(&scope, &turn, to).await?);
    let may_restore = scope.may::<EditHearings>(hearing.standing())
        && hearing.state.record_is_open()
        && fate.joined_to.is_none();
    scope.render(|page| TurnHistory { page, hearing, turn, fate, versions, from, to, may_restore })
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Restored {
    pub version: i32,
}

/// `POST …/hearings/{number}/turns/{turn}/restoration`: the turn says again what it said in a version.
pub async fn restore(
    Post(scope, form): Post<Scope<EditHearings>, Form<Restored>>,
    path: web::Path<(String, String, i32, i32)>,
) -> Result<Redirect> {
    let hearing = hearings::find(&scope, &path.1, path.2).await?;
    let (turn, fate) = turns::find_ever(&scope, hearing.id, path.3).await?;
    let place = hearing.turn_path(turn.number);
    // No page offers a version that is not there, or words that another turn has now.
    lines::wording(&scope, &turn, form.version).await.map_err(|_| Error::Conflict)?;
    if fate.joined_to.is_some() {
        return Err(Error::Conflict);
    }
    if form.version == turn.version && !fate.removed {
        return scope.redirect_unchanged(place, "done-turn-restored");
    }
    let change = Change::begin(&scope, &hearing, ChangeKind::Restoration).await?;
    if !change.keep_turn(&scope, turn.id, turn.version).await? {
        return Err(Error::Conflict);
    }
    store::say_again(&scope, turn.id, form.version).await?;
    scope.commit_and_offer_undo(place, "done-turn-restored", hearing.reversal_path(change.id)).await
}
