//! Adding and changing a body.

use actix_web::{HttpResponse, web};
use askama::Template;

use super::{
    body::{Body, BodyForm, BodyKind, NewBody},
    store::{self, Added},
};
use crate::{
    access::{
        permissions::{Manage, Permission},
        scope::{Outcome, Post, Scope, Written, redirected, rendered},
    },
    history::recording::Change,
    web::{
        error::{Error, Result},
        forms::{Errors, Form},
        page::Page,
        paths::BodyPath,
    },
};

#[derive(Template)]
#[template(path = "directory/bodies/edit.html")]
pub struct Edit {
    pub page: Page,
    /// The body that is changed, as it is stored; none where one is added.
    pub body: Option<Body>,
    pub form: BodyForm,
    /// Whether someone else changed it since the form was opened.
    pub stale: bool,
    pub errors: Errors,
}

impl Edit {
    fn kinds(&self) -> [BodyKind; 4] {
        BodyKind::ALL
    }
}

/// `GET /{tenant}/bodies/new`
pub async fn new(scope: Scope<Manage>) -> Result<HttpResponse> {
    let (form, errors) = (BodyForm::new(""), Errors::default());
    scope.render(|page| Edit { page, body: None, form, stale: false, errors })
}

/// Adds a body, unless another has its name or its number. No change where the same form added it
/// before.
///
/// # Errors
/// [`Error::Invalid`].
async fn add<P: Permission>(scope: &Scope<P>, new: &NewBody) -> Result<Option<Change>> {
    if let Some(other) = store::name_of_registered(scope, new.id, new).await? {
        return Err(BodyForm::number_taken(scope.lang(), &other).into());
    }
    match store::insert(scope, new).await? {
        Added::New(change) => Ok(Some(change)),
        Added::Before => Ok(None),
        Added::NameTaken => Err(BodyForm::name_taken(scope.lang()).into()),
    }
}

/// Adds the body of a form and redirects to it, or shows the form again with its errors.
pub(super) async fn add_or_show<P: Permission, T: Template>(
    scope: Scope<P>,
    form: BodyForm,
    show: impl FnOnce(Page, BodyForm, Errors) -> T,
) -> Result<Outcome> {
    let checked = form.check(scope.lang()).map_err(Error::from);
    let added = match checked {
        Ok(new) => add(&scope, &new).await.map(|change| (new.id, change)),
        Err(why) => Err(why),
    };
    let done = "done-body-created";
    match added {
        Ok((id, Some(change))) => {
            let path = format!("/bodies/{id}");
            redirected(scope.commit_and_offer_undo(path, done, change.undo_path()).await?)
        }
        Ok((id, None)) => redirected(scope.redirect_unchanged(format!("/bodies/{id}"), done)?),
        Err(Error::Invalid(errors)) => rendered(scope.unprocessable(|page| show(page, form, errors))?),
        Err(why) => Err(why),
    }
}

/// `POST /{tenant}/bodies`
pub async fn create(Post(scope, form): Post<Scope<Manage>, Form<BodyForm>>) -> Result<Outcome> {
    let show = |page, form, errors| Edit { page, body: None, form, stale: false, errors };
    add_or_show(scope, form.0, show).await
}

/// `GET /{tenant}/bodies/{body}/edit`
pub async fn edit(scope: Scope<Manage>, path: web::Path<BodyPath>) -> Result<HttpResponse> {
    let body = store::find(&scope, path.body).await?;
    let form = BodyForm::of(&body);
    scope.render(|page| Edit { page, body: Some(body), form, stale: false, errors: Errors::default() })
}

/// `POST /{tenant}/bodies/{body}`
pub async fn update(
    Post(scope, form): Post<Scope<Manage>, Form<BodyForm>>,
    path: web::Path<BodyPath>,
) -> Result<Outcome> {
    let body = store::find(&scope, path.body).await?;
    let version = form.version.required()?;
    let errors = match form.check(scope.lang()) {
        Ok(new) => match store::name_of_registered(&scope, body.id, &new).await? {
            Some(other) => BodyForm::number_taken(scope.lang(), &other),
            None if store::name_is_taken(&scope, body.id, &new.name).await? => {
                BodyForm::name_taken(scope.lang())
            }
            None => return write(scope, body, version, form.0, &new).await,
        },
        Err(errors) => errors,
    };
    rendered(scope.unprocessable(|page| Edit {
        page,
        body: Some(body),
        form: form.0,
        stale: false,
        errors,
    })?)
}

async fn write(
    scope: Scope<Manage>,
    body: Body,
    version: i32,
    form: BodyForm,
    new: &NewBody,
) -> Result<Outcome> {
    if new.is_kept_in(&body) {
        return redirected(scope.redirect_unchanged(body.path(), "done-body-changed")?);
    }
    let (change, written) = store::update(&scope, body.id, version, new).await?;
    if written == Written::Updated {
        let undo = change.undo_path();
        return redirected(scope.commit_and_offer_undo(body.path(), "done-body-changed", undo).await?);
    }
    // Read again: someone may have changed it since.
    let body = store::find(&scope, body.id).await?;
    let form = BodyForm { version: body.version.into(), ..form };
    let errors = Errors::default();
    rendered(scope.conflict(|page| Edit { page, body: Some(body), form, stale: true, errors })?)
}
