//! Pages of actions: the registers, and one action.

use actix_web::{HttpResponse, web};
use askama::Template;
use uuid::Uuid;

use super::{
    action::Action,
    register::{self, Register, Tab},
    store,
    updates::{self, pages::NoteForm, update::Update},
};
use crate::{
    access::{
        permissions::{HandleActions, Permission, ReadRegister},
        scope::Scope,
    },
    web::{
        drafts::{self, Resume},
        error::Result,
        forms::Errors,
        page::Page,
        pagination::{PageQuery, Pagination},
        paths::ActionPath,
    },
};

#[derive(Template)]
#[template(path = "actions/index.html")]
pub struct Index {
    pub page: Page,
    pub register: Register,
    pub tabs: Vec<Tab>,
    pub actions: Vec<Action>,
    pub pagination: Pagination,
}

/// `GET /{tenant}/actions`
pub async fn index(
    scope: Scope<ReadRegister>,
    asked: web::Query<Register>,
    page: web::Query<PageQuery>,
) -> Result<HttpResponse> {
    let tabs = register::tabs(&scope, *asked).await?;
    let register = asked.or_first(&tabs);
    let pagination = register::pagination(&page, register, &tabs);
    let actions = register::page(&scope, register, &pagination).await?;
    scope.render(|page| Index { page, register, tabs, actions, pagination })
}

#[derive(Template)]
#[template(path = "actions/show.html")]
pub struct Show {
    pub page: Page,
    pub action: Action,
    pub updates: Vec<Update>,
    pub may_handle: bool,
    /// The id of the update that the form makes.
    pub update_id: Uuid,
    /// The note as typed.
    pub note: String,
    /// The id of the sentence about a change that someone else made meanwhile.
    pub conflict: Option<&'static str>,
    pub errors: Errors,
}

impl Show {
    /// The page of an action with a fresh form.
    pub async fn load<P: Permission>(
        scope: &Scope<P>,
        action: Action,
    ) -> Result<impl FnOnce(Page) -> Self + use<P>> {
        let updates = updates::store::of_action(scope, &action).await?;
        let may_handle = scope.may::<HandleActions>(action.standing());
        Ok(move |page| Self {
            page,
            action,
            updates,
            may_handle,
            update_id: Uuid::now_v7(),
            note: String::new(),
            conflict: None,
            errors: Errors::default(),
        })
    }
}

/// `GET /{tenant}/actions/{action}`
pub async fn show(
    mut scope: Scope<ReadRegister>,
    path: web::Path<ActionPath>,
    resume: web::Query<Resume>,
) -> Result<HttpResponse> {
    let action = store::find(&scope, path.action).await?;
    let (place, may_handle) = (action.path(), scope.may::<HandleActions>(action.standing()));
    let show = Show::load(&scope, action).await?;
    let mut form = NoteForm::default();
    if may_handle {
        form = drafts::begun(&mut scope, &place, &resume, form).await?;
    }
    scope.render(|page| Show { note: form.note, ..show(page) })
}
