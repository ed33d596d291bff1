//! The page of attendances; adding and removing one.

use std::collections::{HashMap, HashSet};

use actix_web::{HttpResponse, web};
use askama::Template;
use serde::Deserialize;
use uuid::Uuid;

use super::{
    attendance::{Attendance, Category, Section, headcounts, sections},
    list::ListForm,
    presence::{Evidence, Presence},
    presences, roll,
    store::{self, NewAttendance},
};
use crate::{
    access::{
        permissions::EditHearings,
        scope::{Outcome, Post, Redirect, Scope, redirected, rendered},
    },
    directory::people::{
        person::{Holder, PersonForm},
        store as directory,
    },
    hearings::{hearing::Hearing, store as hearings},
    history::change::ChangeKind,
    web::{
        error::{Error, Result},
        forms::{Errors, Form},
        page::Page,
        paths::{AttendancePath, HearingPath},
    },
};

/// How many people a search proposes.
const PROPOSED: u32 = 20;

#[derive(Template)]
#[template(path = "attendances/index.html")]
pub struct Index {
    pub page: Page,
    pub hearing: Hearing,
    pub sections: Vec<Section>,
    pub sought: String,
    pub candidates: Vec<Candidate>,
    pub form: AttendanceForm,
    pub list: ListForm,
    /// The presence that each had when the list was opened, if the form comes back.
    pub typed: HashMap<Uuid, String>,
    /// The evidence for what changes, as typed.
    pub evidence: String,
    pub errors: Errors,
}

impl Index {
    fn categories(&self) -> [Category; 4] {
        Category::ALL
    }

    fn presences(&self) -> [Presence; 4] {
        Presence::ALL
    }

    fn evidences(&self) -> [Evidence; 4] {
        Evidence::ALL
    }

    fn was<'a>(&'a self, it: &'a Attendance) -> &'a str {
        self.typed.get(&it.id).map_or(it.presence.code(), String::as_str)
    }

    fn headcounts(&self) -> String {
        headcounts(&self.sections, self.page.lang)
    }
}

/// A person that a search proposes.
pub struct Candidate {
    pub holder: Holder,
    pub expected: Category,
    pub is_present: bool,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Search {
    pub q: String,
}

/// `GET …/hearings/{number}/attendances`
pub async fn index(
    scope: Scope<EditHearings>,
    path: web::Path<HearingPath>,
    search: web::Query<Search>,
) -> Result<HttpResponse> {
    let hearing = hearings::find_unsettled(&scope, &path.series, path.number).await?;
    crate::web::forms::check_text(&search.q)?;
    let form = AttendanceForm { id: Uuid::now_v7(), ..AttendanceForm::default() };
    let index = Draft { sought: search.0.q, form, ..Draft::default() }.complete(&scope, hearing).await?;
    scope.render(|page| index.on(page))
}

/// The typed values and errors of the page.
#[derive(Default)]
pub(super) struct Draft {
    pub sought: String,
    pub form: AttendanceForm,
    pub list: ListForm,
    pub typed: HashMap<Uuid, String>,
    pub evidence: String,
    pub errors: Errors,
}

/// [`Index`] without its page.
pub(super) struct Complete {
    draft: Draft,
    hearing: Hearing,
    sections: Vec<Section>,
    candidates: Vec<Candidate>,
}

impl Draft {
    pub(super) async fn complete(self, scope: &Scope<EditHearings>, hearing: Hearing) -> Result<Complete> {
        let present = store::of_hearing(scope, &hearing).await?;
        let known: HashSet<Uuid> = present.iter().map(|it| it.person_id).collect();
        let found = match self.sought.trim().is_empty() {
            true => Vec::new(),
            false => directory::search(scope, &self.sought, hearing.day, PROPOSED, 0).await?,
        };
        let candidates = found.into_iter().map(|holder| Candidate {
            expected: Category::expected(holder.body_kind),
            is_present: known.contains(&holder.person_id),
            holder,
        });
        Ok(Complete { candidates: candidates.collect(), sections: sections(present), hearing, draft: self })
    }
}

impl Complete {
    pub(super) fn on(self, page: Page) -> Index {
        let Self { draft, hearing, sections, candidates } = self;
        let Draft { sought, form, list, typed, evidence, errors } = draft;
        Index { page, hearing, sections, sought, candidates, form, list, typed, evidence, errors }
    }
}

/// Someone from the directory (`person`, in a `position`), or someone new, as typed.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct AttendanceForm {
    pub id: Uuid,
    pub person: Option<Uuid>,
    pub position: Option<Uuid>,
    pub category: String,
    pub name: String,
    pub title: String,
    pub organisation: String,
    pub homonym: String,
}

