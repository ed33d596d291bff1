//! People who may be one: proposed with the reason, merged or told apart by managers.

use std::collections::{HashMap, HashSet};

use actix_web::{HttpResponse, web};
use askama::Template;
use sea_orm::FromQueryResult;
use serde::Deserialize;
use uuid::Uuid;

use super::search::{self, Index, Why};
use crate::{
    access::{
        permissions::{Manage, Permission},
        scope::{Post, Redirect, Scope},
    },
    directory::positions::{position::Position, store as positions},
    history::change::ChangeKind,
    web::{
        error::{Error, Result},
        forms::Form,
        page::Page,
        pagination::{self, Pagination},
    },
};

/// A name under which someone is known.
#[derive(Debug, Clone, FromQueryResult)]
pub struct Known {
    pub person_id: Uuid,
    pub printed: String,
    pub key: String,
    pub is_alias: bool,
    pub email: Option<String>,
}

/// Every name of the directory, aliases too.
pub async fn known<P: Permission>(scope: &Scope<P>) -> Result<Vec<Known>> {
    scope
        .rows(
            "select id as person_id, name as printed, name_key as key, false as is_alias, email
               from people where tenant_id = $tenant
             union all
             select person_id, name, name_key, true, null from person_names where tenant_id = $tenant
             order by person_id, is_alias, printed",
            [],
        )
        .await
}

/// Two who may be one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    pub why: Why,
    pub one: Uuid,
    pub other: Uuid,
    /// The names that are alike, where they are not the first names of both.
    pub alias: Option<(String, String)>,
}

/// No page proposes more: who has settled these sees the next.
const MOST: usize = 500;
/// Where names are all alike (`Agent 1`, `Agent 2`, …) the search ends early: what
/// it leaves is found once these pairs are settled.
const MOST_FOUND: usize = 5_000;

/// Those who may be one among these names, the strongest reasons first, but for pairs told apart.
pub fn propose(known: &[Known], apart: &HashSet<(Uuid, Uuid)>) -> Vec<Proposal> {
    let index = Index::new(known.iter().map(|it| it.key.as_str()));
    let mut found: HashMap<(Uuid, Uuid), Proposal> = HashMap::new();
    let mut add = |why: Why, a: &Known, b: &Known| {
        let pair = (a.person_id.min(b.person_id), a.person_id.max(b.person_id));
        if apart.contains(&pair) {
            return 0;
        }
        let alias = (a.is_alias || b.is_alias).then(|| (a.printed.clone(), b.printed.clone()));
        let new = Proposal { why, one: pair.0, other: pair.1, alias };
        let kept = found.entry(pair).or_insert_with(|| new.clone());
        if (new.why, new.alias.is_some()) < (kept.why, kept.alias.is_some()) {
            *kept = new;
        }
        1
    };
    let mut sought = 0;
    for (at, name) in known.iter().enumerate() {
        if sought > MOST_FOUND {
            break;
        }
        let others = index.candidates(&name.key).into_iter().filter(|other| *other < at);
        for other in others.filter_map(|other| known.get(other)) {
            if other.person_id != name.person_id
                && let Some(why) = search::compare(&name.key, &other.key)
            {
                sought += add(why, name, other);
            }
        }
    }
    let mut addresses: HashMap<String, &Known> = HashMap::new();
    for name in known {
        if let Some(email) = &name.email
            && let Some(other) = addresses.insert(email.to_lowercase(), name)
        {
            add(Why::Email, name, other);
        }
    }
    let mut proposals: Vec<Proposal> = found.into_values().collect();
    proposals.sort_unstable_by_key(|it| (it.why, it.one, it.other));
    proposals.truncate(MOST);
    proposals
}

#[derive(FromQueryResult)]
struct Pair {
    one: Uuid,
    other: Uuid,
}

async fn apart<P: Permission>(scope: &Scope<P>) -> Result<HashSet<(Uuid, Uuid)>> {
    let sql = "select one, other from distinct_people where tenant_id = $tenant";
    let pairs: Vec<Pair> = scope.rows(sql, []).await?;
    Ok(pairs.into_iter().map(|it| (it.one, it.other)).collect())
}

