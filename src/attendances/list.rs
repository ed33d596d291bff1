//! Adding several people at once, pasted as a list: one a line, "name, title, organisation".

use std::collections::{HashMap, HashSet};

use actix_web::web;
use serde::Deserialize;
use uuid::Uuid;

use super::{
    attendance::Category,
    pages::{AttendanceForm, Draft},
    presence::Presence,
    presences::{self, Row},
    store::{self, NewAttendance},
};
use crate::{
    access::{
        permissions::EditHearings,
        scope::{Outcome, Post, Scope, redirected, rendered},
    },
    directory::people::{
        person::{Holder, NewPerson, PersonForm},
        store as directory,
    },
    hearings::{hearing::Hearing, store as hearings},
    history::{change::ChangeKind, recording::Change},
    text::i18n::Lang,
    web::{
        error::Result,
        forms::{Errors, Form},
        paths::HearingPath,
    },
};
use formats::{names::without_civility, presence};

/// The most people that one list may name.
const MOST: usize = 100;

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct ListForm {
    pub people: String,
    /// The category of everyone; empty: the usual one of each.
    pub list_category: String,
}

impl ListForm {
    fn check(&self, lang: Lang) -> Result<Vec<Listed>, Errors> {
        let lines: Vec<&str> = self.people.lines().map(str::trim).filter(|it| !it.is_empty()).collect();
        let mut errors = Errors::default();
        if lines.is_empty() {
            errors.add("people", lang.t("error-required"));
        }
        if lines.len() > MOST {
            errors.add("people", lang.t2("attendances-list-long", "count", lines.len(), "limit", MOST));
            return Err(errors);
        }
        let mut people = Vec::new();
        for (number, line) in (1..).zip(lines) {
            match Listed::read(line, lang) {
                Ok(listed) => people.push(listed),
                Err(_) => {
                    errors.add("people", lang.t2("attendances-list-line", "number", number, "line", line));
                }
            }
        }
        if errors.is_empty() { Ok(people) } else { Err(errors) }
    }
}

/// A person of the list, and the substitute.
struct Listed {
    person: NewPerson,
    presence: Option<Presence>,
    substitute: Option<NewPerson>,
}

impl Listed {
    fn read(line: &str, lang: Lang) -> Result<Self, Errors> {
        let (line, told) = presence::take(&line.replace(['\t', ';'], ",").replace(" – ", ","));
        let substitute = told.substitute.map(|it| read(&it).check(lang)).transpose()?;
        let presence = told.presence.map(Presence::from);
        Ok(Self { person: read(&line).check(lang)?, presence, substitute })
    }
}

/// Parses "Solène Kervadec, Hydrologue, Bureau d’études Ruissel", as it is pasted: with numbers or
/// bullets before the lines, "Mme" before the names, dashes instead of commas, tabs between cells.
fn read(line: &str) -> PersonForm {
    let line = line.replace(" – ", ",").replace(" — ", ",").replace(" - ", ",");
    let line = without_civility(without_bullet(&line));
    let mut parts = line.splitn(3, [',', ';', '\t']).map(|it| it.trim().to_owned());
    let mut next = || parts.next().unwrap_or_default();
    let (name, title, organisation) = (next(), next(), next());
    PersonForm { id: Uuid::now_v7(), name, title, organisation, ..PersonForm::default() }
}

/// Without `•`, `-`, `3.` or `3)` before it.
fn without_bullet(line: &str) -> &str {
    let numbered = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let number = (numbered.len() < line.len()).then(|| numbered.strip_prefix(['.', ')'])).flatten();
    number.unwrap_or(line).trim_start_matches(|c: char| "•·*-–—".contains(c) || c.is_whitespace())
}

/// `POST …/hearings/{number}/attendances/list`
pub async fn create(
    Post(scope, form): Post<Scope<EditHearings>, Form<ListForm>>,
    path: web::Path<HearingPath>,
) -> Result<Outcome> {
    let (hearing, change) =
        hearings::begin_change(&scope, &path.series, path.number, ChangeKind::Attendance).await?;
    let errors = match form.check(scope.lang()) {
        Ok(people) => {
            add_all(&scope, change, &hearing, &people, Category::parse(&form.list_category)).await?
        }
        Err(errors) => errors,
    };
    if errors.is_empty() {
        let attendances = format!("{}/attendances", hearing.path());
        return redirected(scope.commit_and_redirect(attendances, "done-attendances-added").await?);
    }
    let one = AttendanceForm { id: Uuid::now_v7(), ..AttendanceForm::default() };
    let draft = Draft { form: one, list: form.0, errors, ..Draft::default() };
    let index = draft.complete(&scope, hearing).await?;
    rendered(scope.unprocessable(|page| index.on(page))?)
}

