//! Several people at once, pasted as a list: one on each line, "name, title, organisation".

use actix_web::web;
use serde::Deserialize;
use uuid::Uuid;

use super::{
    attendance::Category,
    pages::{AttendanceForm, Draft},
    presence::Presence,
    rows,
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
    history::change::ChangeKind,
    text::i18n::Lang,
    web::{
        error::Result,
        forms::{Errors, Form},
    },
};
use formats::{names::without_civility, presence};

/// The most people that one list may name.
const MOST: usize = 100;

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct ListForm {
    pub people: String,
    /// The category of everyone; empty: the one that each person's body gives.
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

/// A person of the list, and their substitute.
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

/// "Solène Kervadec, Hydrologue, Bureau d’études Ruissel", as people write such
/// lists: with numbers or bullets before the lines, "Mme" before the names,
/// dashes instead of commas; cells of a spreadsheet come with tabs.
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
    path: web::Path<(String, String, i32)>,
) -> Result<Outcome> {
    let hearing = hearings::hold_unsettled(&scope, &path.1, path.2, ChangeKind::Attendance).await?;
    let errors = match form.check(scope.lang()) {
        Ok(people) => {
            match note_all(&scope, &hearing, &people, Category::parse(&form.list_category)).await? {
                Ok(()) => {
                    let attendances = format!("{}/attendances", hearing.path());
                    return redirected(
                        scope.commit_and_redirect(attendances, "done-attendances-added").await?,
                    );
                }
                Err(errors) => errors,
            }
        }
        Err(errors) => errors,
    };
    let one = AttendanceForm { id: Uuid::now_v7(), ..AttendanceForm::default() };
    let draft = Draft { form: one, list: form.0, errors, ..Draft::default() };
    let index = draft.complete(&scope, hearing).await?;
    rendered(scope.unprocessable(|page| index.on(page))?)
}

/// Notes everyone named, or says which names several people have. A new person
/// is added to the directory; the same list sent twice finds them there.
async fn note_all(
    scope: &Scope<EditHearings>,
    hearing: &Hearing,
    people: &[Listed],
    category: Option<Category>,
) -> Result<Result<(), Errors>> {
    let mut errors = Errors::default();
    for listed in people {
        let noted = note(scope, hearing, &listed.person, category, &mut errors).await?;
        let substitute = match &listed.substitute {
            Some(substitute) => note(scope, hearing, substitute, category, &mut errors).await?,
            None => None,
        };
        if let Some((id, presence)) = noted.zip(listed.presence) {
            rows::tell(scope, hearing.id, id, presence, substitute).await?;
        }
    }
    if errors.is_empty() {
        errors = rows::contradictions(scope, hearing.id, "people").await?;
    }
    Ok(if errors.is_empty() { Ok(()) } else { Err(errors) })
}

/// Notes one person; returns their attendance.
async fn note(
    scope: &Scope<EditHearings>,
    hearing: &Hearing,
    person: &NewPerson,
    category: Option<Category>,
    errors: &mut Errors,
) -> Result<Option<Uuid>> {
    let known = directory::homonyms(scope, &person.name).await?;
    if known.len() > 1 {
        let name = person.name.clone();
        errors.add("people", scope.lang().t1("attendances-list-homonyms", "name", name));
        return Ok(None);
    }
    let id = known.first().map_or(person.id, |it| it.id);
    if known.is_empty() {
        directory::insert(scope, person).await?;
    }
    let holder = directory::holder(scope, id, None, hearing.day).await?;
    let holder = in_capacity(scope, holder, person).await?;
    store::insert(scope, hearing.id, &NewAttendance::of(Uuid::now_v7(), holder, category)).await?;
    store::of_person(scope, hearing.id, id).await
}

/// The capacity that the list gives, where it gives one; else the directory's.
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
    fn lines_are_read_as_people_paste_them() {
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
            // As in minutes, whose table of civilities this list did not have.
            ("Dr. Zoé Le Goff, Géologue", ["Zoé Le Goff", "Géologue", ""]),
            ("MME ZOÉ LE GOFF", ["ZOÉ LE GOFF", "", ""]),
        ] {
            let person = read(line);
            assert_eq!([person.name.as_str(), &person.title, &person.organisation], expected, "{line}");
        }
    }
}
