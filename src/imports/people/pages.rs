//! Screens of imports of people: upload, preview, confirmation.

use std::collections::HashMap;

use actix_web::{HttpResponse, http::StatusCode, web};
use askama::Template;
use uuid::Uuid;

use super::{
    columns::Table,
    draft::{Candidate, Draft, Resolution, TablePerson},
    entry::Refused,
    store::{self, Import},
    table::{self, NoTable},
    writing::{self, Chosen},
};
use crate::{
    access::{
        permissions::ExtendDirectory,
        scope::{FileReaders, Outcome, Post, Scope, redirected, rendered},
    },
    directory::people::store as people,
    history::change::ChangeKind,
    web::{
        error::{Error, Result},
        forms::{Errors, Form, multipart::Upload},
        page::Page,
        paths::PeopleImportPath,
    },
};
use formats::{LIMIT, Unreadable, sheet};

/// The file with the rest of the form.
const FORM_LIMIT: usize = LIMIT + 64 * 1024;
/// How many of each list a page shows.
const SHOWN: usize = 100;

#[derive(Template)]
#[template(path = "imports/people/new.html")]
pub struct New {
    pub page: Page,
    pub id: Uuid,
    pub errors: Errors,
}

/// `GET /{tenant}/people/imports/new`
pub async fn new(scope: Scope<ExtendDirectory>) -> Result<HttpResponse> {
    people::authorize(&scope)?;
    scope.render(|page| New { page, id: Uuid::now_v7(), errors: Errors::default() })
}

/// `POST /{tenant}/people/imports`
pub async fn create(
    Post(scope, mut upload): Post<Scope<ExtendDirectory>, Upload<FORM_LIMIT>>,
) -> Result<Outcome> {
    people::authorize(&scope)?;
    let id = upload.take("id").and_then(|part| Uuid::try_parse_ascii(&part.bytes).ok());
    let id = id.unwrap_or_else(Uuid::now_v7);
    let file = upload.take("file").filter(|part| !part.bytes.is_empty());
    let (name, bytes) = file.map(|it| (it.file_name, it.bytes)).unwrap_or_default();
    let (scope, taken) =
        scope.without_transaction(async |readers: &FileReaders| readable(bytes, readers).await).await?;
    people::authorize(&scope)?;
    match taken {
        Ok(bytes) => {
            let name = name.chars().filter(|c| *c != '\0').take(300).collect();
            store::insert(&scope, id, name, bytes).await?;
            redirected(scope.commit_and_redirect(format!("/people/imports/{id}"), "done-table-read").await?)
        }
        Err(NoTable::Unreadable(Unreadable::TooLarge)) => Err(Error::TooLarge),
        Err(why) => {
            let mut errors = Errors::default();
            errors.add("file", why.sentence(scope.lang()));
            let form = |page| New { page, id: Uuid::now_v7(), errors };
            rendered(scope.answer_with(status(why), form)?)
        }
    }
}

/// Only a file with a table is stored.
async fn readable(bytes: Vec<u8>, readers: &FileReaders) -> Result<Vec<u8>, NoTable> {
    readers.read(move || table::table(sheet::read(&bytes)).map(|_| bytes)).await
}

/// The status for a file that cannot be read.
fn status(why: NoTable) -> StatusCode {
    match why {
        NoTable::Busy => StatusCode::SERVICE_UNAVAILABLE,
        NoTable::TooManyRows | NoTable::Unreadable(Unreadable::TooLarge | Unreadable::TooLargeInside) => {
            StatusCode::PAYLOAD_TOO_LARGE
        }
        NoTable::Unreadable(Unreadable::NotText | Unreadable::Unknown) => StatusCode::UNSUPPORTED_MEDIA_TYPE,
        _ => StatusCode::UNPROCESSABLE_ENTITY,
    }
}

#[derive(Template)]
#[template(path = "imports/people/show.html")]
pub struct Show {
    pub page: Page,
    pub import: Import,
    /// The table as read; none once it is confirmed.
    pub draft: Option<Draft>,
    /// By the row: an id, [`NEW`], [`LEFT`].
    pub choices: HashMap<String, String>,
    pub errors: Errors,
}

/// The choices for a new person, and for one who is left out.
const NEW: &str = "new";
const LEFT: &str = "left";

/// One list of the preview: its title, how many there are, the first of them.
struct List<'a> {
    title: &'static str,
    total: usize,
    people: Vec<&'a TablePerson>,
}

