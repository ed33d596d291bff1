//! A row of the table: who, as what, for whom.

use std::collections::HashMap;

use super::people::{self, Named};
use super::table::{Row, Section};
use super::{Attendance, Category, capacity};
use super::{Kind, Warning};
use crate::formats::names::{fold, sorted_key};

/// Everyone on the rows, each once.
pub(super) fn attendances(rows: &[Row], warnings: &mut Vec<Warning>) -> Vec<Attendance> {
    let mut present: Vec<Attendance> = Vec::new();
    let mut places: HashMap<String, usize> = HashMap::new();
    for row in rows {
        let doubtful = row.doubtful.iter().cloned();
        warnings.extend(doubtful.map(|(line, text)| Warning::at(line, Kind::UnreadRow { text })));
        let found = people_of(row);
        if row.section == Section::Away || found.is_empty() {
            let text = row.text.clone();
            let away = row.section == Section::Away;
            let kind = if away { Kind::NotPresent { text } } else { Kind::UnreadRow { text } };
            warnings.push(Warning::at(row.line, kind));
            continue;
        }
        for attendance in found {
            let key = sorted_key(&attendance.name);
            let place = *places.entry(key).or_insert(present.len());
            match present.get_mut(place) {
                Some(known) => warnings.push(merge(known, attendance, row.line)),
                None => present.push(attendance),
            }
        }
    }
    present
}

/// Keeps the fuller wording of someone listed twice.
fn merge(known: &mut Attendance, again: Attendance, line: usize) -> Warning {
    let category = known.category;
    let (kept, dropped) = match wording(&again).len() > wording(known).len() {
        true => (again.clone(), known.clone()),
        false => (known.clone(), again),
    };
    *known = Attendance { category, ..kept };
    let kind =
        Kind::ListedTwice { name: known.name.clone(), kept: wording(known), dropped: wording(&dropped) };
    Warning::at(line, kind)
}

fn wording(attendance: &Attendance) -> String {
    let told = [&attendance.title, &attendance.body];
    let told: Vec<&str> = told.into_iter().flatten().map(String::as_str).collect();
    told.join(", ")
}

/// The people of a row; none when it names nobody.
pub(super) fn people_of(row: &Row) -> Vec<Attendance> {
    let (body, text) = leading_body(&row.text);
    let body = body.or(row.body.as_deref());
    let parts: Vec<&str> = text.split(';').map(str::trim).filter(|p| !p.is_empty()).collect();
    let all_people = parts.iter().all(|part| people::named(part).is_some());
    let parts = if all_people { parts } else { vec![text] };
    let of_part = |part: &&str| people_of_part(part, row.section, body);
    parts.iter().flat_map(of_part).collect()
}

/// "Groupe Horizon commun : Jeanne DOUARNE".
fn leading_body(text: &str) -> (Option<&str>, &str) {
    match text.split_once(':') {
        Some((body, rest)) if fold(body).starts_with("groupe ") => (Some(body.trim()), rest.trim()),
        _ => (None, text),
    }
}

fn people_of_part(part: &str, section: Section, body: Option<&str>) -> Vec<Attendance> {
    let person = |name: &str, rest: &str| {
        let told = capacity::read(rest, section == Section::Of(Category::Witness));
        Attendance {
            name: name.to_string(),
            category: category(section, &told),
            title: told.title,
            body: told.body.or_else(|| body.map(String::from)),
        }
    };
    // "Jeanne DOUARNE et Paul VESLE, conseillers": one capacity for both.
    let (names, rest) = part.split_once(',').unwrap_or((part, ""));
    let names: Vec<_> = names.split(" et ").map(people::named).collect();
    let alone = |found: &Option<Named>| found.is_some_and(|found| found.rest.is_empty());
    if names.len() > 1 && names.iter().all(alone) {
        return names.iter().flatten().map(|found| person(found.name, rest)).collect();
    }
    let found = people::named(part);
    found.iter().map(|found| person(found.name, found.rest)).collect()
}

/// Where the table does not say as what someone came, the capacity may.
fn category(section: Section, told: &capacity::Capacity) -> Category {
    let title = told.title.as_deref().map(fold).unwrap_or_default();
    let body = told.body.as_deref().map(fold).unwrap_or_default();
    match section {
        Section::Of(category) => category,
        _ if body.starts_with("groupe ") && title.starts_with("co") => Category::PoliticalGroup,
        _ if title.starts_with("adjoint") || title.starts_with("maire") => Category::Executive,
        _ if title.contains("cabinet") => Category::Executive,
        _ if body.starts_with("direction") => Category::Administration,
        _ => Category::Witness,
    }
}