/// Adds everyone named; the errors say which names several people have. People whom the directory lacks
/// are added to it, too. A list that is sent twice adds each person once.
async fn add_all(
    scope: &Scope<EditHearings>,
    change: Change,
    hearing: &Hearing,
    people: &[Listed],
    category: Option<Category>,
) -> Result<Errors> {
    let mut adding = Adding { scope, change, hearing, category, created: HashSet::new() };
    let (mut errors, mut presences) = (Errors::default(), HashMap::new());
    for listed in people {
        let added = adding.add(&listed.person, &mut errors).await?;
        let substitute = match &listed.substitute {
            Some(substitute) => adding.add(substitute, &mut errors).await?,
            None => None,
        };
        if let Some((id, presence)) = added.zip(listed.presence) {
            presences.insert(id, (presence, substitute.filter(|it| *it != id)));
        }
    }
    adding.note(&presences).await?;
    if errors.is_empty() {
        errors = presences::contradictions(scope, hearing.id, "people").await?;
    }
    Ok(errors)
}

/// Adds the people of a list to a hearing, one after the other.
struct Adding<'a> {
    scope: &'a Scope<EditHearings>,
    change: Change,
    hearing: &'a Hearing,
    category: Option<Category>,
    /// The attendances that the change has created.
    created: HashSet<Uuid>,
}

impl Adding<'_> {
    /// Adds a person unless they are there; the attendance that they have now.
    async fn add(&mut self, person: &NewPerson, errors: &mut Errors) -> Result<Option<Uuid>> {
        let scope = self.scope;
        let homonyms = directory::homonyms(scope, &person.name).await?;
        if homonyms.len() > 1 {
            let name = person.name.clone();
            errors.add("people", scope.lang().t1("attendances-list-homonyms", "name", name));
            return Ok(None);
        }
        let id = homonyms.first().map_or(person.id, |it| it.id);
        if homonyms.is_empty() {
            directory::insert(scope, person).await?;
        }
        let holder = directory::holder(scope, id, None, self.hearing.day).await?;
        let holder = in_capacity(scope, holder, person).await?;
        let new = NewAttendance::of(Uuid::now_v7(), holder, self.category);
        if store::insert(scope, self.change, self.hearing.id, &new).await? {
            self.created.insert(new.id);
            return Ok(Some(new.id));
        }
        store::of_person(scope, self.hearing.id, id).await
    }

    /// Writes the presences that the list gives. A change keeps a row once, so those that it
    /// created are only written.
    async fn note(&self, presences: &HashMap<Uuid, (Presence, Option<Uuid>)>) -> Result<()> {
        let rows = presences::of_hearing(self.scope, self.hearing.id).await?;
        let rows = rows.into_iter().filter_map(|row| {
            let (presence, substitute) = *presences.get(&row.id)?;
            let replaced_by = substitute.or(row.replaced_by);
            let noted = Row { replaced_by, ..row.clone() }.with(presence);
            (noted != row).then_some(noted)
        });
        let (created, others): (Vec<Row>, Vec<Row>) = rows.partition(|it| self.created.contains(&it.id));
        presences::change(self.scope, self.change, self.hearing.id, &others).await?;
        presences::write(self.scope, self.hearing.id, &created).await
    }
}

/// The capacity that the list gives, else that of the directory.
async fn in_capacity(scope: &Scope<EditHearings>, holder: Holder, listed: &NewPerson) -> Result<Holder> {
    if listed.title.is_empty() && listed.organisation.is_empty() {
        return Ok(holder);
    }
    let body = match listed.organisation.is_empty() {
        true => None,
        false => Some(directory::body_named(scope, &listed.organisation).await?),
    };
    Ok(Holder {
        title: Some(listed.title.clone()),
        body_id: body.as_ref().map(|it| it.id),
        body_kind: body.as_ref().map(|it| it.kind),
        body_name: body.map(|it| it.name),
        ..holder
    })
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn pasted_lines_are_parsed() {
        for (line, expected) in [
            ("Zoé Le Goff", ["Zoé Le Goff", "", ""]),
            (
                "Zoé Le Goff, Géologue, Bureau Ruissel, Brest",
                ["Zoé Le Goff", "Géologue", "Bureau Ruissel, Brest"],
            ),
            ("Zoé Le Goff\tGéologue\tRuissel", ["Zoé Le Goff", "Géologue", "Ruissel"]),
            ("- Mme Zoé Le Goff – Géologue", ["Zoé Le Goff", "Géologue", ""]),
            ("3. M.\u{a0}Jean-Luc Test ; Maire", ["Jean-Luc Test", "Maire", ""]),
            ("12)Madame Anne Test - Maire", ["Anne Test", "Maire", ""]),
            ("• Mmedi Test", ["Mmedi Test", "", ""]),
            // The same civilities as in minutes.
            ("Dr. Zoé Le Goff, Géologue", ["Zoé Le Goff", "Géologue", ""]),
            ("MME ZOÉ LE GOFF", ["ZOÉ LE GOFF", "", ""]),
        ] {
            let person = read(line);
            assert_eq!([person.name.as_str(), &person.title, &person.organisation], expected, "{line}");
        }
    }
}
