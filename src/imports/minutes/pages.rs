//! Screens of imports of minutes: upload, preview, confirmation, undo.

use actix_web::{HttpResponse, web};
use askama::Template;
use serde::Deserialize;
use uuid::Uuid;

use super::{
    confirmation::{Confirmation, LEFT_OUT, NEW},
    draft::{Draft, Present},
    importing,
    matching::Match,
    plan::Plan,
    source::{self, FORM_LIMIT, Source, SourceError},
    store::{self, Import},
    undoing,
    writing::Written,
};
use crate::{
    access::{
        permissions::EditHearings,
        scope::{FileReaders, Outcome, Post, Redirect, Scope, redirected, rendered},
    },
    hearings::{form::HearingForm, hearing, store as hearings},
    history::recording::By,
    series::{details::Series, store as series},
    web::{
        drafts::{self, Resume},
        error::{Error, Result},
        forms::{Errors, Form, multipart::Upload},
        page::Page,
        paths::{ImportPath, SeriesPath},
    },
};
use formats::{self, Minutes, Unreadable};

#[derive(Template)]
#[template(path = "imports/minutes/index.html")]
pub struct Index {
    pub page: Page,
    pub series: Series,
    pub imports: Vec<Import>,
}

/// `GET /{tenant}/series/{series}/imports`
pub async fn index(scope: Scope<EditHearings>, path: web::Path<SeriesPath>) -> Result<HttpResponse> {
    let series = series::find(&scope, &path.series).await?;
    let imports = store::latest(&scope, series.id).await?;
    scope.render(|page| Index { page, series, imports })
}

#[derive(Template)]
#[template(path = "imports/minutes/new.html")]
pub struct New {
    pub page: Page,
    pub series: Series,
    pub id: Uuid,
    /// The hearing from whose page the import begins.
    pub hearing: Option<i32>,
    /// The pasted text.
    pub text: String,
    pub errors: Errors,
}

impl New {
    fn draft(&self) -> String {
        draft(&self.series, self.hearing)
    }
}

/// The hearing from whose page an import begins: `?hearing=3`.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Begun {
    hearing: String,
}

impl Begun {
    fn number(&self) -> Option<i32> {
        self.hearing.parse().ok()
    }
}

/// The part of the form that a draft stores: no file.
#[derive(Debug, Default, Deserialize)]
struct Pasted {
    text: String,
}

/// The address under which a draft of the form is stored.
fn draft(series: &Series, hearing: Option<i32>) -> String {
    begun_from(format!("{}/imports/new", series.path()), hearing)
}

fn begun_from(path: String, hearing: Option<i32>) -> String {
    match hearing {
        Some(number) => format!("{path}?hearing={number}"),
        None => path,
    }
}

/// `GET /{tenant}/series/{series}/imports/new`
pub async fn new(
    mut scope: Scope<EditHearings>,
    path: web::Path<SeriesPath>,
    resume: web::Query<Resume>,
    begun: web::Query<Begun>,
) -> Result<HttpResponse> {
    let series = series::find(&scope, &path.series).await?;
    let hearing = begun.number();
    let Pasted { text } =
        drafts::begun(&mut scope, &draft(&series, hearing), &resume, Pasted::default()).await?;
    let (id, errors) = (Uuid::now_v7(), Errors::default());
    scope.render(|page| New { page, series, id, hearing, text, errors })
}

/// `POST /{tenant}/series/{series}/imports`
pub async fn create(
    Post(scope, mut upload): Post<Scope<EditHearings>, Upload<FORM_LIMIT>>,
    path: web::Path<SeriesPath>,
) -> Result<Outcome> {
    series::find(&scope, &path.series).await?;
    let hearing = upload.take("hearing").and_then(|it| String::from_utf8_lossy(&it.bytes).parse().ok());
    let (text, taken) = source::take(upload);
    let (scope, taken) =
        scope.without_transaction(async |readers: &FileReaders| readable(taken?, readers).await).await?;
    let series = series::find(&scope, &path.series).await?;
    match taken {
        Ok(source) => {
            let place = begun_from(format!("{}/imports/{}", series.path(), source.id), hearing);
            store::insert(&scope, Some(scope.member.id), series.id, source).await?;
            drafts::forget(&scope, &draft(&series, hearing)).await?;
            redirected(scope.commit_and_redirect(place, "done-minutes-read").await?)
        }
        Err(SourceError::Unreadable(Unreadable::TooLarge)) => Err(Error::TooLarge),
        Err(why) => {
            let mut errors = Errors::default();
            errors.add("file", why.sentence(scope.lang()));
            let form = |page| New { page, series, id: Uuid::now_v7(), hearing, text, errors };
            rendered(scope.answer_with(why.status(), form)?)
        }
    }
}

/// Only a document that can be read is stored.
async fn readable(source: Source, readers: &FileReaders) -> Result<Source, SourceError> {
    let read = move || formats::read(&source.bytes).map(|_| source).map_err(SourceError::from);
    readers.read(read).await
}

/// Reads a stored document again. It was stored because it can be read.
async fn read_again(
    scope: Scope<EditHearings>,
    path: &web::Path<ImportPath>,
) -> Result<(Scope<EditHearings>, Minutes)> {
    let series = series::find(&scope, &path.series).await?;
    let source = store::source(&scope, series.id, path.import).await?;
    let read = move || formats::read(&source).map_err(Error::internal);
    let (scope, minutes) =
        scope.without_transaction(async |readers: &FileReaders| readers.read(read).await).await?;
    Ok((scope, minutes?))
}

