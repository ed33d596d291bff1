//! Screens of people.

use actix_web::{HttpResponse, web};
use askama::Template;
use serde::Deserialize;
use uuid::Uuid;

use super::{
    names::{self, OtherName},
    person::{Holder, PersonForm},
    store,
};
use crate::{
    access::{
        permissions::{ExtendDirectory, Manage, ReadRegister},
        scope::{Outcome, Post, Scope, redirected, rendered},
    },
    web::{
        error::{Error, Result},
        forms::{Errors, Form, check_text},
        page::Page,
        pagination::{self, Pagination},
    },
};

#[derive(Template)]
#[template(path = "directory/people/index.html")]
pub struct People {
    pub page: Page,
    pub people: Vec<Entry>,
    pub sought: String,
    pub total: i64,
    pub pagination: Pagination,
    pub may_extend: bool,
    pub may_manage: bool,
}

/// A person with every position of today.
pub struct Entry {
    id: Uuid,
    name: String,
    positions: Vec<Holder>,
    others: Vec<OtherName>,
}

impl Entry {
    fn path(&self) -> String {
        format!("/people/{}", self.id)
    }

    /// Groups the rows of each person, which follow each other.
    fn gather(holders: Vec<Holder>) -> Vec<Self> {
        let mut entries: Vec<Self> = Vec::new();
        for holder in holders {
            match entries.last_mut().filter(|it| it.id == holder.person_id) {
                Some(entry) => entry.positions.push(holder),
                None => entries.push(Self {
                    id: holder.person_id,
                    name: holder.name.clone(),
                    positions: vec![holder],
                    others: Vec::new(),
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
    let standing = store::standing(&scope);
    let (may_extend, may_manage) = (scope.may::<ExtendDirectory>(standing), scope.may::<Manage>(standing));
    let mut people = Entry::gather(found);
    if !sought.is_empty() {
        // Another name can be the reason why a person was found.
        for other in names::of_people(&scope, people.iter().map(|it| it.id).collect()).await? {
            if let Some(entry) = people.iter_mut().find(|it| it.id == other.person_id) {
                entry.others.push(other);
            }
        }
    }
    scope.render(|page| People { page, people, sought, total, pagination, may_extend, may_manage })
}

#[derive(Template)]
#[template(path = "directory/people/new.html")]
pub struct New {
    pub page: Page,
    pub form: PersonForm,
    pub errors: Errors,
}

/// `GET /{tenant}/people/new`
pub async fn new(scope: Scope<ExtendDirectory>) -> Result<HttpResponse> {
    store::authorize(&scope)?;
    let form = PersonForm { id: Uuid::now_v7(), ..PersonForm::default() };
    scope.render(|page| New { page, form, errors: Errors::default() })
}

/// `POST /{tenant}/people`
pub async fn create(Post(scope, form): Post<Scope<ExtendDirectory>, Form<PersonForm>>) -> Result<Outcome> {
    store::authorize(&scope)?;
    let added = match form.check(scope.lang()) {
        Ok(new) => store::add(&scope, &form, &new).await.map(|change| (new.id, change)),
        Err(errors) => Err(errors.into()),
    };
    let done = "done-person-added";
    match added {
        Ok((id, Some(change))) => {
            let path = format!("/people/{id}");
            redirected(scope.commit_and_offer_undo(path, done, change.undo_path()).await?)
        }
        Ok((id, None)) => redirected(scope.redirect_unchanged(format!("/people/{id}"), done)?),
        Err(Error::Invalid(errors)) => {
            rendered(scope.unprocessable(|page| New { page, form: form.0, errors })?)
        }
        Err(why) => Err(why),
    }
}
