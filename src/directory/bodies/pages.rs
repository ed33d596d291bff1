//! Screens of bodies.

use actix_web::{HttpResponse, web};
use askama::Template;
use serde::Deserialize;
use uuid::Uuid;

use super::{
    body::{Body, BodyForm, BodyKind, NewBody},
    groups::GroupForm,
    store::{self, Holding, Recipient, When},
};
use crate::{
    access::{
        permissions::{ExtendDirectory, KeepGroups, Manage, Permission, ReadRegister},
        scope::{Outcome, Post, Scope, redirected, rendered},
    },
    directory::people::store as people,
    history::change::ChangeKind,
    web::{
        error::Result,
        forms::{Errors, Form},
        page::Page,
        pagination::Pagination,
    },
};

#[derive(Template)]
#[template(path = "directory/bodies/index.html")]
pub struct Bodies {
    pub page: Page,
    pub bodies: Vec<Body>,
    /// The only kind that is shown.
    pub kind: Option<BodyKind>,
    pub total: i64,
    pub pagination: Pagination,
    pub may_manage: bool,
    pub may_extend: bool,
}

impl Bodies {
    fn kinds(&self) -> [BodyKind; 4] {
        BodyKind::ALL
    }

    fn is_chosen(&self, kind: &BodyKind) -> bool {
        self.kind == Some(*kind)
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Filter {
    kind: String,
    /// `otherwise`: who was or will be there.
    when: String,
    page: String,
}

impl Filter {
    fn when(&self) -> When {
        if self.when == "otherwise" { When::Otherwise } else { When::Today }
    }
}

/// `GET /{tenant}/bodies`
pub async fn index(scope: Scope<ReadRegister>, filter: web::Query<Filter>) -> Result<HttpResponse> {
    let kind = BodyKind::parse(&filter.kind);
    let total = store::count(&scope, kind).await?;
    let query = kind.map(|it| ("kind", it.code()));
    let pagination = Pagination::new(&filter.page, total, query.as_slice());
    let bodies = store::all(&scope, kind, pagination.offset()).await?;
    let standing = people::standing(&scope).await?;
    let (may_manage, may_extend) = (scope.may::<Manage>(standing), scope.may::<ExtendDirectory>(standing));
    scope.render(|page| Bodies { page, bodies, kind, total, pagination, may_manage, may_extend })
}

#[derive(Template)]
#[template(path = "directory/bodies/show.html")]
pub struct Show {
    pub page: Page,
    pub body: Body,
    pub when: When,
    /// How many hold a position today, and otherwise.
    pub today: i64,
    pub otherwise: i64,
    pub people: Vec<Holding>,
    pub pagination: Pagination,
    /// The distribution list, for those who keep it.
    pub recipients: Vec<Recipient>,
    pub form: GroupForm,
    pub errors: Errors,
    pub may_keep: bool,
    pub may_manage: bool,
}

impl Show {
    /// Whether those who hold a position today are listed.
    fn is_of_today(&self) -> bool {
        self.when == When::Today
    }
}

/// `GET /{tenant}/bodies/{id}`
pub async fn show(
    scope: Scope<ReadRegister>,
    path: web::Path<(String, Uuid)>,
    filter: web::Query<Filter>,
) -> Result<HttpResponse> {
    let body = store::find(&scope, path.1).await?;
    let show = load(&scope, body, &filter).await?;
    scope.render(|page| show(page, GroupForm::default(), Errors::default()))
}

/// The page of a body, but for what was typed into it.
pub(super) async fn load<P: Permission>(
    scope: &Scope<P>,
    body: Body,
    asked: &Filter,
) -> Result<impl FnOnce(Page, GroupForm, Errors) -> Show + use<P>> {
    let when = asked.when();
    let today = store::count_positions(scope, body.id, When::Today).await?;
    let otherwise = store::count_positions(scope, body.id, When::Otherwise).await?;
    let (total, query) = match when {
        When::Today => (today, None),
        When::Otherwise => (otherwise, Some(("when", "otherwise"))),
    };
    let pagination = Pagination::new(&asked.page, total, query.as_slice());
    let people = store::positions(scope, body.id, when, pagination.offset()).await?;
    let (may_keep, may_manage) =
        (scope.may::<KeepGroups>(body.standing()), scope.may::<Manage>(body.standing()));
    let recipients = if may_keep { store::recipients(scope, body.id).await? } else { Vec::new() };
    Ok(move |page, form, errors| Show {
        page,
        body,
        when,
        today,
        otherwise,
        people,
        pagination,
        recipients,
        form,
        errors,
        may_keep,
        may_manage,
    })
}

#[derive(Template)]
#[template(path = "directory/bodies/edit.html")]
pub struct Edit {
    pub page: Page,
    /// The body that is changed; none where one is made.
    pub body: Option<Body>,
    pub form: BodyForm,
    pub errors: Errors,
}

impl Edit {
    fn kinds(&self) -> [BodyKind; 4] {
        BodyKind::ALL
    }
}

/// `GET /{tenant}/bodies/new`
pub async fn new(scope: Scope<Manage>) -> Result<HttpResponse> {
    scope.render(|page| Edit { page, body: None, form: BodyForm::new(""), errors: Errors::default() })
}

/// Keeps a new body, unless another has its name or its number.
pub(super) async fn keep<P: Permission>(scope: &Scope<P>, new: &NewBody) -> Result<Result<Uuid, Errors>> {
    if let Some(other) = store::registered(scope, new.id, new).await? {
        return Ok(Err(BodyForm::number_taken(scope.lang(), &other)));
    }
    let id = store::insert(scope, new).await?;
    Ok(id.ok_or_else(|| BodyForm::name_taken(scope.lang())))
}

/// `POST /{tenant}/bodies`
pub async fn create(Post(scope, form): Post<Scope<Manage>, Form<BodyForm>>) -> Result<Outcome> {
    let errors = match form.check(scope.lang()) {
        Ok(new) => match keep(&scope, &new).await? {
            Ok(id) => {
                return redirected(
                    scope.commit_and_redirect(format!("/bodies/{id}"), "done-body-created").await?,
                );
            }
            Err(errors) => errors,
        },
        Err(errors) => errors,
    };
    rendered(scope.unprocessable(|page| Edit { page, body: None, form: form.0, errors })?)
}

/// `GET /{tenant}/bodies/{id}/edit`
pub async fn edit(scope: Scope<Manage>, path: web::Path<(String, Uuid)>) -> Result<HttpResponse> {
    let body = store::find(&scope, path.1).await?;
    let form = BodyForm::of(&body);
    scope.render(|page| Edit { page, body: Some(body), form, errors: Errors::default() })
}

/// `POST /{tenant}/bodies/{id}`
pub async fn update(
    Post(scope, form): Post<Scope<Manage>, Form<BodyForm>>,
    path: web::Path<(String, Uuid)>,
) -> Result<Outcome> {
    let body = store::find(&scope, path.1).await?;
    let errors = match form.check(scope.lang()) {
        Ok(new) => match store::registered(&scope, body.id, &new).await? {
            Some(other) => BodyForm::number_taken(scope.lang(), &other),
            None if store::update(&scope, body.id, &new).await? => {
                scope.record(ChangeKind::BodyChanged, &new.name).await?;
                return redirected(scope.commit_and_redirect(body.path(), "done-body-changed").await?);
            }
            None => BodyForm::name_taken(scope.lang()),
        },
        Err(errors) => errors,
    };
    rendered(scope.unprocessable(|page| Edit { page, body: Some(body), form: form.0, errors })?)
}