#[derive(Template)]
#[template(path = "imports/minutes/show.html")]
pub struct Show {
    pub page: Page,
    pub series: Series,
    pub import: Import,
    pub draft: Draft,
    pub confirmation: Confirmation,
    pub errors: Errors,
}

impl Show {
    /// The fields that the hearing's own form has too.
    fn form(&self) -> &HearingForm {
        &self.confirmation.hearing
    }

    /// The people who are in the directory under the same name, with their places among those present.
    fn known(&self) -> Vec<(usize, &Present)> {
        self.those(|found| matches!(found, Match::Same(_)))
    }

    fn uncertain(&self) -> Vec<(usize, &Present)> {
        self.those(|found| matches!(found, Match::Near(_)))
    }

    fn unknown(&self) -> Vec<(usize, &Present)> {
        self.those(|found| matches!(found, Match::Nobody))
    }

    fn those(&self, are: fn(&Match<super::matching::Person>) -> bool) -> Vec<(usize, &Present)> {
        self.draft.people.iter().enumerate().filter(|(_, it)| are(&it.found)).collect()
    }

    /// Warnings above the record: the line, 0 for the whole, and what it says.
    fn remarks(&self) -> Vec<(usize, String)> {
        self.draft.remarks.iter().map(|it| (it.line, it.sentence(&self.page.lang))).collect()
    }

    /// The number of the hearing from whose page the import began, and that of the minutes if it differs.
    fn contradicted(&self) -> Option<(i32, u32)> {
        let begun = self.confirmation.begun_from?;
        let printed = self.draft.minutes.number?;
        (i64::from(begun) != i64::from(printed)).then_some((begun, printed))
    }

    fn colour(&self, present: &Present) -> Option<i16> {
        match &self.draft.bodies.get(present.body?)?.found {
            Match::Same(body) => body.colour,
            Match::Near(_) | Match::Nobody => None,
        }
    }
}

/// `GET /{tenant}/series/{series}/imports/{import}`
pub async fn show(
    scope: Scope<EditHearings>,
    path: web::Path<ImportPath>,
    begun: web::Query<Begun>,
) -> Result<HttpResponse> {
    let (scope, minutes) = read_again(scope, &path).await?;
    let series = series::find(&scope, &path.series).await?;
    let import = store::find(&scope, series.id, path.import).await?;
    let draft = store::draft(&scope, minutes).await?;
    let next = hearings::next_number(&scope, series.id).await?;
    let there = match begun.number() {
        Some(number) => hearings::find_if_any(&scope, &path.series, number).await?,
        None => None,
    };
    let confirmation = Confirmation::proposing(&draft, begun.number(), there.as_ref(), next, scope.page());
    let errors = Errors::default();
    scope.render(|page| Show { page, series, import, draft, confirmation, errors })
}

/// `POST /{tenant}/series/{series}/imports/{import}/confirmation`
pub async fn confirm(
    Post(scope, form): Post<Scope<EditHearings>, Form<Vec<(String, String)>>>,
    path: web::Path<ImportPath>,
) -> Result<Outcome> {
    let (scope, minutes) = read_again(scope, &path).await?;
    let series = series::find(&scope, &path.series).await?;
    let import = store::lock(&scope, series.id, path.import).await?;
    if let Some(number) = import.number {
        let place = hearing::path(&series.slug, number);
        return redirected(scope.redirect_unchanged(place, "done-minutes-imported")?);
    }
    let draft = store::draft(&scope, minutes).await?;
    let confirmation = Confirmation::read(form.0);
    let (draft, errors) = match confirmation.check(scope.page(), &draft) {
        Ok((hearing, people, bodies)) => {
            let plan = Plan { hearing, people, bodies, draft, zone: scope.zone() };
            let number = plan.hearing.number;
            let by = By::of(&scope);
            let why = match importing::confirm(&scope, &by, import.id, series.id, &plan).await? {
                Written::Hearing(_) => {
                    let place = hearing::path(&series.slug, number);
                    let undo = format!("{}/imports/{}/reversal", series.path(), import.id);
                    return redirected(
                        scope.commit_and_offer_undo(place, "done-minutes-imported", undo).await?,
                    );
                }
                Written::HasRecord => "import-has-record",
                Written::NotOpen => "import-not-open",
            };
            let mut errors = Errors::default();
            errors.add("number", scope.lang().t1(why, "number", number));
            (plan.draft, errors)
        }
        Err(errors) => (draft, errors),
    };
    rendered(scope.unprocessable(|page| Show { page, series, import, draft, confirmation, errors })?)
}

/// `POST /{tenant}/series/{series}/imports/{import}/reversal`: undoes the
/// import. The document can be confirmed again.
///
/// # Errors
/// [`Error::Conflict`] where something refers to the record by now.
pub async fn reverse(scope: Scope<EditHearings>, path: web::Path<ImportPath>) -> Result<Redirect> {
    let series = series::find(&scope, &path.series).await?;
    let import = store::lock(&scope, series.id, path.import).await?;
    let preview = format!("{}/imports/{}", series.path(), import.id);
    let Some(number) = import.number else {
        return scope.redirect_unchanged(preview, "done-import-reversed");
    };
    let hearing = hearings::find(&scope, &series.slug, number).await?;
    undoing::undo(&scope, import.id, &hearing).await?;
    scope.commit_and_redirect(preview, "done-import-reversed").await
}
