//! The rules of the house, in every file of the source.

use super::{arguments, files, none};

#[test]
fn no_file_is_longer_than_three_hundred_lines() {
    let wrong: Vec<String> = files("src", &[".rs"])
        .into_iter()
        .map(|file| (file.text.lines().count(), file.path))
        .filter(|(lines, _)| *lines > 300)
        .map(|(lines, path)| format!("{path}: {lines} lines"))
        .collect();
    none(&wrong);
}

#[test]
fn no_function_is_longer_than_sixty_lines() {
    let mut wrong = Vec::new();
    for file in files("src", &[".rs"]) {
        let lines: Vec<&str> = file.text.lines().collect();
        for (at, line) in lines.iter().enumerate() {
            let indent = &line[..line.len() - line.trim_start().len()];
            let words = line.trim_start().split(['(', '<']).next().unwrap_or("");
            if !format!(" {words}").contains(" fn ") || line.trim_start().starts_with("//") {
                continue;
            }
            let end = format!("{indent}}}");
            let length = lines[at..].iter().position(|it| **it == end).map_or(1, |last| last + 1);
            if length > 60 && line.ends_with(['{', '(']) {
                wrong.push(format!("{}:{}: {length} lines", file.path, at + 1));
            }
        }
    }
    none(&wrong);
}

/// Where handlers stand that serve nobody's tenant in particular.
const OUTSIDE: &[&str] = &[
    "src/sign_in/",
    "src/scope/",
    "src/accessibility.rs",
    "src/health.rs",
    "src/assets.rs",
    "src/styleguide.rs",
    "src/mail/mailbox",
];

/// A handler that answers inside a tenant asks for the door first, so that all
/// else it asks for waits until it is open.
#[test]
fn every_handler_of_a_tenant_begins_with_the_door() {
    let (mut wrong, mut handlers) = (Vec::new(), 0);
    for file in files("src", &[".rs"]) {
        if OUTSIDE.iter().any(|it| file.path.starts_with(it)) {
            continue;
        }
        for function in file.text.split("pub async fn ").skip(1) {
            let (name, rest) = function.split_once('(').unwrap_or((function, ""));
            let signature = rest.split('{').next().unwrap_or("");
            let answers = ["Result<HttpResponse>", "Result<Outcome>", "Result<Saved>", "Result<NamedFile>"];
            if !answers.iter().any(|it| signature.contains(it)) {
                continue;
            }
            handlers += 1;
            if !arguments(rest).first().is_some_and(|it| it.contains("Scope<")) {
                wrong.push(format!("{}: {name} has no Scope before all else", file.path));
            }
        }
    }
    assert!(handlers > 20, "only {handlers} handlers found");
    none(&wrong);
}

/// Roles are compared in one place.
#[test]
fn only_the_table_of_permissions_compares_roles() {
    let wrong: Vec<String> = files("src", &[".rs"])
        .into_iter()
        .filter(|it| it.path != "src/permissions.rs")
        .flat_map(|file| {
            let is_comparison = |line: &&str| {
                ["role == Role", "role != Role", "match role", "role as usize", "match scope.member"]
                    .iter()
                    .any(|it| line.contains(it))
            };
            let lines: Vec<String> = file.text.lines().filter(is_comparison).map(str::to_owned).collect();
            lines.into_iter().map(move |line| format!("{}: {line}", file.path))
        })
        .collect();
    none(&wrong);
}

/// Half-done work is not kept.
#[test]
fn nothing_is_left_to_do() {
    let mut wrong = Vec::new();
    for file in files("src", &[".rs"]).into_iter().chain(files("templates", &[".html", ".txt"])) {
        for word in ["TODO", "FIXME", "XXX", "todo!", "unimplemented!"] {
            if file.text.contains(word) {
                wrong.push(format!("{}: {word}", file.path));
            }
        }
    }
    none(&wrong);
}

/// An authority called like one of our own addresses could not be reached.
#[actix_web::test]
async fn no_authority_is_called_like_an_address_of_ours() {
    for (_, route) in greffe::routes::LIST {
        let first = route.split('/').nth(1).unwrap_or("");
        if first.is_empty() || first == "{tenant}" {
            continue;
        }
        let new = greffe::tenants::NewTenant {
            slug: first.to_owned(),
            name: first.to_owned(),
            time_zone: chrono_tz::Europe::Paris,
            language: greffe::i18n::Lang::Fr,
            manager: greffe::tenants::Manager {
                email: greffe::email_address::EmailAddress::parse("a@b.example").unwrap(),
                name: first.to_owned(),
            },
        };
        let made = greffe::tenants::create("postgres://nowhere.invalid/", &new).await;
        assert!(matches!(made, Err(greffe::tenants::CreateError::Slug(_))), "{first} is free");
    }
}