#[derive(Template)]
#[template(path = "directory/duplicates/index.html")]
pub struct Duplicates {
    pub page: Page,
    pub pairs: Vec<Shown>,
    pub total: usize,
    pub pagination: Pagination,
}

/// A proposal with what helps to decide.
pub struct Shown {
    pub proposal: Proposal,
    pub people: [Candidate; 2],
}

/// One of the two.
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
pub async fn index(scope: Scope<Manage>, asked: web::Query<DuplicatesQuery>) -> Result<HttpResponse> {
    let (known, apart) = (known(&scope).await?, apart(&scope).await?);
    let (known, proposals) = tokio::task::spawn_blocking(move || {
        let proposals = propose(&known, &apart);
        (known, proposals)
    })
    .await
    .map_err(Error::internal)?;
    let total = proposals.len();
    let pagination = Pagination::new(&asked.page, total as i64, ());
    let page: Vec<Proposal> =
        proposals.into_iter().skip(pagination.offset() as usize).take(pagination::SIZE as usize).collect();
    let ids: Vec<Uuid> = page.iter().flat_map(|it| [it.one, it.other]).collect();
    let positions = positions::of_people(&scope, ids).await?;
    let names: HashMap<Uuid, &Known> =
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

/// Two who are not one.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct PairForm {
    one: Uuid,
    other: Uuid,
}

const PLACE: &str = "/people/duplicates";

/// `POST /{tenant}/people/dismissals`: they are two people, for good.
pub async fn dismiss(Post(scope, form): Post<Scope<Manage>, Form<PairForm>>) -> Result<Redirect> {
    let (one, other) = (form.one.min(form.other), form.one.max(form.other));
    if one == other {
        return Err(Error::NotFound);
    }
    let kept = scope
        .execute(
            "insert into distinct_people (tenant_id, one, other)
             select $tenant, a.id, b.id from people a join people b on b.tenant_id = $tenant and b.id = $2
              where a.tenant_id = $tenant and a.id = $1 on conflict do nothing",
            [one.into(), other.into()],
        )
        .await?;
    let names = names(&scope, one, other).await?;
    if kept == 1 {
        scope.record(ChangeKind::PeopleToldApart, &names).await?;
    }
    let undo = format!("/people/dismissals/{one}/{other}/removal");
    scope.commit_and_offer_undo(PLACE, "done-people-told-apart", undo).await
}

async fn names(scope: &Scope<Manage>, one: Uuid, other: Uuid) -> Result<String> {
    let sql = "select name from people where tenant_id = $tenant and id in ($1, $2) order by id";
    let names: Vec<String> = scope.values(sql, [one.into(), other.into()]).await?;
    match names.len() {
        2 => Ok(names.join(", ")),
        _ => Err(Error::NotFound),
    }
}

/// `POST /{tenant}/people/dismissals/{one}/{other}/removal`: they are proposed again.
pub async fn reconsider(scope: Scope<Manage>, path: web::Path<(String, Uuid, Uuid)>) -> Result<Redirect> {
    let sql = "delete from distinct_people where tenant_id = $tenant and one = $1 and other = $2";
    scope.execute(sql, [path.1.into(), path.2.into()]).await?;
    scope.commit_and_redirect(PLACE, "done-people-proposed-again").await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_settles_what_is_proposed_sees_the_rest_in_the_end() {
        let known: Vec<Known> = (0..1000)
            .map(|at| Known {
                person_id: Uuid::from_u128(at),
                printed: "Jeanne Sillery".to_owned(),
                key: "jeanne sillery".to_owned(),
                is_alias: false,
                email: None,
            })
            .collect();
        let mut settled = HashSet::new();
        loop {
            let proposals = propose(&known, &settled);
            if proposals.is_empty() {
                break;
            }
            assert!(proposals.len() <= MOST);
            assert!(proposals.iter().all(|it| settled.insert((it.one, it.other))));
        }
        assert!(settled.len() > MOST_FOUND, "{}", settled.len());
    }
}
