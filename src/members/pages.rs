//! Pages of members.

use actix_web::{HttpResponse, web};
use askama::Template;

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
    history::{change::ChangeKind, recording::Change, undo},
    series::store::Choice,
    web::{
        error::{Error, Result},
        forms::{Errors, Form},
        page::Page,
        paths::MemberPath,
    },
};

#[derive(Template)]
#[template(path = "members/index.html")]
pub struct Index {
    pub page: Page,
    pub present: Vec<Profile>,
    /// Removed members.
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
    /// The member to change. None for an invitation.
    pub member: Option<Profile>,
    /// Whether someone else has changed the member meanwhile.
    pub stale: bool,
    pub form: MemberForm,
    pub choices: Choices,
    pub errors: Errors,
}

impl Edit {
    /// Whether it is the member's own form, in which body and person are fixed.
    fn is_own(&self) -> bool {
        let own = self.page.member.as_ref().map(|it| it.id);
        self.member.as_ref().is_some_and(|it| Some(it.id) == own)
    }

    /// The hint below a field that is fixed in the member's own form.
    fn hint(&self, id: &'static str) -> String {
        self.page.t(if self.is_own() { "member-own-place" } else { id })
    }
}

/// `GET /{tenant}/members/{member}/edit`
pub async fn edit(scope: Scope<Manage>, path: web::Path<MemberPath>) -> Result<HttpResponse> {
    let member = store::find_present(&scope, path.member).await?;
    let choices = Choices::load(&scope, Some(member.id)).await?;
    let form = MemberForm::from(&member);
    scope.render(|page| Edit {
        page,
        member: Some(member),
        stale: false,
        form,
        choices,
        errors: Errors::default(),
    })
}

/// `POST /{tenant}/members/{member}`
pub async fn update(
    Post(scope, form): Post<Scope<Manage>, Form<MemberForm>>,
    path: web::Path<MemberPath>,
) -> Result<Outcome> {
    let managers = store::lock_managers(&scope).await?;
    let member = store::find_present(&scope, path.member).await?;
    let version = form.version.required()?;
    let choices = Choices::load(&scope, Some(member.id)).await?;
    let (mut form, mut errors) = (form.0, Errors::default());
    if member.id == scope.member.id {
        form.keep_own_place(scope.lang(), &member, &mut errors);
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
            stale: false,
            form,
            choices,
            errors,
        })?);
    };
    if place.is_of(&member) {
        return redirected(scope.redirect_unchanged("/members", "done-member-changed")?);
    }
    if version != member.version {
        let form = MemberForm { version: member.version.into(), ..form };
        let member = Some(member);
        return rendered(scope.conflict(|page| Edit { page, member, stale: true, form, choices, errors })?);
    }
    let change = save(&scope, &member, &place).await?;
    let Some(change) = change else { return Err(Error::Conflict) };
    redirected(scope.commit_and_offer_undo("/members", "done-member-changed", change.undo_path()).await?)
}

/// Records a change for each value that is different. The first one keeps the row, and its undo
/// restores all of them.
async fn save(scope: &Scope<Manage>, old: &Profile, new: &Affiliation) -> Result<Option<Change>> {
    let mut first = None;
    for (kind, subject) in differences(scope, old, new) {
        let change = scope.record(kind, &subject).await?;
        if first.is_none() {
            store::update(scope, change, old, new).await?;
            first = Some(change);
        }
    }
    Ok(first)
}

fn differences(scope: &Scope<Manage>, old: &Profile, new: &Affiliation) -> Vec<(ChangeKind, String)> {
    let name_or_none =
        |it: Option<&Choice>| it.map_or_else(|| scope.lang().t("member-none"), |it| it.name.clone());
    let arrow = |to: &str| format!("{} → {to}", new.name);
    let mut all = Vec::new();
    if old.name != new.name {
        all.push((ChangeKind::MemberRenamed, format!("{} → {}", old.name, new.name)));
    }
    if old.role != new.role {
        all.push((ChangeKind::MemberRoleChanged, arrow(&scope.lang().t(new.role.label_id()))));
    }
    if old.body_id != new.body_id() {
        all.push((ChangeKind::MemberBodyChanged, arrow(&name_or_none(new.body.as_ref()))));
    }
    if old.person_id != new.person_id() {
        all.push((ChangeKind::MemberPersonChanged, arrow(&name_or_none(new.person.as_ref()))));
    }
    match (old.manager, new.manager) {
        (false, true) => all.push((ChangeKind::ManagerNamed, new.name.clone())),
        (true, false) => all.push((ChangeKind::ManagerDismissed, new.name.clone())),
        _ => {}
    }
    all
}

/// `POST /{tenant}/members/{member}/removal`: the member has no access from the next request on.
pub async fn remove(scope: Scope<Manage>, path: web::Path<MemberPath>) -> Result<Outcome> {
    let managers = store::lock_managers(&scope).await?;
    let member = store::find(&scope, path.member).await?;
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
            stale: false,
            form,
            choices,
            errors,
        })?);
    }
    let change = scope.record(ChangeKind::MemberRemoved, &member.name).await?;
    store::remove(&scope, change, &member).await?;
    redirected(scope.commit_and_offer_undo("/members", "done-member-removed", change.undo_path()).await?)
}

/// `POST /{tenant}/members/{member}/restoration`: the member is manager and editor again.
pub async fn restore(scope: Scope<Manage>, path: web::Path<MemberPath>) -> Result<Redirect> {
    let member = store::find(&scope, path.member).await?;
    if member.removed_at.is_none() {
        return scope.redirect_unchanged("/members", "done-member-restored");
    }
    let removal = store::removal_of(&scope, &member).await?.ok_or(Error::NotFound)?;
    store::lock_for_undo(&scope, removal).await?;
    undo::undo(&scope, removal).await?;
    scope.commit_and_redirect("/members", "done-member-restored").await
}
