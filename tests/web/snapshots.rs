//! The text of whole pages, compared with `snapshots/`. After an intended change, run the tests with
//! `INSTA_UPDATE=always` and review the difference in git.

use reqwest::{
    Method,
    multipart::{Form, Part},
};

use crate::world::{Answer, Manager, OrganisingOfficial, OrganisingStaff, OtherAgent, OtherStaff, World};

const MINUTES: &str = include_str!("../fixtures/minutes/eau.md");
const IMPORT: &str = "12345678-0000-4000-8000-00000000000a";

#[actix_web::test]
async fn pages_match_their_snapshots() {
    let world = World::start().await;
    let hearing = "/montreuvray/series/eau/hearings/1";
    let pages = [
        ("home_of_an_organising_official", OrganisingOfficial, "/montreuvray"),
        ("home_of_a_department", OtherAgent, "/montreuvray"),
        ("series", OrganisingStaff, "/montreuvray/series/eau"),
        ("hearing_for_organising_staff", OrganisingStaff, hearing),
        ("hearing_for_others", OtherStaff, hearing),
        ("actions", OtherAgent, "/montreuvray/actions?scope=all"),
        ("summary", OrganisingOfficial, "/montreuvray/summaries/10000000-0000-4000-8000-000000000001"),
        ("profile", OrganisingStaff, "/montreuvray/people/d0000000-0000-4000-8000-000000000002"),
    ];
    for (name, persona, path) in pages {
        insta::assert_snapshot!(name, page_text(&world.get(persona, path).await));
    }
    world.end().await;
}

#[actix_web::test]
async fn the_import_preview_matches_its_snapshot() {
    let world = World::start().await;
    let imports = "/montreuvray/series/eau/imports";
    let file = Part::bytes(MINUTES.as_bytes()).file_name("audition-4.md");
    let form = Form::new().text("id", IMPORT).text("text", "").part("file", file);
    Answer::of(world.request(OrganisingStaff, Method::POST, imports).multipart(form)).await;
    let preview = world.get(OrganisingStaff, &format!("{imports}/{IMPORT}")).await;
    insta::assert_snapshot!("import_preview", page_text(&preview));
    world.end().await;
}

#[actix_web::test]
async fn the_audit_trail_matches_its_snapshot() {
    let world = World::start().await;
    let settings = [
        ("version", "1"),
        ("name", "Ville de Montreuvray"),
        ("time_zone", "Europe/Paris"),
        ("language", "fr"),
    ];
    world.post(Manager, "/montreuvray/settings", &settings).await.leads_to("/montreuvray/settings");
    let recall = "/montreuvray/series/eau/hearings/1/recall";
    world.post(OrganisingStaff, recall, &[]).await.leads_to("/montreuvray/series/eau/hearings/1");
    world.sql("update changes set created_at = '2024-06-20 08:30Z'").await;
    insta::assert_snapshot!("audit_trail", page_text(&world.get(Manager, "/montreuvray/audit").await));
    world.end().await;
}

/// Tags that begin a line.
const BLOCKS: &str = " address article aside blockquote caption dd details div dl dt fieldset figcaption figure footer \
    form h1 h2 h3 h4 h5 h6 header label legend li main nav ol option p section select summary table td th tr ul ";

/// The main part of a page as text: one line per block, `#` before headings, links as `[words](address)`,
/// fields as `{name=value}`, buttons as `<words>`. Values that differ from run to run are replaced.
fn page_text(answer: &Answer) -> String {
    assert_eq!(answer.status, 200, "{}", answer.body);
    let (_, main) = answer.body.split_once("<main").expect("a main part");
    let (main, _) = main.split_once("</main>").expect("its end");
    let (_, mut rest) = main.split_once('>').expect("the end of the tag");
    let (mut text, mut closings) = (String::new(), Vec::new());
    while let Some((words, more)) = rest.split_once('<') {
        text.push_str(words);
        let (tag, after) = more.split_once('>').expect("the end of a tag");
        rest = after;
        let name = tag.trim_start_matches('/').split([' ', '\n', '/']).next().unwrap_or("");
        if name == "svg" || name == "script" {
            rest = rest.split_once(&format!("</{name}>")).map_or(rest, |(_, after)| after);
        } else if BLOCKS.contains(&format!(" {name} ")) {
            text.push('\n');
        }
        match (name, tag.starts_with('/')) {
            ("h1" | "h2" | "h3" | "h4", false) => {
                text += &format!("{} ", "#".repeat(usize::from(name.as_bytes()[1] - b'0')));
            }
            ("li", false) => text.push_str("- "),
            ("a", false) => {
                text.push('[');
                closings.push(format!("]({})", attribute(tag, "href").unwrap_or("")));
            }
            ("a", true) => text += &closings.pop().expect("a link was opened"),
            ("button", false) => text.push('\u{2039}'),
            ("button", true) => text.push('\u{203a}'),
            ("input", _) => text += &field(tag, attribute(tag, "value").unwrap_or("")),
            ("textarea" | "select", false) => text += &field(tag, ""),
            _ => {}
        }
    }
    text.push_str(rest);
    settled(&lines(&text))
}

/// The value of an attribute in a tag.
fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    tag.split_once(&format!(" {name}=\""))?.1.split('"').next()
}

fn field(tag: &str, value: &str) -> String {
    let name = attribute(tag, "name").unwrap_or("");
    let chosen = if tag.contains(" checked") { " chosen" } else { "" };
    if value.is_empty() { format!("{{{name}{chosen}}}") } else { format!("{{{name}={value}{chosen}}}") }
}

/// Each line with single spaces and without empty lines. A list marker is joined with the line that follows
/// it.
fn lines(text: &str) -> String {
    let mut lines = String::new();
    for line in text.replace("&#39;", "'").lines() {
        let line = line.split(' ').filter(|it| !it.is_empty()).collect::<Vec<_>>().join(" ");
        let line = line.replace("[ ", "[");
        if line == "-" {
            lines.push_str("- ");
        } else if !line.is_empty() {
            lines.push_str(line.strip_prefix("- ").filter(|_| lines.ends_with("- ")).unwrap_or(&line));
            lines.push('\n');
        }
    }
    lines
}

/// The text before the number of days since an action was due.
const LATE: [&str; 3] = ["En ", "retard ", "de "];

/// Replaces random ids, and the days since an action was due.
fn settled(text: &str) -> String {
    let words = text.split_inclusive(|c: char| !(c.is_ascii_alphanumeric() || c == '-'));
    let mut settled: Vec<String> = Vec::new();
    for word in words {
        let is_id = word.get(..36).is_some_and(|it| it.parse::<uuid::Uuid>().is_ok());
        // The ids of world.sql are the same in each run.
        if is_id && !word[9..].starts_with("0000-") {
            settled.push(format!("<id>{}", &word[36..]));
        } else if word.starts_with(|c: char| c.is_ascii_digit())
            && settled.ends_with(&LATE.map(str::to_owned))
        {
            settled.push("<days>\u{a0}".to_owned());
        } else {
            settled.push(word.to_owned());
        }
    }
    settled.concat()
}
