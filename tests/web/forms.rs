//! Every form is accessible: labels, hints and messages are bound to their fields, a refused form keeps its
//! input, and each message links to its field.

use std::collections::{BTreeMap, BTreeSet};

use crate::world::{
    Answer, Manager, Nobody, OrganisingOfficial, OrganisingStaff, OtherStaff, Persona, World,
};

/// A start tag: its name and its attributes.
struct Tag {
    name: String,
    attributes: BTreeMap<String, String>,
}

impl Tag {
    fn get(&self, attribute: &str) -> &str {
        self.attributes.get(attribute).map_or("", String::as_str)
    }
}

/// The start tags of a page, in order. Our own pages quote every value.
fn tags(html: &str) -> Vec<Tag> {
    html.split('<').skip(1).filter(|it| it.starts_with(|c: char| c.is_ascii_alphabetic())).map(tag).collect()
}

fn tag(text: &str) -> Tag {
    let (mut words, mut quoted) = (vec![String::new()], false);
    for c in text.chars() {
        match c {
            '>' if !quoted => break,
            '"' => quoted = !quoted,
            c if c.is_whitespace() && !quoted => words.push(String::new()),
            c => words.last_mut().unwrap().push(c),
        }
    }
    let mut words = words.into_iter().filter(|it| !it.is_empty());
    let name = words.next().unwrap_or_default();
    let pair = |word: String| match word.split_once('=') {
        Some((name, value)) => (name.to_owned(), value.to_owned()),
        None => (word, String::new()),
    };
    Tag { name, attributes: words.map(pair).collect() }
}

/// The problems found in the forms of a page.
fn faults(html: &str) -> Vec<String> {
    let tags = tags(html);
    let ids: BTreeSet<&str> = tags.iter().map(|it| it.get("id")).filter(|it| !it.is_empty()).collect();
    let labelled: BTreeSet<&str> =
        tags.iter().filter(|it| it.name == "label").map(|it| it.get("for")).collect();
    let mut faults = Vec::new();
    for tag in &tags {
        let kind = tag.get("type");
        let is_typed = match tag.name.as_str() {
            "textarea" | "select" => true,
            "input" => !["hidden", "checkbox", "radio"].contains(&kind),
            _ => false,
        };
        let name = tag.get("name");
        if is_typed && !labelled.contains(tag.get("id")) && tag.get("aria-label").is_empty() {
            faults.push(format!("no label for {name}"));
        }
        if tag.name == "input" && is_typed && kind != "file" && tag.get("autocomplete").is_empty() {
            faults.push(format!("{name} does not say whether browsers may complete it"));
        }
        if tag.get("aria-invalid") == "true" && tag.get("aria-describedby").is_empty() {
            faults.push(format!("the message by {name} is not bound to it"));
        }
        for id in tag.get("aria-describedby").split_whitespace().filter(|it| !ids.contains(it)) {
            faults.push(format!("{name} is described by #{id}, which is not there"));
        }
    }
    let hints = html.matches("class=\"hint\" id=\"").count();
    let bound = tags.iter().flat_map(|it| it.get("aria-describedby").split_whitespace());
    let bound: BTreeSet<&str> = bound.filter(|it| it.ends_with("-hint")).collect();
    if bound.len() < hints {
        faults.push(format!("{hints} hints, but only {bound:?} are bound to a field"));
    }
    faults
}

/// Pages with a form, and a persona who may open each.
const FORMS: &[(Persona, &str)] = &[
    (Nobody, "/sign-in"),
    (Nobody, "/password-reset"),
    (OrganisingStaff, "/account"),
    (Manager, "/montreuvray/series/new"),
    (Manager, "/montreuvray/series/eau/edit"),
    (Manager, "/montreuvray/settings"),
    (Manager, "/montreuvray/members/new"),
    (Manager, "/montreuvray/members/f0000000-0000-4000-8000-000000000002/edit"),
    (Manager, "/montreuvray/bodies/new"),
    (Manager, "/montreuvray/bodies/b0000000-0000-4000-8000-000000000001/edit"),
    (OtherStaff, "/montreuvray/bodies/b0000000-0000-4000-8000-000000000002"),
    (OrganisingStaff, "/montreuvray/organisations/new"),
    (OrganisingStaff, "/montreuvray/people"),
    (OrganisingStaff, "/montreuvray/people/new"),
    (OrganisingStaff, "/montreuvray/series/eau/hearings/new"),
    (OrganisingStaff, "/montreuvray/series/eau/hearings/1/edit"),
    (OrganisingStaff, "/montreuvray/series/eau/hearings/1/attendances?q=a"),
    (OrganisingStaff, "/montreuvray/series/eau/hearings/1/turns/1/edit"),
    (OrganisingStaff, "/montreuvray/series/eau/hearings/1/actions/new?turn=1"),
    (OrganisingStaff, "/montreuvray/series/eau/hearings/1/summaries/new"),
    (OrganisingStaff, "/montreuvray/series/eau/imports/new"),
    (OrganisingStaff, "/montreuvray/series/eau/imports/40000000-0000-4000-8000-000000000001"),
    (OrganisingStaff, "/montreuvray/actions/90000000-0000-4000-8000-000000000001"),
    (OrganisingStaff, "/montreuvray/actions/90000000-0000-4000-8000-000000000001/assignment"),
    (OrganisingStaff, "/montreuvray/summaries/10000000-0000-4000-8000-000000000001/edit"),
];

