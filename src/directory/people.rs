//! Screens of people.

use actix_web::{HttpResponse, web};
use askama::Template;
use serde::Deserialize;
use uuid::Uuid;

use super::{
    person::{Heard, Holder, Person, PersonForm, Position},
    store,
};
use crate::{
    error::Result,
    forms::{Errors, Form, check_text},
    page::Page,
    pagination::{self, Pagination},
    permissions::{ExtendDirectory, ReadRegister},
    scope::{Outcome, Scope, again, saved},
};

#[derive(Template)]
#[template(path = "directory/people.html")]
pub struct People {
    pub page: Page,
    pub people: Vec<Entry>,
    pub sought: String,
    pub total: i64,
    pub pagination: Pagination,
    pub may_extend: bool,
}

/// Someone with every position of today.
pub struct Entry {
    id: Uuid,
    name: String,
    positions: Vec<Holder>,
}

impl Entry {
    fn path(&self) -> String {
        format!("/people/{}", self.id)
    }

    /// Rows that follow each other and are one person's, brought together.
    fn gather(holders: Vec<Holder>) -> Vec<Self> {
        let mut entries: Vec<Self> = Vec::new();
        for holder in holders {
            match entries.last_mut().filter(|it| it.id == holder.person_id) {
                Some(entry) => entry.positions.push(holder),
                None => entries.push(Self {
                    id: holder.person_id,
                    name: holder.name.clone(),
                    positions: vec![holder],
                }),
            }
        }
        entries
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Search {
    q: String,
    page: String,
}

/// `GET /{tenant}/people`
pub async fn index(scope: Scope<ReadRegister>, search: web::Query<Search>) -> Result<HttpResponse> {
    check_text(&search.q)?;
    let sought = search.0.q;
    let total = store::count(&scope, &sought).await?;
    let query = Some(("q", &sought)).filter(|(_, it)| !it.is_empty());
    let pagination = Pagination::new(&search.0.page, total, query.as_slice());
    let today = scope.page().today;
    let found = store::search(&scope, &sought, today, pagination::SIZE, pagination.offset()).await?;
    let may_extend = scope.may::<ExtendDirectory>(store::standing(&scope).await?);
    let people = Entry::gather(found);
    scope.show(|page| People { page, people, sought, total, pagination, may_extend }).await
}

#[derive(Template)]
#[template(path = "directory/person.html")]
pub struct Show {
    pub page: Page,
    pub person: Person,
    pub positions: Vec<Position>,
    pub hearings: Vec<Heard>,
    pub pagination: Pagination,
}

/// `GET /{tenant}/people/{id}`
pub async fn show(
    scope: Scope<ReadRegister>,
    path: web::Path<(String, Uuid)>,
    search: web::Query<Search>,
) -> Result<HttpResponse> {
    let person = store::find(&scope, path.1).await?;
    let positions = store::positions(&scope, person.id).await?;
    let total = store::count_heard(&scope, person.id).await?;
    let pagination = Pagination::new(&search.page, total, ());
    let hearings = store::heard(&scope, person.id, pagination.offset()).await?;
    scope.show(|page| Show { page, person, positions, hearings, pagination }).await
}

#[derive(Template)]
#[template(path = "directory/new_person.html")]
pub struct New {
    pub page: Page,
    pub form: PersonForm,
    pub errors: Errors,
}

/// `GET /{tenant}/people/new`
pub async fn new(scope: Scope<ExtendDirectory>) -> Result<HttpResponse> {
    store::admit(&scope).await?;
    let form = PersonForm { id: Uuid::now_v7(), ..PersonForm::default() };
    scope.show(|page| New { page, form, errors: Errors::default() }).await
}

/// `POST /{tenant}/people`
pub async fn create(scope: Scope<ExtendDirectory>, form: Form<PersonForm>) -> Result<Outcome> {
    store::admit(&scope).await?;
    let errors = match form.check(scope.lang()) {
        Ok(new) => match store::add(&scope, &form, &new).await? {
            Ok(()) => {
                let path = format!("/people/{}", new.id);
                return saved(scope.save(path, "done-person-added").await?);
            }
            Err(errors) => errors,
        },
        Err(errors) => errors,
    };
    again(scope.refuse(|page| New { page, form: form.0, errors }).await?)
}
