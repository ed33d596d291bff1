//! Screens of mergers: compares two people, merges one into the other, undoes it.

use actix_web::{HttpResponse, web};
use askama::Template;
use serde::Deserialize;
use uuid::Uuid;

use super::{
    moving::{self, Pair},
    store, undoing,
};
use crate::{
    access::{
        permissions::{Manage, Permission},
        scope::{Outcome, Post, Redirect, Scope, redirected, rendered},
    },
    directory::{
        people::{
            names::{self, OtherName},
            person::{AttendedHearing, Holder, Person},
            store as people,
        },
        positions::{position::Position, store as positions},
    },
    history::change::ChangeKind,
    web::{
        error::{Error, Result},
        forms::{Errors, Form, check_text},
        page::Page,
        paths::{MergerPath, PersonPath},
    },
};

/// A person, as the page compares two.
pub struct Side {
    pub person: Person,
    pub names: Vec<OtherName>,
    pub positions: Vec<Position>,
    pub hearings: i64,
}

async fn side<P: Permission>(scope: &Scope<P>, id: Uuid) -> Result<Side> {
    Ok(Side {
        person: people::find(scope, id).await?,
        names: names::of_people(scope, vec![id]).await?,
        positions: positions::of_person(scope, id).await?,
        hearings: people::count_hearings(scope, id).await?,
    })
}

#[derive(Template)]
#[template(path = "directory/mergers/new.html")]
pub struct New {
    pub page: Page,
    /// The remaining person.
    pub kept: Side,
    /// The person to be removed; none while one is still searched.
    pub gone: Option<Side>,
    /// The hearings at which both are recorded.
    pub shared: Vec<AttendedHearing>,
    pub sought: String,
    pub found: Vec<Holder>,
    pub form: MergerForm,
    pub errors: Errors,
}

impl New {
    /// Both people with their headings.
    fn sides<'a>(&'a self, gone: &'a Side) -> [(&'static str, &'a Side); 2] {
        [("merger-kept", &self.kept), ("merger-gone", gone)]
    }

    /// The two addresses, where one has to be chosen.
    fn emails(&self) -> Option<[(&'static str, &str); 2]> {
        let gone = self.gone.as_ref()?.person.email.as_deref()?;
        let kept = self.kept.person.email.as_deref()?;
        (gone != kept).then_some([("kept", kept), ("gone", gone)])
    }
}

/// The person to merge, and whose address to keep.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct MergerForm {
    pub other: String,
    pub email: String,
}

/// The query of the address.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct MergerQuery {
    other: String,
    q: String,
}

/// `GET /{tenant}/people/{person}/merger?other={id}`: this person remains, the other is removed.
pub async fn new(
    scope: Scope<Manage>,
    path: web::Path<PersonPath>,
    query: web::Query<MergerQuery>,
) -> Result<HttpResponse> {
    check_text(&query.q)?;
    let kept = side(&scope, path.person).await?;
    let sought = query.q.trim().to_owned();
    let mut found = Vec::new();
    if !sought.is_empty() {
        found = people::search(&scope, &sought, scope.page().today, 20, 0).await?;
        found.retain(|it| it.person_id != kept.person.id);
        found.dedup_by_key(|it| it.person_id);
    }
    let (gone, shared) = match other(&query.other, &kept) {
        Some(id) => {
            (Some(side(&scope, id).await?), store::shared_hearings(&scope, kept.person.id, id).await?)
        }
        None => (None, Vec::new()),
    };
    let (form, errors) = (MergerForm::default(), Errors::default());
    scope.render(|page| New { page, kept, gone, shared, sought, found, form, errors })
}

fn other(typed: &str, kept: &Side) -> Option<Uuid> {
    typed.parse().ok().filter(|it| *it != kept.person.id)
}

/// `POST /{tenant}/people/{person}/merger`
pub async fn create(
    Post(scope, form): Post<Scope<Manage>, Form<MergerForm>>,
    path: web::Path<PersonPath>,
) -> Result<Outcome> {
    let id = form.other.parse().ok().filter(|it| *it != path.person).ok_or(Error::NotFound)?;
    if store::remaining(&scope, id).await? == Some(path.person) {
        let place = format!("/people/{}", path.person);
        return redirected(scope.redirect_unchanged(place, "done-people-merged")?);
    }
    store::lock(&scope, path.person, id).await?;
    let (kept, gone) = (side(&scope, path.person).await?, side(&scope, id).await?);
    let shared = store::shared_hearings(&scope, kept.person.id, id).await?;
    let errors = obstacles(&scope, &kept, &gone, &shared, &form).await?;
    if !errors.is_empty() {
        let (sought, found) = (String::new(), Vec::new());
        let page = |page| New { page, kept, gone: Some(gone), shared, sought, found, form: form.0, errors };
        return rendered(scope.unprocessable(page)?);
    }
    let emails = [kept.person.email.clone(), gone.person.email.clone()];
    let email = match (form.email.as_str(), emails) {
        ("gone", [kept, gone]) => gone.or(kept),
        (_, [kept, gone]) => kept.or(gone),
    };
    moving::merge(&scope, Pair { removed: id, remaining: kept.person.id }, email).await?;
    scope.record(ChangeKind::PeopleMerged, &format!("{} → {}", gone.person.name, kept.person.name)).await?;
    let undo = format!("{}/mergers/{id}/reversal", kept.person.path());
    redirected(scope.commit_and_offer_undo(kept.person.path(), "done-people-merged", undo).await?)
}

/// Why the two cannot be merged.
async fn obstacles(
    scope: &Scope<Manage>,
    kept: &Side,
    gone: &Side,
    shared: &[AttendedHearing],
    form: &MergerForm,
) -> Result<Errors> {
    let (lang, mut errors) = (scope.lang(), Errors::default());
    if let Some(it) = shared.first() {
        let hearing = format!("{} ({})", it.hearing_title, lang.date(it.day));
        errors.add("other", lang.t1("merger-shared-hearing", "hearing", hearing));
    } else if store::share_a_hearing(scope, kept.person.id, gone.person.id).await? {
        errors.add("other", lang.t("merger-shared-closed"));
    }
    if store::both_are_members(scope, kept.person.id, gone.person.id).await? {
        errors.add("other", lang.t("merger-two-members"));
    }
    // A merger with a person who was present would make the member present.
    if scope.member.person_id.is_some_and(|own| [kept.person.id, gone.person.id].contains(&own)) {
        errors.add("other", lang.t("merger-own"));
    }
    let differ = kept.person.email.is_some() && gone.person.email.is_some();
    if differ && kept.person.email != gone.person.email && !["kept", "gone"].contains(&form.email.as_str()) {
        errors.add("email", lang.t("error-choose"));
    }
    Ok(errors)
}

/// `POST /{tenant}/people/{person}/mergers/{gone}/reversal`: undoes a merger.
pub async fn reverse(scope: Scope<Manage>, path: web::Path<MergerPath>) -> Result<Redirect> {
    let (kept, gone) = (path.person, path.gone);
    match undoing::undo(&scope, Pair { removed: gone, remaining: kept }).await? {
        Some(name) => {
            scope.record(ChangeKind::PeopleParted, &name).await?;
            scope.commit_and_redirect(format!("/people/{gone}"), "done-people-parted").await
        }
        None => {
            people::find(&scope, gone).await?;
            scope.redirect_unchanged(format!("/people/{gone}"), "done-people-parted")
        }
    }
}
