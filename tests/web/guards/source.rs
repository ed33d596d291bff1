//! Rules for every file of the source that neither the compiler nor clippy checks.

use super::{arguments, files, none, sources};

/// Where handlers stand that serve nobody's tenant in particular.
const OUTSIDE: &[&str] = &[
    "src/sign_in/",
    "src/access/scope/",
    "src/web/accessibility.rs",
    "src/web/health.rs",
    "src/web/assets.rs",
    "src/web/styleguide/",
    "src/mail/mailbox",
];

/// A handler that answers inside a tenant takes its permission first.
#[test]
fn every_handler_of_a_tenant_names_its_permission() {
    let (mut wrong, mut handlers) = (Vec::new(), 0);
    for file in sources() {
        if OUTSIDE.iter().any(|it| file.path.starts_with(it)) {
            continue;
        }
        for function in file.text.split("pub async fn ").skip(1) {
            let (name, rest) = function.split_once('(').unwrap_or((function, ""));
            let signature = rest.split('{').next().unwrap_or("");
            let answers =
                ["Result<HttpResponse>", "Result<Outcome>", "Result<Redirect>", "Result<NamedFile>"];
            if !answers.iter().any(|it| signature.contains(it)) {
                continue;
            }
            handlers += 1;
            let is_entrance =
                |it: &String| it.contains("Scope<") || it == "guest: Guest" || it.contains("Post<Guest");
            if !arguments(rest).first().is_some_and(is_entrance) {
                wrong.push(format!("{}: {name} takes neither Scope nor Guest first", file.path));
            }
        }
    }
    assert!(handlers > 20, "only {handlers} handlers found");
    none(&wrong);
}

/// Roles are compared in one place.
#[test]
fn only_the_table_of_permissions_compares_roles() {
    let wrong: Vec<String> = sources()
        .into_iter()
        .filter(|it| it.path != "src/access/permissions.rs")
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
    for file in sources().into_iter().chain(files("templates", &[".html", ".txt"])) {
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
            language: greffe::text::i18n::Lang::Fr,
            manager: greffe::tenants::Manager {
                email: greffe::text::email_address::EmailAddress::parse("a@b.example").unwrap(),
                name: first.to_owned(),
            },
        };
        let made = greffe::tenants::create("postgres://nowhere.invalid/", &new).await;
        assert!(matches!(made, Err(greffe::tenants::CreateError::Slug(_))), "{first} is free");
    }
}
