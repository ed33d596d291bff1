//! The page of a person: positions, other names, hearings.

use actix_web::{HttpResponse, web};
use askama::Template;
use serde::Deserialize;
use uuid::Uuid;

use super::{
    names::{self, OtherName},
    person::{AttendedHearing, Person},
    store,
};
use crate::{
    access::{
        permissions::{ExtendDirectory, Manage, ReadRegister},
        scope::Scope,
    },
    directory::{
        mergers::store::{self as mergers, Merger},
        positions::{
            position::Position,
            store::{self as positions, Assistant},
        },
    },
    web::{
        error::{Error, Result},
        page::Page,
        pagination::Pagination,
        paths::PersonPath,
    },
};

#[derive(Template)]
#[template(path = "directory/people/show.html")]
pub struct Show {
    pub page: Page,
    pub person: Person,
    pub names: Vec<OtherName>,
    pub positions: Vec<Position>,
    pub staff: Vec<Assistant>,
    /// The people merged into this one, for managers.
    pub mergers: Vec<Merger>,
    pub hearings: Vec<AttendedHearing>,
    pub pagination: Pagination,
    pub may_extend: bool,
    pub may_manage: bool,
}

/// Which page of a list.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct ProfileQuery {
    pub page: String,
}

/// A person.
///
/// # Errors
/// [`Error::Moved`] to the same page of the person into whom they were merged.
pub(super) async fn find_or_redirect(scope: &Scope<ReadRegister>, id: Uuid) -> Result<Person> {
    match store::find(scope, id).await {
        Err(Error::NotFound) => {
            let remaining = mergers::remaining(scope, id).await?.ok_or(Error::NotFound)?;
            let here = scope.page().url(format!("/people/{id}"));
            let rest = scope.page().path.strip_prefix(&here).unwrap_or_default();
            Err(Error::Moved { to: scope.page().url(format!("/people/{remaining}{rest}")) })
        }
        found => found,
    }
}

/// `GET /{tenant}/people/{person}`
pub async fn show(
    scope: Scope<ReadRegister>,
    path: web::Path<PersonPath>,
    query: web::Query<ProfileQuery>,
) -> Result<HttpResponse> {
    let person = find_or_redirect(&scope, path.person).await?;
    let names = names::of_people(&scope, vec![person.id]).await?;
    let positions = positions::of_person(&scope, person.id).await?;
    let staff = positions::assistants(&scope, person.id).await?;
    let total = store::count_hearings(&scope, person.id).await?;
    let pagination = Pagination::new(&query.page, total, ());
    let hearings = store::hearings(&scope, person.id, pagination.offset()).await?;
    let standing = store::standing(&scope);
    let (may_extend, may_manage) = (scope.may::<ExtendDirectory>(standing), scope.may::<Manage>(standing));
    let mergers = if may_manage { mergers::into_person(&scope, person.id).await? } else { Vec::new() };
    scope.render(|page| Show {
        page,
        person,
        names,
        positions,
        staff,
        mergers,
        hearings,
        pagination,
        may_extend,
        may_manage,
    })
}