impl AttendanceForm {
    pub(super) fn person(&self) -> PersonForm {
        let Self { id, name, title, organisation, homonym, .. } = self.clone();
        PersonForm { id, name, email: String::new(), title, organisation, homonym }
    }

    fn asks_about_homonym(&self, errors: &Errors) -> bool {
        errors.has("homonym") || !self.homonym.is_empty()
    }
}

/// `POST …/hearings/{number}/attendances`
pub async fn create(
    Post(scope, form): Post<Scope<EditHearings>, Form<AttendanceForm>>,
    path: web::Path<HearingPath>,
) -> Result<Outcome> {
    let (hearing, change) =
        hearings::begin_change(&scope, &path.series, path.number, ChangeKind::Attendance).await?;
    let attendances = format!("{}/attendances", hearing.path());
    match holder(&scope, &form, &hearing).await {
        Ok((holder, category)) => {
            let is_new =
                store::insert(&scope, change, hearing.id, &NewAttendance::of(form.id, holder, category))
                    .await?;
            if !is_new {
                return redirected(scope.commit_and_redirect(attendances, "done-attendance-present").await?);
            }
            let undo = format!("{attendances}/{}/removal", form.id);
            redirected(scope.commit_and_offer_undo(attendances, "done-attendance-added", undo).await?)
        }
        Err(Error::Invalid(errors)) => {
            let draft = Draft { form: form.0, errors, ..Draft::default() };
            let index = draft.complete(&scope, hearing).await?;
            rendered(scope.unprocessable(|page| index.on(page))?)
        }
        Err(why) => Err(why),
    }
}

/// The person in the capacity of the day of the hearing, and the category.
///
/// # Errors
/// [`Error::Invalid`].
async fn holder(
    scope: &Scope<EditHearings>,
    form: &AttendanceForm,
    hearing: &Hearing,
) -> Result<(Holder, Option<Category>)> {
    let lang = scope.lang();
    let category = Category::parse(&form.category);
    if let Some(person) = form.person {
        let holder = directory::holder(scope, person, form.position, hearing.day).await?;
        return Ok((holder, category));
    }
    let typed = form.person();
    let new = match (typed.check(lang), category) {
        (Ok(new), Some(_)) => new,
        (checked, category) => {
            let mut errors = checked.err().unwrap_or_default();
            if category.is_none() {
                errors.add("category", lang.t("error-choose"));
            }
            return Err(errors.into());
        }
    };
    directory::add(scope, &typed, &new).await?;
    Ok((directory::holder(scope, new.id, None, hearing.day).await?, category))
}

/// `POST …/hearings/{number}/attendances/{attendance}/removal`
pub async fn remove(scope: Scope<EditHearings>, path: web::Path<AttendancePath>) -> Result<Outcome> {
    let (hearing, change) =
        hearings::begin_change(&scope, &path.series, path.number, ChangeKind::Attendance).await?;
    if store::remove(&scope, change, hearing.id, path.attendance).await? {
        let attendances = format!("{}/attendances", hearing.path());
        let undo = roll::undo_path(&hearing, change);
        return redirected(scope.commit_and_offer_undo(attendances, "done-attendance-removed", undo).await?);
    }
    let mut errors = Errors::default();
    errors.add("present", scope.lang().t("attendance-speaks"));
    let form = AttendanceForm { id: Uuid::now_v7(), ..AttendanceForm::default() };
    let index = Draft { form, errors, ..Draft::default() }.complete(&scope, hearing).await?;
    rendered(scope.unprocessable(|page| index.on(page))?)
}

/// `POST …/hearings/{number}/attendances/{attendance}/restoration`: undoes the last removal of an attendance.
pub async fn restore(scope: Scope<EditHearings>, path: web::Path<AttendancePath>) -> Result<Redirect> {
    let hearing = hearings::find_unsettled(&scope, &path.series, path.number).await?;
    let removal = store::removal(&scope, hearing.id, path.attendance).await?.ok_or(Error::NotFound)?;
    presences::undo(&scope, &hearing, removal).await?;
    scope.commit_and_redirect(format!("{}/attendances", hearing.path()), "done-attendance-restored").await
}
