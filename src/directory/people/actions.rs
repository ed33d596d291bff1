//! The actions that a person is in charge of, or that follow from what the person said.

use actix_web::{HttpResponse, web};
use askama::Template;

use super::{
    person::Person,
    profile::{ProfileQuery, find_or_redirect},
};
use crate::{
    access::{permissions::ReadRegister, scope::Scope},
    actions::{action::Action, of_person},
    web::{error::Result, page::Page, pagination::Pagination, paths::PersonPath},
};

#[derive(Template)]
#[template(path = "directory/people/actions.html")]
pub struct Actions {
    pub page: Page,
    pub person: Person,
    pub actions: Vec<Action>,
    pub total: i64,
    pub pagination: Pagination,
}

/// `GET /{tenant}/people/{person}/actions`
pub async fn actions(
    scope: Scope<ReadRegister>,
    path: web::Path<PersonPath>,
    query: web::Query<ProfileQuery>,
) -> Result<HttpResponse> {
    let person = find_or_redirect(&scope, path.person).await?;
    let total = of_person::count(&scope, person.id).await?;
    let pagination = Pagination::new(&query.page, total, ());
    let actions = of_person::page(&scope, person.id, &pagination).await?;
    scope.render(|page| Actions { page, person, actions, total, pagination })
}
