//! Inserting, removing, moving and merging turns.

use actix_web::{HttpResponse, web};
use askama::Template;
use serde::Deserialize;
use uuid::Uuid;

use super::{around::around, store};
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
        paths::{HearingPath, TurnPath},
    },
};

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

/// The path of the form of a new turn, which is also the name of its draft.
fn draft(hearing: &Hearing, after: i32) -> String {
    format!("{}/turns/new?after={after}", hearing.path())
}

/// The page after the insertion of the turn of this number.
fn next_page(hearing: &Hearing, form: &TurnForm, number: i32) -> String {
    if form.next.is_some() { draft(hearing, number) } else { hearing.turn_path(number) }
}

/// The number of the turn before a new one.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct InsertionQuery {
    /// 0 for the beginning.
    pub after: i32,
}

/// `GET …/hearings/{number}/turns/new?after=`
pub async fn new(
    mut scope: Scope<EditHearings>,
    path: web::Path<HearingPath>,
    place: web::Query<InsertionQuery>,
    resume: web::Query<Resume>,
) -> Result<HttpResponse> {
    let hearing = hearings::find_unsettled(&scope, &path.series, path.number).await?;
    let present = attendances::store::of_hearing(&scope, &hearing).await?;
    let fresh = TurnForm { after: place.after, ..TurnForm::default() };
    let mut form = drafts::begun(&mut scope, &draft(&hearing, place.after), &resume, fresh).await?;
    form.id = Uuid::now_v7();
    scope.render(|page| New { page, hearing, present, form, errors: Errors::default() })
}

/// `POST …/hearings/{number}/turns`
pub async fn create(
    Post(scope, form): Post<Scope<EditHearings>, Form<TurnForm, LIMIT>>,
    path: web::Path<HearingPath>,
) -> Result<Outcome> {
    let hearing = hearings::find(&scope, &path.series, path.number).await?;
    let present = attendances::store::of_hearing(&scope, &hearing).await?;
    let form = form.0;
    let new = match form.check(scope.lang(), None, form.speaker_among(&present)) {
        Ok(new) => new,
        Err(errors) => {
            return rendered(scope.unprocessable(|page| New { page, hearing, present, form, errors })?);
        }
    };
    let change = Change::begin(&scope, &hearing, ChangeKind::Insertion).await?;
    // The form was sent twice.
    if let Some(number) = turns::number(&scope, &hearing, form.id).await? {
        return redirected(
            scope.redirect_unchanged(next_page(&hearing, &form, number), "done-turn-inserted")?,
        );
    }
    if form.id.is_nil() || form.after != 0 && !turns::exists(&scope, &hearing, form.after).await? {
        return Err(Error::Conflict);
    }
    let number = store::insert(&scope, &hearing, &change, form.id, form.after, &new).await?;
    drafts::forget(&scope, &draft(&hearing, form.after)).await?;
    let undo = change.undo_path();
    redirected(
        scope.commit_and_offer_undo(next_page(&hearing, &form, number), "done-turn-inserted", undo).await?,
    )
}

/// `POST …/hearings/{number}/turns/{turn}/removal`
pub async fn remove(scope: Scope<EditHearings>, path: web::Path<TurnPath>) -> Result<Redirect> {
    let hearing = hearings::find(&scope, &path.series, path.number).await?;
    if store::is_removed(&scope, &hearing, path.turn).await? {
        return scope.redirect_unchanged(hearing.path(), "done-turn-removed");
    }
    let turn = turns::find(&scope, &hearing, path.turn).await?;
    let place = match around(&scope, &hearing, &turn).await?.before {
        Some(before) => hearing.turn_path(before),
        None => hearing.path(),
    };
    let change = store::remove(&scope, &hearing, &turn).await?;
    scope.commit_and_offer_undo(place, "done-turn-removed", change.undo_path()).await
}

/// `POST …/hearings/{number}/turns/{turn}/merger`: merges it into the turn before it.
pub async fn merge(scope: Scope<EditHearings>, path: web::Path<TurnPath>) -> Result<Redirect> {
    let (hearing, turn, _) = load(&scope, &path).await?;
    let around = around(&scope, &hearing, &turn).await?;
    // The record has changed since the page was loaded.
    let before = around.before.filter(|_| around.may_join).ok_or(Error::Conflict)?;
    let first = turns::find(&scope, &hearing, before).await?;
    let change = store::merge(&scope, &hearing, &turn, &first).await?;
    scope.commit_and_offer_undo(hearing.turn_path(before), "done-turns-joined", change.undo_path()).await
}

/// `POST …/hearings/{number}/turns/{turn}/move`: after the turn of the given number, 0 for the beginning.
pub async fn place(
    Post(scope, form): Post<Scope<EditHearings>, Form<InsertionQuery>>,
    path: web::Path<TurnPath>,
) -> Result<Redirect> {
    let (hearing, turn, _) = load(&scope, &path).await?;
    if form.after != 0 && !turns::exists(&scope, &hearing, form.after).await? {
        return Err(Error::Conflict);
    }
    let around = around(&scope, &hearing, &turn).await?;
    if around.before.unwrap_or_default() == form.after {
        return scope.redirect_unchanged(hearing.turn_path(turn.number), "done-turn-moved");
    }
    let change = store::place(&scope, &hearing, &turn, form.after).await?;
    scope.commit_and_offer_undo(hearing.turn_path(turn.number), "done-turn-moved", change.undo_path()).await
}
