//! Possible duplicates: proposed with the reason, merged or marked as different by managers.

use std::collections::HashMap;

use actix_web::{HttpResponse, web};
use askama::Template;
use serde::Deserialize;
use uuid::Uuid;

use super::{
    proposals::{Proposal, propose},
    store::{self, KnownName},
};
use crate::{
    access::{
        permissions::Manage,
        scope::{Post, Redirect, Scope},
    },
    directory::positions::{position::Position, store as positions},
    history::change::ChangeKind,
    web::{
        error::{Error, Result},
        forms::Form,
        page::Page,
        pagination::{self, Pagination},
        paths::DismissalPath,
    },
};

#[derive(Template)]
#[template(path = "directory/duplicates/index.html")]
pub struct Duplicates {
    pub page: Page,
    pub pairs: Vec<Shown>,
    pub total: usize,
    pub pagination: Pagination,
}

/// A proposal with the details that help to decide.
pub struct Shown {
    pub proposal: Proposal,
    pub people: [Candidate; 2],
}

/// One person of a pair.
#[derive(Debug, Clone)]
pub struct Candidate {
    pub id: Uuid,
    pub name: String,
    pub email: Option<String>,
    pub positions: Vec<Position>,
}

/// Which page.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct DuplicatesQuery {
    page: String,
}

/// `GET /{tenant}/people/duplicates`
pub async fn index(scope: Scope<Manage>, query: web::Query<DuplicatesQuery>) -> Result<HttpResponse> {
    let (known, distinct) = (store::known_names(&scope).await?, store::distinct_pairs(&scope).await?);
    let (known, proposals) = tokio::task::spawn_blocking(move || {
        let proposals = propose(&known, &distinct);
        (known, proposals)
    })
    .await
    .map_err(Error::internal)?;
    let total = proposals.len();
    let pagination = Pagination::new(&query.page, total as i64, ());
    let page: Vec<Proposal> =
        proposals.into_iter().skip(pagination.offset() as usize).take(pagination::SIZE as usize).collect();
    let ids: Vec<Uuid> = page.iter().flat_map(|it| [it.one, it.other]).collect();
    let positions = positions::of_people(&scope, ids).await?;
    let names: HashMap<Uuid, &KnownName> =
        known.iter().filter(|it| !it.is_alias).map(|it| (it.person_id, it)).collect();
    let candidate = |id: Uuid| {
        let name = names.get(&id);
        Candidate {
            id,
            name: name.map(|it| it.printed.clone()).unwrap_or_default(),
            email: name.and_then(|it| it.email.clone()),
            positions: positions.iter().filter(|it| it.person_id == id).take(3).cloned().collect(),
        }
    };
    let shown = |proposal: Proposal| {
        let people = [candidate(proposal.one), candidate(proposal.other)];
        Shown { proposal, people }
    };
    let pairs = page.into_iter().map(shown).collect();
    scope.render(|page| Duplicates { page, pairs, total, pagination })
}

/// A pair of people, as posted.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct PairForm {
    one: Uuid,
    other: Uuid,
}

const PLACE: &str = "/people/duplicates";

/// `POST /{tenant}/people/dismissals`: they are two people.
pub async fn dismiss(Post(scope, form): Post<Scope<Manage>, Form<PairForm>>) -> Result<Redirect> {
    let (one, other) = (form.one.min(form.other), form.one.max(form.other));
    if one == other {
        return Err(Error::NotFound);
    }
    let names = store::names_of_pair(&scope, one, other).await?;
    if store::mark_distinct(&scope, one, other).await? {
        scope.record(ChangeKind::PeopleToldApart, &names).await?;
    }
    let undo = format!("/people/dismissals/{one}/{other}/removal");
    scope.commit_and_offer_undo(PLACE, "done-people-told-apart", undo).await
}

/// `POST /{tenant}/people/dismissals/{one}/{other}/removal`: the pair is proposed again.
pub async fn reconsider(scope: Scope<Manage>, path: web::Path<DismissalPath>) -> Result<Redirect> {
    if store::unmark_distinct(&scope, path.one, path.other).await? {
        let names = store::names_of_pair(&scope, path.one, path.other).await?;
        scope.record(ChangeKind::PeopleProposedAgain, &names).await?;
    }
    scope.commit_and_redirect(PLACE, "done-people-proposed-again").await
}