impl Show {
    /// The lists without a choice to make.
    fn lists<'a>(&self, draft: &'a Draft) -> Vec<List<'a>> {
        let list = |title, are: fn(&Resolution) -> bool| {
            let mut people = draft.those(are);
            let total = people.len();
            people.truncate(SHOWN);
            List { title, total, people }
        };
        let lists = vec![
            list("people-import-new", |it| matches!(it, Resolution::New)),
            list("people-import-known", |it| matches!(it, Resolution::Known(_))),
            list("people-import-later", |it| matches!(it, Resolution::Later)),
        ];
        lists.into_iter().filter(|it| it.total > 0).collect()
    }

    /// The people for whom a choice is needed, with the candidates.
    fn asked<'a>(&self, draft: &'a Draft) -> Vec<(&'a TablePerson, &'a [Candidate])> {
        let near = draft.people.iter().filter_map(|it| match &it.resolution {
            Resolution::Uncertain(people) => Some((it, people.as_slice())),
            _ => None,
        });
        near.collect()
    }

    fn refused<'a>(&self, draft: &'a Draft) -> &'a [Refused] {
        draft.refused.get(..SHOWN).unwrap_or(&draft.refused)
    }

    fn chosen(&self, someone: &TablePerson) -> &str {
        self.choices.get(&someone.field()).map_or("", String::as_str)
    }
}

/// `GET /{tenant}/people/imports/{import}`
pub async fn show(scope: Scope<ExtendDirectory>, path: web::Path<PeopleImportPath>) -> Result<HttpResponse> {
    let (scope, table) = read_again(scope, path.import).await?;
    people::authorize(&scope)?;
    let import = store::find(&scope, path.import).await?;
    let draft = match table.filter(|_| !import.is_confirmed) {
        Some(table) => Some(store::draft(&scope, table).await?),
        None => None,
    };
    let (choices, errors) = (HashMap::new(), Errors::default());
    scope.render(|page| Show { page, import, draft, choices, errors })
}

/// Reads a stored table again. It was stored because it can be read. None once it is confirmed.
async fn read_again(
    scope: Scope<ExtendDirectory>,
    id: Uuid,
) -> Result<(Scope<ExtendDirectory>, Option<Table>)> {
    people::authorize(&scope)?;
    let source = store::source(&scope, id).await?;
    if source.is_empty() {
        return Ok((scope, None));
    }
    let read = move || {
        let table = table::table(sheet::read(&source));
        table.map_err(|_| Error::internal("a table that was kept cannot be read"))
    };
    let (scope, table) =
        scope.without_transaction(async |readers: &FileReaders| readers.read(read).await).await?;
    Ok((scope, Some(table?)))
}

/// `POST /{tenant}/people/imports/{import}/confirmation`: all of it, or nothing.
pub async fn confirm(
    Post(scope, form): Post<Scope<ExtendDirectory>, Form<Vec<(String, String)>>>,
    path: web::Path<PeopleImportPath>,
) -> Result<Outcome> {
    let (scope, table) = read_again(scope, path.import).await?;
    people::authorize(&scope)?;
    let import = store::lock(&scope, path.import).await?;
    let Some(table) = table.filter(|_| !import.is_confirmed) else {
        return redirected(scope.redirect_unchanged("/people", "done-people-imported")?);
    };
    let draft = store::draft(&scope, table).await?;
    let choices: HashMap<String, String> = form.0.into_iter().collect();
    let mut errors = Errors::default();
    let chosen = choose(&draft, &choices);
    if let Some(chosen) = chosen {
        let subject = format!("{} ({})", import.file_name, chosen.len());
        let change = scope.record(ChangeKind::PeopleImported, &subject).await?;
        writing::write(&scope, &change, &chosen).await?;
        store::confirm(&scope, import.id).await?;
        let undo = change.undo_path();
        return redirected(scope.commit_and_offer_undo("/people", "done-people-imported", undo).await?);
    }
    errors.add("people", scope.lang().t("import-choose-people"));
    rendered(scope.unprocessable(|page| Show { page, import, draft: Some(draft), choices, errors })?)
}

/// The people to write, with their choices; none while a choice is missing. Only proposed people can
/// be chosen.
fn choose<'a>(draft: &'a Draft, choices: &HashMap<String, String>) -> Option<Vec<Chosen<'a>>> {
    let mut chosen: Vec<Chosen> = Vec::new();
    for it in &draft.people {
        match &it.resolution {
            Resolution::New => chosen.push((it, None)),
            Resolution::Known(person) => chosen.push((it, Some(person.id))),
            Resolution::Later => {}
            Resolution::Uncertain(people) => match choices.get(&it.field()).map(String::as_str) {
                Some(LEFT) => {}
                Some(NEW) => chosen.push((it, None)),
                id => {
                    let person = people.iter().find(|it| id == Some(it.id.to_string().as_str()))?;
                    chosen.push((it, Some(person.id)));
                }
            },
        }
    }
    Some(chosen)
}