#[actix_web::test]
async fn every_field_has_a_label_and_its_hint() {
    let world = World::start().await;
    let mut wrong = Vec::new();
    for (persona, path) in FORMS {
        let answer = world.get(*persona, path).await;
        assert_eq!(answer.status, 200, "{path}");
        assert!(answer.body.contains("<form"), "{path}");
        wrong.extend(faults(&answer.body).into_iter().map(|fault| format!("{path}: {fault}")));
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
    world.end().await;
}

/// Forms posted with invalid values.
type Refused = (Persona, &'static str, &'static [(&'static str, &'static str)]);

const TYPED: &str = "Ce que j’avais tapé";

const REFUSED: &[Refused] = &[
    (Nobody, "/password-reset", &[("email", TYPED)]),
    (OrganisingStaff, "/account", &[("current", ""), ("password", "court"), ("confirmation", "autre")]),
    (Manager, "/montreuvray/series", &[("title", ""), ("description", TYPED)]),
    (
        Manager,
        "/montreuvray/settings",
        &[("version", "1"), ("name", TYPED), ("time_zone", "Nulle part"), ("language", "xx")],
    ),
    (Manager, "/montreuvray/members", &[("name", TYPED), ("email", "?"), ("role", ""), ("body", "x")]),
    (Manager, "/montreuvray/bodies", &[("name", TYPED), ("kind", "?")]),
    (
        OtherStaff,
        "/montreuvray/bodies/b0000000-0000-4000-8000-000000000002/recipients",
        &[("name", TYPED), ("email", "?")],
    ),
    (
        OtherStaff,
        "/montreuvray/bodies/b0000000-0000-4000-8000-000000000002/colour",
        &[("version", "1"), ("colour", "99")],
    ),
    (OrganisingStaff, "/montreuvray/organisations", &[("name", "")]),
    (OrganisingStaff, "/montreuvray/people", &[("name", ""), ("title", TYPED), ("email", "?")]),
    (
        OrganisingStaff,
        "/montreuvray/series/eau/hearings",
        &[("number", "x"), ("title", TYPED), ("day", "après la pluie"), ("time", "tôt")],
    ),
    (
        OrganisingStaff,
        "/montreuvray/series/eau/hearings",
        &[("number", "9"), ("title", TYPED), ("day", "27/10/2024"), ("time", "2h30")],
    ),
    (
        OrganisingStaff,
        "/montreuvray/series/eau/hearings/1",
        &[("version", "1"), ("number", ""), ("title", TYPED), ("day", "31/2/2024")],
    ),
    (
        OrganisingStaff,
        "/montreuvray/series/eau/hearings/1/attendances",
        &[("name", ""), ("title", TYPED), ("category", "?")],
    ),
    (OrganisingStaff, "/montreuvray/series/eau/hearings/1/attendances/list", &[("people", "")]),
    (
        OrganisingStaff,
        "/montreuvray/series/eau/hearings/1/attendances/a0000000-0000-4000-8000-000000000001/removal",
        &[],
    ),
    (
        OrganisingStaff,
        "/montreuvray/series/eau/hearings/1/turns/1",
        &[("version", "1"), ("text", TYPED), ("speaker", "x")],
    ),
    (
        OrganisingStaff,
        "/montreuvray/series/eau/hearings/1/actions",
        &[("title", TYPED), ("body", "x"), ("due_on", "un jour")],
    ),
    (
        OrganisingStaff,
        "/montreuvray/actions/90000000-0000-4000-8000-000000000001/assignment",
        &[("body", "x"), ("note", TYPED), ("version", "1")],
    ),
    (OrganisingStaff, "/montreuvray/actions/90000000-0000-4000-8000-000000000001/updates", &[("note", "")]),
    (OrganisingStaff, "/montreuvray/series/eau/hearings/1/summaries", &[("title", ""), ("markdown", TYPED)]),
    (
        OrganisingStaff,
        "/montreuvray/series/eau/imports/40000000-0000-4000-8000-000000000001/confirmation",
        &[("title", TYPED), ("day", "?")],
    ),
];

#[actix_web::test]
async fn a_refused_form_has_an_error_summary_and_keeps_its_input() {
    let world = World::start().await;
    let mut wrong = Vec::new();
    for (persona, path, form) in REFUSED {
        let answer = world.post(*persona, path, form).await;
        if answer.status != 422 {
            wrong.push(format!("{path}: {} instead of 422", answer.status));
            continue;
        }
        wrong.extend(faults(&answer.body).into_iter().map(|fault| format!("{path}: {fault}")));
        wrong.extend(summary_faults(&answer).into_iter().map(|fault| format!("{path}: {fault}")));
        if answer.body.contains("\">Remplissez ce champ.</a>") {
            wrong.push(format!("{path}: which field is to be filled in?"));
        }
        if form.iter().any(|(_, value)| *value == TYPED) && !answer.body.contains(TYPED) {
            wrong.push(format!("{path}: what was typed is gone"));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
    world.end().await;
}

/// Without scripts, the summary still takes the focus and its links lead to the fields.
fn summary_faults(answer: &Answer) -> Vec<String> {
    let Some((_, summary)) = answer.body.split_once("<div class=\"error-summary\"") else {
        return vec!["no summary of what is wrong".to_owned()];
    };
    let (opening, rest) = summary.split_once('>').unwrap();
    let mut faults = Vec::new();
    if !opening.contains("tabindex=\"-1\"") || !opening.contains("autofocus") {
        faults.push("the summary does not take the focus".to_owned());
    }
    if answer.body.matches(" autofocus").count() != 1 {
        faults.push("several ask for the focus".to_owned());
    }
    let tags = tags(&answer.body);
    for link in rest.split("</div>").next().unwrap_or("").split("href=\"#").skip(1) {
        let id = link.split('"').next().unwrap_or("");
        let target = tags.iter().find(|it| it.get("id") == id);
        let takes_focus = target.is_some_and(|it| {
            ["input", "select", "textarea"].contains(&it.name.as_str())
                || it.attributes.contains_key("tabindex")
        });
        if !takes_focus {
            faults.push(format!("the link to #{id} leads to no field"));
        }
    }
    faults
}

#[actix_web::test]
async fn dates_and_times_are_accepted_in_common_notations() {
    let world = World::start().await;
    let today: String = world.text("select to_char(now() at time zone 'Europe/Paris', 'YYYY-MM-DD')").await;
    let ways = [
        ("3/4/24", "14h30", "2024-04-03 14:30"),
        ("3 avril 2024", "14 h 30", "2024-04-03 14:30"),
        ("3 avr. 24", "14:30", "2024-04-03 14:30"),
        ("03.04.2024", "9h", "2024-04-03 09:00"),
        ("2024-04-03", "midi", "2024-04-03 12:00"),
        ("3 April 2024", "2pm", "2024-04-03 14:00"),
        ("aujourd’hui", "8h", &format!("{today} 08:00")),
    ];
    for (number, (day, time, expected)) in (10..).zip(ways) {
        let (id, number) = (format!("12345678-0000-4000-8000-0000000000{number}"), number.to_string());
        let form =
            [("id", id.as_str()), ("number", &number), ("title", "Essai"), ("day", day), ("time", time)];
        let path = format!("/montreuvray/series/eau/hearings/{number}/attendances");
        world.post(OrganisingStaff, "/montreuvray/series/eau/hearings", &form).await.leads_to(&path);
        let kept = format!(
            "select to_char(starts_at at time zone 'Europe/Paris', 'YYYY-MM-DD HH24:MI') from hearings where id = '{id}'"
        );
        assert_eq!(world.text(&kept).await, expected, "{day} {time}");
    }
    let id = "12345678-0000-4000-8000-000000000099";
    let body = "b0000000-0000-4000-8000-000000000003";
    let form = [("id", id), ("title", "Essayer"), ("body", body), ("due_on", "demain")];
    let path = "/montreuvray/series/eau/hearings/1/actions";
    world.post(OrganisingOfficial, path, &form).await.leads_to(&format!("/montreuvray/actions/{id}"));
    let due = format!("select (due_on - '{today}'::date)::bigint from actions where id = '{id}'");
    assert_eq!(world.count(&due).await, 1);
    world.expect_mail(1).await;
    world.end().await;
}
