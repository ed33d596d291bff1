//! Putting turns in, taking them out, moving and joining them.

use actix_web::{HttpResponse, web};
use askama::Template;
use serde::Deserialize;
use uuid::Uuid;

use super::store;
use crate::{
    access::{
        permissions::EditHearings,
        scope::{Outcome, Post, Redirect, Scope, redirected, rendered},
    },
    attendances::{self, attendance::Attendance},
    hearings::{hearing::Hearing, store as hearings},
    history::{change::ChangeKind, recording::Change},
    record::{
        form::TurnForm,
        heading::Heading,
        pages::{LIMIT, load},
        store as turns,
    },
    web::{
        drafts::{self, Resume},
        error::{Error, Result},
        forms::{Errors, Form},
        page::Page,
    },
};

type Path = web::Path<(String, String, i32, i32)>;

#[derive(Template)]
#[template(path = "record/structure/new.html")]
pub struct New {
    pub page: Page,
    pub hearing: Hearing,
    pub present: Vec<Attendance>,
    pub form: TurnForm,
    pub errors: Errors,
}

impl New {
    fn sections(&self) -> [Heading; 2] {
        Heading::NAMED
    }

    fn draft(&self) -> String {
        draft(&self.hearing, self.form.after)
    }
}

/// The form of a turn behind another, and under which a draft of it is kept.
fn draft(hearing: &Hearing, after: i32) -> String {
    format!("{}/turns/new?after={after}", hearing.path())
}

/// Where one goes on once the turn of this number is put in.
fn onward(hearing: &Hearing, form: &TurnForm, number: i32) -> String {
    if form.next.is_some() { draft(hearing, number) } else { hearing.turn_path(number) }
}

/// Behind which turn a new one is put in.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct InsertionQuery {
    /// 0 for the beginning.
    pub after: i32,
}

/// `GET …/hearings/{number}/turns/new?after=`
pub async fn new(
    mut scope: Scope<EditHearings>,
    path: web::Path<(String, String, i32)>,
    place: web::Query<InsertionQuery>,
    resume: web::Query<Resume>,
) -> Result<HttpResponse> {
    let hearing = hearings::find_unsettled(&scope, &path.1, path.2).await?;
    let present = attendances::store::of_hearing(&scope, hearing.id).await?;
    let fresh = TurnForm { after: place.after, ..TurnForm::default() };
    let mut form = drafts::begun(&mut scope, &draft(&hearing, place.after), &resume, fresh).await?;
    form.id = Uuid::now_v7();
    scope.render(|page| New { page, hearing, present, form, errors: Errors::default() })
}

/// `POST …/hearings/{number}/turns`
pub async fn create(
    Post(scope, form): Post<Scope<EditHearings>, Form<TurnForm, LIMIT>>,
    path: web::Path<(String, String, i32)>,
) -> Result<Outcome> {
    let hearing = hearings::find(&scope, &path.1, path.2).await?;
    let present = attendances::store::of_hearing(&scope, hearing.id).await?;
    let form = form.0;
    let new = match form.check(scope.lang(), None, &present) {
        Ok(new) => new,
        Err(errors) => {
            return rendered(scope.unprocessable(|page| New { page, hearing, present, form, errors })?);
        }
    };
    let change = Change::begin(&scope, &hearing, ChangeKind::Insertion).await?;
    // The same form sent twice makes one turn.
    if let Some(number) = turns::number(&scope, hearing.id, form.id).await? {
        return redirected(scope.redirect_unchanged(onward(&hearing, &form, number), "done-turn-inserted")?);
    }
    if form.id.is_nil() || form.after != 0 && !turns::stands(&scope, hearing.id, form.after).await? {
        return Err(Error::Conflict);
    }
    let number = store::insert(&scope, &hearing, &change, form.id, form.after, &new).await?;
    drafts::forget(&scope, &draft(&hearing, form.after)).await?;
    let undo = hearing.reversal_path(change.id);
    redirected(
        scope.commit_and_offer_undo(onward(&hearing, &form, number), "done-turn-inserted", undo).await?,
    )
}

/// `POST …/hearings/{number}/turns/{turn}/removal`
pub async fn remove(scope: Scope<EditHearings>, path: Path) -> Result<Redirect> {
    let hearing = hearings::find(&scope, &path.1, path.2).await?;
    if store::is_removed(&scope, hearing.id, path.3).await? {
        return scope.redirect_unchanged(hearing.path(), "done-turn-removed");
    }
    let turn = turns::find(&scope, hearing.id, path.3).await?;
    let place = match store::around(&scope, &hearing, &turn).await?.before {
        Some(before) => hearing.turn_path(before),
        None => hearing.path(),
    };
    let change = store::remove(&scope, &hearing, &turn).await?;
    scope.commit_and_offer_undo(place, "done-turn-removed", hearing.reversal_path(change.id)).await
}

/// `POST …/hearings/{number}/turns/{turn}/merger`: with the turn before it.
pub async fn merge(scope: Scope<EditHearings>, path: Path) -> Result<Redirect> {
    let (hearing, turn, _) = load(&scope, &path).await?;
    let around = store::around(&scope, &hearing, &turn).await?;
    // The page offers it only where it is possible: whoever asks otherwise comes late.
    let before = around.before.filter(|_| around.may_join).ok_or(Error::Conflict)?;
    let first = turns::find(&scope, hearing.id, before).await?;
    let change = store::join(&scope, &hearing, &turn, &first).await?;
    scope
        .commit_and_offer_undo(
            hearing.turn_path(before),
            "done-turns-joined",
            hearing.reversal_path(change.id),
        )
        .await
}

/// `POST …/hearings/{number}/turns/{turn}/move`: behind the turn of the number given, 0 for the beginning.
pub async fn place(
    Post(scope, form): Post<Scope<EditHearings>, Form<InsertionQuery>>,
    path: Path,
) -> Result<Redirect> {
    let (hearing, turn, _) = load(&scope, &path).await?;
    if form.after != 0 && !turns::stands(&scope, hearing.id, form.after).await? {
        return Err(Error::Conflict);
    }
    let around = store::around(&scope, &hearing, &turn).await?;
    if around.before.unwrap_or_default() == form.after {
        return scope.redirect_unchanged(hearing.turn_path(turn.number), "done-turn-moved");
    }
    let change = store::place(&scope, &hearing, &turn, form.after).await?;
    scope
        .commit_and_offer_undo(
            hearing.turn_path(turn.number),
            "done-turn-moved",
            hearing.reversal_path(change.id),
        )
        .await
}
