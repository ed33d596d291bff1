//! Screens of members.

use actix_web::{HttpResponse, web};
use askama::Template;
use uuid::Uuid;

use super::{
    form::{Affiliation, Choices, MemberForm},
    member::Profile,
    store,
};
use crate::{
    access::{
        permissions::Manage,
        scope::{Outcome, Post, Redirect, Scope, redirected, rendered},
    },
    history::change::ChangeKind,
    web::{
        error::Result,
        forms::{Errors, Form},
        page::Page,
    },
};

#[derive(Template)]
#[template(path = "members/index.html")]
pub struct Index {
    pub page: Page,
    pub present: Vec<Profile>,
    /// Those taken away.
    pub removed: Vec<Profile>,
}

/// `GET /{tenant}/members`
pub async fn index(scope: Scope<Manage>) -> Result<HttpResponse> {
    let members = store::all(&scope).await?;
    let (present, removed) = members.into_iter().partition(|it| it.removed_at.is_none());
    scope.render(|page| Index { page, present, removed })
}

#[derive(Template)]
#[template(path = "members/edit.html")]
pub struct Edit {
    pub page: Page,
    /// The member who is changed; none where one is invited.
    pub member: Option<Profile>,
    pub form: MemberForm,
    pub choices: Choices,
    pub errors: Errors,
}

impl Edit {
    /// Whether the member is the one who asks: somebody else says where he belongs and who he is.
    fn is_own(&self) -> bool {
        let own = self.page.member.as_ref().map(|it| it.id);
        self.member.as_ref().is_some_and(|it| Some(it.id) == own)
    }

    /// What is said below a field that is fixed in one's own form.
    fn hint(&self, id: &'static str) -> String {
        self.page.t(if self.is_own() { "member-own-place" } else { id })
    }
}

/// `GET /{tenant}/members/{member}/edit`
pub async fn edit(scope: Scope<Manage>, path: web::Path<(String, Uuid)>) -> Result<HttpResponse> {
    let member = store::find_present(&scope, path.1).await?;
    let choices = Choices::load(&scope, Some(member.id)).await?;
    let form = MemberForm::from(&member);
    scope.render(|page| Edit { page, member: Some(member), form, choices, errors: Errors::default() })
}

/// `POST /{tenant}/members/{member}`
pub async fn update(
    Post(scope, form): Post<Scope<Manage>, Form<MemberForm>>,
    path: web::Path<(String, Uuid)>,
) -> Result<Outcome> {
    let managers = store::hold_managers(&scope).await?;
    let member = store::find_present(&scope, path.1).await?;
    let choices = Choices::load(&scope, Some(member.id)).await?;
    let (mut form, mut errors) = (form.0, Errors::default());
    if member.id == scope.member.id {
        form.stay(scope.lang(), &member, &mut errors);
    }
    let mut place = form.check(scope.lang(), &choices, &mut errors);
    if place.as_ref().is_some_and(|it| !it.manager) && managers == [member.id] {
        errors.add("manager", scope.lang().t("member-last-manager"));
        place = None;
    }
    let Some(place) = place else {
        return rendered(scope.unprocessable(|page| Edit {
            page,
            member: Some(member),
            form,
            choices,
            errors,
        })?);
    };
    store::update(&scope, member.id, &place).await?;
    record_changes(&scope, &member, &place).await?;
    redirected(scope.commit_and_redirect("/members", "done-member-changed").await?)
}

/// A change for each thing that became different.
async fn record_changes(scope: &Scope<Manage>, old: &Profile, new: &Affiliation) -> Result<()> {
    let none = || scope.lang().t("member-none");
    if old.name != new.name {
        scope.record(ChangeKind::MemberRenamed, &format!("{} → {}", old.name, new.name)).await?;
    }
    if old.role != new.role {
        let role = scope.lang().t(new.role.label_id());
        scope.record(ChangeKind::MemberRoleChanged, &format!("{} → {role}", new.name)).await?;
    }
    if old.body_id != new.body_id() {
        let body = new.body.as_ref().map_or_else(none, |it| it.name.clone());
        scope.record(ChangeKind::MemberBodyChanged, &format!("{} → {body}", new.name)).await?;
    }
    if old.person_id != new.person_id() {
        let person = new.person.as_ref().map_or_else(none, |it| it.name.clone());
        scope.record(ChangeKind::MemberPersonChanged, &format!("{} → {person}", new.name)).await?;
    }
    match (old.manager, new.manager) {
        (false, true) => drop(scope.record(ChangeKind::ManagerNamed, &new.name).await?),
        (true, false) => drop(scope.record(ChangeKind::ManagerDismissed, &new.name).await?),
        _ => {}
    }
    Ok(())
}

/// `POST /{tenant}/members/{member}/removal`: out at the next request.
pub async fn remove(scope: Scope<Manage>, path: web::Path<(String, Uuid)>) -> Result<Outcome> {
    let managers = store::hold_managers(&scope).await?;
    let member = store::find(&scope, path.1).await?;
    if member.removed_at.is_some() {
        return redirected(scope.redirect_unchanged("/members", "done-member-removed")?);
    }
    if managers == [member.id] {
        let choices = Choices::load(&scope, Some(member.id)).await?;
        let form = MemberForm::from(&member);
        let mut errors = Errors::default();
        errors.add("manager", scope.lang().t("member-last-manager"));
        return rendered(scope.unprocessable(|page| Edit {
            page,
            member: Some(member),
            form,
            choices,
            errors,
        })?);
    }
    store::remove(&scope, &member).await?;
    scope.record(ChangeKind::MemberRemoved, &member.name).await?;
    let undo = format!("{}/restoration", member.path());
    redirected(scope.commit_and_offer_undo("/members", "done-member-removed", undo).await?)
}

/// `POST /{tenant}/members/{member}/restoration`: back with all that was taken.
pub async fn restore(scope: Scope<Manage>, path: web::Path<(String, Uuid)>) -> Result<Redirect> {
    let member = store::find(&scope, path.1).await?;
    if member.removed_at.is_none() {
        return scope.redirect_unchanged("/members", "done-member-restored");
    }
    store::restore(&scope, member.id).await?;
    scope.record(ChangeKind::MemberRestored, &member.name).await?;
    scope.commit_and_redirect("/members", "done-member-restored").await
}
