//! Closed means closed: no query forgets it.

use super::{calls, files, none};

/// Tables whose rows are of a hearing.
const TABLES: &[&str] = &[
    "hearings",
    "turns",
    "changed_rows",
    "attendances",
    "actions",
    "summaries",
    "editions",
    "deliveries",
    "documents",
    "changes",
    "rounds",
    "round_guests",
    "proposals",
];

/// Each is written in `hearings::closed`, or made of what is. Organisers read all that is closed.
const CONDITIONS: &[&str] =
    &["visible", "hidden(", "readable", "obtainable", "unless(", "shown(", "and {ORGANISER}", "select("];

/// What the caller has found by a query that has the condition: nothing but a query makes one.
const FOUND: &[&str] =
    &[": &Hearing,", ": &Hearing)", ": &Turn,", ": &Turn)", ": &Document,", ": &Document)"];

/// Queries about a hearing of which they are told the id alone; all their callers have found it.
const BY_ID: &[&str] = &[
    "src/attendances/rows.rs: contradictions",
    "src/attendances/rows.rs: of_hearing",
    "src/attendances/store.rs: insert",
    "src/attendances/store.rs: of_hearing",
    "src/attendances/store.rs: of_person",
    "src/attendances/store.rs: remove",
    "src/attendances/store.rs: restore",
    "src/documents/store.rs: hold",
    "src/imports/minutes/undoing.rs: keep",
    "src/imports/minutes/writing.rs: write_attendances",
    "src/summaries/store.rs: insert",
    "src/summaries/store.rs: turns",
];

/// Queries that need none of it, and why.
const EXCEPTIONS: &[(&str, &str)] = &[
    // Only organisers of the series get there, and they read everything.
    ("src/hearings/store.rs: next_number", "a free number, to whoever may log hearings"),
    ("src/hearings/store.rs: insert", "of the form's own hearing"),
    ("src/imports/minutes/store.rs: SELECT", "the number, to whoever may import"),
    ("src/imports/minutes/writing.rs: existing", "no record is written over, whoever may read it"),
    ("src/summaries/store.rs: hold", "locks, after find"),
    ("src/summaries/store.rs: update", "says that what is written in closed session stays closed"),
    ("src/imports/minutes/undoing.rs: STANDING", "kept with an import, shown to nobody"),
    ("src/imports/minutes/undoing.rs: GIVE_BACK", "a hearing that the caller holds"),
    ("src/imports/minutes/undoing.rs: REMOVE_MADE", "a hearing that the caller holds"),
    ("src/summaries/recipients.rs: deliveries", "of a summary that the caller has found"),
    ("src/summaries/recipients.rs: summary_of_delivery", "the id, which the caller then looks for"),
    ("src/record/structure/around.rs: NEIGHBOURS", "for organisers, who read every turn"),
    ("src/record/structure/around.rs: PLACE_AFTER", "for organisers, who read every turn"),
    // Nothing of the hearing is read.
    ("src/directory/mergers/store.rs: share_a_hearing", "that there is one, for nobody is in one room twice"),
    ("src/directory/people/profile.rs: said", "the texts of turns that of_person found readable"),
    (
        "src/directory/people/profile.rs: OF_PERSON",
        "actions that are then selected as the reader may see them",
    ),
    ("src/directory/mergers/store.rs: CONTENT", "the rows that move, shown to nobody"),
    ("src/actions/store.rs: lock", "locks, before find"),
    ("src/actions/assignments/mail.rs: hold", "locks, before what each may see is read"),
    ("src/mail/outbox.rs: claim", "sends what was written for those to whom it goes"),
    ("src/members/store.rs: just_invited", "invitations, which are about no hearing"),
    ("src/actions/assignments/mail.rs: recipients", "those in charge; each sees what he may"),
    ("src/home/store.rs: actions", "those that the member is in charge of, without their hearing"),
];

/// The functions and constants of a file with their names, comments left out.
fn units(text: &str) -> Vec<(String, String)> {
    let mut units: Vec<(String, String)> = Vec::new();
    for line in text.lines().map(str::trim).filter(|it| !it.starts_with("//")) {
        let declared = [" fn ", " const "].iter().find_map(|it| {
            let line = format!(" {line}");
            let (before, after) = line.split_once(it)?;
            let is_head = before.split_whitespace().all(|word| word.starts_with("pub") || word == "async");
            is_head.then(|| after.split(['(', '<', ':', ' ']).next().unwrap_or("").to_owned())
        });
        if let Some(name) = declared {
            units.push((name, String::new()));
        }
        if let Some((_, unit)) = units.last_mut() {
            unit.extend([line, " "]);
        }
    }
    units
}

/// Whether a text reads one of the tables.
fn reads(text: &str) -> bool {
    let words: Vec<&str> = text.split(|c: char| c.is_whitespace() || c == '(' || c == '"').collect();
    words.windows(2).any(|it| matches!(it[0], "from" | "join") && TABLES.contains(&it[1]))
}

#[test]
fn no_query_forgets_that_a_hearing_may_be_closed() {
    let (mut wrong, mut used, mut read) = (Vec::new(), Vec::new(), 0);
    for file in files("src", &[".rs"]) {
        // The operator's own commands; formats know no database; the rule itself.
        let apart = ["src/cli/", "src/access/visibility/", "src/history/"];
        if apart.iter().any(|it| file.path.starts_with(it)) {
            continue;
        }
        let code = file.text.split("#[cfg(test)]").next().unwrap_or("");
        for (name, unit) in units(code).into_iter().filter(|(_, unit)| reads(unit)) {
            read += 1;
            let place = format!("{}: {name}", file.path);
            let signature = unit.split('{').next().unwrap_or("").to_owned();
            let is_found = FOUND.iter().any(|it| signature.contains(it));
            if is_found || CONDITIONS.iter().any(|it| unit.contains(it)) {
                continue;
            }
            let by_id = BY_ID.iter().filter(|_| signature.contains("hearing_id: Uuid"));
            match by_id.chain(EXCEPTIONS.iter().map(|(it, _)| it)).find(|it| **it == place) {
                Some(exception) => used.push(*exception),
                None => wrong.push(format!("{place} reads hearings without hearings::closed")),
            }
        }
    }
    let unused = BY_ID.iter().chain(EXCEPTIONS.iter().map(|(it, _)| it)).filter(|it| !used.contains(it));
    wrong.extend(unused.map(|it| format!("{it} is no exception any more")));
    assert!(read > 60, "only {read} queries found");
    none(&wrong);
}

/// A manager who reads the trail may not know of the hearing.
#[test]
fn the_trail_is_told_which_hearing_a_title_is_of() {
    let mut wrong = Vec::new();
    for file in files("src", &[".rs"]) {
        let names = |it: &Vec<String>| it.len() == 2 && it[1].contains("hearing.title");
        if calls(&file.text, ".audit").iter().any(names) {
            wrong.push(format!("{}: scope.audit names a hearing; audit_of hides closed ones", file.path));
        }
    }
    none(&wrong);
}

#[test]
fn units_and_tables_are_told_from_the_text() {
    let units =
        units("const A: &str = \"x from turns t\";\n// fn none() from turns\npub async fn b<P>(c: &D) {\n1}");
    assert_eq!(units.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>(), ["A", "b"]);
    assert!(reads(&units[0].1) && !reads(&units[1].1) && !reads("from turns_of x"));
}
