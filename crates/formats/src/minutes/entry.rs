//! A row of the attendance table: the person, the capacity, the substituted person.

use std::collections::HashMap;

use super::{
    Attendance, Category, Kind, Turn, Warning, capacity,
    people::{self, Named},
    table::{Row, Section},
};
use crate::{
    names::{fold, sorted_key},
    presence::{self, Presence},
};

/// All people of the rows, each once.
pub(super) fn attendances(rows: &[Row], warnings: &mut Vec<Warning>) -> Vec<Attendance> {
    let mut present: Vec<Attendance> = Vec::new();
    let mut places: HashMap<String, usize> = HashMap::new();
    let mut substitutes = Vec::new();
    for row in rows {
        let doubtful = row.doubtful.iter().cloned();
        warnings.extend(doubtful.map(|(line, text)| Warning::at(line, Kind::UnreadRow { text })));
        let found = people_of(row);
        if found.is_empty() {
            warnings.push(Warning::at(row.line, Kind::UnreadRow { text: row.text.clone() }));
        }
        for Listed { attendance, substitute } in found {
            substitutes.extend(substitute);
            let key = sorted_key(&attendance.name);
            let place = *places.entry(key).or_insert(present.len());
            match present.get_mut(place) {
                Some(known) => warnings.push(merge(known, attendance, row.line)),
                None => present.push(attendance),
            }
        }
    }
    // A substitute may have a row of their own, above or below.
    for substitute in substitutes {
        let place = *places.entry(sorted_key(&substitute.name)).or_insert(present.len());
        if place == present.len() {
            present.push(substitute);
        }
    }
    present
}

/// A speaker counts as present, whatever the table says.
pub(super) fn admit_speakers(present: &mut [Attendance], turns: &[Turn], warnings: &mut Vec<Warning>) {
    for turn in turns {
        let speaker = turn.speaker.and_then(|at| present.get_mut(at));
        if let Some(away) = speaker.filter(|it| !it.presence.attended()) {
            away.presence = Presence::Present;
            away.replaced_by = None;
            warnings.push(Warning::at(turn.line, Kind::NotPresent { text: away.name.clone() }));
        }
    }
}

/// Keeps the fuller entry of a person listed twice.
fn merge(known: &mut Attendance, again: Attendance, line: usize) -> Warning {
    let category = known.category;
    let (kept, dropped) = match wording(&again).len() > wording(known).len() {
        true => (again.clone(), known.clone()),
        false => (known.clone(), again),
    };
    let (presence, replaced_by) = (known.presence, known.replaced_by.clone());
    *known = Attendance { category, presence, replaced_by, ..kept };
    let kind =
        Kind::ListedTwice { name: known.name.clone(), kept: wording(known), dropped: wording(&dropped) };
    Warning::at(line, kind)
}

fn wording(attendance: &Attendance) -> String {
    let parts = [&attendance.title, &attendance.body];
    let parts: Vec<&str> = parts.into_iter().flatten().map(String::as_str).collect();
    parts.join(", ")
}

/// A person of a row, and the substitute.
pub(super) struct Listed {
    pub attendance: Attendance,
    substitute: Option<Attendance>,
}

/// The people of a row; none if it names nobody.
pub(super) fn people_of(row: &Row) -> Vec<Listed> {
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

fn people_of_part(part: &str, section: Section, body: Option<&str>) -> Vec<Listed> {
    let (part, statement) = presence::take(part);
    let among = match section {
        Section::Away(presence) => presence,
        _ => Presence::Present,
    };
    let substitute =
        statement.substitute.and_then(|it| attendances_of(&it, section, body).into_iter().next());
    let people = attendances_of(&part, section, body);
    // "Jeanne DOUARNE et Paul VESLE, représentés par …": the substitute is for the first of them.
    let mut substitute = substitute.filter(|_| !people.is_empty());
    let listed = people.into_iter().map(|it| {
        let replaced_by = substitute.as_ref().map(|it| it.name.clone());
        let category = it.category;
        let substitute = substitute.take().map(|it| Attendance { category, ..it });
        let presence = statement.presence.unwrap_or(among);
        Listed { attendance: Attendance { presence, replaced_by, ..it }, substitute }
    });
    listed.collect()
}

fn attendances_of(part: &str, section: Section, body: Option<&str>) -> Vec<Attendance> {
    let person = |name: &str, rest: &str| {
        let capacity = capacity::read(rest, section == Section::Of(Category::Witness));
        Attendance {
            name: name.to_string(),
            category: category(section, &capacity),
            title: capacity.title,
            body: capacity.body.or_else(|| body.map(String::from)),
            presence: Presence::Present,
            replaced_by: None,
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

/// Without a heading in the table, the capacity may tell the side.
fn category(section: Section, capacity: &capacity::Capacity) -> Category {
    let title = capacity.title.as_deref().map(fold).unwrap_or_default();
    let body = capacity.body.as_deref().map(fold).unwrap_or_default();
    match section {
        Section::Of(category) => category,
        _ if body.starts_with("groupe ") && title.starts_with("co") => Category::PoliticalGroup,
        Section::Away(_) if title.starts_with("conseill") => Category::PoliticalGroup,
        _ if title.starts_with("adjoint") || title.starts_with("maire") => Category::Executive,
        _ if title.contains("cabinet") => Category::Executive,
        _ if body.starts_with("direction") => Category::Administration,
        _ => Category::Witness,
    }
}
